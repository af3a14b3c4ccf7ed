/// What a unit of each item cost, by the night that first knew it.
///
/// A movement is valued with the cost that the first night with a cut-off at or after its record time knew; so a message
/// that is withdrawn later takes off what it added, whatever the item costs by then.
public struct CostHistory: Sendable {
  /// A cost and what it holds for: messages recorded after `after`, microseconds, until the next one.
  public struct Entry: Equatable, Sendable {
    public var after: Int64
    /// Thousandths of currency per unit; 0 where unknown.
    public var cost: Int64

    public init(after: Int64, cost: Int64) {
      self.after = after
      self.cost = cost
    }
  }

  /// Movements worth more than ten thousand million are a slip in a quantity or a cost, and count for that much: a million
  /// of them stay within 64 bits. Thousandths of currency.
  public static let highestValue: Int64 = 10_000_000_000_000

  private var entries: [Int32: [Entry]] = [:]

  public init() {}

  /// Adds what an item cost; entries come in the order of their `after`.
  public mutating func add(_ entry: Entry, item: Int32) { entries[item, default: []].append(entry) }

  /// The cost that holds for a message; `nil` where no night knew the item. The first one also holds for what came before it.
  func cost(of item: Int32, recordedAt: Int64) -> Int64? {
    guard let known = entries[item], let first = known.first else { return nil }
    return (known.last { $0.after < recordedAt } ?? first).cost
  }

  /// Quantity times cost, thousandths of currency, within `highestValue`.
  static func value(_ quantity: Int64, at cost: Int64) -> Int64 {
    let product = quantity.multipliedReportingOverflow(by: cost)
    let value = product.overflow ? ((quantity < 0) == (cost < 0) ? Int64.max : Int64.min) : product.partialValue / 1000
    return min(max(value, -highestValue), highestValue)
  }
}
