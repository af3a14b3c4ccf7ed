/// Bytes that are no packed sketch.
public enum DDSketchError: Error, Equatable, Sendable {
  /// The number of bytes is not a multiple of 6.
  case length(Int)
  /// The bucket at this entry (from 0) is outside 0...2184, the buckets of 64-bit microseconds.
  case bucket(entry: Int)
  /// The entries do not ascend at this one.
  case order(entry: Int)
  /// The count at this entry is 0.
  case emptyBucket(entry: Int)
}

extension DDSketch {
  /// The last bucket a 64-bit number of microseconds can have.
  static let lastBucket = 2184

  /// The positive buckets as bytes, ascending, for a `bytea` column.
  ///
  /// Six bytes an entry, big-endian: bucket index as a signed 16-bit integer, count as a signed 32-bit integer. A count
  /// beyond 32 bits takes several entries of one index, which add. In PostgreSQL, entry k (from 0) of `b` is
  ///
  ///     index = get_byte(b, 6*k) * 256 + get_byte(b, 6*k + 1)      -- indexes are 0...2184
  ///     count = ('x' || encode(substr(b, 6*k + 3, 4), 'hex'))::bit(32)::int
  ///
  /// Zero and negative delays are not in the bytes: they are columns of their own.
  public func packed() -> [UInt8] {
    var bytes: [UInt8] = []
    let buckets = self.buckets
    bytes.reserveCapacity(buckets.count * 6)
    for (index, count) in buckets {
      var rest = count
      while rest != 0 {
        let part = Int32(clamping: rest)
        rest -= Int64(part)
        let word = UInt32(bitPattern: part)
        bytes.append(UInt8(truncatingIfNeeded: index >> 8))
        bytes.append(UInt8(truncatingIfNeeded: index))
        bytes.append(UInt8(truncatingIfNeeded: word >> 24))
        bytes.append(UInt8(truncatingIfNeeded: word >> 16))
        bytes.append(UInt8(truncatingIfNeeded: word >> 8))
        bytes.append(UInt8(truncatingIfNeeded: word))
      }
    }
    return bytes
  }

  /// The sketch of whole buckets, in any order and with repetitions, which add: rows that a database has grouped.
  /// - Throws: `.bucket` for an index outside 0...2184, with its place in the list.
  public init(
    buckets: [(index: Int32, count: Int64)], zeroCount: Int64 = 0, negativeCount: Int64 = 0
  ) throws(DDSketchError) {
    self.init()
    for (entry, bucket) in buckets.enumerated() {
      guard (0...DDSketch.lastBucket).contains(Int(bucket.index)) else { throw .bucket(entry: entry) }
      add(toBucket: Int(bucket.index), bucket.count)
    }
    add(0, count: zeroCount)
    add(-1, count: negativeCount)
  }

  /// The sketch of packed positive buckets alone.
  /// - Throws: the first fault of the bytes.
  public init(packed bytes: [UInt8]) throws(DDSketchError) {
    try self.init(packed: bytes, zeroCount: 0, negativeCount: 0)
  }

  /// The sketch of a stored row: its bytes and its two columns beside them.
  public init(packed bytes: [UInt8], zeroCount: Int64, negativeCount: Int64) throws(DDSketchError) {
    self.init()
    guard bytes.count % 6 == 0 else { throw .length(bytes.count) }
    var previous = -1
    for entry in 0..<bytes.count / 6 {
      let at = entry * 6
      let index = Int(Int16(bitPattern: UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1])))
      var word: UInt32 = 0
      for byte in bytes[at + 2..<at + 6] { word = word << 8 | UInt32(byte) }
      guard (0...DDSketch.lastBucket).contains(index) else { throw .bucket(entry: entry) }
      guard index >= previous else { throw .order(entry: entry) }
      guard word != 0 else { throw .emptyBucket(entry: entry) }
      add(toBucket: index, Int64(Int32(bitPattern: word)))
      previous = index
    }
    add(0, count: zeroCount)
    add(-1, count: negativeCount)
  }
}
