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
  /// With which the count that ends it was chosen; `nil` when unknown.
  public var inclusionProbability: Double?

  public init(
    exposure: Exposure, days: Double, startsWith: AnchorKind, gap: Int64, levels: RecordLevels,
    inclusionProbability: Double? = nil
  ) {
    self.exposure = exposure
    self.days = days
    self.startsWith = startsWith
    self.gap = gap
    self.levels = levels
    self.inclusionProbability = inclusionProbability
  }

  /// The error in whole units.
  public var error: Int { Int((Double(gap) / 1000).rounded()) }
}

/// How records go wrong: error events arrive as a Poisson process of exposure and have sizes of either sign.
///
///     H = m sum_c nu_c N_c,   nu >= 0     expected error events since the anchor
///     P(no new error) = g((1 + theta H)^(-1 / theta))
///     P(new error = e) in proportion to sum_k NB(k; H, theta) q*k(e) for e other than 0
///     ln m = b(category) + b(location) + b(item),   b_f ~ N(0, tau_f^2)
///
/// Intervals differ from one another by more than their exposure shows, by a gamma factor of variance theta that is
/// integrated out: a record that went long without an error will go on longer than the mean rate says. Without it the
/// model is too sure of records in the middle.
///
/// H counts the error events that show: two that cancel are none, in the gaps that it learns from as in the record that it
/// judges, so that the chance of no error is read from H itself. g corrects it by the intervals that ended with a count of
/// known inclusion probability pi (weights 1 / pi): they alone stand for all records. It is near the identity when they are
/// few.
///
/// The classes are the counted evidence, the days, a beginning with a stated book instead of a count, and the
/// count itself, whose own errors end an interval as if the record had one. A stated book is right or wrong once, whatever
/// moves: its chance exp(-omega) stands beside the rest and knows no multiplier. Category explains about ten times the
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
  /// g: the correction of the chance of no new error.
  public var calibration: BetaCalibration
  public var labels: Int
  public var wrong: Int

  public init(
    rates: [Double], rateDeviations: [Double], effects: HazardEffects, sizes: CompoundSizeLaw, dispersion: Double,
    calibration: BetaCalibration, labels: Int, wrong: Int
  ) {
    self.rates = rates
    self.rateDeviations = rateDeviations
    self.effects = effects
    self.sizes = sizes
    self.dispersion = dispersion
    self.calibration = calibration
    self.labels = labels
    self.wrong = wrong
  }

  static let openingIndex = Exposure.Class.allCases.count + 1
  static let countingIndex = Exposure.Class.allCases.count + 2

  static func vector(_ exposure: Exposure, days: Double, startsWith: AnchorKind, counting: Double) -> [Double] {
    var vector = Exposure.Class.allCases.map { Double(max(0, exposure[$0])) }
    vector.append(max(0, days))
    vector.append(startsWith == .opening ? 1 : 0)
    vector.append(counting)
    return vector
  }

  /// The chance of no error event that shows, before calibration.
  static func silence(_ hazard: Double, _ dispersion: Double) -> Double {
    exp(dispersion > 0 ? -log1p(dispersion * hazard) / dispersion : -hazard)
  }

  /// The hazard that is as silent as a hazard H and an opening book that is right with chance exp(-omega), together.
  static func hazard(_ hazard: Double, opening: Double, _ dispersion: Double) -> Double {
    guard opening > 0, dispersion > 0 else { return hazard + opening }
    return expm1(dispersion * opening + log1p(dispersion * hazard)) / dispersion
  }

  /// Expected error events of a position since its anchor, and the share each class of evidence has in them.
  func hazard(of state: PositionState, levels: RecordLevels, at cutoff: Int64) -> (hazard: Double, drivers: [Driver]) {
    let days = Double(cutoff - state.anchorAt) / Double(Instant.microsecondsPerDay)
    // Of the two counts that bound an interval only the first bears on the record now
    let counting = state.anchorKind == .count ? 0.5 : 0.0
    let vector = RecordModel.vector(state.exposure, days: days, startsWith: state.anchorKind, counting: counting)
    let multiplier = effects.multiplier(levels.all)
    var parts: [Driver] = []
    var (total, opening) = (0.0, 0.0)
    for index in vector.indices {
      let isOpening = index == RecordModel.openingIndex
      let part = rates[index] * vector[index] * (isOpening ? 1 : multiplier)
      total += part
      if isOpening { opening = part }
      if part > 0 { parts.append(Driver(name: RecordModel.classes[index], share: part)) }
    }
    parts.sort { ($1.share, $0.name) < ($0.share, $1.name) }
    return (
      RecordModel.hazard(total - opening, opening: opening, dispersion),
      parts.map { Driver(name: $0.name, share: total > 0 ? $0.share / total : 0) }
    )
  }
}
