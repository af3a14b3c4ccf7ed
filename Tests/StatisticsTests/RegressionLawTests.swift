import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct RegressionLawTests {
  private struct Sample {
    let design: Matrix
    let response: [Double]
    let outcomes: [Bool]
    let counts: [Double]

    init(seed: Int, rows: Int = 60) throws {
      var chance = SeededGenerator(seed: UInt64(seed))
      design = randomDesign(rows: rows, columns: 3, &chance)
      let eta = try design.times([0.3, 0.8, -0.5])
      response = eta.map { $0 + Normal.standard.quantile(chance.uniform()) }
      outcomes = eta.map { chance.uniform() < 1 / (1 + exp(-$0)) }
      counts = eta.map { eta in
        // a Poisson count by its own definition: arrivals before time e^eta
        var (count, time) = (0.0, -log(chance.uniform()))
        while time < exp(eta) {
          count += 1
          time -= log(chance.uniform())
        }
        return count
      }
    }
  }

  private static func scaled(_ design: Matrix, column: Int, by factor: Double) -> Matrix {
    var scaled = design
    for i in 0..<design.rows { scaled[i, column] *= factor }
    return scaled
  }

  private static func repeated(_ design: Matrix) -> Matrix {
    design.rows(in: [0..<design.rows, 0..<design.rows])
  }

  @Test("linear regression: equivariance, duplication, orthogonality", arguments: 1...20)
  func linear(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let plain = try LinearRegression.fit(design: sample.design, response: sample.response)
    for product in try sample.design.transposedTimes(plain.residuals) { #expect(abs(product) < 1e-13) }
    let moved = zip(sample.response, sample.design.column(1)).map { $0 + 8 * $1 }
    let shifted = try LinearRegression.fit(design: sample.design, response: moved)
    #expect(abs(shifted.coefficients[1] - plain.coefficients[1] - 8) < 1e-13)
    #expect(worst(shifted.standardErrors, plain.standardErrors) < 1e-12)
    let larger = try LinearRegression.fit(design: sample.design, response: sample.response.map { $0 * 0x1p500 })
    #expect(larger.coefficients == plain.coefficients.map { $0 * 0x1p500 } && larger.fStatistic == plain.fStatistic)
    let wider = try LinearRegression.fit(design: Self.scaled(sample.design, column: 2, by: 0x1p-300), response: sample.response)
    #expect(wider.coefficients[2] == plain.coefficients[2] * 0x1p300 && wider.rSquared == plain.rSquared)
    let twice = try LinearRegression.fit(design: Self.repeated(sample.design), response: sample.response + sample.response)
    #expect(worst(twice.coefficients, plain.coefficients) < 1e-14)
    // covariance, leverage and prediction are three views of one factor
    let covariance = try #require(plain.covariance())
    #expect(worst((0..<3).map { covariance[$0, $0].squareRoot() }, plain.standardErrors) < 1e-14)
    let prediction = try plain.predict(sample.design.row(7))
    let s = try #require(plain.residualStandardDeviation)
    #expect(abs(prediction.standardErrorOfMean - s * plain.leverages()[7].squareRoot()) < 1e-14)
    #expect(abs(prediction.expected - (sample.response[7] - plain.residuals[7])) < 1e-13)
  }

  @Test("one regressor: the textbook formulas", arguments: 1...20)
  func line(seed: Int) throws {
    let sample = try Sample(seed: seed, rows: 10)
    let (x, y) = (sample.design.column(1), sample.response)
    let fit = try LinearRegression.fit(polynomial: 1, of: x, response: y)
    let (mx, my) = (x.reduce(0, +) / 10, y.reduce(0, +) / 10)
    let sxx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / sxx
    let rest = zip(x, y).reduce(0) { sum, point in
      let residual = point.1 - my - slope * (point.0 - mx)
      return sum + residual * residual
    }
    #expect(abs(fit.coefficients[1] - slope) < 1e-12 && abs(fit.standardErrors[1] - (rest / 8 / sxx).squareRoot()) < 1e-12)
    let t = fit.coefficients[1] / fit.standardErrors[1]
    #expect(worst([try #require(fit.fStatistic)], [t * t]) < 1e-9)
    #expect(worst([try #require(fit.fPValue)], [fit.pValues[1]]) < 1e-9)
  }

  @Test("Huber: equations, equivariance, and least squares for a far corner", arguments: 1...20)
  func huber(seed: Int) throws {
    let sample = try Sample(seed: seed)
    var wild = sample.response
    for i in stride(from: seed % 7, to: 60, by: 9) { wild[i] += 100 }
    let fit = try HuberRegression.fit(design: sample.design, response: wild)
    #expect(fit.outcome == .fitted && fit.converged)
    let limit = 1.345 * fit.scale
    let clamped = fit.residuals.map { min(max($0, -limit), limit) }
    for product in try sample.design.transposedTimes(clamped) { #expect(abs(product) < 1e-9) }
    // E min(Z^2, 1.345^2) for normal Z, mpmath 1.4.1
    #expect(worst([clamped.reduce(0) { $0 + $1 * $1 }], [0.710164548269 * 57 * fit.scale * fit.scale]) < 1e-10)
    let moved = zip(wild, sample.design.column(2)).map { -4 * ($0 + 8 * $1) }
    let other = try HuberRegression.fit(design: sample.design, response: moved)
    #expect(worst([other.scale], [4 * fit.scale]) < 1e-10 && abs(other.coefficients[2] + 4 * fit.coefficients[2] + 32) < 1e-9)
    let far = try HuberRegression.fit(design: sample.design, response: sample.response, corner: 50)
    let least = try LinearRegression.fit(design: sample.design, response: sample.response)
    #expect(worst(far.coefficients, least.coefficients) < 1e-11 && worst(far.standardErrors, least.standardErrors) < 1e-11)
  }

  @Test("logistic: units, order, duplication and a nearly collinear design", arguments: 1...20)
  func logistic(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let plain = try LogisticRegression.fit(design: sample.design, outcomes: sample.outcomes)
    #expect(plain.converged && plain.separation == .none)
    let wider = try LogisticRegression.fit(
      design: Self.scaled(sample.design, column: 1, by: 1e-5), outcomes: sample.outcomes)
    #expect(
      worst([wider.coefficients[1], wider.standardErrors[1]], [plain.coefficients[1] * 1e5, plain.standardErrors[1] * 1e5]) < 1e-9
    )
    let backwards = try LogisticRegression.fit(
      design: sample.design.rows(in: (0..<60).reversed().map { $0..<$0 + 1 }), outcomes: sample.outcomes.reversed())
    #expect(worst(backwards.coefficients, plain.coefficients) < 1e-10)
    let twice = try LogisticRegression.fit(
      design: Self.repeated(sample.design), outcomes: sample.outcomes + sample.outcomes,
      weights: Array(repeating: 0.5, count: 120))
    #expect(worst(twice.coefficients + twice.standardErrors, plain.coefficients + plain.standardErrors) < 1e-10)
    // a level a million spreads away: the slope is the same, the intercept follows
    var distant = sample.design
    for i in 0..<60 { distant[i, 1] = sample.design[i, 1] * 0x1p-10 + 1024 }
    let far = try LogisticRegression.fit(design: distant, outcomes: sample.outcomes)
    #expect(far.converged && worst([far.coefficients[1] * 0x1p-10], [plain.coefficients[1]]) < 1e-8)
    // with a weak ridge the maximum hardly moves, with a strong one it is the prior
    let weak = try LogisticRegression.fit(design: sample.design, outcomes: sample.outcomes, ridge: [1e-9, 1e-9, 1e-9])
    #expect(worst(weak.coefficients, plain.coefficients) < 1e-7)
    let strong = try LogisticRegression.fit(
      design: sample.design, outcomes: sample.outcomes, ridge: [1e12, 1e12, 1e12], prior: [1, 2, 3])
    #expect(worst(strong.coefficients, [1, 2, 3]) < 1e-10)
  }

  /// Many rows start from the top for a part of them: the answer must be that of the plain climb on the same rows, here
  /// given by weights on a table of distinct rows.
  @Test("many rows give what their table of frequencies gives")
  func frequencies() throws {
    var chance = SeededGenerator(seed: 11)
    let levels = (0..<40).map { (k: Int) -> [Double] in
      let (first, second) = (Double(k % 8), Double(k / 8))
      return [1, first / 4 - 1, second / 2 - 1]
    }
    var (table, design) = ([[Double]](repeating: [0, 0], count: 40), Matrix(rows: 24_000, columns: 3))
    var outcomes: [Bool] = []
    for i in 0..<24_000 {
      let level = Int(chance.next() % 40)
      for j in 0..<3 { design[i, j] = levels[level][j] }
      outcomes.append(chance.uniform() < 1 / (1 + exp(0.5 - levels[level][1])))
      table[level][outcomes[i] ? 1 : 0] += 1
    }
    let many = try LogisticRegression.fit(design: design, outcomes: outcomes)
    let both = try Matrix(columns: (0..<3).map { j in (levels + levels).map { $0[j] } })
    let frequencies = table.map { $0[0] } + table.map { $0[1] }
    let few = try LogisticRegression.fit(design: both, outcomes: (0..<80).map { $0 >= 40 }, weights: frequencies)
    #expect(many.converged && few.converged)
    #expect(worst(many.coefficients, few.coefficients) < 1e-11 && worst(many.standardErrors, few.standardErrors) < 1e-8)
    #expect(worst([many.logLikelihood], [few.logLikelihood]) < 1e-12)
    #expect(many == (try LogisticRegression.fit(design: design, outcomes: outcomes)))
  }

  /// Sums of counts over rows with the same regressors are sufficient, with the number of rows as exposure.
  @Test("many counts give what their sums give")
  func sums() throws {
    var chance = SeededGenerator(seed: 12)
    var design = Matrix(rows: 21_000, columns: 2, repeating: 1)
    var (counts, totals, sizes) = ([Double](), [Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
    for i in 0..<21_000 {
      let level = Int(chance.next() % 5)
      design[i, 1] = Double(level)
      counts.append(Double(chance.next() % UInt64(2 + level)))
      totals[level] += counts[i]
      sizes[level] += 1
    }
    let many = try PoissonRegression.fit(design: design, counts: counts)
    let few = try PoissonRegression.fit(
      design: Matrix(columns: [[1, 1, 1, 1, 1], [0, 1, 2, 3, 4]]), counts: totals, exposures: sizes)
    #expect(many.fit.converged && worst(many.fit.coefficients, few.fit.coefficients) < 1e-11)
    #expect(worst(many.fit.standardErrors, few.fit.standardErrors) < 1e-8)
  }

  /// Without columns the value is that of the offsets: -ln(1 + e^-m), for numbers of rows that leave lanes over.
  @Test("the log-likelihood keeps its digits from certain to impossible", arguments: [1, 2, 3, 4, 7, 600])
  func logisticValue(rows: Int) throws {
    var chance = SeededGenerator(seed: UInt64(rows))
    let offset = (0..<rows).map { _ in 60 * (chance.uniform() - 0.5) * (chance.uniform() < 0.1 ? 25 : 1) }
    let outcomes = (0..<rows).map { _ in chance.next() % 2 == 0 }
    let expected = zip(offset, outcomes).reduce(0) { sum, row in
      let margin = row.1 ? row.0 : -row.0
      return sum + (margin > 0 ? -log1p(exp(-margin)) : margin - log1p(exp(margin)))
    }
    let none = Matrix(rows: rows, columns: 0)
    let plain = try LogisticRegression.fit(design: none, outcomes: outcomes, offset: offset)
    #expect(worst([plain.logLikelihood], [expected]) < 1e-14)
    let weighted = try LogisticRegression.fit(
      design: none, outcomes: outcomes, weights: Array(repeating: 3, count: rows), offset: offset)
    #expect(worst([weighted.logLikelihood], [3 * expected]) < 1e-14)
  }

  @Test("counts: the score vanishes, exposures shift the intercept", arguments: 1...15)
  func counts(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let plain = try PoissonRegression.fit(design: sample.design, counts: sample.counts)
    #expect(plain.fit.converged)
    let residuals = (0..<60).map { sample.counts[$0] - plain.mean(sample.design.row($0)) }
    for product in try sample.design.transposedTimes(residuals) { #expect(abs(product) < 1e-11) }
    let tenfold = try PoissonRegression.fit(
      design: sample.design, counts: sample.counts, exposures: Array(repeating: 10, count: 60))
    #expect(abs(tenfold.fit.coefficients[0] - plain.fit.coefficients[0] + log(10)) < 1e-11)
    // the log-likelihood is that of the law
    let sum = (0..<60).reduce(0) { $0 + Poisson(mean: plain.mean(sample.design.row($1))).logProbability(Int(sample.counts[$1])) }
    #expect(worst([plain.fit.logLikelihood], [sum]) < 1e-12)
    let negative = try NegativeBinomialRegression.fit(design: sample.design, counts: sample.counts)
    let laws = (0..<60).reduce(0) { $0 + negative.law(sample.design.row($1)).logProbability(Int(sample.counts[$1])) }
    #expect(worst([negative.fit.logLikelihood], [laws]) < 1e-12)
    #expect(negative.fit.logLikelihood >= plain.fit.logLikelihood - 1e-9)
    #expect((negative.dispersion == .poisson) == negative.theta.isInfinite)
    // no other theta does better
    for factor in [0.8, 0.99, 1.01, 1.25] where negative.dispersion == .overdispersed {
      let other = (0..<60).reduce(0) { sum, i in
        let law = NegativeBinomial(mean: negative.law(sample.design.row(i)).mean, size: negative.theta * factor)
        return sum + law.logProbability(Int(sample.counts[i]))
      }
      #expect(other < laws)
    }
  }

  @Test("an additive hazard of one exposure is a complementary log-log regression", arguments: 1...10)
  func hazards(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let exposures = (0..<200).map { _ in 0.1 + 5 * chance.uniform() }
    let wrong = exposures.map { chance.uniform() < -expm1(-0.3 * $0) }
    let rate = try ComplementaryLogLogRegression.fit(
      design: Matrix(rows: 200, columns: 1, repeating: 1), outcomes: wrong, exposures: exposures)
    let hazard = try ExposureHazard.fit(
      exposures: Matrix(columns: [exposures]), wrong: wrong, priorShape: 1, priorRate: [1e-12])
    #expect(worst([rate.rate([1])], hazard.rates) < 1e-9)
  }

  @Test("ridge: the normal equations, flat and strong priors", arguments: 1...15)
  func ridge(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let (precision, prior, variance) = ([0, 3, 0.5], [0, 1, -1.0], 2.5)
    let fit = try RidgeRegression.fit(
      design: sample.design, response: sample.response, precision: precision, prior: prior, variance: variance)
    var normal = try sample.design.gram()
    var right = try sample.design.transposedTimes(sample.response)
    for j in 0..<3 {
      normal[j, j] += precision[j] * variance
      right[j] += precision[j] * variance * prior[j]
    }
    #expect(worst(fit.coefficients, try normal.cholesky().solve(right)) < 1e-11)
    let inverse = try normal.cholesky().inverse()
    for i in 0..<3 {
      for j in 0..<3 { #expect(abs(fit.covariance[i, j] - variance * inverse[i, j]) < 1e-13) }
    }
    let flat = try RidgeRegression.fit(design: sample.design, response: sample.response, precision: [0, 0, 0])
    let least = try LinearRegression.fit(design: sample.design, response: sample.response)
    #expect(worst(flat.coefficients, least.coefficients) < 1e-14)
    let expected = try sample.design.times(fit.coefficients)[0]
    #expect(abs(fit.predict(sample.design.row(0)).mean - expected) < 1e-14)
  }

  @Test("Firth's score vanishes, and a constant alone is (k + 1/2) / (n + 1)", arguments: 1...15)
  func firth(seed: Int) throws {
    let sample = try Sample(seed: seed)
    let ones = Matrix(rows: 60, columns: 1, repeating: 1)
    let constant = try FirthLogisticRegression.fit(design: ones, outcomes: sample.outcomes)
    let k = sample.outcomes.reduce(0.0) { $0 + ($1 ? 1 : 0) }
    #expect(abs(constant.probability([1]) - (k + 0.5) / 61) < 1e-13)
    let fit = try FirthLogisticRegression.fit(design: sample.design, outcomes: sample.outcomes)
    let p = (0..<60).map { fit.probability(sample.design.row($0)) }
    let gram = try sample.design.gram(weights: p.map { $0 * (1 - $0) }).cholesky()
    let forms = try gram.inverseForms(rowsOf: sample.design)
    let slopes = (0..<60).map { (i: Int) -> Double in
      let (outcome, weight) = (sample.outcomes[i] ? 1.0 : 0.0, p[i] * (1 - p[i]))
      return outcome - p[i] + weight * forms[i] * (0.5 - p[i])
    }
    for product in try sample.design.transposedTimes(slopes) { #expect(abs(product) < 1e-9) }
    let wider = try FirthLogisticRegression.fit(
      design: Self.scaled(sample.design, column: 1, by: 0x1p-40), outcomes: sample.outcomes)
    #expect(worst([wider.coefficients[1]], [fit.coefficients[1] * 0x1p40]) < 1e-9)
  }
}
