import Demo
import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store

/// How good the night is on simulated retailers whose mechanisms it was not made for, judged by what the simulation knows.
///
/// Retailers of the seeds BENCH_FIRST (1) to BENCH_SEEDS (10) of each of three mixes, or of BENCH_MIX alone; in each, a latency,
/// a cancellation and a shrink surge of BENCH_SURGE (2) times the usual at a store of their own, promotions and a holiday that
/// must raise nothing.
struct RetailersBenchmark {
  struct Mix: Sendable {
    var name: String
    var change: @Sendable (inout Mechanisms) -> Void
  }

  static let mixes = [
    Mix(name: "thieves") { mechanisms in
      // Errors of the shelf instead of handling; stores differ as much as categories
      mechanisms.theft *= 2
      mechanisms.misScan *= 0.3
      mechanisms.transferError *= 0.3
      mechanisms.storeSpread = 0.7
      mechanisms.defects.handAdjustments = 0.2
      mechanisms.defects.zeroPrices = 0.02
      mechanisms.defects.ghostItems = 0.001
    },
    Mix(name: "sloppy") { mechanisms in
      // Counts that err, books that are late
      mechanisms.countError = 0.05
      mechanisms.foundInCount = 0.3
      mechanisms.nightlyStores = 0.4
      mechanisms.realtimeStores = 0.3
      mechanisms.lateRecord = 0.01
      mechanisms.requestIgnored = 0.3
      mechanisms.defects.dayMonthSwaps = 0.002
      mechanisms.defects.unadjustedCounts = 0.02
      mechanisms.defects.unknownTypes = 0.0005
      mechanisms.defects.ghostLocations = 0.0005
    },
    Mix(name: "handling") { mechanisms in
      // Errors come with movements, in clumps
      mechanisms.theft *= 0.2
      mechanisms.misScan *= 2.5
      mechanisms.supplierShort *= 2
      mechanisms.basketTail = 0.5
      mechanisms.defects.wrongZones = ["S11": 1]
      mechanisms.defects.zeroCosts = 0.01
      mechanisms.defects.unknownStates = 0.0005
    },
    Mix(name: "defects") { mechanisms in
      // The usual errors, and all that real feeds bring with them
      mechanisms.defects.resends = 0.01
      mechanisms.defects.otherSystems = 0.5
      mechanisms.defects.handAdjustments = 0.2
      mechanisms.defects.unadjustedCounts = 0.02
      mechanisms.defects.dayMonthSwaps = 0.001
      mechanisms.defects.ghostItems = 0.0005
      mechanisms.defects.unknownTypes = 0.0005
      mechanisms.defects.zeroCosts = 0.01
      mechanisms.batchPosting = 0.15
    },
  ]

