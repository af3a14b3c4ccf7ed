import Inventory
import Retailer
import Testing

@Suite struct BooksTests {
  @Test("the ledger equals a plain recomputation from everything delivered", arguments: [1, 2, 3] as [UInt64])
  func recomputed(seed: UInt64) throws {
    var retailer = Retailer(smallRetailer(seed: seed))
    let known = KnownIDs(retailer.reference)
    var readings: [Reading] = []
    for day in 0..<40 {
      let delivered = retailer.step()
      readings += delivered.messages.compactMap { Reading($0, known) }
      guard day % 13 == 0 || day == 39 else { continue }

      let cutoff = delivered.cutoff.microseconds
      var books: [Reading.Position: [StockState: Int64]] = [:]
      var settled: [Reading.Position: Int64] = [:]
      for opening in retailer.reference.openings {
        let position = Reading.Position(location: opening.locationID, item: opening.itemID)
        books[position, default: [:]][.available] = opening.quantity
        settled[position] = opening.quantity
      }
      for reading in counting(readings) where reading.recordedAt <= cutoff {
        for move in reading.moves {
          books[reading.position, default: [:]][move.state, default: 0] += move.quantity
          if reading.at <= cutoff, move.state.isSaleable { settled[reading.position, default: 0] += move.quantity }
        }
      }
      let expected = books.flatMap { position, states in
        states.filter { $0.value != 0 }.map {
          BookRow(locationID: position.location, itemID: position.item, state: $0.key, quantity: $0.value)
        }
      }
      .sorted { ($0.locationID, $0.itemID, $0.state.rawValue) < ($1.locationID, $1.itemID, $1.state.rawValue) }
      let agrees = retailer.books() == expected
      #expect(agrees, "day \(day)")
      let differing = retailer.truth().filter { row in
        let position = Reading.Position(location: row.locationID, item: row.itemID)
        return row.book != books[position]?[.available] ?? 0 || row.eventBook != settled[position] ?? 0 || row.physical < 0
      }
      #expect(differing.isEmpty, "day \(day)")
    }
  }

  @Test("truth has one row per opening, sorted")
  func truthRows() {
    let retailer = Retailer(smallRetailer(seed: 1))
    let truth = retailer.truth()
    #expect(truth.count == retailer.reference.openings.count)
    #expect(truth.count == retailer.reference.assortment.count)
    #expect(zip(truth, truth.dropFirst()).allSatisfy { ($0.locationID, $0.itemID) < ($1.locationID, $1.itemID) })
    #expect(truth.contains { $0.physical != $0.book })
  }

  @Test("a message delivered counts by event time only when that has come")
  func preposted() {
    var retailer = Retailer(smallRetailer(seed: 2))
    let differs = (0..<30).map { _ in
      _ = retailer.step()
      return retailer.truth().contains { $0.book != $0.eventBook }
    }
    #expect(differs.contains(true))
  }
}
