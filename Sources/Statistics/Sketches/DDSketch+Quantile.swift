import Glibc

extension DDSketch {
  /// The delay in microseconds that a share `q` of all messages does not exceed, to 1 % relative error.
  ///
  ///     rank = max(1, ceil(q n))          of n messages, the earliest first
  ///
  /// That is the message PostgreSQL's `percentile_disc` names: a 99 % quantile of fewer than 100 messages is the latest.
  /// Answers 2 gamma^i / (gamma + 1) for its bucket i, the value that is never more than 1 % off. Zero and negative delays
  /// come first and answer 0.
  /// - Returns: `nil` when nothing is counted (or more is withdrawn than counted) or `q` is outside 0...1.
  public func quantile(_ q: Double) -> Double? {
    guard count > 0, q >= 0, q <= 1 else { return nil }
    let rank = max(1, (q * Double(count)).rounded(.up))
    var seen = Double(zeroCount + negativeCount)
    if seen >= rank { return 0 }
    var last: Double?
    for (index, bucketCount) in buckets {
      seen += Double(bucketCount)
      last = DDSketch.representative(ofBucket: index)
      if seen >= rank { return last }
    }
    return last ?? 0
  }

  /// The value of a bucket in microseconds: within 1 % of every delay in it.
  public static func representative(ofBucket index: Int32) -> Double {
    2 * exp(Double(index) / bucketsPerLog) / (gamma + 1)
  }

  /// The messages later than a limit, zero and negative delays counting as 0.
  ///
  /// Exact to the bucket: messages in the bucket of the limit itself count as not later, so a delay up to 2 % beyond it
  /// may be missed.
  public func count(above microseconds: Int64) -> Int64 {
    guard microseconds >= 0 else { return count }
    let limit = DDSketch.bucketIndex(microseconds) ?? -1
    var above: Int64 = 0
    for (index, bucketCount) in buckets where index > limit { above &+= bucketCount }
    return above
  }

  /// The messages at least as late as a quantile of this sketch or of a mixture: those in its bucket and in later ones.
  public func count(from quantile: Double) -> Int64 {
    if quantile <= 0 { return count }
    return buckets.reduce(0) { DDSketch.representative(ofBucket: $1.index) >= quantile ? $0 &+ $1.count : $0 }
  }

  /// The share of messages later than a limit; exact to the bucket.
  /// - Returns: `nil` when nothing is counted.
  public func share(above microseconds: Int64) -> Double? {
    count > 0 ? Double(count(above: microseconds)) / Double(count) : nil
  }
}
