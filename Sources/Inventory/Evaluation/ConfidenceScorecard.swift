public import Statistics

/// A record that was believed exact with a probability, and what became of it.
public struct JudgedRecord: Sendable {
  public var believed: Double
  public var isExact: Bool
  /// 1 / inclusion probability; 1 where all are seen.
  public var weight: Double

  public init(believed: Double, isExact: Bool, weight: Double = 1) {
    self.believed = believed
    self.isExact = isExact
    self.weight = weight
  }
}

/// How good probabilities were: do they rank, are they near, do they say what they mean?
public struct ConfidenceScorecard: Sendable {
  public var records: Int
  public var exactShare: Double
  /// Chance that an exact record is believed more than a wrong one, with its 90 % interval (DeLong).
  public var auc: AreaUnderCurve
  public var brier: Double
  /// Probabilities kept within 1e-6 of 0 and 1.
  public var logLoss: Double
  /// Over 15 bins of equal mass.
  public var table: CalibrationTable
  public var calibrationError: Double { table.expectedError }
  /// What the calibration error would be if the probabilities were true.
  public var null: CalibrationNull
  public var line: CalibrationLine.Outcome

  /// - Returns: `nil` unless some records were exact and some wrong.
  public init?(_ records: [JudgedRecord]) throws {
    let believed = records.map(\.believed)
    let kept = believed.map { min(max($0, 1e-6), 1 - 1e-6) }
    let labels = records.map(\.isExact)
    let weights = records.map(\.weight)
    let bins = CalibrationBinning.equalMass(15)
    guard let auc = AreaUnderCurve(scores: believed, labels: labels, weights: weights),
      let brier = Statistics.brier(believed, labels, weights: weights),
      let logLoss = Statistics.logLoss(kept, labels, weights: weights),
      let table = CalibrationTable(believed, labels, weights: weights, binning: bins),
      let null = CalibrationNull(believed, weights: weights, binning: bins, observed: table.expectedError, seed: 1)
    else { return nil }
    self.records = records.count
    exactShare = table.baseRate
    self.auc = auc
    self.brier = brier
    self.logLoss = logLoss
    self.table = table
    self.null = null
    line = try CalibrationLine.fit(kept, labels, weights: weights)
  }
}
