internal import Glibc
internal import Statistics

/// Tests of one location whether losses became more frequent at some time, when neither that time nor by how much is known.
///
/// A count i finds a loss with the chance 1 - (1 + theta H_i)^(-1 / theta) of its interval, and a surplus with that of another
/// theta and H. y_i is 1 for a loss, -1 for a surplus and 0 for none: what makes records wrong either way cancels. From an onset
/// s on, losses come in proportion to x_is, the exposed days of the interval after s:
///
///     U_s = sum_i w_is (y_i - E y_i),   w_is = x_is / P(y_i != 0),   Z_s = U_s / sqrt(phi V_s)
///
/// T = max over s of Z_s is a scan over the onset, what a risk-adjusted CUSUM (Steiner et al. 2000) is for one alternative.
/// V_s knows that the location's own levels of both H are known only within factors exp(N(-v / 2, v)). p is by
/// simulation of y under that law and no onset, (1 + exceedances) / (1 + draws), drawn until the exceedances suffice (Besag &
/// Clifford 1991): as right for three counts as for three thousand.
struct OnsetScan {
  struct Case {
    var hazards: Pair
    /// x_is by onset.
    var after: [Double]
    /// What moves the losses and the surpluses of all locations.
    var factors = Pair(loss: 1, surplus: 1)
    /// y_i.
    var sign: Int
  }

  /// Of losses and of surpluses.
  struct Pair {
    var loss: Double
    var surplus: Double

    /// Mean and variance of y, of chances.
    var mean: Double { loss - surplus }
    var variance: Double { loss + surplus - mean * mean }
  }

  struct Finding {
    var p: Double
    /// Index of the onset that says most.
    var onset: Int
  }

  /// Variances theta of the factors by which intervals differ.
  var dispersions: Pair
  /// Variances v of the logarithms of the location's levels.
  var levelVariances = Pair(loss: 0, surplus: 0)
  var mostDraws = 4999
  /// phi of past scores.
  var overdispersion = 1.0

  private static let enoughExceedances = 20
  /// Counts drawn for one location.
  private static let mostWork = 100_000_000
  private static let levels = 16

  func chances(_ one: Case, levels: Pair = Pair(loss: 1, surplus: 1)) -> Pair {
    let loss = 1 - RecordModel.silence(one.hazards.loss * levels.loss, dispersions.loss)
    let surplus = 1 - RecordModel.silence(one.hazards.surplus * levels.surplus, dispersions.surplus)
    let (losses, surpluses) = (loss * one.factors.loss, surplus * one.factors.surplus)
    let scale = min(1, 0.98 / max(losses + surpluses, 1e-12))
    return Pair(loss: losses * scale, surplus: surpluses * scale)
  }

  /// - Returns: `nil` where too little is expected after any onset.
  func test(_ cases: [Case], onsets: Int, seed: UInt64) -> Finding? {
    let usual = cases.map { chances($0) }
    let weights = (0..<onsets).map { s in
      zip(cases, usual).map { $0.after[s] / max($1.loss + $1.surplus, 1e-9) }
    }
    let scanned = (0..<onsets).filter { s in
      cases.indices.reduce(0) { $0 + (cases[$1].after[s] > 0 ? usual[$1].loss : 0) } >= 1
    }
    guard !scanned.isEmpty else { return nil }
    let scales = weights.map { 1 / variance($0, cases, usual).squareRoot() }
    let base = weights.map { zip($0, usual).reduce(0) { $0 - $1.0 * $1.1.mean } }
    func scores(_ sign: (Int) -> Int) -> [Double] {
      var sums = base
      for i in cases.indices {
        switch sign(i) {
        case 1: for s in scanned { sums[s] += weights[s][i] }
        case -1: for s in scanned { sums[s] -= weights[s][i] }
        default: break
        }
      }
      return sums.indices.map { sums[$0] * scales[$0] }
    }
    let seen = scores { cases[$0].sign }
    guard let onset = scanned.max(by: { seen[$0] < seen[$1] }) else { return nil }
    let statistic = seen[onset] / overdispersion.squareRoot()
    let laws = possibleLaws(cases)
    var generator = SeededGenerator(seed: seed)
    var (draws, exceedances) = (0, 0)
    let most = min(mostDraws, max(999, OnsetScan.mostWork / max(1, cases.count)))
    while draws < most, exceedances < OnsetScan.enoughExceedances {
      let law = laws[Int(generator.next() % UInt64(laws.count))]
      let drawn = scores { place in
        let uniform = generator.uniform()
        return uniform < law[place].loss ? 1 : uniform > 1 - law[place].surplus ? -1 : 0
      }
      draws += 1
      if scanned.contains(where: { drawn[$0] >= statistic }) { exceedances += 1 }
    }
    let isEnough = exceedances == OnsetScan.enoughExceedances
    return Finding(
      p: isEnough ? Double(exceedances) / Double(draws) : Double(exceedances + 1) / Double(draws + 1), onset: onset)
  }

  private func variance(_ weights: [Double], _ cases: [Case], _ usual: [Pair]) -> Double {
    /// d ln P / d ln H of P = 1 - (1 + theta H)^(-1 / theta).
    func growth(_ hazard: Double, _ dispersion: Double) -> Double {
      let silence = RecordModel.silence(hazard, dispersion)
      return silence < 1 ? hazard * silence / ((1 + dispersion * hazard) * (1 - silence)) : 1
    }
    var (sum, losses, surpluses) = (0.0, 0.0, 0.0)
    for (i, one) in cases.enumerated() where weights[i] > 0 {
      sum += weights[i] * weights[i] * usual[i].variance
      losses += weights[i] * usual[i].loss * growth(one.hazards.loss, dispersions.loss)
      surpluses += weights[i] * usual[i].surplus * growth(one.hazards.surplus, dispersions.surplus)
    }
    return max(sum + levelVariances.loss * losses * losses + levelVariances.surplus * surpluses * surpluses, 1e-12)
  }

  /// The chances of every case at pairs of levels of equal probability.
  private func possibleLaws(_ cases: [Case]) -> [[Pair]] {
    func factor(_ place: Int, _ variance: Double) -> Double {
      let normal = Normal.standard.quantile((Double(place) + 0.5) / Double(OnsetScan.levels))
      return exp(variance.squareRoot() * normal - variance / 2)
    }
    return (0..<OnsetScan.levels).map { place in
      // Prime to the number of levels: a pair for each, nearly uncorrelated
      let other = (place * 5 + 2) % OnsetScan.levels
      let levels = Pair(loss: factor(place, levelVariances.loss), surplus: factor(other, levelVariances.surplus))
      return cases.map { chances($0, levels: levels) }
    }
  }
}
