/// What the exposures of a position start from.
public enum AnchorKind: Int16, Sendable {
  /// Its book was never stated and it was never counted.
  case none
  /// The book at go-live.
  case opening
  case count
}

/// Books by record time in the eight states that stock can rest in, thousandths of a unit.
public struct StateBooks: Equatable, Sendable {
  var quantities: InlineArray<8, Int64> = .init(repeating: 0)

  public init() {}

  public static let states: [StockState] = [
    .available, .backroom, .display, .underInspection, .damaged, .quarantined, .returned, .refurbish,
  ]

  public subscript(state: StockState) -> Int64 {
    get { state.rawValue < 8 ? quantities[Int(state.rawValue)] : 0 }
    set { if state.rawValue < 8 { quantities[Int(state.rawValue)] = newValue } }
  }

  /// The scope of an unscoped count.
  public var saleable: Int64 { quantities[0] + quantities[1] + quantities[2] }

  public static func == (a: StateBooks, b: StateBooks) -> Bool {
    for index in 0..<8 where a.quantities[index] != b.quantities[index] { return false }
    return true
  }
}

/// Which count an anchor is, as far as another report of the same count has to be told.
public struct CountIdentity: RawRepresentable, Equatable, Sendable {
  /// Hash of the document, odd where the count was reported through `recount_result`; 0 without a document.
  public var rawValue: Int64

  public static let unknown = CountIdentity(rawValue: 0)

  public init(rawValue: Int64) { self.rawValue = rawValue }

  init(of count: Event, documents: [Document]) {
    guard count.document >= 0 else {
      self = .unknown
      return
    }
    // FNV-1a; it is kept between nights, so it may not change
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in documents[Int(count.document)].id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    rawValue = Int64(bitPattern: (hash | 2) & ~1 | (count.isRecount ? 1 : 0))
  }

  /// The same document, which one of the two reports has from the recount that asked for the count.
  func isSameCount(as other: CountIdentity) -> Bool {
    rawValue != 0 && rawValue | 1 == other.rawValue | 1 && (rawValue | other.rawValue) & 1 == 1
  }
}

/// One location x item between two nights: its books, its last anchor, and the evidence since.
///
/// Movements change the shelf and the book; adjustments without a physical reason change the book only. Sums
/// named `recorded...` run by record time, the others by event time. All quantities are thousandths of a unit.
public struct PositionState: Equatable, Sendable {
  public var books = StateBooks()
  public var inTransit: Int64 = 0
  /// Saleable change whose event time lies after the cut-off, and the earliest such time.
  public var preposted: Int64 = 0
  /// The part of it that is movement, not correction of the book.
  public var prepostedMoves: Int64 = 0
  public var prepostedFrom = Int64.max

  public var anchorKind = AnchorKind.none
  public var anchorAt: Int64
  public var anchorQuantity: Int64 = 0
  public var anchorBook: Int64 = 0
  public var anchorCount = CountIdentity.unknown
  /// `Int64.min` when there is no anchor before.
  public var previousAnchorAt = Int64.min
  public var movesSince: Int64 = 0
  public var recordedMovesSince: Int64 = 0
  public var recordedAdjustmentsSince: Int64 = 0
  public var exposure = Exposure()

  public var firstAt: Int64
  public var lastEventAt: Int64
  public var lastRecordAt: Int64
  public var lastSaleAt = Int64.min
  public var unitsSold: Int64 = 0

  /// A position that nothing is known of before `instant`.
  public init(from instant: Int64) {
    anchorAt = instant
    firstAt = instant
    lastEventAt = Int64.min
    lastRecordAt = Int64.min
  }

  /// A position with a stated book at go-live.
  public init(opening books: StateBooks, at instant: Int64) {
    self.init(from: instant)
    self.books = books
    anchorKind = .opening
    anchorQuantity = books.saleable
    anchorBook = books.saleable
  }

  /// No message of its own shows: it was opened, or goods are on their way to it.
  public var isUntouched: Bool {
    anchorKind != .count && exposure == Exposure() && unitsSold == 0 && recordedMovesSince == 0
      && recordedAdjustmentsSince == 0 && preposted == 0 && (anchorKind == .opening || books == StateBooks())
  }

  /// The saleable book by event time at the cut-off.
  public var settledBook: Int64 { books.saleable - preposted }

  /// What the anchor says is there now: its quantity and the movements since; `nil` without an anchor.
  public var anchoredQuantity: Int64? {
    // Pre-posted movements have not happened yet
    anchorKind == .none ? nil : anchorQuantity + movesSince - prepostedMoves
  }
}
