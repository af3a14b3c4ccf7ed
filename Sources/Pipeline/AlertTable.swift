internal import Inventory
internal import PostgreSQL
internal import Store

/// `trueup.alert`: the fold of what the nights found, and what people said of it.
struct AlertTable {
  let connection: Connection
  let files: SQLFiles

  /// Inside the publish transaction.
  func publish(_ judged: Judgement, policy: JobFile.Alerts, cutoff: Instant, publication: Int64, businessDate: Day) throws {
    let found = Parameter(array: judged.alerts.map(\.alert.id))
    // What was pending and did not last was no alert
    try connection.query(
      "delete from trueup.alert where state = 'pending' and not alert_id = any($1::text[])", [found], place: "alert")
    try connection.query(
      try files.text("publish/withdrawn_alerts"),
      [Parameter(array: judged.signals.map(\.fingerprint)), found, Parameter("\(businessDate)")],
      place: "sql/publish/withdrawn_alerts.sql")
    for (alert, signal) in judged.alerts {
      try connection.query(
        try files.text("publish/alert"), columns(alert, signal) + [Parameter("\(businessDate)"), Parameter(publication)],
        place: "sql/publish/alert.sql")
    }
    try connection.query(
      try files.text("publish/announced_alerts"),
      [Parameter("\(cutoff)"), Parameter("\(businessDate)"), Parameter(policy.repeatDays)],
      place: "sql/publish/announced_alerts.sql")
  }

  /// What tonight knows of an alert; its figures and its sentence are those of the night that last found it.
  private func columns(_ alert: Alert, _ signal: AlertSignal) -> [Parameter] {
    let text = AlertText(signal: signal, alert: alert)
    return [
      Parameter(alert.id), Parameter(alert.fingerprint), Parameter(signal.family.rawValue), Parameter(alert.severity.rawValue),
      Parameter(alert.state.rawValue), Parameter(signal.scope), Parameter(text.title), Parameter(text.likelyCause),
      Parameter(text.ownerRole), Parameter("\(alert.starts)"), Parameter("\(alert.lastSeen)"),
      alert.ends.map { Parameter("\($0)") } ?? nil, Parameter(alert.occurrences),
    ]
  }
}
