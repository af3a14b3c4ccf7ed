internal import Foundation
public import Inventory
internal import Yams

/// What a job file says, with defaults for what it leaves out.
public struct JobFile: Equatable, Sendable {
  public var name = "nightly"
  public var description = ""
  public var owner = ""
  public var schedule = Schedule()
  public var freshness = Freshness()
  public var metrics = Metrics()
  public var anomalies = Anomalies()
  public var confidence = Confidence()
  public var money = Money()
  public var recounts = Recounts()
  public var alerts = Alerts()
  public var systems = SystemsOfRecord()
  public var resends = ResendRule()
  /// The file as it was, for `trueup.config`.
  public internal(set) var text = ""

  /// Fires once a day at a local time.
  public struct Schedule: Equatable, Sendable {
    public var hour = 2
    public var minute = 15
    public var timeZone = "Europe/Berlin"
  }

  public struct Freshness: Equatable, Sendable {
    public var warnAfterHours = 6.0
    public var errorAfterHours = 26.0
    /// By source, the ISO weekdays on which it delivers, where somebody knows better than its past.
    public var rhythm: [String: Set<Int>] = [:]
  }

  public struct Metrics: Equatable, Sendable {
    public var toleranceUnits = 0.0
    public var tolerancePercent = 2.0
    /// Microseconds by source.
    public var latencyLimits: [String: Int64] = [:]
    /// Four hours, for sources that promise nothing.
    static let otherwise: Int64 = 4 * 3_600_000_000
  }

  public struct Anomalies: Equatable, Sendable {
    public var trainDays = 84
    public var judgeDays = 3
    public var minimumDays = 21
    public var falseDiscoveryRate = 0.10
    public var minimumUnits = 3.0
    public var minimumValue = 50.0
  }

  public struct Confidence: Equatable, Sendable {
    public var interval = 0.90
    public var maximumHalfWidth = 0.10
    public var minimumLabels = 50
    public var atpRisk = 0.05
  }

  public struct Money: Equatable, Sendable {
    public var cancellationCost = 12.0
    public var holdingRateYear = 0.22
    public var marginDefault = 0.35
  }

  public struct Recounts: Equatable, Sendable {
    public var randomShare = 0.08
    public var cooldownDays = 10
    public var horizonDays = 14
    public var isBlind = true
  }

  public struct Alerts: Equatable, Sendable {
    public var criticalAfter = 1
    public var warningAfter = 2
    public var resolveAfter = 2
    /// Alerts shown of a night; the others stay open and are counted.
    public var maximumShown = 25
    /// Days after which an alert that nobody acknowledged is news again.
    public var repeatDays = 7
  }

  public init() {}
}

/// Everything wrong with a job file, at once.
public struct JobFileProblem: Error, CustomStringConvertible {
  public var problems: [String]

  public var description: String { problems.joined(separator: "\n") }
}

