/// The evidence that accumulates between two anchors: how often each kind of thing happened that can go wrong.
///
/// Whole numbers that add, so that nights, shards and retractions combine exactly.
public struct Exposure: Equatable, Sendable {
  public enum Class: Int, CaseIterable, Sendable {
    case sale, receipt, transferIn, transferOut, returned, adjustment, late, failedPick

    /// As it is shown to people.
    public var name: String {
      ["sales", "receipts", "transfers in", "transfers out", "returns", "adjustments", "late records", "failed picks"][rawValue]
    }
  }

  var counts: InlineArray<8, Int32> = .init(repeating: 0)
  /// Thousandths of units sold, shipped or picked up.
  public var unitsSold: Int64 = 0

  public init() {}

  public subscript(class: Class) -> Int32 {
    get { counts[`class`.rawValue] }
    set { counts[`class`.rawValue] = newValue }
  }

  /// The class of an event type, where it is one of those that can go wrong.
  static func `class`(of type: EventType) -> Class? {
    switch type {
    case .sale, .shipment, .pickup: .sale
    case .receipt: .receipt
    case .transferReceived: .transferIn
    case .transferShipped: .transferOut
    case .returnReceived: .returned
    case .adjustment: .adjustment
    case .pickFailed: .failedPick
    default: nil
    }
  }

  mutating func add(_ event: Event) {
    guard let kind = Exposure.class(of: event.type) else { return }
    counts[kind.rawValue] += 1
    if kind == .sale { unitsSold += event.quantity }
    if event.isLate { counts[Class.late.rawValue] += 1 }
  }

  public mutating func add(_ other: Exposure) {
    for index in 0..<8 { counts[index] += other.counts[index] }
    unitsSold += other.unitsSold
  }

  mutating func subtract(_ other: Exposure) {
    for index in 0..<8 { counts[index] -= other.counts[index] }
    unitsSold -= other.unitsSold
  }

  public static func == (a: Exposure, b: Exposure) -> Bool {
    for index in 0..<8 where a.counts[index] != b.counts[index] { return false }
    return a.unitsSold == b.unitsSold
  }

  /// Eight big-endian int32 and one int64: the format of `trueup.position.exposure`.
  public var packed: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40)
    for index in 0..<8 { withUnsafeBytes(of: counts[index].bigEndian) { bytes.append(contentsOf: $0) } }
    withUnsafeBytes(of: unitsSold.bigEndian) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// `nil` when the bytes are not forty.
  public init?(packed bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 40 else { return nil }
    for index in 0..<8 { counts[index] = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)) }
    unitsSold = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: 32, as: Int64.self))
  }
}
