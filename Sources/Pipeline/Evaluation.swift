internal import Glibc
public import Inventory
internal import PostgreSQL
internal import Statistics
public import Store

/// How good the published nights of a window were, judged by the counts that came after them.
///
/// Nothing is computed again: what a night believed is what it published, and a count it had no part in says whether it
/// was right. Counts of known probability stand for all records (weights 1 / pi); those chosen otherwise are shown apart.
public struct Evaluation {
  /// One figure.
  public struct Figure: Sendable {
    public var quantity: String
    public var scope: String
    public var value: Double
    public var lower: Double?
    public var upper: Double?
    public var wanted: String?
    public var records: Int
  }

  public private(set) var figures: [Figure] = []
  public let from: Day
  public let to: Day
  /// Counts of known probability.
  public private(set) var drawn = 0

  private struct Count {
    var night: Day
    var location: String
    var isExact: Bool
    var probability: Double?
    var selection: String
    var believed: Double
    var record: CountedRecord
    var expectedShare: Double?
    var halfWidth: Double?
    var isInsufficient: Bool
    var baseline: BaselineRecord
  }

  /// Judges the published nights of a job and keeps the figures.
  ///
  /// - Returns: `nil` where no count has followed a published night.
  public init?(target: Target, job: String, from: Day, to: Day) throws {
    self.from = from
    self.to = to
    let connection = try target.session()
    try Installation(connection).requireInstalled()
    let counts = try Evaluation.counts(job: job, from: from, to: to, target: target, on: connection)
    guard !counts.isEmpty else { return nil }
    let known = counts.filter { ($0.probability ?? 0) > 0 }
    drawn = known.count
    try confidence(known, scope: "records")
    // It learns from what was known before the first of these counts was read
    let first = counts.map(\.night).min() ?? from
    let baseline = try Evaluation.baseline(before: first, target: target)
    if let baseline { try compare(known, baseline) }
    for selection in ["cycle", "triggered"] {
      let chosen = counts.filter { $0.selection == selection && $0.probability == nil }
      if let card = try ConfidenceScorecard(chosen.map { JudgedRecord(believed: $0.believed, isExact: $0.isExact) }) {
        add("auc", "counts: \(selection)", card.auc.value, card.auc.interval(level: 0.9), nil, card.records)
        add("calibration_error", "counts: \(selection)", card.calibrationError, nil, nil, card.records)
      }
    }
    coverage(known)
    lift(known)
    try store(on: connection)
  }

  private mutating func add(
    _ quantity: String, _ scope: String, _ value: Double, _ interval: (lower: Double, upper: Double)?, _ wanted: String?,
    _ records: Int
  ) {
    guard value.isFinite else { return }
    figures.append(
      Figure(
        quantity: quantity, scope: scope, value: value, lower: interval.flatMap { $0.lower.isFinite ? $0.lower : nil },
        upper: interval.flatMap { $0.upper.isFinite ? $0.upper : nil }, wanted: wanted, records: records))
  }

  private mutating func confidence(_ counts: [Count], scope: String) throws {
    let judged = counts.map { JudgedRecord(believed: $0.believed, isExact: $0.isExact, weight: 1 / ($0.probability ?? 1)) }
    guard let card = try ConfidenceScorecard(judged) else { return }
    let count = card.records
    add("exact_share", scope, card.exactShare, nil, nil, count)
    add("auc", scope, card.auc.value, card.auc.interval(level: 0.9), "above the logistic regression", count)
    add("brier", scope, card.brier, nil, "below the logistic regression", count)
    add("log_loss", scope, card.logLoss, nil, nil, count)
    add("calibration_error", scope, card.calibrationError, nil, "at most 0.02 above the next", count)
    add("calibration_error_if_true", scope, card.null.mean, nil, nil, count)
    if case .fitted(let line) = card.line {
      func interval(_ value: Double, _ error: Double) -> (Double, Double) { (value - 1.645 * error, value + 1.645 * error) }
      add("calibration_slope", scope, line.slope, interval(line.slope, line.slopeError), "1", count)
      add(
        "calibration_intercept", scope, line.interceptInTheLarge,
        interval(line.interceptInTheLarge, line.interceptInTheLargeError), "0", count)
    }
    for (place, bin) in card.table.bins.enumerated() {
      add("bin_believed", "bin \(place + 1)", bin.meanProbability, nil, nil, bin.count)
      add("bin_found", "bin \(place + 1)", bin.positiveShare, nil, nil, bin.count)
    }
  }

  private mutating func compare(_ counts: [Count], _ baseline: LogisticBaseline) throws {
    let weights = counts.map { 1 / ($0.probability ?? 1) }
    let other = counts.map { baseline.probability($0.baseline) }
    let judged = counts.indices.map {
      JudgedRecord(believed: other[$0], isExact: counts[$0].isExact, weight: weights[$0])
    }
    guard let card = try ConfidenceScorecard(judged) else { return }
    add("auc", "logistic regression", card.auc.value, card.auc.interval(level: 0.9), nil, card.records)
    add("brier", "logistic regression", card.brier, nil, nil, card.records)
    let labels = counts.map(\.isExact)
    if let difference = AreaDifference(counts.map(\.believed), other, labels: labels, weights: weights) {
      let half = 1.645 * difference.variance.squareRoot()
      add(
        "auc", "records less logistic regression", difference.value, (difference.value - half, difference.value + half),
        "above 0", card.records)
    }
  }

