/// One delivery of a message that has more to it than one row: its id was delivered more than once, it corrects or is
/// corrected, or another message says the same.
public struct Version: Equatable, Sendable {
  public var key: MessageKey
  public var corrects: String?
  public var isVoid: Bool
  public var recordedAt: Int64
  /// When it reached the feed: of equals under different ids, the first.
  public var arrivedAt: Int64
  /// SHA-256 of the contract's columns but ingested_at and ingest_xid, hexadecimal: equal for equal contents.
  public var contents: String
  /// What a resend under a new id has in common with the first message; `nil` where the rule does not apply.
  public var business: ByteText?
  /// Whether the night before knew this delivery, and whether this night does.
  public var wasKnown: Bool
  public var isKnown: Bool
  /// The message could be used by itself: a malformed delivery never hides a good one.
  public var isUsable: Bool

  public init(
    source: String, eventID: String, corrects: String?, isVoid: Bool, recordedAt: Int64, arrivedAt: Int64 = 0, contents: String,
    business: String? = nil, wasKnown: Bool, isKnown: Bool, isUsable: Bool
  ) {
    key = MessageKey(source: source, eventID: eventID)
    self.corrects = corrects
    self.isVoid = isVoid
    self.recordedAt = recordedAt
    self.arrivedAt = arrivedAt
    self.contents = contents
    self.business = business.map { ByteText($0) }
    self.wasKnown = wasKnown
    self.isKnown = isKnown
    self.isUsable = isUsable
  }
}
