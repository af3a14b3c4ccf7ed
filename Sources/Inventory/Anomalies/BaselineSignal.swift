extension BaselineScore {
  /// The score as the fact an alert is folded from; `nil` when nothing was judged.
  /// - Parameter locations: ids by code.
  public func signal(scope: String, locations: (Int32) -> String) -> AlertSignal? {
    guard verdict == .ordinary || verdict == .anomalous, let q else { return nil }
    var signal = AlertSignal(
      family: family, scope: scope, day: day, isFiring: verdict == .anomalous,
      severity: q < 1e-4 || (q < 1e-3 && (money ?? 0) > 500) ? .critical : .warning, observed: natural?.observed,
      expected: natural?.expected, lower: natural?.lower, upper: natural?.upper, p: p, q: q, money: money)
    signal.span = span
    signal.contributions = contributions
    signal.evidence = evidence
    signal.filter = evidence.filter(locations)
    return signal
  }
}
