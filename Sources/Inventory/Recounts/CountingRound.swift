/// What to count for its value in the minutes there are: a knapsack in which the way to a zone is paid once.
///
/// Greedy by value per minute, where a zone that is not reached yet is entered for the bundle of its best counts whose value
/// per minute, the way included, is highest; then single counts are exchanged as long as that gains.
struct CountingRound {
  private let candidates: [RecountCandidate]
  /// Indices into `candidates` by zone, best value per minute first; the counts that need no way come first.
  private let zones: [[Int]]
  private let perZone: Double

  /// - Parameters:
  ///   - candidates: each worth something.
  ///   - reached: zones somebody goes to anyway.
  init(candidates: [RecountCandidate], reached: Set<String>, perZone: Double) {
    self.perZone = perZone
    self.candidates = candidates.sorted { ($1.value * $0.minutes, $0.item) < ($0.value * $1.minutes, $1.item) }
    var free: [Int] = []
    var apart: [String: [Int]] = [:]
    for (index, candidate) in self.candidates.enumerated() {
      if let zone = candidate.zone, perZone > 0, !reached.contains(zone) {
        apart[zone, default: []].append(index)
      } else {
        free.append(index)
      }
    }
    zones = [free] + apart.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Of the candidates, the best set found whose minutes, ways included, are no more than `minutes`; best per minute first.
  func best(minutes: Double) -> [RecountCandidate] {
    var chosen = greedy(minutes: minutes)
    exchange(&chosen, minutes: minutes)
    return chosen.indices.filter { chosen[$0] }.map { candidates[$0] }
  }

  /// Minutes of counts that this round chose, with their ways.
  func minutes(of counts: [RecountCandidate]) -> Double {
    let slots = Set(counts.map(\.slot))
    return zones.enumerated().reduce(0) { sum, zone in
      let mine = zone.element.filter { slots.contains(candidates[$0].slot) }
      return sum + mine.reduce(0) { $0 + candidates[$1].minutes } + (zone.offset > 0 && !mine.isEmpty ? perZone : 0)
    }
  }

  /// Fractional knapsack without ways: no set that fits the minutes is worth more.
  func bound(minutes: Double) -> Double {
    var (left, value) = (minutes, 0.0)
    for candidate in candidates where left > 0 {
      let share = min(1, left / candidate.minutes)
      value += share * candidate.value
      left -= share * candidate.minutes
    }
    return value
  }

  private func greedy(minutes: Double) -> [Bool] {
    var chosen = [Bool](repeating: false, count: candidates.count)
    var left = minutes
    var isReached = zones.indices.map { $0 == 0 }
    while true {
      var best: (zone: Int, indices: [Int], density: Double)?
      for zone in zones.indices {
        let next = zones[zone].first { !chosen[$0] && candidates[$0].minutes <= left }
        let found = isReached[zone] ? single(next) : bundle(zones[zone], left: left)
        if let found, found.density > best?.density ?? 0 { best = (zone, found.indices, found.density) }
      }
      guard let best else { return chosen }
      left -= best.indices.reduce(0) { $0 + candidates[$1].minutes } + (isReached[best.zone] ? 0 : perZone)
      isReached[best.zone] = true
      for index in best.indices { chosen[index] = true }
    }
  }

  private func single(_ index: Int?) -> (indices: [Int], density: Double)? {
    index.map { ([$0], candidates[$0].value / candidates[$0].minutes) }
  }

  /// The counts of a zone not reached yet that are worth most per minute together, the way included.
  private func bundle(_ zone: [Int], left: Double) -> (indices: [Int], density: Double)? {
    var (indices, spent, value) = ([Int](), perZone, 0.0)
    for index in zone where spent + candidates[index].minutes <= left {
      // Best per minute first: once one does not lift the bundle, none behind it does
      if !indices.isEmpty, candidates[index].value * spent <= value * candidates[index].minutes { break }
      indices.append(index)
      spent += candidates[index].minutes
      value += candidates[index].value
    }
    return indices.isEmpty ? nil : (indices, value / spent)
  }

  /// Counts left out that are tried for an exchange: those worth most per minute.
  private static let tried = 200

  private func exchange(_ chosen: inout [Bool], minutes: Double) {
    var zoneOf = [Int](repeating: 0, count: candidates.count)
    for (zone, indices) in zones.enumerated() { for index in indices { zoneOf[index] = zone } }
    var members = zones.map { zone in zone.count { chosen[$0] } }
    var left = minutes
    for zone in zones.indices where members[zone] > 0 {
      left -= zones[zone].reduce(0) { $0 + (chosen[$1] ? candidates[$1].minutes : 0) } + (zone > 0 ? perZone : 0)
    }
    for _ in chosen.indices {
      let out = chosen.indices.filter { !chosen[$0] }.prefix(CountingRound.tried)
      var best: (leaves: Int, enters: Int, gain: Double)?
      for enters in out {
        let way = zoneOf[enters] > 0 && members[zoneOf[enters]] == 0 ? perZone : 0
        for leaves in chosen.indices where chosen[leaves] {
          let gain = candidates[enters].value - candidates[leaves].value
          guard gain > best?.gain ?? 0 else { continue }
          let zone = zoneOf[leaves]
          let isLast = zone > 0 && members[zone] == 1
          let saved = candidates[leaves].minutes + (isLast && zone != zoneOf[enters] ? perZone : 0)
          if candidates[enters].minutes + way - saved <= left { best = (leaves, enters, gain) }
        }
      }
      guard let best else { return }
      swap(best.leaves, best.enters, zoneOf, &chosen, &members, &left)
    }
  }

  private func swap(
    _ leaves: Int, _ enters: Int, _ zoneOf: [Int], _ chosen: inout [Bool], _ members: inout [Int], _ left: inout Double
  ) {
    chosen[leaves] = false
    members[zoneOf[leaves]] -= 1
    left += candidates[leaves].minutes + (zoneOf[leaves] > 0 && members[zoneOf[leaves]] == 0 ? perZone : 0)
    left -= candidates[enters].minutes + (zoneOf[enters] > 0 && members[zoneOf[enters]] == 0 ? perZone : 0)
    members[zoneOf[enters]] += 1
    chosen[enters] = true
  }
}
