import Inventory
import Testing

/// What alerts say, word for word, and the figures that stand behind each number.
@Suite struct AlertTextTests {
  private static let day = Day(year: 2026, month: 4, day: 4)

  private func signal(
    _ family: AlertFamily, scope: String = "S15", observed: Double, expected: Double, span: Int, _ evidence: Evidence
  ) -> AlertSignal {
    var signal = AlertSignal(
      family: family, scope: scope, day: Self.day, isFiring: true, severity: .critical, observed: observed, expected: expected,
      lower: nil, upper: nil, p: 1e-9, q: 1e-8, money: 27_749.4)
    signal.span = span
    signal.evidence = evidence
    return signal
  }

  private func text(_ signal: AlertSignal, nights: Int = 7) throws -> AlertText {
    let found = (0..<nights).reversed().map { ago in
      AlertNight(businessDate: Self.day.advanced(by: -ago), isFiring: true, severity: .critical)
    }
    let policy = AlertPolicy(criticalAfter: 1, warningAfter: 2, resolveAfter: 2)
    return AlertText(signal: signal, alert: try #require(policy.alerts(fingerprint: signal.fingerprint, nights: found).last))
  }

  private func evidence(_ cases: Double, _ possible: Double, expected: Double = 0, source: String? = nil) -> Evidence {
    Evidence(cases: cases, possible: possible, expectedCases: expected, source: source)
  }

  @Test("shares say their cases, out of how many, and over which days")
  func shares() throws {
    var cancelled = signal(
      .cancellation, observed: 12.0 / 56, expected: 0.015, span: 7, evidence(12, 56, expected: 0.84))
    let said = try text(cancelled)
    #expect(
      said.description
        == "12 of 56 order lines resolved at S15 in the 7 days to 2026-04-04 were cancelled (21.4 %), where 1.5 % is usual, for 7 nights."
    )
    #expect(said.figures.map(\.name) == ["cases", "possible", "days", "observed", "expected", "nights"])
    let observed = try #require(said.figures.first { $0.name == "observed" })
    #expect(observed.numerator == 12 && observed.denominator == 56 && observed.location == "S15")
    #expect(observed.from == Self.day.advanced(by: -6) && observed.to == Self.day && observed.metric == "cancellation_rate_lines")
    cancelled.evidence.leftOut = [Evidence.LocationDay(location: 0, day: Self.day.advanced(by: -2))]
    #expect(
      try text(cancelled, nights: 1).description
        == "12 of 56 order lines resolved at S15 in the 7 days to 2026-04-04, without 2026-04-02, were cancelled (21.4 %), where 1.5 % is usual, since last night."
    )
    let short = try text(
      signal(.shrink, scope: "network", observed: 0.72, expected: 0.355, span: 14, evidence(18, 25, expected: 8.875)))
    #expect(
      short.description
        == "18 of 25 counts judged everywhere in the 14 days to 2026-04-04 found less than the movements explain (72.0 %), where 35.5 % is usual: about 27749 at cost, for 7 nights."
    )
    #expect(short.figures.last?.name == "missing" && short.figures.last?.shown == nil && short.figures[0].location == nil)
  }

  @Test("latencies say their source and how many messages they are of")
  func latencies() throws {
    let late = signal(.latency, scope: "S06", observed: 899, expected: 21.4, span: 1, evidence(4, 32, source: "erp"))
    #expect(
      try text(late).description
        == "One message in ten of erp at S06 on 2026-04-04 came about 15 min or more after it happened (4 of the 32 recorded so far), where 21 s is usual, for 7 nights."
    )
    #expect(try text(late).figures.allSatisfy { $0.source == "erp" })
    let young = signal(.latency, scope: "S06", observed: 9000, expected: 21.4, span: 1, evidence(0, 32, source: "erp"))
    #expect(
      try text(young).description
        == "One message in ten of erp at S06 on 2026-04-04 came about 2.5 h or more after it happened, those still expected among them, where 21 s is usual, for 7 nights."
    )
    let everywhere = signal(.latency, scope: "network", observed: 899, expected: 21.4, span: 1, evidence(0, 12, source: "erp"))
    #expect(
      try text(everywhere).description
        == "At half of the 12 locations one message in ten of erp on 2026-04-04 came about 15 min or more after it happened, where 21 s is usual, for 7 nights."
    )
  }

  @Test("each number of figures judged together has its metric")
  func contributions() throws {
    var together = signal(.multivariate, observed: 40, expected: 9, span: 1, Evidence())
    together.contributions = [
      MetricContribution(metric: "recording_latency_p90", observed: 300, expected: 12, contribution: 24, share: 0.6),
      MetricContribution(metric: "known_loss", observed: 1234.4, expected: 17.25, contribution: 16, share: 0.4),
    ]
    let said = try text(together)
    #expect(
      said.description
        == "The figures of S15 on 2026-04-04 do not go together as they usually do, most of all recording latency p90 5 min (usual: 12 s, 60 % of it); known loss 1234 (usual: 17.3, 40 % of it), for 7 nights."
    )
    #expect(
      said.figures.compactMap(\.metric).prefix(6) == [
        "recording_latency_p90", "recording_latency_p90", "recording_latency_p90", "known_loss", "known_loss", "known_loss",
      ])
  }
}