  private mutating func coverage(_ counts: [Count]) {
    let level = 0.9
    let usable = counts.filter { $0.expectedShare != nil && $0.halfWidth != nil && !$0.isInsufficient }
    var checked: [CheckedInterval] = []
    let groups = Dictionary(grouping: usable) { $0.location }
    for location in groups.keys.sorted() {
      let mine = groups[location] ?? []
      let weights = mine.map { 1 / ($0.probability ?? 1) }
      guard let found = try? hajekMean(mine.map { $0.isExact ? 1 : 0 }, weights: weights), found.effectiveCount >= 5,
        let expected = try? hajekMean(mine.map { $0.expectedShare ?? 0 }, weights: weights)
      else { continue }
      checked.append(
        CheckedInterval(
          expected: expected.mean, halfWidth: mine.reduce(0) { $0 + ($1.halfWidth ?? 0) } / Double(mine.count),
          found: found.mean, samplingVariance: found.variance))
    }
    guard !checked.isEmpty else { return }
    let covered = checked.count { $0.isCovered(level: level) }
    // Jeffreys' interval of a share
    let posterior = Beta(a: Double(covered) + 0.5, b: Double(checked.count - covered) + 0.5)
    add(
      "coverage", "90 % location intervals", Double(covered) / Double(checked.count),
      (posterior.quantile(0.05), posterior.quantile(0.95)), "0.88 to 0.92", checked.count)
    add(
      "half_width", "90 % location intervals", checked.reduce(0) { $0 + $1.halfWidth } / Double(checked.count), nil,
      "at most 0.10", checked.count)
    let refused = counts.count { $0.isInsufficient }
    add(
      "insufficient_share", "counts at such locations", Double(refused) / Double(max(1, counts.count)), nil, "at most 0.20",
      counts.count)
  }

  /// In a tenth of the minutes that all records would take.
  private mutating func lift(_ counts: [Count]) {
    let groups = Dictionary(grouping: counts.filter { $0.selection == "random" }) { $0.location }
    let ordered = groups.keys.sorted().map { (groups[$0] ?? []).map(\.record) }
    let records = ordered.reduce(0) { $0 + $1.count }
    for entry in RecountLift.ratios(ordered, share: 0.1, seed: 1) {
      let wanted = ["abc": "at least 4.5", "random": "at least 11", "oracle": "at least 0.65"][entry.policy.rawValue]
      add("lift", "money over \(entry.policy.rawValue)", entry.ratio, (entry.lower, entry.upper), wanted, records)
    }
  }

  private static func counts(job: String, from: Day, to: Day, target: Target, on connection: Connection) throws -> [Count] {
    let rows = try connection.query(
      try target.files.text("read/evaluated_counts"), [Parameter(job), Parameter("\(from)"), Parameter("\(to)")],
      place: "sql/read/evaluated_counts.sql")
    return try rows.map { row throws(DatabaseError) -> Count? in
      guard let exposure = row.optionalText(18).flatMap(Exposure.init(bytea:)) else { return nil }
      let probability = try row.optionalDouble(4)
      let book = try row.optionalDouble(11) ?? 0
      return Count(
        night: Day(number: Int32(try row.int(19))), location: try row.text(0), isExact: try row.bool(3), probability: probability,
        selection: try row.text(5),
        believed: try row.double(2),
        record: CountedRecord(
          money: try row.double(6), minutes: try row.double(7), weight: 1 / max(probability ?? 1, 1e-9),
          value: try row.double(8), abcClass: row.optionalText(9),
          lastCountedAt: try row.optionalInt(10),
          activity: Exposure.Class.allCases.reduce(0) { $0 + Double(exposure[$1]) }, book: book),
        expectedShare: try row.optionalDouble(12), halfWidth: try row.optionalDouble(13),
        isInsufficient: row.optionalText(14) == "t",
        baseline: BaselineRecord(
          exposure: exposure, days: try row.optionalDouble(15) ?? 0,
          startsWith: AnchorKind(rawValue: Int16(try row.optionalInt(16) ?? 0)) ?? .none, location: try row.text(0),
          category: try row.text(1), isKnownWrong: row.optionalText(17) == "t"))
    }.compactMap { $0 }
  }

  /// The ordinary model, fitted to what the nights before a day knew.
  public static func baseline(before day: Day, target: Target) throws -> LogisticBaseline? {
    let rows = try target.session().query(
      try target.files.text("read/evaluated_training"), [Parameter("\(day)")], place: "sql/read/evaluated_training.sql")
    var (records, exact): ([BaselineRecord], [Bool]) = ([], [])
    for index in 0..<rows.count {
      let row = rows[index]
      guard let exposure = row.optionalText(6).flatMap(Exposure.init(bytea:)) else { continue }
      records.append(
        BaselineRecord(
          exposure: exposure, days: try row.optionalDouble(3) ?? 0,
          startsWith: AnchorKind(rawValue: Int16(try row.optionalInt(4) ?? 0)) ?? .none, location: try row.text(0),
          category: try row.text(1), isKnownWrong: try row.bool(5)))
      exact.append(try row.bool(2))
    }
    return try LogisticBaseline(records, exact: exact)
  }

  private func store(on connection: Connection) throws {
    try connection.execute("begin")
    try connection.query(
      "delete from trueup.evaluation where from_date = $1 and to_date = $2", [Parameter("\(from)"), Parameter("\(to)")],
      place: "evaluation")
    for figure in figures {
      try connection.query(
        """
        insert into trueup.evaluation (from_date, to_date, quantity, scope, value, lower, upper, wanted, records)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
          Parameter("\(from)"), Parameter("\(to)"), Parameter(figure.quantity), Parameter(figure.scope), Parameter(figure.value),
          figure.lower.map { Parameter($0) } ?? nil, figure.upper.map { Parameter($0) } ?? nil,
          figure.wanted.map { Parameter($0) } ?? nil, Parameter(figure.records),
        ], place: "evaluation")
    }
    try connection.execute("commit")
  }
}
