/// The day's streams of drawn numbers, one per purpose.
struct Streams: Sendable {
  var demand: Chance
  var mishaps: Chance
  var shop: Chance
  var orders: Chance
  var supply: Chance
  var returns: Chance
  var counts: Chance
  var defects: Chance

  init(seed: UInt64, day: Int) {
    demand = Chance(seed: seed, purpose: .demand, day: day)
    mishaps = Chance(seed: seed, purpose: .mishaps, day: day)
    shop = Chance(seed: seed, purpose: .shop, day: day)
    orders = Chance(seed: seed, purpose: .orders, day: day)
    supply = Chance(seed: seed, purpose: .supply, day: day)
    returns = Chance(seed: seed, purpose: .returns, day: day)
    counts = Chance(seed: seed, purpose: .counts, day: day)
    defects = Chance(seed: seed, purpose: .defects, day: day)
  }
}

/// Numbers of the documents written so far.
struct DocumentNumbers: Sendable {
  private var last = 0

  mutating func next(_ prefix: String) -> String {
    last += 1
    return prefix + String(last)
  }
}

/// What the simulation did, counted where it did it.
package struct Tally: Equatable, Sendable {
  package var messages = 0
  package var customers = 0
  package var lostSales = 0
  package var orderLines = 0
  package var cancelled = 0
  package var notFound = 0
  package var counted = 0
  /// Counts that missed what was there, or saw what was not.
  package var miscounted = 0
  package var requestsAnswered = 0
  package var transferLines = 0
  package var errorsOfHandling = 0
}
