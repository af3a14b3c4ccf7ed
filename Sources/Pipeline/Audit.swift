internal import Inventory
internal import PostgreSQL
internal import Store

/// Write, audit, publish: what must hold of a night before readers see it. A night that fails is held; the last one
/// stays.
struct Audit {
  let control: Connection
  let files: SQLFiles
  let publication: Int64

  /// Refused messages beyond this share hold a night, once there are more than a handful.
  static let refusedShare = 0.01
  static let handful = 30

  /// One sentence per failure; none is a pass.
  func failures(folded: FoldedNight, judged: Judgement, positionsBefore: Int?) throws -> [String] {
    var failures: [String] = []
    let refused = folded.refused.reduce(0) { $0 + Int($1.rows) }
    if refused > Audit.handful, Double(refused) > Audit.refusedShare * Double(folded.rowsRead) {
      failures.append(
        "\(refused) of \(folded.rowsRead) messages were refused (want at most 1 %); trueup.quarantine would say why")
    }
    let positions = folded.ledger.states.count
    // Positions are never forgotten: fewer of them means that master rows went missing
    if let positionsBefore, Double(positions) < 0.9 * Double(positionsBefore) {
      failures.append("\(positions) positions, \(positionsBefore) the night before (want at least 90 % of them)")
    }
    let wild = judged.items.filter { item in
      [item.pExact, item.pExactSettled, item.pPhantom, item.expected, item.valueAtRisk, item.atpSafe, item.unrecorded]
        .contains { $0.map { !$0.isFinite } ?? false }
    }.count
    if wild > 0 { failures.append("\(wild) records have a figure that is not finite") }
    let strange = judged.locations.filter { location in
      [location.confidence, location.lower, location.upper].contains { $0.map { !($0 >= 0 && $0 <= 1) } ?? false }
    }.count
    if strange > 0 { failures.append("\(strange) locations have a confidence outside 0 to 1") }
    let dimensions = folded.ledger.dimensions
    let totals = try control.query(
      try files.text("checks/night_totals"),
      [
        Parameter(publication), Parameter(array: dimensions.locations.filter { !$0.isActive }.map(\.id)),
        Parameter(array: dimensions.items.filter { !$0.isActive || !$0.isTracked }.map(\.id)),
      ], place: "sql/checks/night_totals.sql")
    for index in 0..<totals.count { failures.append("\(try totals[index].int(1)) \(try totals[index].text(0))") }
    return failures
  }
}
