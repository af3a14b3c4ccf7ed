internal import Inventory

/// Message keys, (source, event id): found by hash, decided by the texts themselves.
public struct KeySet: Sendable {
  private var hashes: Set<UInt64> = []
  private var keys: Set<MessageKey> = []
  public private(set) var isEmpty = true

  public init() {}

  public var count: Int { keys.count }

  public mutating func insert(source: String, eventID: String) {
    keys.insert(MessageKey(source: source, eventID: eventID))
    var source = source
    var eventID = eventID
    let seed = source.withUTF8 { hashOfBytes(UnsafeRawBufferPointer($0)) }
    hashes.insert(eventID.withUTF8 { hashOfBytes(UnsafeRawBufferPointer($0), seed: seed) })
    isEmpty = false
  }

  @inline(__always)
  func contains(_ hash: UInt64, source: UnsafeRawBufferPointer, eventID: UnsafeRawBufferPointer) -> Bool {
    guard !isEmpty, hashes.contains(hash) else { return false }
    return keys.contains(
      MessageKey(source: String(decoding: source, as: UTF8.self), eventID: String(decoding: eventID, as: UTF8.self)))
  }
}
