internal import Glibc
internal import Inventory
internal import PostgreSQL
internal import Statistics
internal import Store

/// The judging stages of a night in their order: metrics, baselines and alerts, confidence, recounts.
///
/// It reads facts, hands them to the pure core, and keeps what comes back; it decides nothing itself.
struct Judge {
  let target: Target
  let job: JobFile
  let control: Connection
  let night: NightRun.Night
  let publication: Int64
  let folded: FoldedNight
  let workers: Int

  /// Identity of results is promised per BLAS kernel.
  static var blasName: String { dlsym(nil, "openblas_get_config") == nil ? "reference" : "openblas" }

  var dimensions: Dimensions { folded.ledger.dimensions }
  var cutoff: Instant { night.scheduledFor }
  var baseDate: Day? { night.base?.businessDate }

  var baseLiteral: String { baseDate.map { "(date '2000-01-01' + \($0.number))" } ?? "'-infinity'::date" }

  /// - Parameter scored: told the records as soon as they are final, before locations are judged by them.
  func run(_ steps: StepRecorder, scored: ([ItemConfidence]) -> Void) throws -> Judgement {
    var judged = Judgement()
    try steps.begin("metrics")
    let arrivals = try arrivals()
    let cells = try arrivals.cells()
    let newest = try newestRecords()
    let board = try feedBoard(arrivals, newest: newest)
    judged.board = board
    judged.freshness = try freshness(newest, board)
    let silent = Set(
      judged.freshness.filter { $0.status == "silent" }.map { SourceKey(location: $0.location, source: $0.source) })
    let delays = try DelayLaws(arrivals, cells: cells) { silent.contains(SourceKey(location: $0, source: $1)) }
    let figures = try dayFigures()
    var history = try earlierHistory()
    let completeAfter = completeAfterDays(figures, earlier: history)
    let builder = MetricBuilder(
      level: job.confidence.interval, toleranceUnits: job.metrics.toleranceUnits,
      tolerancePercent: job.metrics.tolerancePercent, completeAfterDays: completeAfter, cutoff: cutoff, zones: dimensions.zones,
      delays: delays)
    let rows = builder.rows(figures)
    try write(rows)
    try withdrawMetrics(from: &history)
    history.take(rows)
    try steps.end(rows: rows.count, note: "\(figures.count) days of locations")
    try steps.begin("baselines")
    try judgeBaselines(&judged, history: history, completeAfter: completeAfter)
    try steps.end(rows: judged.scores.count, note: "\(judged.firing) alerts firing")
    try steps.begin("confidence")
    try scoreItems(&judged, history: history)
    scored(judged.items)
    try scoreLocations(&judged)
    try steps.end(rows: judged.items.count, note: "model of \(judged.model.map { "\($0.businessDate)" } ?? "-")")
    try steps.begin("decide")
    try planRecounts(&judged)
    try steps.end(rows: judged.recounts, note: "recounts")
    return judged
  }
}
