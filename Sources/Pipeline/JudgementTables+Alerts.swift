internal import Inventory
internal import PostgreSQL

/// What the night found about each alert's condition, in numbers and, where it was found, in words.
extension JudgementTables {
  func writeAlerts(_ judged: Judgement) throws {
    let found = judged.alerts.filter(\.signal.isFiring)
    let texts = Dictionary(
      uniqueKeysWithValues: found.map { ($0.alert.fingerprint, AlertText(signal: $0.signal, alert: $0.alert)) })
    try connection.copyIn(
      """
      trueup.alert_event (fingerprint, publication_id, business_date, family, scope, is_firing, severity, day, observed,
        expected, lower, upper, p, q, money_at_risk, description, suggested_action, contributions)
      """, place: "alert_event"
    ) { writer in
      for signal in judged.signals {
        let text = texts[signal.fingerprint]
        try writer.row(18)
        writer.text(signal.fingerprint)
        writer.int64(publication)
        writer.int32(businessDate.number)
        writer.text(signal.family.rawValue)
        writer.text(signal.scope)
        writer.bool(signal.isFiring)
        writer.text(signal.severity.rawValue)
        writer.int32(signal.day.number)
        for value in [signal.observed, signal.expected, signal.lower, signal.upper, signal.p, signal.q, signal.money] {
          writer.double(value)
        }
        writer.text(text?.description)
        writer.text(text?.suggestedAction)
        let isSaid = text != nil && !signal.contributions.isEmpty
        writer.json(isSaid ? "[\(signal.contributions.map(\.json).joined(separator: ", "))]" : nil)
      }
    }
    try connection.copyIn(
      """
      trueup.alert_figure (publication_id, fingerprint, position, figure, shown, value, unit, numerator, denominator, from_day,
        to_day, location_id, source_system, metric, relation, filter)
      """, place: "alert_figure"
    ) { writer in
      for (alert, _) in found {
        for (place, figure) in (texts[alert.fingerprint]?.figures ?? []).enumerated() {
          try writer.row(16)
          writer.int64(publication)
          writer.text(alert.fingerprint)
          writer.int32(Int32(place + 1))
          writer.text(figure.name)
          writer.text(figure.shown)
          writer.double(figure.value)
          writer.text(figure.unit)
          writer.double(figure.numerator)
          writer.double(figure.denominator)
          writer.int32(figure.from.number)
          writer.int32(figure.to.number)
          writer.text(figure.location)
          writer.text(figure.source)
          writer.text(figure.metric)
          writer.text(figure.relation.rawValue)
          writer.json(figure.filter)
        }
      }
    }
  }
}
