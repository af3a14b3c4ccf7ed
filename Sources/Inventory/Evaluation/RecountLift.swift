internal import Statistics

/// A record that was counted, what the count found, and what each way of choosing would have gone by.
public struct CountedRecord: Sendable {
  /// |counted - book| x unit cost.
  public var money: Double
  public var minutes: Double
  /// 1 / inclusion probability.
  public var weight: Double
  /// Expected loss averted by a count, as published the night before.
  public var value: Double
  public var abcClass: String?
  /// Microseconds; `nil` when it was never counted.
  public var lastCountedAt: Int64?
  /// Transactions since the anchor.
  public var activity: Double
  public var book: Double

  public init(
    money: Double, minutes: Double, weight: Double, value: Double, abcClass: String?, lastCountedAt: Int64?, activity: Double,
    book: Double
  ) {
    self.money = money
    self.minutes = minutes
    self.weight = weight
    self.value = value
    self.abcClass = abcClass
    self.lastCountedAt = lastCountedAt
    self.activity = activity
    self.book = book
  }
}

/// A way of choosing what to count.
public enum CountPolicy: String, CaseIterable, Sendable {
  case trueup, random, abc
  case oldestFirst = "oldest first"
  case highActivity = "high activity"
  case lowBook = "low book"
  /// Knows what the counts will find.
  case oracle

  /// Higher is counted earlier; ties are broken by chance.
  func priority(_ record: CountedRecord) -> Double {
    switch self {
    case .trueup: record.value / record.minutes
    case .random: 0
    case .abc: -Double(record.abcClass?.unicodeScalars.first?.value ?? 0x7F)
    case .oldestFirst: -Double(record.lastCountedAt ?? Int64.min)
    case .highActivity: record.activity
    case .lowBook: -record.book
    case .oracle: record.money / record.minutes
    }
  }
}

/// What different ways of choosing find in equal minutes, judged on records that were counted for no reason.
public enum RecountLift {
  /// Money found by each policy in a share of the minutes that all records would take.
  ///
  /// Records stand for 1 / pi others; the last one taken is taken in part. Ties are averaged: a tied group is found at its
  /// mean rate, as a random order within it would.
  /// - Parameter share: of the minutes, in (0, 1].
  /// - Returns: by policy, money found as a share of all money; `nil` when nothing was wrong.
  public static func found(_ records: [CountedRecord], share: Double) -> [CountPolicy: Double]? {
    let total = records.reduce(0) { $0 + $1.weight * $1.money }
    guard total > 0 else { return nil }
    let budget = share * records.reduce(0) { $0 + $1.weight * $1.minutes }
    var found: [CountPolicy: Double] = [:]
    for policy in CountPolicy.allCases {
      let order = records.indices.sorted { policy.priority(records[$0]) > policy.priority(records[$1]) }
      var (left, money, start) = (budget, 0.0, 0)
      while start < order.count, left > 0 {
        var end = start
        var group = (minutes: 0.0, money: 0.0)
        while end < order.count, policy.priority(records[order[end]]) == policy.priority(records[order[start]]) {
          group.minutes += records[order[end]].weight * records[order[end]].minutes
          group.money += records[order[end]].weight * records[order[end]].money
          end += 1
        }
        let part = group.minutes > 0 ? min(1, left / group.minutes) : 1
        money += part * group.money
        left -= part * group.minutes
        start = end
      }
      found[policy] = money / total
    }
    return found
  }

  /// `found` with intervals of the ratio of Trueup's money to each other policy's, by bootstrap over groups.
  ///
  /// - Parameters:
  ///   - groups: records that belong together, such as those of one location.
  ///   - draws: of the bootstrap, at least 1.
  public static func ratios(
    _ groups: [[CountedRecord]], share: Double, level: Double = 0.90, draws: Int = 400, seed: UInt64
  ) -> [(policy: CountPolicy, found: Double, ratio: Double, lower: Double, upper: Double)] {
    guard let found = found(groups.flatMap { $0 }, share: share), let ours = found[.trueup] else { return [] }
    var chance = SeededGenerator(seed: seed)
    var drawn: [CountPolicy: [Double]] = [:]
    for _ in 0..<draws {
      var sample: [CountedRecord] = []
      for _ in groups { sample += groups[min(groups.count - 1, Int(chance.uniform() * Double(groups.count)))] }
      guard let there = RecountLift.found(sample, share: share), let mine = there[.trueup] else { continue }
      for policy in CountPolicy.allCases { drawn[policy, default: []].append(mine / max(there[policy] ?? 0, 1e-12)) }
    }
    return CountPolicy.allCases.filter { $0 != .trueup }.map { policy in
      let ratios = drawn[policy] ?? []
      return (
        policy, found[policy] ?? 0, ours / max(found[policy] ?? 0, 1e-12), quantile(ratios, (1 - level) / 2) ?? .nan,
        quantile(ratios, (1 + level) / 2) ?? .nan
      )
    }
  }
}
