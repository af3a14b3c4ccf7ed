internal import Statistics

/// What the counts of a day say of the share of sales that is lost.
///
///     R = L / S                        L: missing less found too much, S: sold since the count before, both at cost
///     v = tau^2 sum c_i^2 / S^2        variance of R as a day's counts estimate it; c_i: unit cost of count i
///     tau^2 = (1 + sum g^2) / (1 + n)  squared gap of a count, units, over the n counts of all days given
///
/// A gap of one unit that was never seen is in tau, so that counts without any gap are no certainty. Days are few counts: value
/// and interval are those of the normal posterior whose prior all days share (`NormalNormal`).
struct ShrinkShare {
  /// Thousandths of currency.
  private(set) var lost: Int64 = 0
  private(set) var sold: Int64 = 0
  /// Of the unit costs, thousandths of currency.
  private var squaredCosts = 0.0
  /// Units.
  private var squaredGaps = 0.0
  private var counts = 0.0

  /// A gap that begins with a stated book holds that book's own error too: counts between two counts alone.
  /// - Returns: `nil` without such a count.
  init?(_ day: DayFigures) {
    for count in day.counts where count.startsWith == .count {
      guard let gap = count.split?.gap else { continue }
      lost -= gap * count.unitCost / 1000
      sold += count.unitsSold * count.unitCost / 1000
      squaredCosts += Double(count.unitCost) * Double(count.unitCost)
      squaredGaps += Double(gap) / 1000 * Double(gap) / 1000
      counts += 1
    }
    if counts == 0 { return nil }
  }

  /// What the days share.
  struct Prior {
    fileprivate var squaredGap: Double
    fileprivate var shares: NormalPrior

    init(_ days: [ShrinkShare]) {
      let squaredGap = days.reduce(1) { $0 + $1.squaredGaps } / days.reduce(1) { $0 + $1.counts }
      self.squaredGap = squaredGap
      let known = days.filter { $0.sold > 0 }
      shares = NormalNormal.fit(estimates: known.map(\.observed), variances: known.map { $0.variance(squaredGap) })
    }
  }

  private var observed: Double { Double(lost) / Double(sold) }

  private func variance(_ squaredGap: Double) -> Double { squaredGap * squaredCosts / (Double(sold) * Double(sold)) }

  /// `nil` where nothing was sold at cost that a loss could be a share of.
  func posterior(_ prior: Prior, level: Double) -> (mean: Double, lower: Double, upper: Double)? {
    guard sold > 0 else { return nil }
    let posterior = prior.shares.posterior(estimate: observed, variance: variance(prior.squaredGap), level: level)
    return posterior.mean.isFinite ? posterior : nil
  }
}
