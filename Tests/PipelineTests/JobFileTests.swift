import Foundation
import Inventory
import Pipeline
import TestSupport
import Testing

/// What a job file may not say, and where the error says it stands.
@Suite struct JobFileTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var yaml: String
    var says: [String]
    var testDescription: String { yaml.replacing("\n", with: "; ") }

    init(_ yaml: String, _ says: String...) {
      self.yaml = yaml
      self.says = says
    }
  }

  private static let schedule = "schedule: {cron: \"15 2 * * *\", timezone: Europe/Berlin}\n"

  private static let faults = [
    Fault(schedule + "metrcis: {}", "job.yaml:2:1: ", "unknown key metrcis (did you mean metrics?)"),
    Fault(schedule + "metrics: {tolerance: {unit: 0}}", "metrics.tolerance.unit (did you mean units?)"),
    Fault(schedule + "owner: a\nowner: b", "owner"),
    Fault(schedule + "name: &n nightly\nowner: *n", "job.yaml:2:", "anchors and aliases"),
    Fault(schedule + "freshness: &f {warn_after: 1h}\nmoney: *f", "anchors and aliases"),
    Fault(schedule + "metrics: [1, 2]", "metrics: want a mapping"),
    Fault(schedule + "metrics: {tolerance: {units: many}}", "want a number", "got many"),
    Fault(schedule + "metrics: {tolerance: {units: .nan}}", "want a number"),
    Fault(schedule + "metrics: {tolerance: {units: .inf}}", "want a number"),
    Fault(schedule + "metrics: {tolerance: {units: -1}}", "got -1"),
    Fault(schedule + "metrics: {tolerance: {percent: 101}}", "0.0 to 100.0", "got 101"),
    Fault(schedule + "confidence: {interval: 1}", "got 1"),
    Fault(schedule + "recounts: {blind: perhaps}", "true or false"),
    Fault(schedule + "freshness: {warn_after: 6}", "a duration such as 15m", "got 6"),
    Fault(schedule + "freshness: {warn_after: -6h}", "got -6h"),
    Fault(schedule + "freshness: {warn_after: 30h, error_after: 26h}", "job.yaml:2:", "warn_after is later than error_after"),
    Fault(schedule + "freshness: {rhythm: {erp: \"mon,wedd\"}}", "weekdays such as mon,wed,fri", "got mon,wedd"),
    Fault(schedule + "freshness: {rhythm: daily}", "want a mapping of sources"),
    Fault(schedule + "anomalies: {train: 84, judge: 3d}", "whole days such as 84d"),
    Fault(schedule + "anomalies: {train: 14d, min_history: 21d}", "min_history is longer than train"),
    Fault(schedule + "anomalies: {train: 21d, judge: 21d}", "judge is not shorter"),
    Fault(schedule + "cutoff: midnight", "only `scheduled` is known"),
    Fault(schedule + "systems: {kind: {shop: erp}}", "want store, dc, web or marketplace (got shop)"),
    Fault(schedule + "resends: {distinct: {pos: [sales]}}", "no such event type sales (did you mean sale?)"),
    Fault(schedule + "resends: {distinct: {pos: sale}}", "want all, or a list of event types"),
    Fault("name: nightly", "schedule.timezone is missing"),
    Fault("schedule: {cron: \"15 2 * * *\"}", "schedule.timezone is missing"),
    Fault("schedule: {cron: \"15 2 * * *\", timezone: Europe/Berln}", "no such time zone (got Europe/Berln)"),
    Fault("schedule: {cron: \"15 25 * * *\", timezone: UTC}", "got 15 25 * * *"),
    Fault("schedule: {cron: \"15 2 * *\", timezone: UTC}", "a daily time as cron writes it"),
    Fault("schedule: {cron: \"*/5 2 * * *\", timezone: UTC}", "got */5 2 * * *"),
    Fault("- a\n- b", "a job file is a mapping of keys"),
    Fault("", "a job file is a mapping of keys"),
    Fault("name: [", "not YAML"),
  ]

  @Test("what a job file may not say is told with its place and what is wanted", arguments: faults)
  func fault(_ fault: Fault) {
    let problem = #expect(throws: JobFileProblem.self) { try JobFile(yaml: fault.yaml, file: "job.yaml") }
    let text = problem?.description ?? ""
    for part in fault.says { #expect(text.contains(part), "\(text)") }
  }

  @Test("systems of record and sources whose equal messages are different events")
  func feeds() throws {
    let job = try JobFile(
      yaml: Self.schedule + """
        systems: {kind: {store: erp, dc: wms}, location: {S05: oms}}
        resends: {distinct: {pos: [sale, return_received], wms: all}}
        """, file: "job.yaml")
    func opens(_ id: String, _ kind: LocationKind) -> String? {
      let snapshots = ["oms", "erp", "wms"].map { OpeningSnapshot(system: $0, at: Instant(microseconds: 0), positions: 5) }
      let location = Location(id: id, name: id, kind: kind, region: nil, timeZone: "UTC", currency: nil)
      return job.systems.opening(of: location, among: snapshots)?.system
    }
    #expect(opens("S01", .store) == "erp" && opens("S05", .store) == "oms" && opens("D1", .dc) == "wms")
    // Of equals the first by name
    #expect(opens("W", .web) == "erp")
    #expect(job.resends.areDistinct(source: "pos", type: "sale") && job.resends.areDistinct(source: "wms", type: "receipt"))
    #expect(!job.resends.areDistinct(source: "pos", type: "receipt") && !job.resends.areDistinct(source: "erp", type: "sale"))
  }

  @Test("all problems of a file are told at once")
  func together() {
    let yaml = "nam: x\nmetrics: {tolerance: {units: .nan, percent: 200}}\nschedule: {cron: nonsense}"
    let problem = #expect(throws: JobFileProblem.self) { try JobFile(yaml: yaml, file: "job.yaml") }
    #expect(problem?.problems.count == 5, "\(problem?.description ?? "")")
  }

  @Test("a rhythm that somebody states is read as weekdays")
  func rhythm() throws {
    let job = try JobFile(
      yaml: "schedule: {timezone: UTC}\nfreshness: {rhythm: {erp: \"mon, wed,fri\", pos: sun}}", file: "job.yaml")
    #expect(job.freshness.rhythm == ["erp": [1, 3, 5], "pos": [7]])
  }

  @Test("the nightly job is whole, and what it says is what it means")
  func nightly() throws {
    let text = try String(contentsOfFile: "\(TestDatabase.root)/jobs/nightly.yaml", encoding: .utf8)
    let job = try JobFile(yaml: text, file: "jobs/nightly.yaml")
    #expect(job.schedule.timeZone == "Europe/Berlin" && job.schedule.hour == 2 && job.schedule.minute == 15)
    #expect(job.metrics.latencyLimits["erp"] == Int64(21_600_000_000))
  }
}
