import Inventory

extension Network {
  /// The master data and plans of the retailer, without openings.
  func reference(_ configuration: RetailerConfiguration, _ plan: Plan) -> ReferenceData {
    var reference = ReferenceData()
    reference.locations = sites.map { site in
      Location(
        id: site.id, name: Network.name(of: site), kind: site.kind, region: site.region, timeZone: site.zone.identifier,
        currency: "EUR")
    }
    reference.items = articles.enumerated().map { index, article in
      Item(
        id: article.id, sku: article.id, gtin: Network.gtin(index + 1), name: "\(article.profile.name) \(index + 1)",
        category: article.profile.name, unitCost: article.unitCost, unitPrice: article.unitPrice, packSize: article.packSize)
    }
    for site in 0..<stockedSites {
      for (item, article) in articles.enumerated() where isStocked[cell(site, item)] {
        let abcClass = abc[cell(site, item)]
        // The dear and fast stand behind the counter, the rest by category
        let zone = abcClass == 0 ? "Z1" : "Z\(2 + article.category % 5)"
        reference.assortment.append(
          Assortment(locationID: sites[site].id, itemID: article.id, abcClass: ["A", "B", "C"][Int(abcClass)], zone: zone))
      }
    }
    let berlin = sites[web].zone
    func midnight(_ day: Int) -> Instant { berlin.instant(of: configuration.firstDay.advanced(by: day), secondOfDay: 0) }
    reference.promotions = plan.campaigns.map { campaign in
      Promotion(
        itemID: campaign.item.map { articles[$0].id },
        category: campaign.category.flatMap { code in articles.first { $0.category == code }?.profile.name },
        region: campaign.region, locationID: campaign.site.map { sites[$0].id }, starts: midnight(campaign.days.lowerBound),
        ends: midnight(campaign.days.upperBound))
    }
    if plan.busyDay >= 0 {
      let busyDay = configuration.firstDay.advanced(by: plan.busyDay)
      reference.calendar.append(CalendarDay(locationID: nil, day: busyDay, isClosed: false, label: "spring sale"))
    }
    // Centres and the web work on holidays, so the row is per store
    for site in sites where site.isStore && plan.holiday >= 0 {
      let holiday = configuration.firstDay.advanced(by: plan.holiday)
      reference.calendar.append(CalendarDay(locationID: site.id, day: holiday, isClosed: true, label: "public holiday"))
    }
    reference.labourBudgets = Network.budgets
    reference.reasons = Network.reasons
    return reference
  }

  private static let budgets = [
    LabourBudget(
      locationID: nil, weekday: nil, minutes: 60, minutesPerCount: 1.5, minutesBase: 5, minutesPerUnit: 0.02, minutesPerZone: 2),
    LabourBudget(
      locationID: "DC1", weekday: nil, minutes: 120, minutesPerCount: 2, minutesBase: 5, minutesPerUnit: 0.01, minutesPerZone: 4),
  ]

  private static let reasons: [ReasonMapping] = {
    func map(_ source: String, _ type: EventType, _ code: String, _ canonical: String, _ fault: Fault?, physical: Bool = false)
      -> ReasonMapping
    {
      ReasonMapping(
        sourceSystem: source, eventType: type, reasonCode: code, canonical: canonical, fault: fault, isPhysical: physical)
    }
    return [
      map("oms", .cancellation, "changed_mind", "customer_request", .customer),
      map("oms", .cancellation, "not_collected", "not_collected", .customer),
      map("oms", .cancellation, "card_declined", "payment_declined", .payment),
      map("oms", .cancellation, "not_found", "not_found", .stock),
      map("oms", .pickFailed, "not_found", "not_found", .stock),
      map("wms", .pickFailed, "not_found", "not_found", .stock),
      map("erp", .adjustment, "store_use", "store_use", nil, physical: true),
      map("erp", .adjustment, "donation", "donation", nil, physical: true),
      map("erp", .adjustment, "count", "count_variance", nil),
      map("pos", .returnReceived, "changed_mind", "customer_request", .customer),
      map("pos", .returnReceived, "defective", "defective", .supplier),
      map("wms", .returnReceived, "changed_mind", "customer_request", .customer),
      map("wms", .returnReceived, "defective", "defective", .supplier),
    ]
  }()

  private static func name(of site: Site) -> String {
    let number = site.id.drop { !$0.isNumber }
    return switch site.kind {
    case .store: "Store \(number)"
    case .dc: "Distribution centre \(number)"
    case .web: "Web shop"
    case .marketplace: "Marketplace \(number)"
    }
  }

  /// GTIN-13 with its check digit (GS1 General Specifications, 7.9).
  private static func gtin(_ number: Int) -> String {
    let body = "4099" + padded(number, 8)
    let sum = body.utf8.enumerated().reduce(0) { $0 + Int($1.element - 48) * ($1.offset % 2 == 0 ? 1 : 3) }
    return body + String((10 - sum % 10) % 10)
  }
}
