internal import Inventory

/// Which systems opened the books, where others had a say too.
struct SystemsSentence {
  /// `nil` where no location's book could have been another's.
  let text: String?

  init(_ locations: [Location], _ openings: [OpeningSnapshot?], _ snapshots: [ByteText: [OpeningSnapshot]]) {
    var chosen: [String: Int] = [:]
    var others: [String: Int] = [:]
    for (location, opening) in zip(locations, openings) {
      let all = snapshots[ByteText(location.id)] ?? []
      guard let opening, all.count > 1 else { continue }
      chosen[opening.system, default: 0] += 1
      for other in all where other.system != opening.system { others[other.system, default: 0] += 1 }
    }
    func list(_ systems: [String: Int]) -> String {
      systems.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) at \($0.value) location\($0.value == 1 ? "" : "s")" }.joined(separator: ", ")
    }
    text =
      chosen.isEmpty
      ? nil : "books opened by \(list(chosen)); not added: \(list(others)) (`systems` in the job file chooses another)"
  }
}
