internal import Yams

/// What is wrong with a job file as a whole, beyond its single values.
extension JobReader {
  mutating func check(_ root: Node, _ mapping: Node.Mapping, _ job: JobFile) {
    var met: Set<[Int]> = []
    refuseAliases(root, &met)
    // The zone decides which night a message belongs to: nobody guesses it
    if mapping["schedule"]?.mapping?["timezone"] == nil {
      fault(mapping["schedule"] ?? root, "schedule.timezone is missing (want a zone such as Europe/Berlin)")
    }
    func wants(_ holds: Bool, _ key: String, _ sentence: String) {
      if !holds { fault(mapping[Node(key)] ?? root, sentence) }
    }
    let freshness = job.freshness
    wants(
      freshness.warnAfterHours <= freshness.errorAfterHours, "freshness",
      "freshness.warn_after is later than error_after (got \(freshness.warnAfterHours) h and \(freshness.errorAfterHours) h)")
    let anomalies = job.anomalies
    wants(
      anomalies.minimumDays <= anomalies.trainDays, "anomalies",
      "anomalies.min_history is longer than train (got \(anomalies.minimumDays)d and \(anomalies.trainDays)d)")
    wants(
      anomalies.judgeDays < anomalies.trainDays, "anomalies",
      "anomalies.judge is not shorter than train (got \(anomalies.judgeDays)d and \(anomalies.trainDays)d)")
  }

  /// A job file is read by people: what it says stands where it says it, and a small file cannot become a large one.
  ///
  /// An alias is read as the node it names, so that node is met twice, at one place of the file.
  private mutating func refuseAliases(_ node: Node, _ met: inout Set<[Int]>) {
    // A mapping begins where its first key does
    let kind = node.mapping != nil ? 1 : 0
    if let mark = node.mark, !met.insert([mark.line, mark.column, kind]).inserted {
      return fault(node, "anchors and aliases are not used in job files; write the value out")
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        refuseAliases(key, &met)
        refuseAliases(value, &met)
      }
    case .sequence(let sequence): for child in sequence { refuseAliases(child, &met) }
    default: break
    }
  }
}