extension JobFile {
  /// Reads a job file; unknown keys are errors that name the nearest known one.
  public init(yaml text: String, file: String) throws {
    var job = JobFile()
    job.text = text
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw JobFileProblem(problems: ["\(file): not YAML: \(error)"])
    }
    var reader = JobReader(file: file)
    guard let root, let mapping = root.mapping else {
      throw JobFileProblem(problems: ["\(file):1:1: a job file is a mapping of keys"])
    }
    reader.read(
      mapping, "",
      [
        "name": { $0.text($1) { job.name = $0 } },
        "description": { $0.text($1) { job.description = $0 } },
        "owner": { $0.text($1) { job.owner = $0 } },
        "schedule": { reader, node in
          reader.section(
            node, "schedule",
            [
              "cron": { reader, node in
                reader.cron(node) {
                  job.schedule.hour = $0
                  job.schedule.minute = $1
                }
              },
              "timezone": { reader, node in
                reader.text(node) { job.schedule.timeZone = $0 }
                if let zone = node.string, TimeZone(identifier: zone) == nil {
                  reader.fault(node, "no such time zone (got \(zone))")
                }
              },
            ])
        },
        "cutoff": { reader, node in
          if node.string != "scheduled" { reader.fault(node, "only `scheduled` is known (got \(node.string ?? "no text"))") }
        },
        "systems": { reader, node in
          reader.section(
            node, "systems",
            [
              "kind": { reader, node in
                for (key, value) in node.mapping ?? [:] {
                  guard let kind = LocationKind(rawValue: key.string ?? "") else {
                    reader.fault(key, "want store, dc, web or marketplace (got \(key.string ?? "no text"))")
                    continue
                  }
                  reader.text(value) { job.systems.byKind[kind] = $0 }
                }
              },
              "location": { reader, node in
                for (key, value) in node.mapping ?? [:] {
                  reader.text(value) { job.systems.byLocation[key.string ?? ""] = $0 }
                }
              },
            ])
        },
        "resends": { reader, node in
          reader.section(
            node, "resends",
            [
              "distinct": { reader, node in
                for (key, value) in node.mapping ?? [:] {
                  reader.eventTypes(value) { job.resends.keepDistinct(source: key.string ?? "", types: $0) }
                }
              }
            ])
        },
        "freshness": { reader, node in
          reader.section(
            node, "freshness",
            [
              "warn_after": { $0.duration($1) { job.freshness.warnAfterHours = $0 / 3600 } },
              "error_after": { $0.duration($1) { job.freshness.errorAfterHours = $0 / 3600 } },
              "rhythm": { reader, node in
                guard let sources = node.mapping else { return reader.fault(node, "freshness.rhythm: want a mapping of sources") }
                for (key, value) in sources {
                  reader.weekdays(value) { job.freshness.rhythm[key.string ?? ""] = $0 }
                }
              },
            ])
        },
        "metrics": { reader, node in
          reader.section(
            node, "metrics",
            [
              "tolerance": { reader, node in
                reader.section(
                  node, "metrics.tolerance",
                  [
                    "units": { $0.number($1, 0...1e9) { job.metrics.toleranceUnits = $0 } },
                    "percent": { $0.number($1, 0...100) { job.metrics.tolerancePercent = $0 } },
                  ])
              },
              "latency_sla": { reader, node in
                for (key, value) in node.mapping ?? [:] {
                  reader.duration(value) { job.metrics.latencyLimits[key.string ?? ""] = Int64($0 * 1e6) }
                }
              },
            ])
        },
        "anomalies": { reader, node in
          reader.section(
            node, "anomalies",
            [
              "train": { $0.days($1) { job.anomalies.trainDays = $0 } },
              "judge": { $0.days($1) { job.anomalies.judgeDays = $0 } },
              "min_history": { $0.days($1) { job.anomalies.minimumDays = $0 } },
              "fdr": { $0.number($1, 0.0001...0.5) { job.anomalies.falseDiscoveryRate = $0 } },
              "min_effect": { reader, node in
                reader.section(
                  node, "anomalies.min_effect",
                  [
                    "units": { $0.number($1, 0...1e9) { job.anomalies.minimumUnits = $0 } },
                    "value": { $0.number($1, 0...1e12) { job.anomalies.minimumValue = $0 } },
                  ])
              },
            ])
        },
        "confidence": { reader, node in
          reader.section(
            node, "confidence",
            [
              "interval": { $0.number($1, 0.5...0.999) { job.confidence.interval = $0 } },
              "max_half_width": { $0.number($1, 0.001...0.5) { job.confidence.maximumHalfWidth = $0 } },
              "min_labels": { $0.number($1, 0...1e6) { job.confidence.minimumLabels = Int($0) } },
              "atp_risk": { $0.number($1, 0.0001...0.5) { job.confidence.atpRisk = $0 } },
            ])
        },
        "money": { reader, node in
          reader.section(
            node, "money",
            [
              "cancellation_cost": { $0.number($1, 0...1e6) { job.money.cancellationCost = $0 } },
              "holding_rate_year": { $0.number($1, 0...10) { job.money.holdingRateYear = $0 } },
              "margin_default": { $0.number($1, 0...1) { job.money.marginDefault = $0 } },
            ])
        },
        "recounts": { reader, node in
          reader.section(
            node, "recounts",
            [
              "random_share": { $0.number($1, 0...1) { job.recounts.randomShare = $0 } },
              "cooldown": { $0.days($1) { job.recounts.cooldownDays = $0 } },
              "horizon": { $0.days($1) { job.recounts.horizonDays = $0 } },
              "blind": { reader, node in
                if let flag = node.bool { job.recounts.isBlind = flag } else { reader.fault(node, "want true or false") }
              },
            ])
        },
        "alerts": { reader, node in
          reader.section(
            node, "alerts",
            [
              "for": { reader, node in
                reader.section(
                  node, "alerts.for",
                  [
                    "critical": { $0.number($1, 1...30) { job.alerts.criticalAfter = Int($0) } },
                    "warning": { $0.number($1, 1...30) { job.alerts.warningAfter = Int($0) } },
                  ])
              },
              "resolve_after": { $0.number($1, 1...30) { job.alerts.resolveAfter = Int($0) } },
              "max_per_run": { $0.number($1, 1...10000) { job.alerts.maximumShown = Int($0) } },
              "repeat_interval": { $0.days($1) { job.alerts.repeatDays = $0 } },
              "group_by": { reader, node in
                if node.sequence?.compactMap(\.string) != ["location"] { reader.fault(node, "want [location]") }
              },
            ])
        },
      ])
    reader.check(root, mapping, job)
    if !reader.problems.isEmpty { throw JobFileProblem(problems: reader.problems) }
    self = job
  }
}
