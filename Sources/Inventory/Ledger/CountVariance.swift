/// What one count said about the record: naive variance = gap + timing + carry.
public struct CountVariance: Equatable, Sendable {
  public struct Split: Equatable, Sendable {
    /// count - previous count - movements by event time between: the true variance.
    public var gap: Int64
    /// Movements by event time less movements as recorded, between the two.
    public var timing: Int64
    /// Previous count - book then - adjustments recorded between.
    public var carry: Int64

    public init(gap: Int64, timing: Int64, carry: Int64) {
      self.gap = gap
      self.timing = timing
      self.carry = carry
    }
  }

  public var slot: Int32
  public var countedAt: Int64
  public var selection: CountSelection
  public var inclusionProbability: Double
  public var document: String?
  public var counted: Int64
  public var book: Int64
  public var split: Split?
  /// Event time of the anchor before.
  public var startsAt: Int64
  public var startsWith: AnchorKind
  public var exposure: Exposure

  /// count - book just before it.
  public var naive: Int64 { counted - book }
}

/// What late events change about a count that an earlier batch folded: sums that add to its row.
public struct CountAmendment: Equatable, Sendable {
  public var slot: Int32
  public var countedAt: Int64
  /// Movements by event time before the count that were not known then: gap loses them, timing gains them.
  public var moves: Int64 = 0
  public var exposure = Exposure()

  init(slot: Int32, countedAt: Int64) {
    self.slot = slot
    self.countedAt = countedAt
  }

  var isEmpty: Bool { moves == 0 && exposure == Exposure() }
}
