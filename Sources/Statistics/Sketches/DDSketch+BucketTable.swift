import Glibc

extension DDSketch {
  /// The formula of the buckets as a table: two look-ups instead of a logarithm for each message.
  ///
  /// The first six bits below the leading one of a delay name a cell. Cells are at most 1/64 wide and buckets are 2 %
  /// wide, so a cell holds at most one boundary: the bucket is that of the cell's least delay, or the next.
  struct BucketTable: Sendable {
    /// `lowerBounds[i]` is the least delay whose bucket is at least i; one past the last bucket, out of reach.
    let lowerBounds: [UInt64]
    private let firstBuckets: [UInt16]

    init() {
      let last = BucketTable.formula(UInt64(Int64.max))
      var bounds: [UInt64] = [1]
      for index in 1...last { bounds.append(BucketTable.leastDelay(of: index)) }
      bounds.append(.max)
      lowerBounds = bounds
      firstBuckets = (0..<63 * 64).map { cell in
        let least = BucketTable.leastDelay(inCell: cell)
        return UInt16(BucketTable.formula(least))
      }
    }

    @inline(__always)
    func index(of delay: UInt64) -> Int {
      let zeros = delay.leadingZeroBitCount
      let cell = (63 - zeros) << 6 | Int(truncatingIfNeeded: (delay << UInt64(zeros)) >> 57) & 63
      let first = Int(firstBuckets[cell])
      return delay >= lowerBounds[first + 1] ? first + 1 : first
    }

    /// The format itself.
    static func formula(_ delay: UInt64) -> Int {
      Int((log(Double(delay)) * DDSketch.bucketsPerLog).rounded(.up))
    }

    private static func leastDelay(inCell cell: Int) -> UInt64 {
      let (exponent, bits) = (cell >> 6, UInt64(cell & 63))
      // below 2^6 several cells share one integer and some hold none: round up, so that it is never too low a bucket
      if exponent >= 6 { return (64 + bits) << UInt64(exponent - 6) }
      let shift = UInt64(6 - exponent)
      return (64 + bits) >> shift
    }

    /// Bisects the formula, which never falls: the logarithm of the C library is monotone.
    private static func leastDelay(of index: Int) -> UInt64 {
      let guess = exp(Double(index - 1) / DDSketch.bucketsPerLog)
      var low = UInt64(max(1, guess * 0.999 - 2))
      var high = UInt64(min(guess * 1.001 + 2, 9.2233720368547748e18))
      while low < high {
        let middle = low + (high - low) / 2
        if formula(middle) >= index { high = middle } else { low = middle + 1 }
      }
      return low
    }
  }
}
