/// How late messages were: counts by logarithmic bucket, exact under addition, with quantiles to 1 %.
///
///     bucket(x) = ceil(ln(x) * 49.99833328888678)    x > 0 in microseconds
///     gamma     = 1.01 / 0.99,  49.998... = 1 / ln(gamma),  alpha = 0.01
///
/// Masson, Rim & Lee (2019), "DDSketch", VLDB 12(12). Zero and negative delays are counted apart. Counts are signed, so
/// that withdrawn messages subtract: adding a message and withdrawing it leaves an equal sketch, and merging is
/// commutative and associative. Counts are 64-bit numbers and wrap beyond 2^63, far above any number of messages.
/// - Note: the constant is part of the stored format. 1 / ln(gamma) rounds to another double; do not "correct" it.
public struct DDSketch: Sendable {
  /// Buckets per e-fold of delay.
  public static let bucketsPerLog = 49.99833328888678
  /// (1 + alpha) / (1 - alpha): the ratio of neighbouring bucket bounds.
  public static let gamma = 1.01 / 0.99

  /// Messages without any delay.
  public private(set) var zeroCount: Int64 = 0
  /// Messages recorded before they happened (pre-posted, or a wrong clock).
  public private(set) var negativeCount: Int64 = 0
  private var positiveCount: Int64 = 0
  /// Counts of the buckets from `offset` on, in whole chunks.
  private var counts: [Int64] = []
  private var offset = 0

  /// Delays spread over few e-folds: growing by 32 buckets makes a reallocation rare and wastes little.
  private static let chunk = 32

  /// Nothing counted.
  public init() {}

  /// All messages, those without a positive delay among them.
  public var count: Int64 { positiveCount &+ zeroCount &+ negativeCount }

  /// Whether every bucket is at 0; adding and withdrawing cancel.
  public var isEmpty: Bool { zeroCount == 0 && negativeCount == 0 && counts.allSatisfy { $0 == 0 } }

  /// Counts a delay once. Constant time; a table of 2,185 buckets is all that it grows to.
  public mutating func add(_ microseconds: Int64) {
    add(microseconds, count: 1)
  }

  /// Counts a delay `count` times; a negative count withdraws.
  public mutating func add(_ microseconds: Int64, count: Int64) {
    if microseconds > 0 {
      add(toBucket: DDSketch.bucketTable.index(of: UInt64(microseconds)), count)
    } else if microseconds == 0 {
      zeroCount &+= count
    } else {
      negativeCount &+= count
    }
  }

  mutating func add(toBucket index: Int, _ count: Int64) {
    positiveCount &+= count
    let place = index - offset
    if place >= 0, place < counts.count {
      counts[place] &+= count
    } else {
      grow(toHold: index)
      counts[index - offset] &+= count
    }
  }

  private mutating func grow(toHold index: Int) {
    let chunk = index / DDSketch.chunk * DDSketch.chunk
    if counts.isEmpty {
      offset = chunk
      counts = Array(repeating: 0, count: DDSketch.chunk)
    } else if index < offset {
      counts.insert(contentsOf: repeatElement(0, count: offset - chunk), at: 0)
      offset = chunk
    } else {
      counts.append(contentsOf: repeatElement(0, count: chunk + DDSketch.chunk - offset - counts.count))
    }
  }

  /// Adds the counts of another sketch: as if its messages had been added here.
  public mutating func merge(_ other: DDSketch) { merge(other, sign: 1) }

  /// Takes the counts of another sketch back: merging and withdrawing it leaves an equal sketch.
  public mutating func withdraw(_ other: DDSketch) { merge(other, sign: -1) }

  private mutating func merge(_ other: DDSketch, sign: Int64) {
    zeroCount &+= sign &* other.zeroCount
    negativeCount &+= sign &* other.negativeCount
    for (place, count) in other.counts.enumerated() where count != 0 {
      add(toBucket: other.offset + place, sign &* count)
    }
  }

  /// Non-empty buckets, ascending. A count is negative while only its withdrawal has been seen.
  public var buckets: [(index: Int32, count: Int64)] {
    counts.enumerated().compactMap { place, count in
      count == 0 ? nil : (index: Int32(offset + place), count: count)
    }
  }

  /// The bucket of a positive delay, equal to the formula for every 64-bit integer; `nil` otherwise.
  public static func bucketIndex(_ microseconds: Int64) -> Int32? {
    microseconds > 0 ? Int32(bucketTable.index(of: UInt64(microseconds))) : nil
  }

  private static let bucketTable = BucketTable()
}

extension DDSketch: Equatable {
  /// Equal counts; how much room the arrays take does not matter.
  public static func == (a: DDSketch, b: DDSketch) -> Bool {
    guard a.zeroCount == b.zeroCount, a.negativeCount == b.negativeCount, a.positiveCount == b.positiveCount else { return false }
    return a.buckets.elementsEqual(b.buckets) { $0.index == $1.index && $0.count == $1.count }
  }
}
