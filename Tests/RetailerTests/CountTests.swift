import Inventory
import Retailer
import Testing

@Suite struct CountTests {
  @Test("a count states the book of the moment, and its adjustment the difference", arguments: [1, 2] as [UInt64])
  func expectations(seed: UInt64) throws {
    var retailer = Retailer(smallRetailer(seed: seed))
    let known = KnownIDs(retailer.reference)
    var messages: [FeedMessage] = []
    for _ in 0..<40 { messages += retailer.step().messages }
    // What was recorded before the last fortnight has been delivered by now
    let settledBy = configurationDay(retailer, 25).utcStart

    struct Entry {
      let at: Int64
      let quantity: Int64
    }
    var ledger: [Reading.Position: [Entry]] = [:]
    for opening in retailer.reference.openings {
      let position = Reading.Position(location: opening.locationID, item: opening.itemID)
      ledger[position] = [Entry(at: Int64.min, quantity: opening.quantity)]
    }
    let readings = messages.compactMap { Reading($0, known) }
    var first: [String: Reading] = [:]
    for reading in readings {
      let key = reading.source + "/" + reading.id
      if let other = first[key], other.recordedAt <= reading.recordedAt { continue }
      first[key] = reading
    }
    for reading in first.values {
      let moved = reading.moves.filter(\.state.isSaleable).reduce(0) { $0 + $1.quantity }
      ledger[reading.position, default: []].append(Entry(at: reading.recordedAt, quantity: moved))
      // A correction takes the other out when it is recorded, not before
      if let target = reading.corrects.flatMap({ first[reading.source + "/" + $0] }) {
        let undone = target.moves.filter(\.state.isSaleable).reduce(0) { $0 + $1.quantity }
        ledger[target.position, default: []].append(Entry(at: reading.recordedAt, quantity: -undone))
      }
    }
    var adjustments: [String: Int64] = [:]
    for reading in messages where reading.eventType == "adjustment" && reading.documentType == "count" {
      if case .thousandths(let quantity)? = reading.quantity, let id = reading.documentID { adjustments[id] = quantity }
    }
    var checked = 0
    for message in messages where message.eventType == "count" {
      guard Reading(message, known) != nil, let at = message.eventTime, at < settledBy, let location = message.locationID,
        let item = message.itemID, case .thousandths(let expected)? = message.expectedQuantity,
        case .thousandths(let counted)? = message.quantity, let document = message.documentID,
        // Contradicted or doubled counts say nothing new
        counted >= 0
      else { continue }
      let entries = ledger[Reading.Position(location: location, item: item)] ?? []
      let book = entries.filter { $0.at < at.microseconds }.reduce(0) { $0 + $1.quantity }
      #expect(expected == book)
      #expect(adjustments[document] ?? 0 == counted - expected)
      checked += 1
    }
    #expect(checked > 400)
  }

  @Test("requests are answered during the next day under their own document")
  func requests() throws {
    var retailer = Retailer(smallRetailer(seed: 4))
    for _ in 0..<5 { _ = retailer.step() }
    let asked = retailer.truth().filter { $0.locationID != "DC2" }.prefix(200).enumerated().map { number, row in
      CountRequest(locationID: row.locationID, itemID: row.itemID, recountID: "recount-\(number)")
    }
    let unknown = CountRequest(locationID: "WEB", itemID: "SKU0001", recountID: "recount-web")
    let before = configurationDay(retailer, 5).utcStart
    let day = retailer.step(counting: asked + [unknown])
    let later = (0..<12).flatMap { _ in retailer.step().messages }
    let answers = (day.messages + later).filter { $0.countSelection == "triggered" && $0.eventType == "count" }
    let answered = Set(answers.compactMap(\.documentID))
    #expect(answered.isSubset(of: Set(asked.map(\.recountID))))
    #expect((170...199).contains(answered.count))
    for answer in answers {
      let request = try #require(asked.first { $0.recountID == answer.documentID })
      #expect(answer.locationID == request.locationID || answer.locationID == "S00")
      let at = try #require(answer.eventTime)
      #expect(at > before && (at <= day.cutoff || at > Day(year: 2199, month: 1, day: 1).utcStart))
    }
  }

  @Test("random counts carry the probability they were drawn with")
  func probability() throws {
    var configuration = smallRetailer(seed: 5)
    configuration.mechanisms.malformed = 0
    configuration.mechanisms.duplicates = 0
    configuration.mechanisms.conflicts = 0
    var retailer = Retailer(configuration)
    var drawn: [Double] = []
    for _ in 0..<40 {
      for message in retailer.step().messages where message.countSelection == "random" {
        drawn.append(try #require(message.inclusionProbability))
      }
    }
    let wanted = Double(configuration.stores * 39) * configuration.mechanisms.randomCounts
    #expect(abs(Double(drawn.count) - wanted) < 4 * wanted.squareRoot())
    // Of Poisson sampling the sum of 1/p estimates the population drawn from
    let population = Double(retailer.reference.openings.filter { $0.locationID.hasPrefix("S") }.count * 39)
    #expect(abs(drawn.reduce(0) { $0 + 1 / $1 } / population - 1) < 0.12)
  }

  private func configurationDay(_ retailer: Retailer, _ index: Int) -> Day {
    retailer.configuration.firstDay.advanced(by: index)
  }
}
