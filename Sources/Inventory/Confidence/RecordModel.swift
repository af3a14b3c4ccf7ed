internal import Glibc
internal import LinearAlgebra
public import Statistics

/// One interval between two anchors and how it ended: what the model of record errors learns from.
public struct CountInterval: Sendable {
  public var exposure: Exposure
  public var days: Double
  public var startsWith: AnchorKind
  /// Thousandths of a unit.
  public var gap: Int64
  /// Index of the item's category.
  public var category: Int

  public init(exposure: Exposure, days: Double, startsWith: AnchorKind, gap: Int64, category: Int) {
    self.exposure = exposure
    self.days = days
    self.startsWith = startsWith
    self.gap = gap
    self.category = category
  }

  /// The error in whole units.
  public var error: Int { Int((Double(gap) / 1000).rounded()) }
}

/// How records go wrong: error events arrive as a Poisson process of exposure and have sizes of either sign.
///
///     H = m_g sum_c nu_c N_c,   nu >= 0   expected error events since the anchor, in category g
///     P(new error = e) = sum_k NB(k; H, theta) q*k(e)
///     m_g ~ Gamma(a, a)                   what category makes of it: mean 1, held near it while counts are few
///
/// Intervals differ from one another by more than their exposure shows, by a gamma factor of variance theta that is
/// integrated out: a record that went long without an error will go on longer than the mean rate says. Without it the
/// model is too sure of records in the middle.
///
/// The classes are the counted evidence, the days, a beginning with a stated book instead of a count, and the
/// count itself, whose own errors end an interval as if the record had one. Category explains about ten times the
/// variance that the place does (DeHoratius & Raman 2008), so it comes first; location effects do not exist yet.
public struct RecordModel: Sendable {
  public static let classes: [String] =
    Exposure.Class.allCases.map(\.name) + ["time", "opening book", "counting"]

  /// Error events per unit of exposure, in the order of `classes`.
  public var rates: [Double]
  public var rateDeviations: [Double]
  /// By category.
  public var multipliers: [Double]
  public var sizes: CompoundSizeLaw
  /// Variance theta of the factor by which intervals differ.
  public var dispersion: Double
  public var labels: Int
  public var wrong: Int

  public init(
    rates: [Double], rateDeviations: [Double], multipliers: [Double], sizes: CompoundSizeLaw, dispersion: Double, labels: Int,
    wrong: Int
  ) {
    self.rates = rates
    self.rateDeviations = rateDeviations
    self.multipliers = multipliers
    self.sizes = sizes
    self.dispersion = dispersion
    self.labels = labels
    self.wrong = wrong
  }

  static let countingIndex = Exposure.Class.allCases.count + 2

  static func vector(_ exposure: Exposure, days: Double, startsWith: AnchorKind, counting: Double) -> [Double] {
    var vector = Exposure.Class.allCases.map { Double(max(0, exposure[$0])) }
    vector.append(max(0, days))
    vector.append(startsWith == .opening ? 1 : 0)
    vector.append(counting)
    return vector
  }

  /// Fits the rates by maximum posterior and the sizes by their frequencies.
  ///
  /// The prior is weak: half an event at the rate of one error in a hundred exposures; with no intervals at all
  /// it is the answer.
  ///
  /// Rates and dispersion are fitted together, in turn with the multipliers, each of which climbs by
  /// (a + expected events given what was seen) / (a + expected factor times the events of the rates alone).
  public static func fit(_ intervals: [CountInterval], categories: Int) throws -> RecordModel {
    var wrong = intervals.map { $0.gap != 0 }
    if intervals.isEmpty { wrong = [false] }
    let vectors = intervals.map { vector($0.exposure, days: $0.days, startsWith: $0.startsWith, counting: 1) }
    var priorRate = Array(repeating: 50.0, count: classes.count)
    priorRate[Exposure.Class.allCases.count + 1] = 5
    priorRate[countingIndex] = 25
    var multipliers = Array(repeating: 1.0, count: max(1, categories))
    func exposures() -> Matrix {
      var exposures = Matrix(rows: max(1, intervals.count), columns: classes.count)
      for (row, vector) in vectors.enumerated() {
        let multiplier = multipliers[intervals[row].category]
        for column in vector.indices { exposures[row, column] = multiplier * vector[column] }
      }
      return exposures
    }
    func fitted(near hazard: ExposureHazard? = nil) throws -> ExposureHazard {
      try ExposureHazard.fitWithDispersion(
        exposures: exposures(), wrong: wrong, priorShape: 1.5, priorRate: priorRate, near: hazard)
    }
    var hazard = try fitted()
    for _ in 1...turns {
      let alone = vectors.map(hazard.hazard)
      for _ in 0..<multiplierSteps {
        var events = Array(repeating: multiplierPrior, count: multipliers.count)
        var expected = events
        for (row, interval) in intervals.enumerated() {
          let full = alone[row] * multipliers[interval.category]
          let spread = 1 + hazard.dispersion * full
          let none = 1 - hazard.probabilityWrong(full)
          // Of the events and of the interval's factor, given what was seen; more than one event may have happened
          if wrong[row], none < 1 {
            events[interval.category] += full / (1 - none)
            expected[interval.category] += alone[row] * (1 - none / spread) / (1 - none)
          } else {
            expected[interval.category] += alone[row] / spread
          }
        }
        multipliers = zip(events, expected).map { $0 / $1 }
      }
      hazard = try fitted(near: hazard)
    }
    // An interval with more than one error event shows only their sum; most have one
    let errors = intervals.filter { $0.gap != 0 }.map(\.error).filter { $0 != 0 }
    return RecordModel(
      rates: hazard.rates, rateDeviations: classes.indices.map { hazard.covariance[$0, $0].squareRoot() },
      multipliers: multipliers, sizes: try CompoundSizeLaw(errors: errors, weights: nil, smoothing: 0.5),
      dispersion: hazard.dispersion, labels: intervals.count, wrong: wrong.filter { $0 }.count)
  }

  /// Turns of rates and multipliers.
  private static let turns = 6
  /// Steps of expectation maximisation for the multipliers in each turn: cheap beside a fit of the rates.
  private static let multiplierSteps = 10
  /// Events' worth of belief that a category is like the others.
  private static let multiplierPrior = 8.0

  /// Expected error events of a position since its anchor, and the share each class of evidence has in them.
  func hazard(of state: PositionState, category: Int, at cutoff: Int64) -> (hazard: Double, drivers: [Driver]) {
    let days = Double(cutoff - state.anchorAt) / Double(Instant.microsecondsPerDay)
    // Of the two counts that bound an interval only the first bears on the record now
    let counting = state.anchorKind == .count ? 0.5 : 0.0
    let vector = RecordModel.vector(state.exposure, days: days, startsWith: state.anchorKind, counting: counting)
    var parts: [Driver] = []
    var total = 0.0
    for index in vector.indices {
      let part = rates[index] * vector[index]
      total += part
      if part > 0 { parts.append(Driver(name: RecordModel.classes[index], share: part)) }
    }
    parts.sort { ($1.share, $0.name) < ($0.share, $1.name) }
    return (total * multipliers[category], parts.map { Driver(name: $0.name, share: total > 0 ? $0.share / total : 0) })
  }
}
