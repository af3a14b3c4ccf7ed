internal import Crypto

public enum AlertSeverity: String, Sendable {
  case critical, warning
}

public enum AlertState: String, Sendable {
  case pending, firing, acknowledged, suppressed, resolved
}

/// What one night found about one fingerprint: the fact that alerts are folded from.
public struct AlertSignal: Sendable {
  public var family: AlertFamily
  /// A location's id, or `network`.
  public var scope: String
  public var day: Day
  /// Days that are judged together, up to `day`.
  public var span = 1
  public var isFiring: Bool
  public var severity: AlertSeverity
  /// Natural scale: seconds, shares.
  public var observed: Double?
  public var expected: Double?
  public var lower: Double?
  public var upper: Double?
  public var p: Double?
  public var q: Double?
  public var money: Double?
  /// Of the metrics to what was observed, the largest first, where several are judged together.
  public var contributions: [MetricContribution] = []
  public var evidence = Evidence()
  /// Which rows the evidence is of: see `Evidence.filter`.
  public var filter: String?

  public init(
    family: AlertFamily, scope: String, day: Day, isFiring: Bool, severity: AlertSeverity, observed: Double?, expected: Double?,
    lower: Double?, upper: Double?, p: Double?, q: Double?, money: Double?
  ) {
    self.family = family
    self.scope = scope
    self.day = day
    self.isFiring = isFiring
    self.severity = severity
    self.observed = observed
    self.expected = expected
    self.lower = lower
    self.upper = upper
    self.p = p
    self.q = q
    self.money = money
  }

  /// The scope of what all locations share.
  public static let network = "network"

  /// The same condition at the same place always has the same one.
  public var fingerprint: String { AlertSignal.fingerprint(family: family, scope: scope) }

  public static func fingerprint(family: AlertFamily, scope: String) -> String {
    hexadecimal(SHA256.hash(data: Array("\(family.rawValue)\n\(scope)".utf8)))
  }
}

/// An alert as planners see it.
public struct Alert: Equatable, Sendable {
  public var id: String
  public var fingerprint: String
  public var state: AlertState
  public var severity: AlertSeverity
  public var starts: Day
  public var lastSeen: Day
  public var ends: Day?
  /// Distinct nights with the condition.
  public var occurrences: Int
}

/// One night in the life of a fingerprint.
public struct AlertNight: Sendable {
  public var businessDate: Day
  public var isFiring: Bool
  public var severity: AlertSeverity

  public init(businessDate: Day, isFiring: Bool, severity: AlertSeverity) {
    self.businessDate = businessDate
    self.isFiring = isFiring
    self.severity = severity
  }
}

extension [AlertSignal] {
  /// What is missing cannot be picked: cancellations at a location where shrink is found are its consequence, and raise no
  /// alert of their own (inhibition). Nor do all metrics together, where one of the three largest contributions is a metric of
  /// a family that fires there; nor does what lasts, beside all metrics together or after such a family, which it remembers for
  /// as many days as it judges. The scores keep their verdict.
  /// - Parameter earlier: by scope, the families that fired in the nights that `AlertFamily.memory` looks back over.
  public func inhibited(earlier: [String: Set<AlertFamily>] = [:]) -> [AlertSignal] {
    let firing = Dictionary(grouping: filter(\.isFiring), by: \.scope).mapValues { Set($0.map(\.family)) }
    return map { signal in
      let beside = firing[signal.scope] ?? []
      func repeats(_ families: Set<AlertFamily>) -> Bool {
        signal.contributions.prefix(3).contains { $0.family.map(families.contains) ?? false }
      }
      let isRepetition =
        switch signal.family {
        case .cancellation: beside.contains(.shrink)
        case .multivariate: repeats(beside)
        case .drift: beside.contains(.multivariate) || repeats(beside.union(earlier[signal.scope] ?? []))
        case .latency, .shrink: false
        }
      var signal = signal
      if isRepetition { signal.isFiring = false }
      return signal
    }
  }
}

/// How nights become alerts: a pure fold, so that a night computed again changes nothing.
public struct AlertPolicy: Sendable {
  /// Nights in a row with the condition before an alert fires.
  public var criticalAfter: Int
  public var warningAfter: Int
  /// Nights in a row without it before it is resolved.
  public var resolveAfter: Int

  public init(criticalAfter: Int, warningAfter: Int, resolveAfter: Int) {
    self.criticalAfter = criticalAfter
    self.warningAfter = warningAfter
    self.resolveAfter = resolveAfter
  }

  /// The alerts of one fingerprint, oldest first; at most the last is open. One that never fired leaves no trace.
  ///
  /// Two nights in a row that judge ten days together are nearly the same evidence: a warning has to hold for half
  /// of the days that are judged together.
  ///
  /// - Parameters:
  ///   - nights: ascending, one per published night in which the condition was judged.
  ///   - span: days that the condition is judged over.
  public func alerts(fingerprint: String, nights: [AlertNight], span: Int = 1) -> [Alert] {
    var alerts: [Alert] = []
    var open: Alert?
    var run = 0
    var quiet = 0
    for night in nights {
      if night.isFiring {
        quiet = 0
        run += 1
        var alert =
          open
          ?? Alert(
            id: "", fingerprint: fingerprint, state: .pending, severity: night.severity, starts: night.businessDate,
            lastSeen: night.businessDate, ends: nil, occurrences: 0)
        if alert.occurrences == 0 {
          alert.id = String(hexadecimal(SHA256.hash(data: Array("\(fingerprint)\n\(night.businessDate)".utf8))).prefix(12))
        }
        alert.occurrences += 1
        alert.lastSeen = night.businessDate
        if night.severity == .critical { alert.severity = .critical }
        let needed = alert.severity == .critical ? criticalAfter : max(warningAfter, (span + 1) / 2)
        if alert.state == .pending, run >= needed { alert.state = .firing }
        open = alert
      } else if var alert = open {
        quiet += 1
        run = 0
        if alert.state == .pending {
          // It never fired: a single odd night is not an alert
          open = nil
          quiet = 0
        } else if quiet >= resolveAfter {
          alert.state = .resolved
          alert.ends = night.businessDate
          alerts.append(alert)
          open = nil
          quiet = 0
        }
      } else {
        run = 0
      }
    }
    if let open { alerts.append(open) }
    return alerts
  }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
