internal import Inventory
internal import Store

/// What the fold reads beside messages, as digests by name: a night continues from one that was folded with the same.
///
/// Costs are not among it: movements keep the cost of the night that first knew them (`CostHistory`).
struct FoldInputs: Equatable {
  private let parts: [(name: String, digest: String)]

  init(dimensions: Dimensions, openings: [OpeningSnapshot?], reasons: [ReasonMapping], job: JobFile) {
    func lines(_ texts: [String]) -> String { texts.joined(separator: "\n") }
    let named: [(String, String)] = [
      ("locations", lines(dimensions.locations.map { "\($0.id)\t\($0.timeZone)" })),
      (
        "opening books",
        lines(
          zip(dimensions.locations, openings).map { location, opening in
            opening.map { "\(location.id)\t\($0.system)\t\($0.at.microseconds)\t\($0.positions)" } ?? location.id
          })
      ),
      (
        "reasons",
        lines(
          reasons.map {
            "\($0.sourceSystem)\t\($0.eventType.name)\t\($0.reasonCode)\t\($0.canonical)\t\($0.fault?.rawValue ?? "")\t\($0.isPhysical)"
          })
      ),
      ("latency limits", lines(job.metrics.latencyLimits.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" })),
      ("resends", job.resends.text),
      ("schedule", "\(job.schedule)"),
    ]
    parts = named.map { name, content in (name, String(TableDigest.of(content).prefix(12))) }
  }

  /// As it is kept with a publication.
  var text: String { parts.map { "\($0.name)=\($0.digest)" }.joined(separator: ";") }

  /// The names of what is not as it was; all of them where nobody noted it.
  func changes(since kept: String?) -> [String] {
    let before = Set((kept ?? "").split(separator: ";").map(String.init))
    return parts.filter { !before.contains("\($0.name)=\($0.digest)") }.map(\.name)
  }

  static func == (a: FoldInputs, b: FoldInputs) -> Bool { a.text == b.text }
}
