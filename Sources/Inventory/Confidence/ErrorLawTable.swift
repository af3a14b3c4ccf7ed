internal import Statistics

/// P(new error = e) for e in -64 ... 64 on a grid of hazards, so that a million positions cost a lookup each.
///
/// Between two grid points the laws are mixed linearly: a mixture of laws is a law, so every probability and
/// quantile read from it belongs to one distribution.
struct ErrorLawTable {
  static let reach = 64
  private static let width = 2 * reach + 1
  private static let perUnit = 64.0
  private static let highest = 5.0
  private let rows: [Double]
  private let points: Int

  init(_ model: RecordModel) {
    points = Int(ErrorLawTable.highest * ErrorLawTable.perUnit) + 1
    var rows = [Double](repeating: 0, count: points * ErrorLawTable.width)
    for point in 0..<points {
      let hazard = Double(point) / ErrorLawTable.perUnit
      var sum = 0.0
      for error in -ErrorLawTable.reach...ErrorLawTable.reach {
        let probability = error == 0 ? 0 : model.sizes.probability(newError: error, hazard: hazard, dispersion: model.dispersion)
        rows[point * ErrorLawTable.width + error + ErrorLawTable.reach] = probability
        sum += probability
      }
      // What lies beyond the reach is put where the law already is; it is a tail of large losses and rare
      let exact = hazard > 0 && sum > 0 ? model.calibration(RecordModel.silence(hazard, model.dispersion)) : 1
      if sum > 0 {
        for index in 0..<ErrorLawTable.width { rows[point * ErrorLawTable.width + index] *= (1 - exact) / sum }
      }
      rows[point * ErrorLawTable.width + ErrorLawTable.reach] = exact
    }
    self.rows = rows
  }

  /// The law of the new error at a hazard; index `e + reach`.
  func law(hazard: Double) -> [Double] {
    let place = min(max(hazard, 0), ErrorLawTable.highest) * ErrorLawTable.perUnit
    let low = min(Int(place), points - 2)
    let share = place - Double(low)
    let a = low * ErrorLawTable.width
    let b = a + ErrorLawTable.width
    return (0..<ErrorLawTable.width).map { (1 - share) * rows[a + $0] + share * rows[b + $0] }
  }
}
