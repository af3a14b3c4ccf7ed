/// A weighted sum of sketches: how many messages of each delay are expected.
///
/// Counts are real numbers, so that messages that have not come yet can stand beside those that have. A bucket whose
/// sketch has withdrawn more than it counted adds nothing.
public struct SketchMixture: Sendable {
  /// All messages, those without a positive delay among them.
  public private(set) var count = 0.0
  /// Those without a positive delay.
  private var undelayed = 0.0
  /// Of the buckets from `offset` on.
  private var weights: [Double] = []
  private var offset = 0

  /// Nothing expected.
  public init() {}

  /// Adds every message of a sketch, `weight` times.
  public mutating func add(_ sketch: DDSketch, weight: Double = 1) {
    let early = weight * Double(max(0, sketch.zeroCount) + max(0, sketch.negativeCount))
    undelayed += early
    count += early
    let buckets = sketch.buckets
    guard let first = buckets.first, let last = buckets.last else { return }
    reserve(Int(first.index)...Int(last.index))
    for (index, messages) in buckets where messages > 0 {
      weights[Int(index) - offset] += weight * Double(messages)
      count += weight * Double(messages)
    }
  }

  /// Adds every message of another mixture, `weight` times.
  public mutating func add(_ other: SketchMixture, weight: Double = 1) {
    undelayed += weight * other.undelayed
    count += weight * other.count
    guard !other.weights.isEmpty else { return }
    reserve(other.offset...(other.offset + other.weights.count - 1))
    for (place, messages) in other.weights.enumerated() { weights[other.offset + place - offset] += weight * messages }
  }

  private mutating func reserve(_ range: ClosedRange<Int>) {
    if weights.isEmpty { offset = range.lowerBound }
    if range.lowerBound < offset {
      weights.insert(contentsOf: repeatElement(0, count: offset - range.lowerBound), at: 0)
      offset = range.lowerBound
    }
    let missing = range.upperBound - offset + 1 - weights.count
    if missing > 0 { weights.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// As `DDSketch.quantile`, and equal to it where all counts are whole: the least delay that at least a share `q` of the
  /// weight does not exceed.
  /// - Returns: `nil` when nothing is counted or `q` is outside 0...1.
  public func quantile(_ q: Double) -> Double? {
    guard count > 0, q >= 0, q <= 1 else { return nil }
    let share = q * count
    var seen = undelayed
    if seen > 0, seen >= share { return 0 }
    var last: Int?
    for (place, messages) in weights.enumerated() where messages > 0 {
      seen += messages
      last = offset + place
      if seen >= share { break }
    }
    return last.map { DDSketch.representative(ofBucket: Int32($0)) } ?? 0
  }

  /// The messages later than a limit, exact to the bucket as in `DDSketch.count(above:)`.
  public func count(above microseconds: Int64) -> Double {
    guard microseconds >= 0 else { return count }
    let limit = Int(DDSketch.bucketIndex(microseconds) ?? -1)
    return weights.dropFirst(max(0, limit + 1 - offset)).reduce(0, +)
  }
}
