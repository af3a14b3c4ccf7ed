internal import Inventory
internal import PostgreSQL
internal import Store

/// Books at go-live: read for positions that no earlier night can have begun with, and for those computed anew.
///
/// A retailer has as many opening rows as positions, and nearly all of them were read by the first night.
struct OpeningBooks {
  let extract: EventExtract
  let index: MasterIndex
  let dimensions: Dimensions
  let cutoff: Instant

  /// The openings to begin with tonight.
  ///
  /// - Parameters:
  ///   - base: the night that this one continues from, and what it knew.
  ///   - isEmpty: whether nothing was restored of a location.
  func unread(
    _ companions: Companions, base: (cutoff: Instant, goLive: [String: Companions.GoLive], newItems: [String])?,
    isEmpty: (_ location: String) -> Bool
  ) throws -> [Int32: PositionState] {
    let located = companions.goLive.filter { index.location($0.key) >= 0 }
    guard let base else { return try books { try extract.eachOpening(ofLocations: located.keys.sorted(), $0) } }
    let items = base.newItems.filter { index.item($0) >= 0 }
    // Beyond one item in ten, all openings cost less than one by one
    let isMany = items.count * 10 > dimensions.items.count
    let locations = located.filter { id, opening in
      isMany || opening != base.goLive[id] || opening.at > base.cutoff.microseconds || isEmpty(id)
    }.keys.sorted()
    let others = Set(located.keys).subtracting(locations).sorted()
    return try books { row in
      try extract.eachOpening(ofLocations: locations, row)
      try extract.eachOpening(ofPositions: others.flatMap { location in items.map { (location, $0) } }, row)
    }
  }

  func of(_ positions: [(location: String, item: String)]) throws -> [Int32: PositionState] {
    try books { try extract.eachOpening(ofPositions: positions, $0) }
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
