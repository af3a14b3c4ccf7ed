import Glibc
import LinearAlgebra
import Statistics
import Testing

/// What other rows, units and repetitions must not change, for the fits whose own suites do not say so.
@Suite struct InvarianceTests {
  private struct Sample {
    let design: Matrix
    let response: [Double]
    let counts: [Double]
    let outcomes: [Bool]
    let exposures: [Double]
    let order: [Int]

    init(seed: Int, rows: Int = 80) throws {
      var chance = SeededGenerator(seed: UInt64(seed))
      design = randomDesign(rows: rows, columns: 3, &chance)
      response = try design.times([0.4, 0.5, -0.3]).map { $0 + Normal.standard.quantile(chance.uniform()) }
      counts = response.map { Double(Poisson(mean: exp($0)).quantile(chance.uniform()) ?? 0) }
      outcomes = response.map { _ in chance.uniform() < 0.4 }
      exposures = response.map { _ in 0.5 + 2 * chance.uniform() }
      var order = Array(0..<rows)
      order.shuffle(using: &chance)
      self.order = order
    }

    func moved<Value>(_ values: [Value]) -> [Value] { order.map { values[$0] } }
    var movedDesign: Matrix { design.rows(in: order.map { $0..<$0 + 1 }) }
    var twice: Matrix { design.rows(in: [0..<design.rows, 0..<design.rows]) }
  }

  private static func scaled(_ matrix: Matrix, column: Int, by factor: Double) -> Matrix {
    var scaled = matrix
    for i in 0..<matrix.rows { scaled[i, column] *= factor }
    return scaled
  }

  /// Order, halved weights for doubled rows, and units of a column, by the fit's own maximum.
  private static func check(
    _ sample: Sample, _ fit: (_ design: Matrix, _ rows: [Int], _ weights: [Double]?) throws -> LikelihoodFit
  ) throws {
    let rows = Array(sample.order.indices)
    let plain = try fit(sample.design, rows, nil)
    #expect(plain.converged)
    let moved = try fit(sample.movedDesign, sample.order, nil)
    #expect(worst(moved.coefficients, plain.coefficients) < 1e-9)
    #expect(worst(moved.standardErrors, plain.standardErrors) < 1e-9)
    let doubled = try fit(sample.twice, rows + rows, nil)
    #expect(worst(doubled.coefficients, plain.coefficients) < 1e-9)
    #expect(worst(doubled.standardErrors.map { $0 * 2.0.squareRoot() }, plain.standardErrors) < 1e-9)
    #expect(worst([doubled.logLikelihood], [2 * plain.logLikelihood]) < 1e-11)
    let halved = try fit(sample.twice, rows + rows, Array(repeating: 0.5, count: 2 * rows.count))
    #expect(worst(halved.coefficients, plain.coefficients) < 1e-9)
    #expect(worst(halved.standardErrors, plain.standardErrors) < 1e-9)
    let wider = try fit(scaled(sample.design, column: 2, by: 1024), rows, nil)
    #expect(worst([wider.coefficients[2] * 1024, wider.coefficients[0]], [plain.coefficients[2], plain.coefficients[0]]) < 1e-8)
  }

  @Test("Poisson, negative binomial and complementary log-log: order, repeated rows and units", arguments: 1...10)
  func likelihoods(seed: Int) throws {
    let sample = try Sample(seed: seed)
    try Self.check(sample) { design, rows, weights in
      try PoissonRegression.fit(
        design: design, counts: rows.map { sample.counts[$0] }, exposures: rows.map { sample.exposures[$0] }, weights: weights
      ).fit
    }
    try Self.check(sample) { design, rows, weights in
      try ComplementaryLogLogRegression.fit(
        design: design, outcomes: rows.map { sample.outcomes[$0] }, exposures: rows.map { sample.exposures[$0] },
        weights: weights
      ).fit
    }
    let rows = 0..<sample.order.count
    let plain = try NegativeBinomialRegression.fit(design: sample.design, counts: sample.counts)
    let moved = try NegativeBinomialRegression.fit(design: sample.movedDesign, counts: sample.moved(sample.counts))
    let doubled = try NegativeBinomialRegression.fit(design: sample.twice, counts: rows.map { sample.counts[$0] } + sample.counts)
    for other in [moved, doubled] {
      #expect(other.dispersion == plain.dispersion && worst(other.fit.coefficients, plain.fit.coefficients) < 1e-6)
      #expect(plain.theta == .infinity ? other.theta == .infinity : worst([other.theta], [plain.theta]) < 1e-5)
    }
  }

  @Test("Firth and ridge: order, and units of a column", arguments: 1...10)
  func penalised(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let firth = try FirthLogisticRegression.fit(design: sample.design, outcomes: sample.outcomes)
    let moved = try FirthLogisticRegression.fit(design: sample.movedDesign, outcomes: sample.moved(sample.outcomes))
    #expect(worst(moved.coefficients, firth.coefficients) < 1e-9)
    let ridge = try RidgeRegression.fit(design: sample.design, response: sample.response, precision: [0, 2, 3])
    let other = try RidgeRegression.fit(
      design: Self.scaled(sample.movedDesign, column: 2, by: 8), response: sample.moved(sample.response),
      precision: [0, 2, 3 * 64])
    #expect(worst([other.coefficients[2] * 8, other.coefficients[1]], [ridge.coefficients[2], ridge.coefficients[1]]) < 1e-11)
  }

