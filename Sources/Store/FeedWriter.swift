public import Inventory
public import PostgreSQL

/// Puts messages and master data into `feed.*`, as the retailer's side would: for imports and the demo.
public struct FeedWriter {
  private let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  /// Appends messages.
  ///
  /// - Parameter keepsArrival: writes `ingestedAt` too, which only an owner of the table may; the server's clock counts else.
  @discardableResult
  public func append(_ messages: some Sequence<FeedMessage>, keepsArrival: Bool) throws -> Int {
    let columns =
      """
      source_system, event_id, event_type, location_id, item_id, quantity, expected_quantity, event_time, event_time_precision,
      record_time, promised_time, expires_time, from_state, to_state, channel, document_type, document_id, document_line,
      counterpart_id, reason_code, actor_id, customer_key, substitutes_item_id, count_selection, inclusion_probability,
      corrects_event_id, unit_value, currency
      """
    return try connection.copyIn(
      "feed.inventory_event (\(columns)\(keepsArrival ? ", ingested_at" : ""))", place: "feed.inventory_event"
    ) { writer in
      for message in messages {
        try writer.row(keepsArrival ? 29 : 28)
        writer.text(message.sourceSystem)
        writer.text(message.eventID)
        writer.text(message.eventType)
        writer.text(message.locationID)
        writer.text(message.itemID)
        write(message.quantity, to: &writer)
        write(message.expectedQuantity, to: &writer)
        writer.int64(message.eventTime?.microseconds)
        writer.text(message.eventTimePrecision)
        writer.int64(message.recordTime?.microseconds)
        writer.int64(message.promisedTime?.microseconds)
        writer.int64(message.expiresTime?.microseconds)
        writer.text(message.fromState)
        writer.text(message.toState)
        writer.text(message.channel)
        writer.text(message.documentType)
        writer.text(message.documentID)
        writer.text(message.documentLine)
        writer.text(message.counterpartID)
        writer.text(message.reasonCode)
        writer.text(message.actorID)
        writer.text(message.customerKey)
        writer.text(message.substitutesItemID)
        writer.text(message.countSelection)
        writer.double(message.inclusionProbability)
        writer.text(message.correctsEventID)
        writer.numeric(thousandths: message.unitValue)
        writer.text(message.currency)
        if keepsArrival { writer.int64(message.ingestedAt?.microseconds) }
      }
    }
  }

  private func write(_ quantity: FeedQuantity?, to writer: inout CopyWriter) {
    switch quantity {
    case nil: writer.null()
    case .thousandths(let value): writer.numeric(thousandths: value)
    case .notANumber: writer.numericSpecial(isInfinite: false)
    case .infinite: writer.numericSpecial(isInfinite: true)
    }
  }

  /// Adds master data, plans and opening books in one transaction; master data that is there already stays.
  public func add(_ reference: ReferenceData) throws {
    try connection.transaction { _ in
      try addMasters(reference)
      try addPlans(reference)
      try addOpenings(reference.openings)
    }
  }

  /// Adds locations and items inside the caller's transaction; what is there already stays.
  func addMasters(_ reference: ReferenceData) throws {
    for location in reference.locations {
      try connection.query(
        """
        insert into feed.location (location_id, name, kind, region, time_zone, currency, active)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
        """,
        [
          Parameter(location.id), Parameter(location.name), Parameter(location.kind.rawValue), Parameter(location.region),
          Parameter(location.timeZone), Parameter(location.currency), Parameter(location.isActive),
        ], place: "feed.location")
    }
    for item in reference.items {
      try connection.query(
        """
        insert into feed.item (item_id, sku, gtin, name, category, unit_cost, unit_price, pack_size, tracked, active)
        values ($1, $2, $3, $4, $5, $6::numeric / 1000, $7::numeric / 1000, $8, $9, $10) on conflict do nothing
        """,
        [
          Parameter(item.id), Parameter(item.sku), Parameter(item.gtin), Parameter(item.name), Parameter(item.category),
          item.unitCost.map { Parameter($0) } ?? nil, item.unitPrice.map { Parameter($0) } ?? nil,
          item.packSize.map { Parameter($0) } ?? nil, Parameter(item.isTracked), Parameter(item.isActive),
        ], place: "feed.item")
    }
  }

  private func addPlans(_ reference: ReferenceData) throws {
    try connection.copyIn("feed.assortment (location_id, item_id, abc_class, zone)", place: "feed.assortment") { writer in
      for entry in reference.assortment {
        try writer.row(4)
        writer.text(entry.locationID)
        writer.text(entry.itemID)
        writer.text(entry.abcClass)
        writer.text(entry.zone)
      }
    }
    try connection.copyIn(
      "feed.promotion (item_id, category, region, location_id, starts, ends)", place: "feed.promotion"
    ) { writer in
      for promotion in reference.promotions {
        try writer.row(6)
        writer.text(promotion.itemID)
        writer.text(promotion.category)
        writer.text(promotion.region)
        writer.text(promotion.locationID)
        writer.int64(promotion.starts.microseconds)
        writer.int64(promotion.ends.microseconds)
      }
    }
    try connection.copyIn("feed.calendar (location_id, day, closed, label)", place: "feed.calendar") { writer in
      for day in reference.calendar {
        try writer.row(4)
        writer.text(day.locationID)
        writer.int32(day.day.number)
        writer.bool(day.isClosed)
        writer.text(day.label)
      }
    }
    try connection.copyIn(
      """
      feed.labour_budget (location_id, weekday, minutes, minutes_per_count, minutes_base, minutes_per_unit, minutes_per_zone)
      """, place: "feed.labour_budget"
    ) { writer in
      for budget in reference.labourBudgets {
        try writer.row(7)
        writer.text(budget.locationID)
        writer.int16(budget.weekday.map(Int16.init))
        writer.double(budget.minutes)
        writer.double(budget.minutesPerCount)
        writer.double(budget.minutesBase)
        writer.double(budget.minutesPerUnit)
        writer.double(budget.minutesPerZone)
      }
    }
    for reason in reference.reasons {
      try connection.query(
        """
        insert into feed.reason_map (source_system, event_type, reason_code, canonical, fault, physical)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing
        """,
        [
          Parameter(reason.sourceSystem), Parameter(reason.eventType.name), Parameter(reason.reasonCode),
          Parameter(reason.canonical), Parameter(reason.fault?.rawValue), Parameter(reason.isPhysical),
        ], place: "feed.reason_map")
    }
  }

  private func addOpenings(_ openings: [PositionSnapshot]) throws {
    try connection.copyIn(
      "feed.position_snapshot (system, location_id, item_id, state, quantity, as_of, record_time)",
      place: "feed.position_snapshot"
    ) { writer in
      for opening in openings {
        try writer.row(7)
        writer.text(opening.system)
        writer.text(opening.locationID)
        writer.text(opening.itemID)
        writer.text(opening.state.name)
        writer.numeric(thousandths: opening.quantity)
        writer.int64(opening.asOf.microseconds)
        writer.int64(opening.asOf.microseconds)
      }
    }
  }
}
