import Glibc
import Statistics
import Testing

/// Published examples; where a likelihood has no printed maximum it is recomputed by Reference/empirical_bayes.py
/// (mpmath 1.3.0, 40 digits).
@Suite struct EmpiricalBayesPublishedTests {
  /// Tarone (1982); Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), table 5.1: tumors of rats in 71 experiments.
  private static let tumors = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2,
    9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4,
  ]
  private static let rats = [
    20, 20, 20, 20, 20, 20, 20, 19, 19, 19, 19, 18, 18, 17, 20, 20, 20, 20, 19, 19, 18, 18, 25, 24, 23, 20, 20, 20, 20, 20, 20,
    10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50, 20, 20, 20, 20, 20, 20, 20, 48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19,
    22, 20, 20, 20, 52, 46, 47, 24, 14,
  ]

  @Test("rat tumors: the maximum of the beta-binomial likelihood, and the current experiment shrunk")
  func ratTumors() {
    let prior = BetaBinomial.fit(successes: Self.tumors, trials: Self.rats)
    #expect(distance(prior.mean, 0.142291858621772) < 1e-11)
    #expect(distance(prior.concentration, 16.456418701774944) < 1e-10)
    let current = prior.posterior(successes: 4, trials: 14)
    #expect(distance(current.mean, 0.20821930724767784) < 1e-10)
    #expect(abs(current.lower - 0.10089384) < 1e-8 && abs(current.upper - 0.33761099) < 1e-8)
  }

  /// Efron & Morris (1975), JASA 70, table 1: hits of 18 players in 45 at bats, X = sqrt(45) arcsin(2 y - 1) of
  /// variance 1, shrinkage 0.209, and the estimates carried back.
  @Test("batting averages: the estimator of James and Stein as printed")
  func baseball() throws {
    let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    let printed = [
      0.290, 0.286, 0.281, 0.277, 0.273, 0.273, 0.268, 0.264, 0.259, 0.259, 0.254, 0.254, 0.254, 0.254, 0.254, 0.249, 0.244,
      0.239,
    ]
    let shrunk = try jamesStein(hits.map { 45.0.squareRoot() * asin(2 * Double($0) / 45 - 1) }, variance: 1)
    #expect(abs(shrunk.shrinkage - 0.209) < 5e-4)
    for (estimate, value) in zip(shrunk.estimates, printed) {
      #expect(abs((1 + sin(estimate / 45.0.squareRoot())) / 2 - value) < 5.1e-4)
    }
    #expect(try jamesStein([1, 2, 3], variance: 1).shrinkage == 1)
    #expect(try jamesStein([2, 2, 2, 2, 2], variance: 1).estimates == [2, 2, 2, 2, 2])
    #expect(throws: StatisticsError.outOfRange(argument: "variance")) { try jamesStein([1, 2], variance: 0) }
    #expect(throws: StatisticsError.notFinite(argument: "y")) { try jamesStein([.nan], variance: 1) }
  }

  /// Rubin (1981); BDA3 section 5.5. Pooled mean 7.7 with standard error 4.1; the likelihood of tau is highest at 0.
  /// metafor 3.8.1, rma(method = "ML"): 0, 7.685616725, 4.071919158.
  @Test("eight schools: everything pooled")
  func schools() {
    let effects = [28.0, 8, -3, 7, -1, 1, 18, 12]
    let variances = [15.0, 10, 16, 11, 9, 11, 10, 18].map { $0 * $0 }
    for method in [NormalNormal.Method.maximumLikelihood, .restricted] {
      let prior = NormalNormal.fit(estimates: effects, variances: variances, method: method)
      #expect(prior.variance == 0)
      #expect(abs(prior.mean - 7.685616725) < 1e-9 && abs(prior.meanVariance.squareRoot() - 4.071919158) < 1e-9)
      #expect(prior.posterior(estimate: 28, variance: 225).mean == prior.mean)
    }
  }

  /// Colditz et al. (1994), trials of BCG vaccine (metafor's dat.bcg); metafor 3.8.1 prints 0.2800281373, -0.7111991355
  /// and, restricted, 0.3132432581, -0.7145323422. Digits beyond: Reference/empirical_bayes.py.
  @Test("BCG vaccine: variance between trials by full and by restricted likelihood")
  func vaccine() {
    let treated = [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27].map { Double($0) }
    let treatedAll = [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913].map { Double($0) }
    let control = [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29].map { Double($0) }
    let controlAll = [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854].map { Double($0) }
    let y = (0..<13).map { (i: Int) -> Double in log(treated[i] / treatedAll[i]) - log(control[i] / controlAll[i]) }
    let v = (0..<13).map { (i: Int) -> Double in
      let own = 1 / treated[i] - 1 / treatedAll[i]
      return own + 1 / control[i] - 1 / controlAll[i]
    }
    let full = NormalNormal.fit(estimates: y, variances: v)
    #expect(distance(full.variance, 0.28002813726864388) < 1e-11 && distance(full.mean, -0.71119913547418099) < 1e-11)
    let restricted = NormalNormal.fit(estimates: y, variances: v, method: .restricted)
    #expect(distance(restricted.variance, 0.31324325813648095) < 1e-11)
    #expect(distance(restricted.mean, -0.71453234215813923) < 1e-11)
  }

  @Test("a shift moves the mean, a scale the spread, and the order and uninformative units do nothing", arguments: 1...30)
  func laws(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let v = (0..<15).map { _ in 0.2 + 3 * chance.uniform() }
    let y = v.map { Normal(mean: 2, standardDeviation: (1.5 + $0).squareRoot()).quantile(chance.uniform()) }
    let prior = NormalNormal.fit(estimates: y, variances: v)
    let moved = NormalNormal.fit(estimates: y.map { 3 * $0 + 100 }, variances: v.map { 9 * $0 })
    #expect(abs(moved.mean - (3 * prior.mean + 100)) < 1e-9)
    #expect(abs(moved.variance - 9 * prior.variance) < 1e-8 * max(1, prior.variance))
    let turned = NormalNormal.fit(estimates: y.reversed() + [7], variances: v.reversed() + [.infinity])
    #expect(abs(turned.variance - prior.variance) < 1e-9 && abs(turned.mean - prior.mean) < 1e-9)
    // no other tau2 of a fine grid is more likely
    let best = logLikelihood(y, v, prior.variance)
    for step in 0...200 { #expect(logLikelihood(y, v, Double(step) * 0.05) <= best + 1e-10) }
    let unit = prior.posterior(estimate: y[0], variance: v[0])
    #expect(unit.lower < unit.mean && unit.mean < unit.upper)
    #expect((unit.mean - prior.mean) * (y[0] - prior.mean) >= 0 && abs(unit.mean - prior.mean) <= abs(y[0] - prior.mean))
  }

  private func logLikelihood(_ y: [Double], _ v: [Double], _ tau2: Double) -> Double {
    let w = v.map { 1 / ($0 + tau2) }
    let mu = zip(w, y).reduce(0) { $0 + $1.0 * $1.1 } / w.reduce(0, +)
    return zip(w, y).reduce(0) { $0 + 0.5 * (log($1.0) - $1.0 * ($1.1 - mu) * ($1.1 - mu)) }
  }

  @Test("no unit, one unit, equal units and impossible numbers have defined answers")
  func degenerate() {
    let none = NormalNormal.fit(estimates: [], variances: [])
    #expect(none.mean == 0 && none.variance == .infinity && none.refused == 0)
    #expect(none.posterior(estimate: 3, variance: 4).mean == 3)
    #expect(none.posterior(estimate: 0, variance: .infinity).upper == .infinity)
    let one = NormalNormal.fit(estimates: [5], variances: [2])
    #expect(one.mean == 5 && one.variance == .infinity)
    let equal = NormalNormal.fit(estimates: [4, 4, 4], variances: [1, 2, 3])
    #expect(equal.mean == 4 && equal.variance == 0)
    let odd = NormalNormal.fit(estimates: [.nan, 1, 2, .infinity, 3, 1e300], variances: [1, 0, -1, 2])
    #expect(odd.refused == 6 && odd.variance == .infinity)
    let huge = NormalNormal.fit(estimates: [1e140, -1e140, 3e139], variances: [1, 1, 1])
    #expect(huge.variance.isFinite && huge.variance > 1e278)
    let prior = NormalPrior(mean: 1, variance: 4)
    #expect(prior.posterior(estimate: .nan, variance: 1).mean.isNaN && prior.posterior(estimate: 1, variance: 0).mean.isNaN)
    #expect(prior.posterior(estimate: 1, variance: 1, level: 1).mean.isNaN)
    #expect(prior.posterior(estimate: .nan, variance: .infinity).mean == 1)
  }

  @Test("totals beyond the range of integers and doubles do not stop a fit")
  func overflow() {
    let prior = BetaBinomial.fit(successes: [Int.max / 2, 3, Int.max / 3], trials: [Int.max, 10, Int.max])
    #expect(prior.mean > 0 && prior.mean < 1 && prior.concentration > 0)
    let rates = GammaPoisson.fit(counts: [3, 9, 1], exposures: [1e300, 1.5e300, 1e300])
    let plain = GammaPoisson.fit(counts: [3, 9, 1], exposures: [1, 1.5, 1])
    #expect(distance(rates.mean * 1e300, plain.mean) < 1e-9 && distance(rates.shape, plain.shape) < 1e-9)
    #expect(GammaPoisson.fit(counts: [Int.max, Int.max], exposures: [1, 1]).mean > 1e18)
  }
}
