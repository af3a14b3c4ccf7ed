internal import Inventory
internal import PostgreSQL
internal import Store

/// `trueup.recount` between two nights: what was counted, what is too late, what is proposed anew.
struct RecountTable {
  let connection: Connection
  let files: SQLFiles
  let dimensions: Dimensions

  /// Inside the publish transaction, which readers wait for: one COPY and three statements.
  func publish(_ plans: [(location: Int32, plan: RecountPlan)], isBlind: Bool, publication: Int64, businessDate: Day) throws {
    try connection.query(
      try files.text("publish/answered_recounts"), [Parameter(publication), Parameter("\(businessDate)")],
      place: "sql/publish/answered_recounts.sql")
    try connection.execute("truncate pg_temp.proposed_recount")
    try connection.copyIn("pg_temp.proposed_recount", place: "proposed_recount") { writer in
      for (code, plan) in plans {
        for recount in plan.recounts { try write(recount, location: dimensions.locations[Int(code)].id, to: &writer) }
      }
    }
    try connection.query(try files.text("publish/drawn_recounts"), place: "sql/publish/drawn_recounts.sql")
    try connection.query(
      try files.text("publish/proposed_recounts"),
      [Parameter(publication), Parameter("\(businessDate)"), Parameter(isBlind)], place: "sql/publish/proposed_recounts.sql")
  }

  private func write(_ recount: PlannedRecount, location: String, to writer: inout CopyWriter) throws {
    let candidate = recount.candidate
    try writer.row(14)
    writer.text(recount.id)
    writer.text(location)
    writer.text(candidate.item)
    writer.int32(Int32(recount.rank))
    writer.text(recount.selection.rawValue)
    writer.double(recount.inclusionProbability)
    writer.text(recount.reason)
    writer.double(candidate.pWrong)
    writer.double(candidate.value)
    writer.double(candidate.minutes)
    writer.double(candidate.value / candidate.minutes)
    writer.text(candidate.zone)
    writer.int32(candidate.dueBy.number)
    writer.double(Double(dimensions.unitCosts[Int(dimensions.item(of: candidate.slot))]) / 1000)
  }
}
