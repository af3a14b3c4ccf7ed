/// What a score stands on, and what it lacks.
public enum ScoreStatus: String, Sendable {
  case ok
  case staleFeed = "stale_feed"
  case noOpening = "no_opening"
  case insufficientData = "insufficient_data"
  case reconstructed
}

/// What a planner is advised to do with a record.
public enum RecommendedAction: String, Sendable {
  case trust
  case waitForFeed = "wait_for_feed"
  case buffer
  case count
  case fixProcess = "fix_process"
  case holdPromise = "hold_promise"
}

/// Where the doubt about a record comes from, and its share of the chance that the book is wrong.
public struct Driver: Equatable, Sendable {
  /// A class of evidence, or one of the two below.
  public var name: String
  public var share: Double
  /// Standard deviation of the share, from not knowing the rates; `nil` where it is no class of evidence, and where shares of
  /// many records are summed up.
  public var deviation: Double?

  /// What was counted last and moved since is not what the book says.
  public static let knownDifference = "known difference"
  public static let unrecorded = "movements not recorded yet"

  public init(name: String, share: Double, deviation: Double? = nil) {
    self.name = name
    self.share = share
    self.deviation = deviation
  }
}

/// Which layer moved a record's p_exact most since the night before. See `ItemScorer.cause`.
public enum ChangeCause: String, CaseIterable, Sendable {
  /// The record was counted.
  case count
  /// Time passed and things moved.
  case movements
  /// The book was corrected.
  case adjustment
  /// The model was fitted anew.
  case model
  /// Messages about the time before the count came in, or the sources became later or more punctual.
  case lateData = "late_data"
}

/// What the night before published of a record, as far as tonight's is compared with it. Quantities in units.
public struct EarlierConfidence: Equatable, Sendable {
  public var pExact: Double
  public var lastCountedAt: Int64?
  /// `nil` where a night before these were kept published it.
  public var knownError: Double?
  public var adjusted: Double?

  public init(pExact: Double, lastCountedAt: Int64?, knownError: Double?, adjusted: Double?) {
    self.pExact = pExact
    self.lastCountedAt = lastCountedAt
    self.knownError = knownError
    self.adjusted = adjusted
  }
}

/// How far the record of one location x item can be trusted. Quantities in units, money in the location's currency.
public struct ItemConfidence: Equatable, Sendable {
  public var slot: Int32
  public var book: Double
  public var settledBook: Double
  public var pExact: Double?
  public var pExactSettled: Double?
  /// Chance that the book is exact once every movement before the cut-off is recorded.
  public var pExactRecorded: Double?
  public var pWithinTolerance: Double?
  public var pPhantom: Double?
  /// Chance that something is there.
  public var pInStock: Double?
  public var expected: Double?
  public var quantiles: (p05: Double, p50: Double, p95: Double)?
  public var expectedError: Double?
  /// E (what is there - book)^2, units squared.
  public var squaredError: Double?
  /// What the anchor and the movements since say is there, less the book.
  public var knownError: Double?
  /// Corrections of the book recorded since the anchor.
  public var adjusted: Double?
  public var valueAtRisk: Double?
  public var atpSafe: Double?
  public var unrecorded: Double?
  /// Expected number of movements before the cut-off that are not recorded yet.
  public var unrecordedMovements: Double?
  public var lastCountedAt: Int64?
  public var exposure: Double?
  public var zeroSaleDays: Int?
  public var failedPicks: Int
  public var drivers: [Driver]
  public var action: RecommendedAction
  public var status: ScoreStatus
  /// p_exact less that of the night before, and the layer that moved it most.
  public var change: Double?
  public var cause: ChangeCause?
  /// Units sold a day since go-live.
  public var demand: Double

  public static func == (a: ItemConfidence, b: ItemConfidence) -> Bool {
    a.slot == b.slot && a.book == b.book && a.pExact == b.pExact && a.status == b.status && a.drivers == b.drivers
  }
}
