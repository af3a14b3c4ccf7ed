import PostgreSQL
import Store
import Testing

/// Counts every number of the sentences of a database again, from the facts as the night of the sentence knew them.
///
/// By the obvious way: one query for each number. Whoever adds a number to a sentence and does not keep it fails here.
struct SentenceFigures {
  let reader: Connection
  let files: SQLFiles
  /// Numbers that were counted again, by the kind of their sentence.
  private(set) var checked: [String: Int] = [:]
  private(set) var faults: [String] = []

  init(_ reader: Connection, _ files: SQLFiles) {
    self.reader = reader
    self.files = files
  }

  // MARK: Alerts

  mutating func checkAlerts() throws {
    let alerts = try reader.query(
      "select alert_id, family, scope, description, fingerprint, last_seen from trueup_v1.alert order by alert_id", place: "test")
    for index in 0..<alerts.count {
      let alert = alerts[index]
      let figures = try reader.query(
        """
        select figure, shown, value, unit, numerator, denominator, from_day, to_day, location_id, source_system, metric, relation,
          filter, position, business_date
        from trueup_v1.alert_figure where alert_id = $1 order by position
        """, [Parameter(try alert.text(0))], place: "test")
      var names = [try alert.text(2), try alert.text(5)]
      for place in 0..<figures.count {
        names += try [figures[place].text(6), figures[place].text(7), figures[place].optionalText(9) ?? ""]
        // Days that were left out
        names += (figures[place].optionalText(12) ?? "").matches(of: /\d{4}-\d\d-\d\d/).map { String($0.output) }
        names.append(try figures[place].text(10).split(separator: "_").joined(separator: " "))
      }
      var rest = Self.without(names, try alert.text(3))
      for place in 0..<figures.count {
        let figure = figures[place]
        let name = "\(try alert.text(1)) \(try figure.text(0))"
        if let shown = figure.optionalText(1) {
          let parts = rest.split(separator: shown, maxSplits: 1, omittingEmptySubsequences: false)
          if parts.count < 2 || parts[0].contains(where: \.isNumber) {
            faults.append("\(name): \(shown) is not the next number of \(rest)")
          }
          rest = String(parts.last ?? "")
          let said = try Self.said(figure.double(2), figure.text(0), unit: figure.text(3))
          if said != shown { faults.append("\(name): shown \(shown), stored \(said)") }
        }
        for (what, kept, again) in try recount(figure, of: alert.text(4)) {
          if !(abs(kept - again) <= 1e-6 * max(1, abs(again))) { faults.append("\(name) \(what): \(kept), again \(again)") }
          checked[try alert.text(1), default: 0] += 1
        }
      }
      if rest.contains(where: \.isNumber) { faults.append("a number that is not kept: \(rest)") }
    }
  }

  /// A sentence without names and days, which may hold digits.
  private static func without(_ names: [String], _ sentence: String) -> String {
    Set(names).filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }.reduce(sentence) {
      $0.split(separator: $1, omittingEmptySubsequences: false).joined()
    }
  }

  /// A number as people read it.
  private static func said(_ value: Double, _ name: String, unit: String) -> String {
    switch unit {
    case "share" where name == "share": "\(Int((100 * value).rounded())) %"
    case "share": "\((1000 * value).rounded() / 10) %"
    case "seconds" where value < 90: "\(Int(value.rounded())) s"
    case "seconds" where value < 5400: "\(Int((value / 60).rounded())) min"
    case "seconds": "\((value / 360).rounded() / 10) h"
    case "units of the metric" where abs(value) < 100: "\((value * 10).rounded() / 10)"
    default: "\(Int(value.rounded()))"
    }
  }

  // MARK: Records, locations and recounts

  /// - Parameter every: only each so many of the records, because each is a query.
  mutating func checkRows(every step: Int) throws {
    let records = try reader.query(
      "select location_id, item_id, business_date from trueup_v1.item_confidence order by 1, 2", place: "test")
    for index in stride(from: 0, to: records.count, by: step) {
      let key = [Parameter(try records[index].text(0)), Parameter(try records[index].text(1))]
      let sentence = try reader.query(files.text("read/explain_item"), key, place: "test")[0].text(0)
      try compare("record", sentence, "location_id = $1 and item_id = $2", key, names: [])
    }
    let locations = try reader.query("select location_id from trueup_v1.location_confidence order by 1", place: "test")
    for index in 0..<locations.count {
      let id = try locations[index].text(0)
      let sentence = try reader.query(files.text("read/explain_location"), [Parameter(id)], place: "test")[0].text(0)
      try compare("location", sentence, "location_id = $1", [Parameter(id)], names: [id])
    }
    let recounts = try reader.query(
      "select location_id, item_id, business_date, reason from trueup_v1.recount order by recount_id", place: "test")
    for index in stride(from: 0, to: recounts.count, by: step) {
      let key = try (0..<3).map { Parameter(try recounts[index].text($0)) }
      try compare(
        "recount", recounts[index].text(3), "location_id = $1 and item_id = $2 and business_date = $3::date", key, names: [])
    }
  }

  private mutating func compare(_ kind: String, _ sentence: String, _ condition: String, _ key: [Parameter], names: [String])
    throws
  {
    let figures = try reader.query(
      "select relation, expression from trueup_v1.sentence_figure where sentence = $1 order by position", [Parameter(kind)],
      place: "test")
    let relation = try figures[0].text(0)
    let list = try figures.map { figure in "(\(try figure.text(1)))::text" }.joined(separator: ", ")
    let again = try reader.query("select \(list) from trueup_v1.\(relation) where \(condition)", key, place: "test")
    guard let row = again.first else { return faults.append("\(kind): no row for \(sentence)") }
    let wanted = row.texts.compactMap { $0 }
    let shown = Self.without(names, sentence).matches(of: /-?\d[\d.]*\d(-\d\d-\d\d)?|-?\d/).map { String($0.output.0) }
    // 1.50 and 1.5 are one number
    func same(_ a: String, _ b: String) -> Bool { a == b || Double(a) != nil && Double(a) == Double(b) }
    if shown.count != wanted.count || !zip(shown, wanted).allSatisfy(same) {
      faults.append("\(kind): \(sentence) shows \(shown), its row says \(wanted)")
    }
    checked[kind, default: 0] += wanted.count
  }
}
