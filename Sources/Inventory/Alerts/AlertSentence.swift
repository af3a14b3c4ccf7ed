/// What a night found, in one sentence, with the figures behind its numbers.
struct AlertSentence {
  let signal: AlertSignal
  let alert: Alert

  var sentence: FiguredSentence {
    switch signal.family {
    case .latency: latency
    case .cancellation: share(of: "order lines resolved", that: "were cancelled", unit: "order lines", from: .metricDaily)
    case .shrink: shrink
    case .multivariate:
      "The figures of \(signal.scope) on \(signal.day) do not go together as they usually do, most of all \(foremost), \(nights)."
    case .drift:
      "In the \(days) days to \(signal.day) \(signal.scope) was not as it used to be, on average and without what all locations share, most of all \(foremost), \(nights)."
    }
  }

  // MARK: Families

  private var latency: FiguredSentence {
    let source = signal.evidence.source ?? "a source"
    let observed = figure(
      "observed", AlertText.duration(signal.observed), signal.observed, "seconds", from: .metricDaily,
      numerator: isEverywhere ? nil : signal.evidence.cases, denominator: isEverywhere ? nil : signal.evidence.possible)
    let expected = figure(
      "expected", AlertText.duration(signal.expected), signal.expected, "seconds",
      from: isEverywhere ? .alertEvent : .baselineScore)
    if isEverywhere {
      let locations = number("locations", signal.evidence.possible, "locations", from: .metricDaily)
      return
        "At half of the \(locations) locations one message in ten of \(source) on \(signal.day) came about \(observed) or more after it happened, where \(expected) is usual, \(nights)."
    }
    // A young day's quantile is of what is recorded and of what is still expected
    let recorded: FiguredSentence =
      signal.evidence.cases > 0
      ? " (\(number("cases", signal.evidence.cases, "messages", from: .metricDaily)) of the \(number("possible", signal.evidence.possible, "messages", from: .metricDaily)) recorded so far)"
      : ", those still expected among them"
    return
      "One message in ten of \(source) at \(signal.scope) on \(signal.day) came about \(observed) or more after it happened\(recorded), where \(expected) is usual, \(nights)."
  }

  private var shrink: FiguredSentence {
    let money = figure(
      "money_at_risk", AlertText.money(signal.money), signal.money, "currency", from: .countVariance,
      numerator: max(0, signal.evidence.cases - signal.evidence.expectedCases), denominator: signal.evidence.cases)
    var sentence = share(
      of: "counts judged", that: "found less than the movements explain", unit: "counts", from: .countVariance,
      then: ": about \(money) at cost")
    sentence.keep(figure("missing", nil, signal.evidence.missing, "currency", from: .countVariance))
    return sentence
  }

  private func share(
    of what: String, that became: String, unit: String, from relation: Figure.Relation, then more: FiguredSentence = ""
  ) -> FiguredSentence {
    let evidence = signal.evidence
    let cases = number("cases", evidence.cases, unit, from: relation)
    let possible = number("possible", evidence.possible, unit, from: relation)
    let observed = figure(
      "observed", AlertText.percent(signal.observed), signal.observed, "share", from: relation, numerator: evidence.cases,
      denominator: evidence.possible)
    let expected = figure(
      "expected", AlertText.percent(signal.expected), signal.expected, "share",
      from: isEverywhere ? .alertEvent : .baselineScore, numerator: evidence.expectedCases, denominator: evidence.possible)
    let place = isEverywhere ? "everywhere" : "at \(signal.scope)"
    return
      "\(cases) of \(possible) \(what) \(place) in the \(days) days to \(signal.day)\(leftOut) \(became) (\(observed)), where \(expected) is usual\(more), \(nights)."
  }

  private var leftOut: String {
    if signal.evidence.leftOut.isEmpty { return "" }
    if isEverywhere { return ", without days the like of which was never seen," }
    return ", without \(signal.evidence.leftOut.map { "\($0.day)" }.joined(separator: ", ")),"
  }

  private var foremost: FiguredSentence {
    signal.contributions.prefix(3).map { one in
      // Of drifts the days' mean is kept, without what all locations share; of a single day the metric itself
      let relation = signal.family == .multivariate ? Figure.Relation.metricDaily : .alertEvent
      func part(_ name: String, _ shown: String, _ value: Double?, _ unit: String, _ relation: Figure.Relation) -> Figure {
        var figure = figure(name, shown, value, unit, from: relation)
        figure.metric = one.metric
        return figure
      }
      let observed = part("observed", one.shown(one.observed), one.observed, one.unit, relation)
      let expected = part("expected", one.shown(one.expected), one.expected, one.unit, .alertEvent)
      let share = part("share", "\(Int((100 * one.share).rounded())) %", one.share, "share", .alertEvent)
      return "\(one.name) \(observed) (usual: \(expected), \(share) of it)"
    }.joined(separator: "; ")
  }

  // MARK: Figures

  private var isEverywhere: Bool { signal.scope == AlertSignal.network }

  private var days: Figure { number("days", Double(signal.span), "days", from: .alertEvent) }

  private var nights: FiguredSentence {
    if alert.occurrences == 1 { return "since last night" }
    var nights = number("nights", Double(alert.occurrences), "nights", from: .alertEvent)
    (nights.from, nights.to) = (alert.starts, alert.lastSeen)
    return "for \(nights) nights"
  }

  private func number(_ name: String, _ value: Double, _ unit: String, from relation: Figure.Relation) -> Figure {
    figure(name, "\(Int(value.rounded()))", value, unit, from: relation)
  }

  private func figure(
    _ name: String, _ shown: String?, _ value: Double?, _ unit: String, from relation: Figure.Relation,
    numerator: Double? = nil, denominator: Double? = nil
  ) -> Figure {
    var figure = Figure(
      name: name, shown: shown, value: value ?? .nan, unit: unit, relation: relation, numerator: numerator,
      denominator: denominator, from: signal.day.advanced(by: 1 - signal.span), to: signal.day)
    figure.location = isEverywhere ? nil : signal.scope
    figure.source = signal.evidence.source
    figure.metric = signal.family.metric
    if relation == .metricDaily || relation == .countVariance {
      figure.filter = signal.filter
    }
    return figure
  }
}
