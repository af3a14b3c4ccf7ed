/// What "accurate" can mean of the records of a place: B the book, I what is there, e = I - B, c the unit cost.
///
/// Contract, `location_confidence`. Shares run from 0 to 1; the last four are below 0 where errors outweigh the books.
public enum AccuracyDefinition: String, CaseIterable, Sendable {
  /// Share of records with e = 0.
  case exact
  /// Share of records whose |e| is within the tolerance of their book.
  case withinTolerance = "within_tolerance"
  /// Share of the books' value, c B, in records within tolerance.
  case withinToleranceByValue = "within_tolerance_by_value"
  /// 1 - |sum e| / sum B: too many here make up for too few there.
  case netUnits = "net_units"
  /// 1 - |sum c e| / sum c B.
  case netValue = "net_value"
  /// 1 - sum |e| / sum B.
  case absoluteUnits = "absolute_units"
  /// 1 - sum c |e| / sum c B.
  case absoluteValue = "absolute_value"
  /// Share of records with B > 0 if and only if I > 0.
  case inStock = "in_stock"

  /// How a figure is read from the mean that is estimated.
  enum Reading {
    /// The mean itself, 0 to 1.
    case share
    /// 1 less a mean that is not negative.
    case complement
    /// 1 less the size of a mean of either sign.
    case complementOfSize
  }

  var reading: Reading {
    switch self {
    case .exact, .withinTolerance, .withinToleranceByValue: .share
    case .absoluteUnits, .absoluteValue, .inStock: .complement
    case .netUnits, .netValue: .complementOfSize
    }
  }

  /// What is averaged is true or false of a record.
  var isBinary: Bool {
    switch self {
    case .exact, .withinTolerance, .withinToleranceByValue, .inStock: true
    case .netUnits, .netValue, .absoluteUnits, .absoluteValue: false
    }
  }

  /// What a record weighs in the numerator, and what it adds to the denominator.
  ///
  /// - Parameter cost: of a unit.
  func weights(book: Double, cost: Double) -> (numerator: Double, denominator: Double) {
    switch self {
    case .exact, .withinTolerance, .inStock: (1, 1)
    case .withinToleranceByValue: (max(0, book) * cost, max(0, book) * cost)
    case .netUnits, .absoluteUnits: (1, book)
    case .netValue, .absoluteValue: (cost, cost * book)
    }
  }
}

/// What is known or believed of the error of one record.
public struct RecordError: Equatable, Sendable {
  /// Chance that e = 0, or whether it is.
  public var exact: Double
  public var withinTolerance: Double
  public var inStock: Double
  /// E e and E|e|, units.
  public var signed: Double
  public var absolute: Double

  public init(exact: Double, withinTolerance: Double, inStock: Double, signed: Double, absolute: Double) {
    self.exact = exact
    self.withinTolerance = withinTolerance
    self.inStock = inStock
    self.signed = signed
    self.absolute = absolute
  }

  /// What a count found: the book just before it, units.
  ///
  /// - Parameter miscount: chance that the count itself erred. It finds so many of the right records wrong, and hardly a wrong
  ///   one right: agreement is divided by the rest, and its mean is that of the records. A unit too many or too few is within
  ///   a tolerance of one.
  public init(book: Double, counted: Double, tolerance: Double, miscount: Double = 0) {
    let error = counted - book
    exact = error == 0 ? 1 / (1 - miscount) : 0
    withinTolerance = abs(error) <= tolerance + 1e-9 ? 1 / (tolerance < 1 ? 1 - miscount : 1) : 0
    inStock = (book > 0) == (counted > 0) ? 1 : 0
    signed = error
    absolute = abs(error)
  }

  /// The part of it that a definition averages: of stock that agrees, how often it does not.
  subscript(definition: AccuracyDefinition) -> Double {
    switch definition {
    case .exact: exact
    case .withinTolerance, .withinToleranceByValue: withinTolerance
    case .inStock: 1 - inStock
    case .netUnits, .netValue: signed
    case .absoluteUnits, .absoluteValue: absolute
    }
  }
}
