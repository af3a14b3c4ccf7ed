import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Statistics
import Store
import TestSupport
import Testing

/// Every call that a night makes to the server fails, one by one and in four ways; the night is then run again, and the
/// tables must be those of a night that nothing happened to.
@Suite(.database, .serialized) struct FaultTests {
  private let deliveries = Deliveries.tiny
  private let number = 24
  private var night: RetailerDay { deliveries.days[number] }

  /// The night before is published and the night's messages are delivered.
  private func prepare(_ conninfo: String) throws {
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: number))
    try rehearsal.run(deliveries.days[number - 1])
    try rehearsal.deliver(night.messages)
  }

  private func job() throws -> JobFile {
    let text = FileManager.default.contents(atPath: "\(TestDatabase.root)/jobs/nightly.yaml") ?? Data()
    return try JobFile(yaml: String(decoding: text, as: UTF8.self), file: "jobs/nightly.yaml")
  }

  @discardableResult
  private func run(_ conninfo: String) throws -> NightReport {
    var options = RunOptions(now: night.cutoff.advanced(bySeconds: 60))
    options.date = night.day
    let target = Target(conninfo: conninfo, files: try TestDatabase.files())
    return try NightRun(target: target, job: try job(), options: options, observer: SilentObserver()).run()
  }

  /// Everything that readers, the next night and people go by.
  private func tables(_ owner: Connection) throws -> [String] {
    let views = [
      "item_confidence", "location_confidence", "item_confidence_history", "location_confidence_history",
      "group_confidence", "group_member", "accuracy", "baseline_score_history",
      "freshness_history", "recount_plan_history", "metric_daily", "latency_sketch", "count_variance", "count_label",
      "alert_event",
      "alert", "recount", "quarantine", "model",
    ].map { "select '\($0)' as name, md5(v::text) as row from trueup_v1.\($0) as v" }
    let state = ["position", "open_line"].map {
      "select '\($0)', md5((to_jsonb(t) - 'publication_id')::text) from trueup.\($0) as t inner join trueup.kept_publication using (publication_id)"
    }
    return try owner.query("\((views + state).joined(separator: " union all ")) order by 1, 2").map { row in
      row.texts.map { $0 ?? "-" }.joined(separator: " ")
    }
  }

  private struct Trial {
    var hasFired: Bool
    /// The call after which nothing was wrong any more is past the last one.
    var calls: Int
    var endedWell: Bool
    var difference: [String]
  }

  /// One night through a proxy that fails a call, the night again without it, and what is different from `wanted`.
  private func trial(
    _ prepared: String, _ way: FaultProxy.Way, _ point: FaultProxy.Point, wanted: [String],
    slip: (before: String, statement: String)? = nil
  ) async throws -> Trial {
    try await TestDatabase.scoped(like: prepared) { conninfo in
      let proxy = try FaultProxy(way, point, slip: slip)
      let through = "\(conninfo) \(proxy.conninfo)"
      var endedWell = false
      if way == .kill {
        let process = try TrueupProcess(["run", "-q", "--date", "\(night.day)", "--dsn", through])
        proxy.setVictim(process.pid)
        endedWell = try process.wait().code == 0
      } else {
        endedWell = (try? run(through)) != nil
      }
      proxy.close()
      let owner = try Connection(conninfo)
      // The one that did not come back is given up after a minute
      try owner.execute("update trueup.lease set beat_at = '-infinity'")
      try Retrying.untilAlone(owner)
      try run(conninfo)
      let found = try tables(owner)
      let left = try owner.query(
        "select count(*) from trueup.removable_partition")[0].int(0)
      let differs =
        Array(Set(found).symmetricDifference(wanted).sorted().prefix(5)) + (left > 0 ? ["\(left) partitions left"] : [])
      return Trial(hasFired: proxy.hasFired, calls: proxy.calls, endedWell: endedWell, difference: differs)
    }
  }

  private enum Retrying {
    /// Server processes of sessions that were cut end by themselves.
    static func untilAlone(_ owner: Connection) throws {
      for _ in 0..<2000 {
        let others = try owner.query(
          "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")[0].int(0)
        if others == 0 { return }
        usleep(5000)
      }
    }
  }

  /// Which calls fail: all of them, or those that a seed picks.
  private static func isPicked(_ call: Int, _ way: FaultProxy.Way) -> Bool {
    let one: UInt64
    switch ProcessInfo.processInfo.environment["TRUEUP_FAULTS"] {
    case "all": return true
    case "eighth": one = 8
    default: one = 64
    }
    var generator = SeededGenerator(
      seed: UInt64(call * 4) + UInt64(FaultProxy.Way.allCases.firstIndex(of: way) ?? 0) + 20_261_121)
    return generator.next() % one == 0
  }

  @Test("whichever call fails, and however, the night run again leaves the tables of an undisturbed one")
  func everyCall() async throws {
    let prepared = TestDatabase.conninfo
    try prepare(prepared)
    let (wanted, calls) = try await TestDatabase.scoped(like: prepared) { conninfo in
      let proxy = try FaultProxy(.error, .none)
      try run("\(conninfo) \(proxy.conninfo)")
      proxy.close()
      return (try tables(Connection(conninfo)), proxy.calls)
    }
    #expect(wanted.count > 100 && calls > 100)
    var tried = 0
    var recovered = 0
    let began = ContinuousClock.now
    for call in 1...calls {
      for way in FaultProxy.Way.allCases where Self.isPicked(call, way) {
        let trial = try await trial(prepared, way, .call(call), wanted: wanted)
        #expect(trial.difference.isEmpty, "call \(call) of \(calls), \(way)")
        tried += 1
        if trial.endedWell { recovered += 1 }
      }
    }
    print("\(tried) faults in \(calls) calls, \(recovered) of them without effect on the run, \(ContinuousClock.now - began)")
    #expect(tried > 3)
  }

  /// The control: the harness must see a publish that is two transactions.
  @Test("a publish whose pointer moves in a transaction of its own is caught", arguments: [FaultProxy.Way.before, .kill])
  func broken(way: FaultProxy.Way) async throws {
    let prepared = TestDatabase.conninfo
    try prepare(prepared)
    let wanted = try await TestDatabase.scoped(like: prepared) { conninfo in
      try run(conninfo)
      return try tables(Connection(conninfo))
    }
    let pointer = "insert into trueup.current_publication"
    let point = FaultProxy.Point.text(pointer, after: "set state = 'published'")
    let whole = try await trial(prepared, way, point, wanted: wanted)
    #expect(whole.hasFired && whole.difference.isEmpty)
    let split = try await trial(prepared, way, point, wanted: wanted, slip: (pointer, "commit; begin"))
    #expect(split.hasFired && !split.difference.isEmpty)
  }

  @Test("the answer to the publish's COMMIT is lost: the night is published once, and the run knows it")
  func lostAnswer() throws {
    let conninfo = TestDatabase.conninfo
    let rehearsal = try Rehearsal(conninfo, deliveries.reference)
    let nights = runsLong ? 100 : 8
    for night in 0..<nights {
      try rehearsal.deliver(deliveries.days[night].messages)
      // Every other time the server never hears of the COMMIT: then it has to be done again, and not believed
      let way = night.isMultiple(of: 2) ? FaultProxy.Way.after : .before
      let proxy = try FaultProxy(way, .text("commit", after: "insert into trueup.current_publication"))
      defer { proxy.close() }
      var options = RunOptions(now: deliveries.days[night].cutoff.advanced(bySeconds: 60))
      options.date = deliveries.days[night].day
      let target = Target(conninfo: "\(conninfo) \(proxy.conninfo)", files: rehearsal.target.files)
      let report = try NightRun(target: target, job: rehearsal.job, options: options, observer: SilentObserver()).run()
      #expect(proxy.hasFired)
      #expect(report.outcome == .published)
      #expect(try rehearsal.current() == report.publication)
    }
    let kept = try rehearsal.rows("select count(*), count(distinct business_date), max(revision) from trueup.kept_publication")
    #expect(kept == ["\(nights)|\(nights)|1"])
    #expect(
      try rehearsal.rows("select count(*), min(state), max(state), max(lease_epoch) from trueup.run")
        == ["\(nights)|published|published|1"])
    #expect(try rehearsal.rows("select distinct outcome from trueup.attempt") == ["published"])
  }
}
