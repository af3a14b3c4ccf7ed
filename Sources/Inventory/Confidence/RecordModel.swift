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
  /// Of `RecordModel.factors`.
  public var levels: RecordLevels

  public init(exposure: Exposure, days: Double, startsWith: AnchorKind, gap: Int64, levels: RecordLevels) {
    self.exposure = exposure
    self.days = days
    self.startsWith = startsWith
    self.gap = gap
    self.levels = levels
  }

  /// The error in whole units.
  public var error: Int { Int((Double(gap) / 1000).rounded()) }
}

/// How records go wrong: error events arrive as a Poisson process of exposure and have sizes of either sign.
///
///     H = m sum_c nu_c N_c,   nu >= 0     expected error events since the anchor
///     P(new error = e) = sum_k NB(k; H, theta) q*k(e)
///     ln m = b(category) + b(location) + b(item),   b_f ~ N(0, tau_f^2)
///
/// Intervals differ from one another by more than their exposure shows, by a gamma factor of variance theta that is
/// integrated out: a record that went long without an error will go on longer than the mean rate says. Without it the
/// model is too sure of records in the middle.
///
/// The classes are the counted evidence, the days, a beginning with a stated book instead of a count, and the
/// count itself, whose own errors end an interval as if the record had one. Category explains about ten times the
/// variance that the place does (DeHoratius & Raman 2008); how much each does here, the data say.
public struct RecordModel: Sendable {
  public static let classes: [String] =
    Exposure.Class.allCases.map(\.name) + ["time", "opening book", "counting"]

  /// What records are grouped by.
  public static let factors = ["category", "location", "item"]

  /// Error events per unit of exposure, in the order of `classes`.
  public var rates: [Double]
  public var rateDeviations: [Double]
  /// Of category, location and item, in the order of `factors`.
  public var effects: HazardEffects
  public var sizes: CompoundSizeLaw
  /// Variance theta of the factor by which intervals differ.
  public var dispersion: Double
  public var labels: Int
  public var wrong: Int

  public init(
    rates: [Double], rateDeviations: [Double], effects: HazardEffects, sizes: CompoundSizeLaw, dispersion: Double, labels: Int,
    wrong: Int
  ) {
    self.rates = rates
    self.rateDeviations = rateDeviations
    self.effects = effects
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
  /// Rates and dispersion are fitted together, in turn with the effects of category, location and item.
  /// - Parameter levels: how many categories, locations and items there are.
  public static func fit(_ intervals: [CountInterval], levels: RecordLevels) throws -> RecordModel {
    var wrong = intervals.map { $0.gap != 0 }
    if intervals.isEmpty { wrong = [false] }
    let vectors = intervals.map { vector($0.exposure, days: $0.days, startsWith: $0.startsWith, counting: 1) }
    var priorRate = Array(repeating: 50.0, count: classes.count)
    priorRate[Exposure.Class.allCases.count + 1] = 5
    priorRate[countingIndex] = 25
    var effects = HazardEffects(levels: levels.all)
    func fitted(near hazard: ExposureHazard? = nil) throws -> ExposureHazard {
      var exposures = Matrix(rows: max(1, intervals.count), columns: classes.count)
      for (row, vector) in vectors.enumerated() {
        let factor = effects.factor(intervals[row].levels.all)
        for column in vector.indices { exposures[row, column] = factor * vector[column] }
      }
      return try ExposureHazard.fitWithDispersion(
        exposures: exposures, wrong: wrong, priorShape: 1.5, priorRate: priorRate, near: hazard)
    }
    let levelsByFactor = [intervals.map(\.levels.category), intervals.map(\.levels.location), intervals.map(\.levels.item)]
    var hazard = try fitted()
    for _ in 0..<turns where !intervals.isEmpty {
      try effects.fit(
        hazards: vectors.map(hazard.hazard), wrong: wrong, dispersion: hazard.dispersion, levels: levelsByFactor, sweeps: sweeps)
      hazard = try fitted(near: hazard)
    }
    // An interval with more than one error event shows only their sum; most have one
    let errors = intervals.filter { $0.gap != 0 }.map(\.error).filter { $0 != 0 }
    return RecordModel(
      rates: hazard.rates, rateDeviations: classes.indices.map { hazard.covariance[$0, $0].squareRoot() },
      effects: effects, sizes: try CompoundSizeLaw(errors: errors, weights: nil, smoothing: 0.5),
      dispersion: hazard.dispersion, labels: intervals.count, wrong: wrong.filter { $0 }.count)
  }

  /// Turns of rates and effects.
  private static let turns = 6
  /// Sweeps over the effects in each turn: cheap beside a fit of the rates.
  private static let sweeps = 4

  /// Expected error events of a position since its anchor, and the share each class of evidence has in them.
  func hazard(of state: PositionState, levels: RecordLevels, at cutoff: Int64) -> (hazard: Double, drivers: [Driver]) {
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
    return (total * effects.multiplier(levels.all), parts.map { Driver(name: $0.name, share: total > 0 ? $0.share / total : 0) })
  }
}
