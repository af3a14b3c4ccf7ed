internal import Glibc
internal import LinearAlgebra
internal import Statistics

extension RecordModel {
  /// Fits the rates by maximum posterior and the sizes by their frequencies.
  ///
  /// The prior is weak: half an event at the rate of one error in a hundred exposures; with no intervals at all
  /// it is the answer.
  ///
  /// Rates and dispersion are fitted together, in turn with the effects of category, location and item, on the intervals
  /// between two counts; those that begin with a stated book join them only while these are few, because what was wrong at
  /// the beginning has nothing to do with what happened since.
  /// - Parameter levels: how many categories, locations and items there are.
  public static func fit(_ intervals: [CountInterval], levels: RecordLevels) throws -> RecordModel {
    let recounted = intervals.filter { $0.startsWith == .count }
    let (hazard, effects, vectors) = try fitHazard(intervals, levels: levels, turns: 6)
    var rates = hazard.rates
    let openings = intervals.filter { $0.startsWith == .opening }
    rates[openingIndex] = 0
    func silence(_ interval: CountInterval) -> Double {
      let vector = vector(interval.exposure, days: interval.days, startsWith: .count, counting: 1)
      let expected = zip(rates, vector).reduce(0) { $0 + $1.0 * $1.1 } * effects.multiplier(interval.levels.all)
      return RecordModel.silence(expected, hazard.dispersion)
    }
    let recalled = recounted.filter { ($0.inclusionProbability ?? 0) > 0 }
    let calibration = try BetaCalibration.shrunk(
      recalled.map(silence), recalled.map { $0.gap == 0 }, weights: recalled.map { 1 / ($0.inclusionProbability ?? 1) },
      spread: calibrationSpread)
    let omega = openingHazard(silences: openings.map(silence), wrong: openings.map { $0.gap != 0 })
    rates[openingIndex] = omega.mode
    var covariance = hazard.covariance
    for index in classes.indices { (covariance[openingIndex, index], covariance[index, openingIndex]) = (0, 0) }
    covariance[openingIndex, openingIndex] = omega.variance
    // An interval with more than one error event shows only their sum; most have one
    let errors = intervals.filter { $0.gap != 0 }.map(\.error).filter { $0 != 0 }
    return RecordModel(
      rates: rates, covariance: covariance.elements, groups: collinearGroups(vectors), effects: effects,
      sizes: try CompoundSizeLaw(errors: errors, weights: nil, smoothing: 0.5),
      dispersion: hazard.dispersion, calibration: calibration, labels: intervals.count, wrong: intervals.count { $0.gap != 0 })
  }

  /// Rates and dispersion in turns with the effects of the levels, and the evidence that they were learned from.
  static func fitHazard(_ intervals: [CountInterval], levels: RecordLevels, turns: Int) throws -> (
    hazard: ExposureHazard, effects: HazardEffects, vectors: [[Double]]
  ) {
    let recounted = intervals.filter { $0.startsWith == .count }
    let learned = recounted.count { $0.gap != 0 } >= enough ? recounted : intervals
    var wrong = learned.map { $0.gap != 0 }
    if learned.isEmpty { wrong = [false] }
    let vectors = learned.map { vector($0.exposure, days: $0.days, startsWith: $0.startsWith, counting: 1) }
    var priorRate = Array(repeating: 50.0, count: classes.count)
    priorRate[openingIndex] = 5
    priorRate[countingIndex] = 25
    var effects = HazardEffects(levels: levels.all)
    func fitted(near hazard: ExposureHazard? = nil) throws -> ExposureHazard {
      var exposures = Matrix(rows: max(1, learned.count), columns: classes.count)
      for (row, vector) in vectors.enumerated() {
        let factor = effects.factor(learned[row].levels.all)
        for column in vector.indices { exposures[row, column] = factor * vector[column] }
      }
      return try ExposureHazard.fitWithDispersion(
        exposures: exposures, wrong: wrong, priorShape: 1.5, priorRate: priorRate, near: hazard)
    }
    let levelsByFactor = [learned.map(\.levels.category), learned.map(\.levels.location), learned.map(\.levels.item)]
    var hazard = try fitted()
    for _ in 0..<turns where !learned.isEmpty {
      try effects.fit(
        hazards: vectors.map(hazard.hazard), wrong: wrong, dispersion: hazard.dispersion, levels: levelsByFactor, sweeps: sweeps)
      hazard = try fitted(near: hazard)
    }
    return (hazard, effects, vectors)
  }

  /// omega of the opening books: the most probable one given the chances of no error since, and its variance (Laplace).
  ///
  ///     P(gap = 0) = exp(-omega) s_i,   omega ~ Gamma(1.5, 5)
  ///
  /// The posterior is concave in omega; its slope is followed down to 0 by bisection.
  static func openingHazard(silences: [Double], wrong: [Bool]) -> (mode: Double, variance: Double) {
    func slope(_ omega: Double) -> Double {
      let right = exp(-omega)
      var sum = 0.5 / omega - 5
      for (s, isWrong) in zip(silences, wrong) { sum += isWrong ? right * s / (1 - right * s) : -1 }
      return sum
    }
    var (low, high) = (1e-9, 20.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if slope(middle) > 0 { low = middle } else { high = middle }
    }
    let mode = (low + high) / 2
    var curvature = 0.5 / (mode * mode)
    for (s, isWrong) in zip(silences, wrong) where isWrong {
      let right = exp(-mode) * s
      curvature += right / ((1 - right) * (1 - right))
    }
    return (mode, 1 / curvature)
  }

  /// By class, the first of those whose exposures rise and fall with its own: their rates share what only their sum is known of.
  ///
  /// Correlations above 0.95 inflate the variance of a coefficient tenfold (1 / (1 - r^2)).
  static func collinearGroups(_ vectors: [[Double]]) -> [Int] {
    var groups = Array(classes.indices)
    guard vectors.count > 2 else { return groups }
    let columns = classes.indices.map { column in
      let values = vectors.map { $0[column] }
      let mean = values.reduce(0, +) / Double(values.count)
      let centred = values.map { $0 - mean }
      let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? centred.map { $0 / length } : []
    }
    let told = classes.indices.filter { $0 != openingIndex && !columns[$0].isEmpty }
    for later in told {
      for earlier in told where earlier < later && groups[earlier] == earlier {
        if zip(columns[earlier], columns[later]).reduce(0, { $0 + $1.0 * $1.1 }) > collinear {
          groups[later] = earlier
          break
        }
      }
    }
    return groups
  }

  private static let collinear = 0.95
  /// Wrong intervals between counts from which on they alone are learned from.
  private static let enough = 100
  /// How far from 1 the slopes of g may be expected: some fifty labels are heard.
  private static let calibrationSpread = 0.25
  /// Sweeps over the effects in each turn: cheap beside a fit of the rates.
  private static let sweeps = 4
}
