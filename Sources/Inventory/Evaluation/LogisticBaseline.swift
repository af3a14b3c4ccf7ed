internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// What a record's history looks like to an ordinary model.
public struct BaselineRecord: Sendable {
  public var exposure: Exposure
  /// Since the anchor.
  public var days: Double
  public var startsWith: AnchorKind
  public var location: String
  public var category: String
  /// The book is known to differ from what the anchor and the movements say.
  public var isKnownWrong: Bool

  public init(
    exposure: Exposure, days: Double, startsWith: AnchorKind, location: String, category: String, isKnownWrong: Bool
  ) {
    self.exposure = exposure
    self.days = days
    self.startsWith = startsWith
    self.location = location
    self.category = category
    self.isKnownWrong = isKnownWrong
  }
}

/// The model that anybody would fit first: a logistic regression of "exact" on the same evidence.
///
/// Logarithms of 1 + exposures and days, an opening, a known error, and ridge effects of category and location. It is kept
/// as what the record model must beat.
public struct LogisticBaseline: Sendable {
  private let fit: LogisticRegression
  private let locations: [String: Int]
  private let categories: [String: Int]

  /// - Returns: `nil` unless some records were exact and some wrong.
  public init?(_ records: [BaselineRecord], exact: [Bool]) throws {
    guard records.count == exact.count, exact.contains(true), exact.contains(false) else { return nil }
    func places(_ names: [String]) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: Set(names).sorted().enumerated().map { ($1, $0) })
    }
    locations = places(records.map(\.location))
    categories = places(records.map(\.category))
    let plain = LogisticBaseline.evidence + 1
    let columns = plain + categories.count + locations.count
    var design = Matrix(rows: records.count, columns: columns)
    for (row, record) in records.enumerated() {
      for (column, value) in LogisticBaseline.row(record, locations: locations, categories: categories).enumerated() {
        design[row, column] = value
      }
    }
    let ridge = (0..<columns).map { $0 < plain ? 1e-3 : 4.0 }
    fit = try LogisticRegression.fit(design: design, outcomes: exact, ridge: ridge)
  }

  public func probability(_ record: BaselineRecord) -> Double {
    fit.probability(LogisticBaseline.row(record, locations: locations, categories: categories))
  }

  private static let evidence = Exposure.Class.allCases.count + 3

  private static func row(_ record: BaselineRecord, locations: [String: Int], categories: [String: Int]) -> [Double] {
    var row = [1.0] + Exposure.Class.allCases.map { log1p(Double(max(0, record.exposure[$0]))) }
    row += [log1p(max(0, record.days)), record.startsWith == .opening ? 1 : 0, record.isKnownWrong ? 1 : 0]
    var groups = [Double](repeating: 0, count: categories.count + locations.count)
    if let place = categories[record.category] { groups[place] = 1 }
    if let place = locations[record.location] { groups[categories.count + place] = 1 }
    return row + groups
  }
}