  private struct Tally {
    var cards: [TruthScorecard] = []
    var hits: [String: Int] = [:]
    var planted: [String: Int] = [:]
    var outages = 0
    var drifts = 0
    var others = 0
    var locationDays = 0
  }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let seeds = environment["BENCH_SEEDS"].flatMap(Int.init) ?? 10
    let first = environment["BENCH_FIRST"].flatMap(Int.init) ?? 1
    let factor = environment["BENCH_SURGE"].flatMap(Double.init) ?? 2
    Table.say(
      "\(seeds - first + 1) retailers of each mix: 16 stores, 200 items, 80 days, the last 14 run one by one; surges of \(factor)x"
    )
    for mix in RetailersBenchmark.mixes where environment["BENCH_MIX"].map({ $0 == mix.name }) ?? true {
      var tally = Tally()
      for seed in first...seeds { try play(mix, seed: UInt64(seed), factor: factor, &tally) }
      show(mix.name, tally)
    }
  }

  /// Plays a retailer of a mix, its last fourteen nights one by one, in a database of its own.
  static func play(_ mix: Mix, seed: UInt64, plan: (inout RetailerConfiguration) -> Void) throws -> (
    Target, RetailerConfiguration
  ) {
    let admin = try Connection("dbname=postgres")
    try admin.execute("drop database if exists bench_retailer with (force)")
    try admin.execute("create database bench_retailer")
    let files = try SQLFiles(share: nil, environment: ProcessInfo.processInfo.environment, executable: CommandLine.arguments[0])
    let target = Target(conninfo: "dbname=bench_retailer", files: files)
    _ = try Installation(target.session(as: nil)).migrate(files)
    var configuration = RetailerConfiguration()
    (configuration.stores, configuration.items, configuration.days, configuration.seed) = (16, 200, 80, seed)
    // A few back offices in a hundred post every few days
    configuration.mechanisms.batchPosting = 0.06
    mix.change(&configuration.mechanisms)
    plan(&configuration)
    _ = try DemoRetailer(target: target, job: JobFile(), configuration: configuration)
      .play(observer: SilentObserver()) { _ in }
    return (target, configuration)
  }

  private func play(_ mix: Mix, seed: UInt64, factor: Double, _ tally: inout Tally) throws {
    let (target, configuration) = try RetailersBenchmark.play(mix, seed: seed) { configuration in
      configuration.surges = [
        Surge(kind: .latency, locationID: "S03", firstDay: 70, days: 10, factor: factor),
        Surge(kind: .cancellation, locationID: "S08", firstDay: 70, days: 10, factor: factor),
        Surge(kind: .shrink, locationID: "S13", firstDay: 52, days: 28, factor: factor),
      ]
    }
    guard let card = try TruthScorecard(target: target, share: 0.05) else { return }
    tally.cards.append(card)
    let raised = try target.session().query(
      "select distinct family, scope from trueup_v1.alert where state in ('firing', 'acknowledged', 'resolved')", place: "alerts")
    var found: Set<String> = []
    for index in 0..<raised.count { found.insert("\(try raised[index].text(0)) \(try raised[index].text(1))") }
    for surge in configuration.surges {
      let kind = surge.kind.rawValue
      tally.planted[kind, default: 0] += 1
      if found.remove("\(kind) \(surge.locationID)") != nil { tally.hits[kind, default: 0] += 1 }
    }
    // What lasts at a store with a surge is that surge, found under another name: neither found nor an error
    for surge in configuration.surges where found.remove("drift \(surge.locationID)") != nil { tally.drifts += 1 }
    // An outage of a feed is a fault too, though nobody planted it
    let nights = configuration.firstDay.advanced(by: configuration.days - 17)
    for outage in Retailer(configuration).outages
    where Instant(microseconds: outage.until) > ZoneOffsets.utc.instant(of: nights, secondOfDay: 0) {
      if found.remove("latency \(outage.locationID)") != nil { tally.outages += 1 }
    }
    tally.others += found.count
    tally.locationDays += 14 * 18
    let line = String(
      format: "%@ seed %d: AUC %.3f Brier %.3f (logistic %.3f %.3f) calibration %.3f (null %.3f) covered %d/%d; %@", mix.name,
      Int(seed), card.records.auc.value, card.records.brier, card.baseline?.auc.value ?? .nan, card.baseline?.brier ?? .nan,
      card.records.calibrationError, card.records.null.mean, card.covered, card.locations, found.sorted().joined(separator: ", "))
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  private func show(_ name: String, _ tally: Tally) {
    let cards = tally.cards
    guard !cards.isEmpty else { return }
    let count = Double(cards.count)
    func mean(_ value: (TruthScorecard) -> Double) -> Double { cards.reduce(0) { $0 + value($1) } / count }
    func row(_ what: String, _ value: String, _ wanted: String) { Table.say("|  | \(name): \(what) | \(value) | \(wanted) |") }
    func text(_ value: Double, _ digits: Int = 3) -> String { String(format: "%.\(digits)f", value) }
    let ahead = cards.count {
      $0.records.auc.value > ($0.baseline?.auc.value ?? 0) && $0.records.brier < ($0.baseline?.brier ?? 1)
    }
    row(
      "AUC (logistic regression)", "\(text(mean { $0.records.auc.value })) (\(text(mean { $0.baseline?.auc.value ?? .nan })))",
      "above")
    row(
      "Brier (logistic regression)", "\(text(mean { $0.records.brier })) (\(text(mean { $0.baseline?.brier ?? .nan })))", "below")
    row("retailers ahead in both", "\(ahead) of \(cards.count)", "all")
    row(
      "calibration error above its null", text(mean { $0.records.calibrationError - $0.records.null.mean }), "<= 0.02")
    let (covered, all) = (cards.reduce(0) { $0 + $1.covered }, cards.reduce(0) { $0 + $1.locations })
    row("90 % intervals that hold", "\(text(Double(covered) / Double(all))) of \(all)", "0.85 to 0.95")
    row("mean half-width; refused", "\(text(mean(\.halfWidth))); \(cards.reduce(0) { $0 + $1.refused })", "<= 0.10")
    func ratio(_ policy: CountPolicy) -> String { text(mean { ($0.found[.trueup] ?? 0) / max($0.found[policy] ?? 0, 1e-9) }, 2) }
    row(
      "money of recounts in 5 % of the minutes / ABC; / random; / oracle", "\(ratio(.abc)); \(ratio(.random)); \(ratio(.oracle))",
      ">= 2; -; -")
    let kinds = tally.planted.keys.sorted().map { "\($0) \(tally.hits[$0] ?? 0) of \(tally.planted[$0] ?? 0)" }
    row("surges found", kinds.joined(separator: ", "), "recall >= 0.8")
    let hits = tally.hits.values.reduce(0, +) + tally.outages
    row(
      "other openings",
      "\(tally.others) in \(tally.locationDays) location-days, beside \(tally.outages) feed outages and \(tally.drifts) drifts at surges; precision \(text(Double(hits) / Double(max(1, hits + tally.others)), 2))",
      "precision >= 0.8")
    let figures = cards.flatMap(\.accuracy)
    for scope in ["location", "region", "channel", "kind"] {
      for definition in AccuracyDefinition.allCases {
        let mine = figures.filter { $0.scope == scope && $0.definition == definition }
        guard !mine.isEmpty else { continue }
        func average(_ value: (AccuracyTruth) -> Double) -> Double { mine.reduce(0) { $0 + value($1) } / Double(mine.count) }
        func rootMean(_ error: (AccuracyTruth) -> Double) -> Double { average { error($0) * error($0) }.squareRoot() }
        let held = average { $0.interval.contains($0.truth) ? 1 : 0 }
        row(
          "\(definition.rawValue) by \(scope): truth; bias (model alone); root mean square error (model alone); held of \(mine.count); half-width; refused",
          "\(text(average(\.truth))); \(text(average { $0.value - $0.truth })) (\(text(average { $0.believed - $0.truth }))); \(text(rootMean { $0.value - $0.truth })) (\(text(rootMean { $0.believed - $0.truth }))); \(text(held, 2)); \(text(average { ($0.interval.upperBound - $0.interval.lowerBound) / 2 })); \(mine.count { $0.isRefused })",
          "0.85 to 0.95")
      }
    }
  }
}