  @Test("hazards: order, halved weights for doubled rows, units of an exposure", arguments: 1...10)
  func hazards(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let exposures = try Matrix(columns: [sample.exposures, sample.counts])
    func fit(_ exposures: Matrix, _ wrong: [Bool], _ weights: [Double]?, _ rates: [Double] = [1, 1]) throws -> ExposureHazard {
      try ExposureHazard.fit(exposures: exposures, wrong: wrong, weights: weights, priorShape: 1.3, priorRate: rates)
    }
    let plain = try fit(exposures, sample.outcomes, nil)
    let rows = 0..<sample.order.count
    let moved = try fit(exposures.rows(in: sample.order.map { $0..<$0 + 1 }), sample.moved(sample.outcomes), nil)
    let halves = Array(repeating: 0.5, count: 2 * rows.count)
    let doubled = try fit(exposures.rows(in: [rows, rows]), sample.outcomes + sample.outcomes, halves)
    let wider = try fit(Self.scaled(exposures, column: 1, by: 16), sample.outcomes, nil, [1, 16])
    #expect(worst(moved.rates, plain.rates) < 1e-8 && worst(doubled.rates, plain.rates) < 1e-8)
    #expect(worst([wider.rates[0], wider.rates[1] * 16], plain.rates) < 1e-8)
  }

  @Test("empirical Bayes: order, repeated units, and units of exposure", arguments: 1...10)
  func priors(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let trials = (0..<40).map { _ in 5 + Int(chance.next() % 60) }
    let hits = trials.map { Binomial(trials: $0, p: Beta(a: 2, b: 5).quantile(chance.uniform())).quantile(chance.uniform()) ?? 0 }
    let exposures = trials.map { Double($0) / 4 }
    let order = Array(0..<40).shuffled(using: &chance)
    let shares = BetaBinomial.fit(successes: hits, trials: trials)
    let rates = GammaPoisson.fit(counts: hits, exposures: exposures)
    for (hits, trials) in [(order.map { hits[$0] }, order.map { trials[$0] }), (hits + hits, trials + trials)] {
      let other = BetaBinomial.fit(successes: hits, trials: trials)
      #expect(worst([other.mean, other.concentration], [shares.mean, shares.concentration]) < 1e-7)
      let tenfold = GammaPoisson.fit(counts: hits, exposures: trials.map { Double($0) * 2.5 })
      #expect(worst([tenfold.shape, tenfold.rate], [rates.shape, rates.rate * 10]) < 1e-7)
    }
    let turned = BetaBinomial.fit(successes: zip(trials, hits).map { $0 - $1 }, trials: trials)
    #expect(worst([1 - turned.mean, turned.concentration], [shares.mean, shares.concentration]) < 1e-7)
  }

  @Test("survey means and areas: shifts, scales, order and common weights", arguments: 1...20)
  func surveys(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let (y, w) = (sample.response, sample.exposures)
    let plain = try #require(try hajekMean(y, weights: w))
    let other = try #require(try hajekMean(sample.moved(y).map { 16 - 4 * $0 }, weights: sample.moved(w).map { $0 * 7 }))
    #expect(abs(other.mean - (16 - 4 * plain.mean)) < 1e-12 && worst([other.variance], [16 * plain.variance]) < 1e-11)
    #expect(worst([other.effectiveCount], [plain.effectiveCount]) < 1e-12)
    let areas = try fayHerriot(estimates: y, variances: w)
    let shifted = try fayHerriot(estimates: sample.moved(y).map { 16 - 4 * $0 }, variances: sample.moved(w).map { $0 * 16 })
    #expect(abs(shifted.tau2 - 16 * areas.tau2) < 1e-9)
    for (found, expected) in zip(shifted.means, sample.moved(areas.means)) { #expect(abs(found - (16 - 4 * expected)) < 1e-9) }
    #expect(worst(shifted.variances, sample.moved(areas.variances).map { $0 * 16 }) < 1e-8)
  }

  @Test("shrunk covariances, components and funnels: order and units", arguments: 1...10)
  func shapes(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let data = try Matrix(columns: [sample.response, sample.exposures, sample.design.column(1)])
    var moved = data.rows(in: sample.order.map { $0..<$0 + 1 })
    moved.withMutableElements { elements in for i in elements.indices { elements[i] = 5 - 8 * elements[i] } }
    let ledoitWolf = (try ShrunkCovariance.ledoitWolf(data), try ShrunkCovariance.ledoitWolf(moved))
    let oracle = (try ShrunkCovariance.oracleApproximating(data), try ShrunkCovariance.oracleApproximating(moved))
    for pair in [ledoitWolf, oracle] {
      let plain = try #require(pair.0)
      let other = try #require(pair.1)
      #expect(worst([other.shrinkage], [plain.shrinkage]) < 1e-10)
      for (found, expected) in zip(other.estimate.scatter.elements, plain.estimate.scatter.elements) {
        #expect(abs(found - 64 * expected) < 1e-10)
      }
    }
    let plainSample = try #require(try LocationScatter.sample(data))
    let movedSample = try #require(try LocationScatter.sample(moved))
    let plain = try PrincipalComponents(plainSample, count: 2)
    let other = try PrincipalComponents(movedSample, count: 2)
    #expect(worst(other.eigenvalues, plain.eigenvalues.map { $0 * 64 }) < 1e-11)
    let old = try plain.hotelling(of: data.row(sample.order[0]))
    let new = try other.hotelling(of: moved.row(0))
    #expect(worst([new.statistic], [old.statistic]) < 1e-9)
    let sizes = sample.exposures.map { $0 * 10 }
    let funnel = try #require(try FunnelPlot(.ratio, events: sample.counts, sizes: sizes))
    let turned = try #require(try FunnelPlot(.ratio, events: sample.moved(sample.counts), sizes: sample.moved(sizes)))
    #expect(worst([turned.target, turned.phi], [funnel.target, funnel.phi]) < 1e-12 && abs(turned.tau2 - funnel.tau2) < 1e-12)
  }
}
