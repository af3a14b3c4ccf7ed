internal import Inventory
internal import PostgreSQL
internal import Store

/// Books at go-live: read for positions that no earlier night can have begun with, and for those computed anew.
///
/// A retailer has as many opening rows as positions, and nearly all of them were read by the first night. Of several systems
/// the one of record opens a location's books.
struct OpeningBooks {
  let extract: EventExtract
  let index: MasterIndex
  let dimensions: Dimensions
  let cutoff: Instant
  /// By location: the snapshot of its system of record.
  let openings: [OpeningSnapshot?]

  /// The openings to begin with tonight.
  ///
  /// - Parameters:
  ///   - base: the night that this one continues from, with the items that it did not know.
  ///   - isEmpty: whether nothing was restored of a location.
  func unread(base: (cutoff: Instant, newItems: [String])?, isEmpty: (_ location: Int32) -> Bool) throws -> [Int32: PositionState]
  {
    let opened = openings.indices.filter { openings[$0] != nil }.map { Int32($0) }
    guard let base else { return try books { try extract.eachOpening(ofLocations: wanted(opened), $0) } }
    let items = base.newItems.filter { index.item($0) >= 0 }
    // Beyond one item in ten, all openings cost less than one by one
    let isMany = items.count * 10 > dimensions.items.count
    let whole = opened.filter { location in
      isMany || openings[Int(location)].map { $0.at > base.cutoff } ?? false || isEmpty(location)
    }
    let others = Set(opened).subtracting(whole).sorted()
    return try books { row in
      try extract.eachOpening(ofLocations: wanted(whole), row)
      try extract.eachOpening(
        ofPositions: others.flatMap { location in items.map { (dimensions.locations[Int(location)].id, $0) } },
        openedBy: wanted(others), row)
    }
  }

  func of(_ positions: [(location: String, item: String)]) throws -> [Int32: PositionState] {
    let locations = Set(positions.map { index.location($0.location) }).filter { $0 >= 0 }.sorted()
    return try books { try extract.eachOpening(ofPositions: positions, openedBy: wanted(locations), $0) }
  }

  private func wanted(_ locations: [Int32]) -> [(location: String, opening: OpeningSnapshot)] {
    locations.compactMap { location in openings[Int(location)].map { (dimensions.locations[Int(location)].id, $0) } }
  }

  private func books(_ read: ((EventExtract.Opening) -> Void) throws -> Void) throws -> [Int32: PositionState] {
    var books: [Int32: (books: StateBooks, at: Int64)] = [:]
    try read { opening in
      let place = (index.location(opening.location), index.item(opening.item))
      guard place.0 >= 0, place.1 >= 0, let state = StockState(name: opening.state), opening.at <= cutoff.microseconds else {
        return
      }
      let slot = dimensions.slot(location: place.0, item: place.1)
      books[slot, default: (StateBooks(), opening.at)].books[state] += opening.quantity
    }
    return books.mapValues { PositionState(opening: $0.books, at: $0.at) }
  }
}
