internal import Glibc
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
  /// Posterior covariance of the rates (Laplace), row by row.
  public var covariance: [Double]
  /// By class, the first of the classes that it cannot be told apart from; itself where it can.
  public var groups: [Int]
  /// Of category, location and item, in the order of `factors`.
  public var effects: HazardEffects
  public var sizes: CompoundSizeLaw
  /// Variance theta of the factor by which intervals differ.
  public var dispersion: Double
  /// g: the correction of the chance of no new error.
  public var calibration: BetaCalibration
  public var labels: Int
  public var wrong: Int
  /// By class, the names of those grouped under it.
  let groupNames: [String]

  /// Posterior standard deviations of the rates.
  public var rateDeviations: [Double] { rates.indices.map { covariance(of: $0, $0).squareRoot() } }

  func covariance(of a: Int, _ b: Int) -> Double { covariance[a * RecordModel.classCount + b] }

  public init(
    rates: [Double], covariance: [Double], groups: [Int], effects: HazardEffects, sizes: CompoundSizeLaw, dispersion: Double,
    calibration: BetaCalibration, labels: Int, wrong: Int
  ) {
    self.rates = rates
    self.covariance = covariance
    self.groups = groups
    groupNames = groups.indices.map { first in
      groups.indices.filter { groups[$0] == first }.map { RecordModel.classes[$0] }.joined(separator: " + ")
    }
    self.effects = effects
    self.sizes = sizes
    self.dispersion = dispersion
    self.calibration = calibration
    self.labels = labels
    self.wrong = wrong
  }

  /// The days stand before it.
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

  /// Expected error events of a position since its anchor, and the classes of evidence that most of them come from.
  func hazard(of state: PositionState, levels: RecordLevels, at cutoff: Int64, drivers: Int = 3) -> (
    hazard: Double, drivers: [Driver]
  ) {
    let x = exposures(of: state, multiplier: effects.multiplier(levels.all), at: cutoff)
    var (total, opening) = (0.0, 0.0)
    for index in 0..<RecordModel.classCount {
      let part = rates[index] * x[index]
      total += part
      if index == RecordModel.openingIndex { opening = part }
    }
    return (RecordModel.hazard(total - opening, opening: opening, dispersion), shares(x, total: total, limit: drivers))
  }

  /// Chance that one count of a record errs: half of what the two counts of an interval add to its expected errors.
  public func miscount(_ levels: RecordLevels) -> Double {
    1 - RecordModel.silence(0.5 * rates[RecordModel.countingIndex] * effects.multiplier(levels.all), dispersion)
  }

  static let classCount = 11
  typealias ClassValues = InlineArray<11, Double>

  /// What the rates are multiplied by: the evidence, times the effects of the record's levels but for the opening book.
  private func exposures(of state: PositionState, multiplier: Double, at cutoff: Int64) -> ClassValues {
    var x = ClassValues(repeating: 0)
    for kind in 0..<RecordModel.openingIndex - 1 { x[kind] = multiplier * Double(max(0, state.exposure.counts[kind])) }
    x[RecordModel.openingIndex - 1] = multiplier * max(0, Double(cutoff - state.anchorAt) / Double(Instant.microsecondsPerDay))
    x[RecordModel.openingIndex] = state.anchorKind == .opening ? 1 : 0
    // Of the two counts that bound an interval only the first bears on the record now
    x[RecordModel.countingIndex] = state.anchorKind == .count ? 0.5 * multiplier : 0
    return x
  }

  /// The largest shares of the expected error events, with their standard deviations by the delta method.
  ///
  ///     share_g = sum over g of nu_c x_c / H       var = (x_g'V x_g - 2 share_g x_g'V x + share_g^2 x'V x) / H^2
  ///
  /// x_g is x where the class belongs to the group g and 0 elsewhere, V the covariance of the rates.
  private func shares(_ x: ClassValues, total: Double, limit: Int) -> [Driver] {
    guard total > 0 else { return [] }
    var (parts, moved) = (ClassValues(repeating: 0), ClassValues(repeating: 0))
    var variance = 0.0
    for i in 0..<RecordModel.classCount where x[i] != 0 {
      parts[groups[i]] += rates[i] * x[i]
      for j in 0..<RecordModel.classCount where x[j] != 0 { moved[i] += covariance(of: i, j) * x[j] }
      variance += x[i] * moved[i]
    }
    var drivers: [Driver] = []
    drivers.reserveCapacity(limit)
    while drivers.count < limit {
      var most = -1
      for group in 0..<RecordModel.classCount where parts[group] > 0 && (most < 0 || precedes(group, most, parts)) {
        most = group
      }
      guard most >= 0 else { break }
      let share = parts[most] / total
      var (own, shared) = (0.0, 0.0)
      for i in 0..<RecordModel.classCount where groups[i] == most {
        shared += x[i] * moved[i]
        for j in 0..<RecordModel.classCount where groups[j] == most { own += x[i] * covariance(of: i, j) * x[j] }
      }
      let spread = max(0, own - 2 * share * shared + share * share * variance).squareRoot() / total
      drivers.append(Driver(name: groupNames[most], share: share, deviation: spread))
      parts[most] = 0
    }
    return drivers
  }

  /// Larger parts first, those of one size by name.
  private func precedes(_ a: Int, _ b: Int, _ parts: ClassValues) -> Bool {
    parts[a] > parts[b] || (parts[a] == parts[b] && groupNames[a] < groupNames[b])
  }
}
