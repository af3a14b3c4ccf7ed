internal import LinearAlgebra
public import Statistics

/// One interval between two anchors and how it ended: what the model of record errors learns from.
public struct CountInterval: Sendable {
  public var exposure: Exposure
  public var days: Double
  public var startsWith: AnchorKind
  /// Thousandths of a unit.
  public var gap: Int64

  public init(exposure: Exposure, days: Double, startsWith: AnchorKind, gap: Int64) {
    self.exposure = exposure
    self.days = days
    self.startsWith = startsWith
    self.gap = gap
  }

  /// The error in whole units.
  public var error: Int { Int((Double(gap) / 1000).rounded()) }
}

/// How records go wrong: error events arrive as a Poisson process of exposure and have sizes of either sign.
///
///     H = sum_c nu_c N_c,   nu >= 0       expected error events since the anchor
///     P(new error = e) = exp(-H) sum_k H^k / k! q*k(e)
///
/// The classes are the counted evidence, the days, a beginning with a stated book instead of a count, and the
/// count itself, whose own errors end an interval as if the record had one.
public struct RecordModel: Sendable {
  public static let classes: [String] =
    Exposure.Class.allCases.map(\.name) + ["time", "opening book", "counting"]

  /// Error events per unit of exposure, in the order of `classes`.
  public var rates: [Double]
  public var rateDeviations: [Double]
  public var sizes: CompoundSizeLaw
  public var labels: Int
  public var wrong: Int

  public init(rates: [Double], rateDeviations: [Double], sizes: CompoundSizeLaw, labels: Int, wrong: Int) {
    self.rates = rates
    self.rateDeviations = rateDeviations
    self.sizes = sizes
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
  public static func fit(_ intervals: [CountInterval]) throws -> RecordModel {
    var exposures = Matrix(rows: max(1, intervals.count), columns: classes.count)
    var wrong: [Bool] = []
    for (row, interval) in intervals.enumerated() {
      let vector = vector(interval.exposure, days: interval.days, startsWith: interval.startsWith, counting: 1)
      for column in vector.indices { exposures[row, column] = vector[column] }
      wrong.append(interval.gap != 0)
    }
    if intervals.isEmpty { wrong = [false] }
    var priorRate = Array(repeating: 50.0, count: classes.count)
    priorRate[Exposure.Class.allCases.count + 1] = 5
    priorRate[countingIndex] = 25
    let hazard = try ExposureHazard.fit(
      exposures: exposures, wrong: wrong, weights: nil, priorShape: 1.5, priorRate: priorRate)
    // An interval with more than one error event shows only their sum; most have one
    let errors = intervals.filter { $0.gap != 0 }.map(\.error).filter { $0 != 0 }
    return RecordModel(
      rates: hazard.rates, rateDeviations: classes.indices.map { hazard.covariance[$0, $0].squareRoot() },
      sizes: try CompoundSizeLaw(errors: errors, weights: nil, smoothing: 0.5), labels: intervals.count,
      wrong: wrong.filter { $0 }.count)
  }

  /// Expected error events of a position since its anchor, and the share each class of evidence has in them.
  func hazard(of state: PositionState, at cutoff: Int64) -> (hazard: Double, drivers: [Driver]) {
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
    return (total, parts.map { Driver(name: $0.name, share: total > 0 ? $0.share / total : 0) })
  }
}
