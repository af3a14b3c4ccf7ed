import Dispatch
import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Statistics
import Store
import Synchronization
import TestSupport
import Testing

/// What the planner may know of the tables it plans for. No figure may follow it.
private enum Regime: CaseIterable {
  case neverAnalyzed, analyzedBeforeANight, analyzedAllTheTime, withoutHashAggregate
}

/// `make test` plays a sample of the seeds, `make test-fold` all hundred, in processes of different hash seeds.
private let seeds: [UInt64] = {
  let environment = ProcessInfo.processInfo.environment
  if let seed = environment["TRUEUP_SEED"].flatMap(UInt64.init) { return [seed] }
  return environment["TRUEUP_LONG_TESTS"] == nil ? Array(1...12) : Array(1...100)
}()

/// The law of the fold: what nights leave is a function of the set of messages and of the newest companions.
@Suite(.database) struct FoldLawTests {
  private func rehearse(_ conninfo: String, _ feed: HostileFeed) throws -> Rehearsal {
    let rehearsal = try Rehearsal(conninfo, feed.reference)
    try rehearsal.owner.execute(
      """
      alter table feed.inventory_event set (autovacuum_enabled = off);
      alter table trueup.deferred set (autovacuum_enabled = off)
      """)
    return rehearsal
  }

  /// Runs a night; one that is held for its refused messages is accepted by another person.
  @discardableResult
  private func run(_ night: HostileFeed.Night, _ rehearsal: Rehearsal, fullRefresh: Bool = false) throws -> NightReport {
    var options = RunOptions(now: night.cutoff.advanced(bySeconds: 60))
    options.date = night.day
    options.fullRefresh = fullRefresh
    func attempt(_ target: Target) throws -> NightReport {
      try NightRun(target: target, job: rehearsal.job, options: options, observer: SilentObserver()).run()
    }
    do {
      return try attempt(rehearsal.target)
    } catch RunProblem.held {
      options.acceptHeld = "a hostile feed"
      return try attempt(try rehearsal.asAnotherPerson())
    }
  }

  private func analyze(_ rehearsal: Rehearsal) throws {
    try rehearsal.owner.execute("analyze feed.inventory_event; analyze trueup.deferred; analyze trueup.partial_daily")
  }

  @Test("nights of a hostile feed leave what one fold of everything leaves, whatever the planner knows", arguments: seeds)
  func nights(seed: UInt64) async throws {
    var draw = SeededGenerator(seed: seed &* 7919)
    let feed = HostileFeed(seed: seed)
    let regime = Regime.allCases[Int(seed % 4)]
    let rehearsal = try rehearse(TestDatabase.conninfo, feed)
    let name = TestDatabase.conninfo.dropFirst("dbname=".count)
    if regime == .withoutHashAggregate { try rehearsal.owner.execute("alter database \(name) set enable_hashagg = off") }
    let analyzed = Int.random(in: 1..<feed.nights.count, using: &draw)
    let analyzer = regime == .analyzedAllTheTime ? Analyzer(TestDatabase.conninfo) : nil
    defer { analyzer?.stop() }
    for (index, night) in feed.nights.enumerated() {
      for change in night.companionChanges { try rehearsal.owner.execute(change) }
      try rehearsal.deliver(night.messages)
      if regime == .analyzedBeforeANight, index == analyzed { try analyze(rehearsal) }
      try run(night, rehearsal)
    }
    analyzer?.stop()
    let last = feed.nights[feed.nights.count - 1]
    let (state, facts) = (try rehearsal.state(), try rehearsal.newestFacts())
    #expect(facts.count > 100, "seed \(seed)")
    let published = try rehearsal.published(rehearsal.current())
    let refreshed = try run(last, rehearsal, fullRefresh: true)
    #expect(refreshed.outcome == .unchanged, "seed \(seed), \(regime): a full refresh publishes something else")
    #expect(difference(try rehearsal.published(rehearsal.current()), published) == [], "seed \(seed), \(regime)")
    #expect(difference(try rehearsal.newestFacts(), facts) == [], "seed \(seed), \(regime): facts after a full refresh")
    try await TestDatabase.scoped { conninfo in
      let whole = try rehearse(conninfo, feed)
      for change in feed.nights.flatMap(\.companionChanges) { try whole.owner.execute(change) }
      try whole.deliver(feed.nights.flatMap(\.messages).shuffled(using: &draw))
      try run(last, whole)
      #expect(difference(try whole.state(), state) == [], "seed \(seed), \(regime): state")
      // Movements keep the cost of the night that first knew them; this database knows only the last costs
      let isValued = { (fact: String) in fact.contains("sales_cost") || fact.contains("known_loss") }
      let found = difference(try whole.newestFacts(), facts).filter { !(feed.changesCosts && isValued($0)) }
      #expect(found == [], "seed \(seed), \(regime): facts")
    }
  }
}

/// A session that renews the statistics as fast as it can, as an autovacuum that never sleeps would.
private final class Analyzer: Sendable {
  private let isStopped = Atomic(false)
  private let queue = DispatchQueue(label: "analyze")

  init(_ conninfo: String) {
    queue.async { [self] in
      guard let connection = try? Connection(conninfo) else { return }
      while !isStopped.load(ordering: .relaxed) {
        // A night that changes a table at this very moment wins
        try? connection.execute("analyze feed.inventory_event; analyze trueup.deferred; analyze trueup.partial_daily")
      }
    }
  }

  /// Returns when the session has ended.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    queue.sync {}
  }
}
