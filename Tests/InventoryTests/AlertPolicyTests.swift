import Inventory
import Statistics
import Testing

@Suite struct AlertPolicyTests {
  private static let policy = AlertPolicy(criticalAfter: 1, warningAfter: 2, resolveAfter: 2)
  private static let first = Day(year: 2026, month: 1, day: 5)

  /// `w` and `c` are nights with the condition, a dot is one without.
  private func alerts(_ nights: String) -> [Alert] {
    Self.policy.alerts(
      fingerprint: "f",
      nights: nights.enumerated().map { index, letter in
        AlertNight(
          businessDate: Self.first.advanced(by: index), isFiring: letter != ".", severity: letter == "c" ? .critical : .warning)
      })
  }

  private func story(_ nights: String) -> [String] {
    alerts(nights).map { alert in
      let end = alert.ends.map { "-\($0.days(since: Self.first))" } ?? ""
      return "\(alert.state) \(alert.severity) \(alert.starts.days(since: Self.first))\(end) x\(alert.occurrences)"
    }
  }

  /// jobs/nightly.yaml: for {critical: 1, warning: 2}, resolve_after: 2.
  @Test(
    "stories of one condition",
    arguments: [
      ("w", ["pending warning 0 x1"]),
      ("w.", []),
      ("ww", ["firing warning 0 x2"]),
      ("c", ["firing critical 0 x1"]),
      ("ww.", ["firing warning 0 x2"]),
      ("ww..", ["resolved warning 0-3 x2"]),
      ("ww.w..", ["resolved warning 0-5 x3"]),
      ("ww..ww", ["resolved warning 0-3 x2", "firing warning 4 x2"]),
      ("wc", ["firing critical 0 x2"]),
      (".....", []),
      ("w.w.w.", []),
    ] as [(String, [String])])
  func stories(nights: String, expected: [String]) {
    #expect(story(nights) == expected)
  }

  @Test("laws over random nights", arguments: 1...40 as ClosedRange<UInt64>)
  func laws(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let nights = String((0..<40).map { _ in ".....wwwc".randomElement(using: &generator) ?? "." })
    let all = alerts(nights)
    #expect(all.dropLast().allSatisfy { $0.state == .resolved }, "at most the last is open, seed \(seed)")
    #expect(zip(all, all.dropFirst()).allSatisfy { ($0.ends ?? $0.starts) < $1.starts })
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(all.reduce(0) { $0 + $1.occurrences } <= nights.count { $0 != "." })
    // A later night changes no alert that was over before it
    for length in stride(from: 5, to: 40, by: 7) {
      let over = alerts(String(nights.prefix(length))).filter { $0.state == .resolved }
      #expect(Array(all.prefix(over.count)) == over, "seed \(seed), night \(length)")
    }
  }

  @Test("cancellations where shrink is found are its consequence; elsewhere they are an alert")
  func inhibition() {
    func signal(_ family: AlertFamily, _ scope: String, firing: Bool) -> AlertSignal {
      AlertSignal(
        family: family, scope: scope, day: Self.first, isFiring: firing, severity: .warning, observed: nil, expected: nil,
        lower: nil, upper: nil, p: nil, q: nil, money: nil)
    }
    let signals = [
      signal(.cancellation, "S1", firing: true), signal(.cancellation, "S2", firing: true),
      signal(.cancellation, "S3", firing: true), signal(.shrink, "S1", firing: true), signal(.shrink, "S2", firing: false),
      signal(.latency, "S1", firing: true),
    ].inhibited()
    #expect(signals.map(\.isFiring) == [false, true, true, true, false, true])
  }

  @Test("all metrics together say nothing again of a location that a family has spoken of; of another metric they do")
  func repetition() {
    func signal(_ family: AlertFamily, _ scope: String, foremost: String? = nil) -> AlertSignal {
      var signal = AlertSignal(
        family: family, scope: scope, day: Self.first, isFiring: true, severity: .warning, observed: nil, expected: nil,
        lower: nil, upper: nil, p: nil, q: nil, money: nil)
      signal.contributions =
        foremost.map {
          [MetricContribution(metric: $0, observed: 2, expected: 1, contribution: 9, share: 1)]
        } ?? []
      return signal
    }
    let signals = [
      signal(.latency, "S1"), signal(.multivariate, "S1", foremost: "recorded_over_sla_share"),
      signal(.latency, "S2"), signal(.multivariate, "S2", foremost: "sales_at_cost"),
      signal(.multivariate, "S3", foremost: "recording_latency_p90"),
      signal(.shrink, "S4"), signal(.cancellation, "S4"), signal(.multivariate, "S4", foremost: "not_found_rate"),
    ].inhibited()
    #expect(signals.map(\.isFiring) == [true, false, true, true, true, true, false, false])
    var second = signal(.multivariate, "S1", foremost: "events")
    second.contributions.append(
      MetricContribution(metric: "late_for_night", observed: 2, expected: 1, contribution: 8, share: 0.4))
    #expect([signal(.latency, "S1"), second].inhibited().map(\.isFiring) == [true, false])
    // What lasts is also explained by what fired in the days that it looks back over
    let lasting = [signal(.drift, "S1", foremost: "recording_latency_p50"), signal(.drift, "S2", foremost: "known_loss")]
    let earlier: [String: Set<AlertFamily>] = ["S1": [.latency], "S2": [.latency]]
    #expect(lasting.inhibited(earlier: earlier).map(\.isFiring) == [false, true])
    #expect(lasting.inhibited().map(\.isFiring) == [true, true])
    #expect((lasting + [signal(.multivariate, "S2", foremost: "events")]).inhibited().map(\.isFiring) == [true, false, true])
  }
}
