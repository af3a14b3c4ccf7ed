import Statistics
import Testing

@Suite struct EmpiricalBayesTests {
  private let successes = [3, 0, 15, 2, 19, 1, 4, 0, 27, 2]
  private let trials = [20, 15, 30, 25, 40, 18, 22, 10, 35, 12]

  /// mpmath 1.3.0: root of the gradient of the beta-binomial likelihood at 30 digits.
  @Test("the beta prior is the maximum of the likelihood")
  func betaBinomial() {
    let prior = BetaBinomial.fit(successes: successes, trials: trials)
    #expect(distance(prior.mean, 0.250372419344604) < 1e-8)
    #expect(distance(prior.concentration, 2.84783686635866) < 1e-7)
    #expect(prior.refused == 0)
  }

  /// mpmath 1.3.0: root of the gradient of the gamma-Poisson likelihood at 30 digits.
  @Test("the gamma prior is the maximum of the likelihood")
  func gammaPoisson() {
    let prior = GammaPoisson.fit(counts: [3, 0, 12, 5, 1, 30, 7, 2], exposures: [10, 4.5, 20, 12, 8, 25, 11, 6])
    #expect(distance(prior.mean, 0.509271295657924) < 1e-8)
    #expect(distance(prior.shape, 3.21942548492695) < 1e-7)
    #expect(distance(prior.rate, 3.21942548492695 / 0.509271295657924) < 1e-7)
  }

  @Test("a posterior is the beta law with the unit's trials added")
  func posterior() {
    let prior = BetaBinomialPrior(mean: 0.25, concentration: 4)
    let unit = prior.posterior(successes: 3, trials: 16, level: 0.9)
    #expect(distance(unit.mean, 0.2) < 1e-14)
    #expect(distance(unit.lower, Beta(a: 4, b: 16).quantile(0.05)) < 1e-12)
    #expect(distance(unit.upper, Beta(a: 4, b: 16).quantile(0.95)) < 1e-12)
    let counts = GammaPoissonPrior(shape: 2, rate: 5).posterior(count: 4, exposure: 3)
    #expect(distance(counts.mean, 0.75) < 1e-14)
    #expect(distance(counts.lower, Gamma(shape: 6, rate: 8).quantile(0.05)) < 1e-12)
    #expect(distance(counts.upper, Gamma(shape: 6, rate: 8).quantile(0.95)) < 1e-12)
  }

  @Test("successes and failures are treated alike", arguments: 1...20)
  func symmetry(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let trials = (0..<12).map { _ in Int(chance.next() % 40) }
    let rates = trials.map { _ in chance.uniform() }
    let successes = zip(trials, rates).map { n, p in (0..<n).filter { _ in chance.uniform() < p }.count }
    let prior = BetaBinomial.fit(successes: successes, trials: trials)
    let mirror = BetaBinomial.fit(successes: zip(successes, trials).map { $1 - $0 }, trials: trials)
    #expect(abs(prior.mean + mirror.mean - 1) < 1e-7)
    #expect(distance(prior.concentration, mirror.concentration) < 1e-6)
    let (a, b) = (prior.posterior(successes: 2, trials: 9), mirror.posterior(successes: 7, trials: 9))
    #expect(abs(a.lower + b.upper - 1) < 1e-6 && abs(a.mean + b.mean - 1) < 1e-6)
    #expect(a.lower < a.mean && a.mean < a.upper)
  }

  @Test("intervals cover as they say when the prior is right")
  func coverage() {
    var chance = SeededGenerator(seed: 7)
    let prior = BetaBinomialPrior(mean: 0.3, concentration: 5)
    var covered = 0
    for _ in 0..<400 {
      let rate = Beta(a: 1.5, b: 3.5).quantile(chance.uniform())
      let successes = (0..<25).filter { _ in chance.uniform() < rate }.count
      let unit = prior.posterior(successes: successes, trials: 25, level: 0.8)
      if unit.lower <= rate, rate <= unit.upper { covered += 1 }
    }
    // 320 expected, standard deviation 8
    #expect(abs(covered - 320) < 32)
  }

  @Test("no data, one unit, all zero, all one and underdispersion have defined answers")
  func degenerate() {
    #expect(BetaBinomial.fit(successes: [], trials: []) == BetaBinomialPrior(mean: 0.5, concentration: 1))
    #expect(BetaBinomial.fit(successes: [0, 0], trials: [0, 0]) == BetaBinomialPrior(mean: 0.5, concentration: 1))
    #expect(BetaBinomial.fit(successes: [3], trials: [9]) == BetaBinomialPrior(mean: 0.5, concentration: 1))
    let none = BetaBinomial.fit(successes: [0, 0, 0], trials: [10, 20, 19])
    #expect(none == BetaBinomialPrior(mean: 0.01, concentration: 50))
    let all = BetaBinomial.fit(successes: [10, 20, 19], trials: [10, 20, 19])
    #expect(all == BetaBinomialPrior(mean: 0.99, concentration: 50))
    let single = BetaBinomial.fit(successes: [0, 1, 0], trials: [1, 1, 1])
    #expect(single == BetaBinomialPrior(mean: 0.375, concentration: 1))
    let equal = BetaBinomial.fit(successes: [5, 10, 20], trials: [20, 40, 80], maximumConcentration: 500)
    #expect(distance(equal.concentration, 500) < 1e-12 && abs(equal.mean - 0.25) < 1e-3)
    #expect(none.posterior(successes: 0, trials: 0).upper < 0.06)
    let odd = BetaBinomial.fit(successes: [5, -1, 2, 1], trials: [3, 4, 9])
    #expect(odd.refused == 3)
    #expect(none.posterior(successes: 3, trials: 2).mean.isNaN && none.posterior(successes: 1, trials: 2, level: .nan).mean.isNaN)
  }

  @Test("the same for counts")
  func degenerateCounts() {
    let nothing = GammaPoisson.fit(counts: [], exposures: [])
    #expect(nothing.shape == 0.5 && nothing.rate == 0)
    let vague = nothing.posterior(count: 0, exposure: 0)
    #expect(vague.lower == 0 && vague.upper == .infinity)
    #expect(nothing.posterior(count: 3, exposure: 7).mean == 0.5)
    #expect(GammaPoisson.fit(counts: [0, 0], exposures: [3, 4]) == GammaPoissonPrior(shape: 0.5, rate: 7))
    #expect(distance(GammaPoisson.fit(counts: [4], exposures: [9]).mean, 0.5) < 1e-14)
    let equal = GammaPoisson.fit(counts: [10, 20, 30], exposures: [5, 10, 15], maximumShape: 200)
    #expect(distance(equal.shape, 200) < 1e-12 && distance(equal.mean, 2) < 1e-7)
    #expect(GammaPoisson.fit(counts: [1, -2, 3, 0], exposures: [1, 1, 0, .nan]).refused == 3)
    #expect(nothing.posterior(count: -1, exposure: 1).mean.isNaN)
  }

  @Test("the unit of exposure does not matter")
  func unit() {
    let (counts, exposures) = ([3, 0, 12, 5, 1, 30, 7, 2], [10.0, 4.5, 20, 12, 8, 25, 11, 6])
    let hours = GammaPoisson.fit(counts: counts, exposures: exposures)
    let seconds = GammaPoisson.fit(counts: counts, exposures: exposures.map { $0 * 3600 })
    #expect(distance(hours.shape, seconds.shape) < 1e-7 && distance(hours.mean, seconds.mean * 3600) < 1e-8)
  }
}
