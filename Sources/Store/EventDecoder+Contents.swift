internal import Inventory
internal import PostgreSQL

extension EventDecoder {
  /// What a `void` comes to by itself: usable, or refused for what it lacks.
  static func withdrawal(source: String, eventID: String, recordedAt: Int64?) -> Outcome {
    func refused(_ refusal: Refusal) -> Outcome {
      .refused(RefusedMessage(source: ByteText(source), eventID: ByteText(eventID), refusal: refusal))
    }
    guard let recordedAt else { return refused(.missingTime) }
    return recordedAt.magnitude > farthest ? refused(.infiniteTime) : .special
  }

  /// A hash of what a resend under a new id has in common with the first message, of more messages than the rule finds.
  ///
  /// - Parameter row: an extract's row after source and event id.
  static func hashOfContents(_ event: Event, after row: inout CopyRow) -> UInt64 {
    var hash = UInt64(event.source)
    func take(_ field: UnsafeRawBufferPointer?) { hash = field.map { hashOfBytes($0, seed: hash) } ?? ~hash }
    take(row.field())
    hash = (hash ^ UInt64(bitPattern: event.quantity)) &* 0x9E37_79B9_7F4A_7C15
    hash ^= UInt64(UInt32(bitPattern: event.slot))
    // location, item, quantity
    for _ in 0..<3 { _ = row.field() }
    take(row.field())
    // precision, record time, arrival, states, channel
    for _ in 0..<6 { _ = row.field() }
    for _ in 0..<3 { take(row.field()) }
    return hash
  }
}
