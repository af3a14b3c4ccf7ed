import Demo
import Foundation
import Glibc
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store

/// What the best test could find of the surges that `RetailersBenchmark` plants, from the evidence that is in the database.
///
/// The oracle knows the location's own rate, the first day, the length and the size of the surge, and asks once, on its last
/// night; it may raise 0.2 false alarms among 17 locations, which is what precision 0.8 at recall 0.8 allows. Its test is the
/// likelihood ratio, linear in the cases here; its power Phi(d - z), d^2 the sum of (p1 - p0)^2 / (p0 (1 - p0)) over counts,
/// picks or order lines. A night knows none of this and asks fourteen times: it cannot do better.
///
/// p0 is learned from the stores without a surge, p1 from those with one, by category and days: a third of the stores have a
/// surge of shrink, a third one of cancellations.
struct PowerBenchmark {
  private struct Cell: Hashable {
    var category: String
    var bins: [Int]
  }

  private struct Rate {
    var cases = 0.0
    var trials = 0.0
    var share: Double { (cases + 0.25) / (trials + 1) }
  }

  private struct Trial {
    var store: String
    var cell: Cell
    var isSurging: Bool
    var happened: Bool
  }

  private static let falseAlarms = 0.2 / 17

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let seeds = environment["BENCH_SEEDS"].flatMap(Int.init) ?? 10
    let factor = environment["BENCH_SURGE"].flatMap(Double.init) ?? 2
    Table.say(
      "\(seeds) retailers of each mix; the most that any test can find of surges of \(factor)x at 0.2 false alarms a retailer")
    for mix in RetailersBenchmark.mixes {
      var shrink: [Trial] = []
      var (picks, lines) = ([String: [Bool: Rate]](), [String: [Bool: Rate]]())
      for seed in 1...seeds {
        let (target, configuration) = try play(mix, seed: UInt64(seed), factor: factor)
        let surging = Dictionary(grouping: configuration.surges, by: \.kind).mapValues { Set($0.map(\.locationID)) }
        shrink += try counts(target, configuration, surging: surging[.shrink] ?? [], seed: seed)
        let cancelling = surging[.cancellation] ?? []
        try addRates("not_found_rate", target, configuration, surging: cancelling, seed: seed, to: &picks)
        try addRates("cancellation_rate_lines", target, configuration, surging: cancelling, seed: seed, to: &lines)
      }
      Table.say("| \(mix.name) | shrink, counts that find less | \(text(power(shrink))) |")
      Table.say("| \(mix.name) | cancellation, failed picks; cancelled lines | \(text(power(picks))); \(text(power(lines))) |")
    }
  }

  private func text(_ found: (power: Double, distance: Double)) -> String {
    String(format: "recall at most %.2f (mean d %.2f)", found.power, found.distance)
  }

  private func play(_ mix: RetailersBenchmark.Mix, seed: UInt64, factor: Double) throws -> (Target, RetailerConfiguration) {
    try RetailersBenchmark.play(mix, seed: seed) { configuration in
      configuration.surges = (0..<configuration.stores).compactMap { store -> Surge? in
        let id = String(format: "S%02d", store + 1)
        switch store % 3 {
        case 0: return Surge(kind: .shrink, locationID: id, firstDay: 52, days: 28, factor: factor)
        case 1: return Surge(kind: .cancellation, locationID: id, firstDay: 70, days: 10, factor: factor)
        default: return nil
        }
      }
    }
  }

  /// Counts of stores in the 28 days of the surge, between two counts.
  private func counts(_ target: Target, _ configuration: RetailerConfiguration, surging: Set<String>, seed: Int) throws -> [Trial]
  {
    let onset = configuration.firstDay.advanced(by: 52)
    let rows = try target.session().query(
      try target.files.text("bench/surge_counts"), [Parameter("\(onset)")], place: "sql/bench/surge_counts.sql")
    return try (0..<rows.count).map { index in
      let row = rows[index]
      let (store, exposed, before) = (try row.text(0), try row.double(2), try row.double(3))
      func bin(_ days: Double) -> Int { days <= 0 ? 0 : 1 + Int(log2(1 + days)) }
      return Trial(
        store: "\(seed) \(store)", cell: Cell(category: try row.text(1), bins: [bin(exposed), bin(before)]),
        isSurging: surging.contains(store), happened: try row.bool(4))
    }
  }

  private func addRates(
    _ metric: String, _ target: Target, _ configuration: RetailerConfiguration, surging: Set<String>, seed: Int,
    to rates: inout [String: [Bool: Rate]]
  ) throws {
    let rows = try target.session().query(
      """
      select location_id, day >= $2::date, sum(numerator)::double precision, sum(denominator)::double precision
      from trueup_v1.metric_daily where metric = $1 and dimension = 'all' and location_id like 'S%' group by 1, 2
      """, [Parameter(metric), Parameter("\(configuration.firstDay.advanced(by: 70))")], place: "metric_daily")
    for index in 0..<rows.count {
      let row = rows[index]
      let store = try row.text(0)
      let key = "\(surging.contains(store) ? "+" : "-")\(seed) \(store)"
      rates[key, default: [:]][try row.bool(1)] = Rate(cases: try row.double(2), trials: try row.double(3))
    }
  }

  /// Of counts: a store's own level multiplies both chances.
  private func power(_ trials: [Trial]) -> (power: Double, distance: Double) {
    var rates: [Cell: [Bool: Rate]] = [:]
    for trial in trials {
      rates[trial.cell, default: [:]][trial.isSurging, default: Rate()].trials += 1
      if trial.happened { rates[trial.cell, default: [:]][trial.isSurging, default: Rate()].cases += 1 }
    }
    func chance(_ trial: Trial, _ isSurging: Bool) -> Double { rates[trial.cell]?[isSurging]?.share ?? 0 }
    let distances = Dictionary(grouping: trials, by: \.store).values.map { mine -> Double in
      let expected = mine.reduce(0) { $0 + chance($1, $1.isSurging) }
      let level = (mine.reduce(0) { $0 + ($1.happened ? 1 : 0) } + 20) / (expected + 20)
      return mine.reduce(0) { sum, trial in
        let (n0, n1) = (rates[trial.cell]?[false]?.trials ?? 0, rates[trial.cell]?[true]?.trials ?? 0)
        guard n0 >= 30, n1 >= 30 else { return sum }
        let (p0, p1) = (min(level * chance(trial, false), 0.95), min(level * chance(trial, true), 0.95))
        // Less what the square of the difference has from chance alone
        return sum + (p1 - p0) * (p1 - p0) / (p0 * (1 - p0)) - 1 / n0 - 1 / n1
      }
    }
    return recall(distances.map { max(0, $0).squareRoot() })
  }

  /// Of picks or lines: the rise is that of all surging stores over the change of the others.
  private func power(_ rates: [String: [Bool: Rate]]) -> (power: Double, distance: Double) {
    func change(_ sign: String) -> Double {
      let mine = rates.filter { $0.key.hasPrefix(sign) }.values
      func share(_ isLater: Bool) -> Double {
        let sums = mine.compactMap { $0[isLater] }
        return sums.reduce(0) { $0 + $1.cases } / max(1, sums.reduce(0) { $0 + $1.trials })
      }
      return share(true) - share(false)
    }
    let rise = change("+") - change("-")
    return recall(
      rates.values.compactMap { store in
        guard let before = store[false], let trials = store[true]?.trials else { return nil }
        return max(0, rise) * (trials / (before.share * (1 - before.share))).squareRoot()
      })
  }

  private func recall(_ distances: [Double]) -> (power: Double, distance: Double) {
    let bound = Normal.standard.quantile(upperTail: PowerBenchmark.falseAlarms)
    let count = Double(max(1, distances.count))
    return (
      distances.reduce(0) { $0 + Normal.standard.upperTail(bound - $1) } / count, distances.reduce(0, +) / count
    )
  }
}
