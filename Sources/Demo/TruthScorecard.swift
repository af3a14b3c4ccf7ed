internal import Foundation
public import Inventory
public import Pipeline
internal import PostgreSQL
public import Store

/// How good the last night of a demo retailer was, judged by what the simulation knows.
public struct TruthScorecard: Sendable {
  public let records: ConfidenceScorecard
  /// A logistic regression on the same evidence.
  public let baseline: ConfidenceScorecard?
  /// Locations whose share of exact records lies in its 90 % interval.
  public let covered: Int
  public let locations: Int
  public let refused: Int
  public let halfWidth: Double
  /// Every published figure of accuracy beside the true one.
  public let accuracy: [AccuracyTruth]
  /// Money found in a share of the minutes that all records would take, by policy.
  public let found: [CountPolicy: Double]

  /// - Parameter share: of the minutes.
  /// - Returns: `nil` where no demo retailer was delivered or nothing was scored.
  public init?(target: Target, share: Double) throws {
    let owner = try target.session(as: nil)
    guard try owner.query("select to_regclass('demo_truth.position') is not null", place: "demo_truth")[0].bool(0) else {
      return nil
    }
    let rows = try owner.query(try target.files.text("bench/truth"), place: "sql/bench/truth.sql")
    let night = try owner.query("select max(business_date) from trueup_v1.item_confidence", place: "night")[0].optionalText(0)
    let ordinary = try night.flatMap(Day.init(iso:)).flatMap {
      try Evaluation.baseline(before: $0.advanced(by: 1), target: target)
    }
    var (judged, compared): ([JudgedRecord], [JudgedRecord]) = ([], [])
    var counted: [CountedRecord] = []
    var exact: [String: (exact: Double, records: Double)] = [:]
    for index in 0..<rows.count {
      let row = rows[index]
      guard let exposure = row.optionalText(13).flatMap(Exposure.init(bytea:)) else { continue }
      let (location, isExact) = (try row.text(0), try row.bool(3))
      judged.append(JudgedRecord(believed: try row.double(2), isExact: isExact))
      if let ordinary {
        let record = BaselineRecord(
          exposure: exposure, days: try row.double(10), startsWith: AnchorKind(rawValue: Int16(try row.int(11))) ?? .none,
          location: location, category: try row.text(1), isKnownWrong: try row.bool(12))
        compared.append(JudgedRecord(believed: ordinary.probability(record), isExact: isExact))
      }
      counted.append(
        CountedRecord(
          money: try row.double(4), minutes: try row.double(5), weight: 1, value: try row.double(6),
          abcClass: row.optionalText(7),
          lastCountedAt: try row.optionalInt(8),
          activity: Exposure.Class.allCases.reduce(0) { $0 + Double(exposure[$1]) }, book: try row.double(9)))
      let sums = exact[location] ?? (0, 0)
      exact[location] = (sums.exact + (isExact ? 1 : 0), sums.records + 1)
    }
    guard let records = try ConfidenceScorecard(judged), let found = RecountLift.found(counted, share: share) else { return nil }
    self.records = records
    accuracy = try AccuracyTruth.all(of: target, tolerance: JobFile().metrics)
    self.found = found
    baseline = try ConfidenceScorecard(compared)
    var (covered, locations, refused, width) = (0, 0, 0, 0.0)
    let intervals = try owner.query(
      "select location_id, lower, upper, status from trueup_v1.location_confidence where confidence is not null",
      place: "intervals")
    for index in 0..<intervals.count {
      let row = intervals[index]
      guard let sums = exact[try row.text(0)] else { continue }
      guard try row.text(3) != "insufficient_data" else {
        refused += 1
        continue
      }
      let (lower, upper) = (try row.double(1), try row.double(2))
      locations += 1
      width += (upper - lower) / 2
      if (lower...upper).contains(sums.exact / sums.records) { covered += 1 }
    }
    (self.covered, self.locations, self.refused) = (covered, locations, refused)
    halfWidth = locations > 0 ? width / Double(locations) : .nan
  }
}

/// A published figure of accuracy of a location or a group, and what the simulation knows.
public struct AccuracyTruth: Sendable {
  /// location, region, channel or kind.
  public let scope: String
  public let definition: AccuracyDefinition
  public let truth: Double
  public let value: Double
  /// Of the model alone.
  public let believed: Double
  public let interval: ClosedRange<Double>
  public let isRefused: Bool

  /// The last night's.
  public static func all(of target: Target, tolerance: JobFile.Metrics) throws -> [AccuracyTruth] {
    let rows = try target.session(as: nil).query(
      try target.files.text("bench/accuracy"), [Parameter(tolerance.toleranceUnits), Parameter(tolerance.tolerancePercent)],
      place: "sql/bench/accuracy.sql")
    var found: [AccuracyTruth] = []
    for index in 0..<rows.count {
      let row = rows[index]
      guard let definition = AccuracyDefinition(rawValue: try row.text(1)) else { continue }
      found.append(
        AccuracyTruth(
          scope: try row.text(0), definition: definition, truth: try row.double(2), value: try row.double(3),
          believed: try row.double(4), interval: try row.double(5)...(try row.double(6)), isRefused: try row.bool(7)))
    }
    return found
  }
}
