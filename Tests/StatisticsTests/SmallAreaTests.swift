import Foundation
import Statistics
import Testing

@Suite struct SmallAreaTests {
  /// The definition, summed over a grid of both unknowns.
  private static func slow(_ y: [Double?], _ v: [Double], spread s: Double) -> (means: [Double], variances: [Double]) {
    var total = 0.0
    var first = y.map { _ in 0.0 }
    var second = first
    for a in 1...160 {
      let tau = Double(a) / 40 * s
      for b in -160...160 {
        let mu = Double(b) / 20 * s
        var log = Foundation.log(tau) - tau * tau / (2 * s * s) - mu * mu / (2 * s * s)
        for i in y.indices {
          guard let y = y[i] else { continue }
          let variance = tau * tau + v[i]
          log -= (y - mu) * (y - mu) / (2 * variance) + Foundation.log(variance) / 2
        }
        let weight = exp(log) * (a == 160 ? 0.5 : 1)
        total += weight
        for i in y.indices {
          var (mean, variance) = (mu, tau * tau)
          if let y = y[i] {
            mean = mu + tau * tau / (tau * tau + v[i]) * (y - mu)
            variance = tau * tau * v[i] / (tau * tau + v[i])
          }
          first[i] += weight * mean
          second[i] += weight * (variance + mean * mean)
        }
      }
    }
    return (first.map { $0 / total }, zip(first, second).map { $1 / total - $0 / total * ($0 / total) })
  }

  @Test("means and variances are those of the definition, summed over both unknowns")
  func definition() throws {
    let (y, v): ([Double?], [Double]) = ([0.02, -0.05, nil, 0.11, 0.01], [4e-4, 1e-3, 1, 2e-3, 9e-4])
    let areas = try SmallAreas(estimates: y, variances: v, spread: 0.05)
    let slow = Self.slow(y, v, spread: 0.05)
    for i in y.indices {
      #expect(abs(areas.means[i] - slow.means[i]) < 1e-5)
      #expect(abs(areas.variances[i] / slow.variances[i] - 1) < 1e-3)
    }
  }

  @Test("without any estimate the priors answer: mean 0, variance 3 s^2")
  func none() throws {
    let areas = try SmallAreas(estimates: [nil, nil], variances: [1, 1], spread: 0.05)
    #expect(areas.means == [0, 0])
    // E tau^2 = 2 s^2 of a Rayleigh law (cut at 4 s), and the variance of mu
    #expect(abs(areas.variances[0] / (3 * 0.05 * 0.05) - 1) < 0.01)
    #expect(try SmallAreas(estimates: [], variances: [], spread: 1).means.isEmpty)
  }

  @Test("90 % intervals hold nine times in ten, whether areas differ or not", arguments: [0.0, 0.02, 0.06])
  func coverage(tau: Double) throws {
    var chance = SeededGenerator(seed: 7)
    func normal() -> Double { Normal.standard.quantile(chance.uniform()) }
    var (covered, all) = (0, 0)
    for _ in 0..<25 {
      let truth = (0..<30).map { _ in 0.01 + tau * normal() }
      let variances = (0..<30).map { _ in 0.03 * 0.03 * (0.5 + chance.uniform()) }
      let estimates = zip(truth, variances).map { $0 + $1.squareRoot() * normal() }
      let areas = try SmallAreas(estimates: estimates, variances: variances, spread: 0.03)
      for i in truth.indices {
        covered += abs(areas.means[i] - truth[i]) <= 1.6449 * areas.variances[i].squareRoot() ? 1 : 0
        all += 1
      }
    }
    let share = Double(covered) / Double(all)
    // 750 intervals, those of one draw together; where areas do not differ intervals can only be too wide
    #expect(share > 0.85 && (tau == 0 || share < 0.94), "\(share)")
  }

  @Test("a weighted sum has the mean and variance of its definition; its areas err together")
  func sums() throws {
    let (y, v): ([Double?], [Double]) = ([0.02, -0.05, nil, 0.11, 0.01], [4e-4, 1e-3, 1, 2e-3, 9e-4])
    let areas = try SmallAreas(estimates: y, variances: v, spread: 0.05)
    let weights = [0.4, 0.1, 0.3, 0.15, 0.05]
    // By the identity var(sum) over the grid of both unknowns, given which areas are independent
    let s = 0.05
    var (total, first, second) = (0.0, 0.0, 0.0)
    for a in 1...160 {
      let tau = Double(a) / 40 * s
      for b in -160...160 {
        let mu = Double(b) / 20 * s
        var logWeight = log(tau) - tau * tau / (2 * s * s) - mu * mu / (2 * s * s)
        var (mean, variance) = (0.0, 0.0)
        for i in y.indices {
          let g = y[i] == nil ? 0 : tau * tau / (tau * tau + v[i])
          let value = y[i] ?? mu
          if y[i] != nil { logWeight -= (value - mu) * (value - mu) / (2 * (tau * tau + v[i])) + log(tau * tau + v[i]) / 2 }
          mean += weights[i] * (mu + g * (value - mu))
          variance += weights[i] * weights[i] * tau * tau * (1 - g)
        }
        let weight = exp(logWeight) * (a == 160 ? 0.5 : 1)
        total += weight
        first += weight * mean
        second += weight * (variance + mean * mean)
      }
    }
    let sum = areas.sum(weights.enumerated().map { ($0, $1) })
    #expect(abs(sum.mean - first / total) < 1e-5)
    #expect(abs(sum.variance / (second / total - first / total * (first / total)) - 1) < 1e-3)
    let independent = zip(weights, areas.variances).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    #expect(sum.variance > 1.1 * independent)
    // One area alone is what is said of it
    for i in y.indices {
      let one = areas.sum([(i, 1)])
      #expect(abs(one.mean - areas.means[i]) < 1e-15 && abs(one.variance - areas.variances[i]) < 1e-15)
    }
    #expect(areas.sum([]) == (0, 0))
  }

  @Test("order does not matter; what does not fit is refused")
  func laws() throws {
    let (y, v): ([Double?], [Double]) = ([0.02, -0.05, nil, 0.11], [4e-4, 1e-3, 1, 2e-3])
    let areas = try SmallAreas(estimates: y, variances: v, spread: 0.05)
    let turned = try SmallAreas(estimates: y.reversed(), variances: v.reversed(), spread: 0.05)
    for i in y.indices { #expect(abs(areas.means[i] - turned.means[3 - i]) < 1e-12) }
    #expect(throws: StatisticsError.self) { try SmallAreas(estimates: [1], variances: [], spread: 1) }
    #expect(throws: StatisticsError.self) { try SmallAreas(estimates: [.nan], variances: [1], spread: 1) }
    #expect(throws: StatisticsError.self) { try SmallAreas(estimates: [1], variances: [0], spread: 1) }
    #expect(throws: StatisticsError.self) { try SmallAreas(estimates: [1], variances: [1], spread: 0) }
  }
}
