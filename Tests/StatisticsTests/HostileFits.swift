import LinearAlgebra
import Statistics
import Testing

/// A public fit, and the numbers that its success claims; a verdict of no fit claims none.
struct PublicFit: Sendable, CustomTestStringConvertible {
  let name: String
  let numbers: @Sendable (HostileInput) throws -> [Double]

  init(_ name: String, _ numbers: @escaping @Sendable (HostileInput) throws -> [Double]) {
    self.name = name
    self.numbers = numbers
  }

  var testDescription: String { name }

  static let all: [PublicFit] =
    algebra + regression + location + scatter + charts + empiricalBayes + calibration + multiplicity + sequences + hazards

  /// An intercept before the columns.
  private static func design(_ input: HostileInput) throws -> Matrix {
    try Matrix(columns: [Array(repeating: 1, count: input.data.rows)] + (0..<input.data.columns).map { input.data.column($0) })
  }

  /// Whole numbers, as far as the response has such; the ends of the range for what lies beyond.
  private static func integers(_ values: [Double]) -> [Int] {
    values.map { $0.isNaN ? .min : $0 >= 0x1p63 ? .max : $0 < -0x1p63 ? .min : Int($0) }
  }

  /// Without the signs: exposures, or counts.
  private static func sizes(_ data: Matrix) -> Matrix {
    var data = data
    data.withMutableElements { elements in for i in elements.indices { elements[i] = abs(elements[i]) } }
    return data
  }

  private static func trials(_ values: [Double]) -> [Int] {
    integers(values).map { $0 > Int.max / 2 ? .max : max($0, 0) + 3 }
  }

  private static let algebra: [PublicFit] = [
    PublicFit("LeastSquares") { input in
      let problem = try LeastSquares(input.data)
      return try problem.solve(input.response).coefficients + problem.leverages()
    },
    PublicFit("PivotedQR") { try PivotedQR($0.data).solve($0.response) },
    PublicFit("SingularValueDecomposition") { try SingularValueDecomposition($0.data).values },
    PublicFit("SymmetricEigen") { try SymmetricEigen($0.data.gram()).values },
    PublicFit("Cholesky") { try $0.data.gram().cholesky().inverse().elements },
    PublicFit("weighted gram") { try $0.data.gram(weights: $0.weights).elements },
  ]

  private static let regression: [PublicFit] = [
    PublicFit("LinearRegression") { input in
      let fit = try LinearRegression.fit(design: design(input), response: input.response)
      // infinite where the data do not determine a coefficient, but never NaN
      let errors = fit.standardErrors.filter { $0 != .infinity }
      return try fit.coefficients + fit.residuals + errors + fit.minimumNormCoefficients()
    },
    PublicFit("HuberRegression") { input in
      let fit = try HuberRegression.fit(design: design(input), response: input.response)
      return fit.outcome == .fitted ? fit.coefficients + [fit.scale] + fit.residuals : []
    },
    PublicFit("RidgeRegression") { input in
      let design = try design(input)
      let precision = Array(repeating: 0.5, count: design.columns)
      let fit = try RidgeRegression.fit(design: design, response: input.response, precision: precision)
      return fit.coefficients + fit.covariance.elements
    },
    PublicFit("LogisticRegression") { input in
      let fit = try LogisticRegression.fit(design: design(input), outcomes: input.labels, weights: input.weights)
      return try fit.coefficients + fit.covariance.elements + [fit.logLikelihood] + fit.probabilities(design(input))
    },
    PublicFit("LogisticRegression with a ridge") { input in
      let design = try design(input)
      let ridge = Array(repeating: 0.5, count: design.columns)
      let fit = try LogisticRegression.fit(design: design, outcomes: input.labels, weights: input.weights, ridge: ridge)
      return fit.coefficients + fit.covariance.elements + [fit.logLikelihood]
    },
    PublicFit("FirthLogisticRegression") { input in
      let fit = try FirthLogisticRegression.fit(design: design(input), outcomes: input.labels, weights: input.weights)
      return fit.coefficients + fit.covariance.elements + [fit.logLikelihood]
    },
    PublicFit("PoissonRegression") { input in
      let fit = try PoissonRegression.fit(design: design(input), counts: input.response, weights: input.weights).fit
      return fit.coefficients + fit.covariance.elements + [fit.logLikelihood]
    },
    PublicFit("NegativeBinomialRegression") { input in
      let model = try NegativeBinomialRegression.fit(design: design(input), counts: input.response, weights: input.weights)
      return model.fit.coefficients + model.fit.covariance.elements + (model.dispersion == .overdispersed ? [model.theta] : [])
    },
    PublicFit("ComplementaryLogLogRegression") { input in
      let fit = try ComplementaryLogLogRegression.fit(design: design(input), outcomes: input.labels, weights: input.weights).fit
      return fit.coefficients + fit.covariance.elements + [fit.logLikelihood]
    },
    PublicFit("OneWayAnalysis") { input in
      let analysis = try OneWayAnalysis.fit((0..<input.data.columns).map { input.data.column($0) } + [input.response])
      return analysis.groupMeans + [analysis.betweenSumOfSquares, analysis.withinSumOfSquares]
    },
    PublicFit("RobustSeasonalFit") { input in
      let rows = 0..<input.data.rows
      let block = input.data.rows(in: [rows, rows, rows])
      let days = (0..<block.rows).map { Int32($0) }
      let design = try SeasonalDesign(days: days, weekdays: days.map { Int($0) % 7 + 1 })
      let fits = try RobustSeasonalFit.fit(block, design: design, minimumDays: 10)
      return fits.flatMap { $0.outcome == .fitted ? $0.coefficients + [$0.scale] : [] }
    },
  ]

  private static let location: [PublicFit] = [
    PublicFit("Moments") { input in
      guard let moments = try Moments(input.response) else { return [] }
      return [moments.mean, moments.minimum, moments.maximum] + [moments.standardDeviation, moments.skewness].compactMap { $0 }
    },
    PublicFit("quantiles and median absolute deviation") { input in
      // these answer nil for a NaN, and what is asked for infinities
      guard input.response.allSatisfy(\.isFinite) else { return [] }
      return [0, 0.3, 1].compactMap { quantile(input.response, $0) }
        + [median(input.response), mad(input.response)].compactMap { $0 }
    },
    PublicFit("qnScale") { input in try [qnScale(input.response)].compactMap { $0 } },
    PublicFit("TrimmedMean") { input in
      guard let trimmed = try TrimmedMean(input.response, trim: 0.2) else { return [] }
      return [trimmed.mean, trimmed.winsorizedMean] + [trimmed.standardError].compactMap { $0 }
    },
    PublicFit("averageRanks") { try averageRanks($0.response) },
    PublicFit("hajekMean") { input in
      guard let estimate = try hajekMean(input.response, weights: input.weights) else { return [] }
      // infinite for one effective value, but never NaN
      return [estimate.mean, estimate.variance == .infinity ? 0 : estimate.variance, estimate.effectiveCount]
    },
    PublicFit("fayHerriot") { input in
      let fit = try fayHerriot(estimates: input.response, variances: input.weights)
      return fit.means + fit.variances + [fit.tau2]
    },
    PublicFit("DDSketch") { input in
      var sketch = DDSketch()
      for value in integers(input.response) { sketch.add(Int64(value)) }
      return [0, 0.5, 1].compactMap { sketch.quantile($0) } + [sketch.share(above: 3)].compactMap { $0 }
    },
  ]

  private static let scatter: [PublicFit] = [
    PublicFit("sample covariance and distances") { input in
      guard let sample = try LocationScatter.sample(input.data) else { return [] }
      return try sample.location + sample.scatter.elements + sample.squaredDistances(of: input.data)
    },
    PublicFit("Ledoit-Wolf") { input in
      guard let shrunk = try ShrunkCovariance.ledoitWolf(input.data) else { return [] }
      return shrunk.estimate.scatter.elements + [shrunk.shrinkage]
    },
    PublicFit("oracle approximating shrinkage") { input in
      guard let shrunk = try ShrunkCovariance.oracleApproximating(input.data) else { return [] }
      return shrunk.estimate.scatter.elements + [shrunk.shrinkage]
    },
    PublicFit("MinimumCovarianceDeterminant") { input in
      guard case .estimate(let robust) = try MinimumCovarianceDeterminant.fit(input.data, .init(starts: 50)) else { return [] }
      return robust.reweighted.location + robust.reweighted.scatter.elements + robust.squaredDistances + [robust.logDeterminant]
    },
    PublicFit("PrincipalComponents") { input in
      guard let sample = try LocationScatter.sample(input.data) else { return [] }
      let components = try PrincipalComponents(sample, count: 1)
      let row = input.data.row(0)
      return try components.eigenvalues + components.scores(of: row) + [components.residual(of: row).statistic]
    },
    PublicFit("NearestNeighbours") { try NearestNeighbours($0.data, count: 3).farthest },
    PublicFit("OutlierEnsemble") { input in
      guard case .scored(let scores) = try OutlierEnsemble.score(input.data, scatter: .init(starts: 50)) else { return [] }
      return scores.combined
    },
  ]

  private static func points(_ chart: ControlChart) -> [Double] {
    chart.points.flatMap { [$0.value, $0.centre, $0.lower, $0.upper] }
  }

  private static let charts: [PublicFit] = [
    PublicFit("individuals chart") { try points(VariablesChart(individuals: $0.response).individuals($0.response)) },
    PublicFit("chart of means by ranges") { input in
      let groups = (0..<input.data.rows).map { input.data.row($0) }
      return try points(VariablesChart(subgroups: groups, sigma: .ranges).means(groups))
    },
    PublicFit("chart of means by deviations") { input in
      let groups = (0..<input.data.rows).map { input.data.row($0) }
      return try points(VariablesChart(subgroups: groups, sigma: .standardDeviations).means(groups))
    },
    PublicFit("p chart") { input in
      let counts = integers(input.response)
      return try points(AttributesChart(.binomial, counts: counts, sizes: input.weights).rates(counts, sizes: input.weights))
    },
    PublicFit("u chart") { input in
      let counts = integers(input.response)
      return try points(AttributesChart(.poisson, counts: counts, sizes: input.weights).rates(counts, sizes: input.weights))
    },
    PublicFit("EWMA") { try points(EWMA(lambda: 0.2, multiplier: 2.7).chart($0.response, target: 0, sigma: 1)) },
    PublicFit("CUSUM") { input in
      let run = try CUSUM(reference: 0.5, decision: 4).run(input.response)
      return run.upper + run.lower
    },
    PublicFit("run rules") { input in
      try RunRules.Nelson.allCases.flatMap { try RunRules.violations(of: $0, input.response) }.map(Double.init)
    },
    PublicFit("funnel of proportions") { input in
      guard let funnel = try FunnelPlot(.proportion, events: input.response, sizes: input.weights) else { return [] }
      return [funnel.target, funnel.phi, funnel.tau2]
    },
    PublicFit("funnel of ratios") { input in
      guard let funnel = try FunnelPlot(.ratio, events: input.response, sizes: input.weights) else { return [] }
      return [funnel.target, funnel.phi, funnel.tau2]
    },
  ]

  /// An infinite variance is the verdict that the units say nothing about each other.
  private static func spread(_ prior: NormalPrior) -> [Double] { prior.variance == .infinity ? [] : [prior.variance] }

  private static let empiricalBayes: [PublicFit] = [
    PublicFit("BetaBinomial") { input in
      let counts = integers(input.response)
      let prior = BetaBinomial.fit(successes: counts, trials: trials(input.response))
      let posterior = prior.posterior(successes: 1, trials: 3)
      return [prior.mean, prior.concentration, posterior.mean, posterior.lower, posterior.upper]
    },
    PublicFit("GammaPoisson") { input in
      let prior = GammaPoisson.fit(counts: integers(input.response), exposures: input.weights)
      let posterior = prior.posterior(count: 2, exposure: 1)
      // rate 0 has no mean, but a posterior
      return [prior.rate > 0 ? prior.mean : 0, prior.shape, prior.rate, posterior.mean, posterior.lower, posterior.upper]
    },
    PublicFit("NormalNormal") { input in
      let prior = NormalNormal.fit(estimates: input.response, variances: input.weights)
      return [prior.mean] + spread(prior)
    },
    PublicFit("NormalNormal, restricted") { input in
      let prior = NormalNormal.fit(estimates: input.response, variances: input.weights, method: .restricted)
      return [prior.mean] + spread(prior)
    },
    PublicFit("jamesStein") { try jamesStein($0.response, variance: 1).estimates },
  ]

  private static let calibration: [PublicFit] = [
    PublicFit("PlattScaling") { input in
      let map = try PlattScaling(scores: input.response, labels: input.labels, weights: input.weights)
      return [map.slope, map.intercept]
    },
    PublicFit("BetaCalibration") { input in
      guard case .fitted(let map) = try BetaCalibration.fit(input.response, input.labels, weights: input.weights) else {
        return []
      }
      return [map.a, map.b, map.c]
    },
    PublicFit("IsotonicCalibration") { input in
      let map = try IsotonicCalibration(scores: input.response, labels: input.labels, weights: input.weights)
      return map.thresholds + map.values + input.response.map { map($0) }
    },
    PublicFit("isotonicRegression") { try isotonicRegression($0.response, weights: $0.weights) },
    PublicFit("CalibrationLine") { input in
      guard case .fitted(let line) = try CalibrationLine.fit(input.response, input.labels, weights: input.weights) else {
        return []
      }
      return [line.slope, line.intercept, line.interceptInTheLarge]
    },
    PublicFit("CalibrationTable") { input in
      guard
        let table = CalibrationTable(input.response, input.labels, weights: input.weights, binning: .equalMass(5))
      else { return [] }
      let murphy = table.murphy
      return [table.expectedError, table.largestError, murphy.reliability, murphy.resolution, murphy.uncertainty, murphy.within]
    },
    PublicFit("brier and calibration error") { input in
      [
        brier(input.response, input.labels, weights: input.weights),
        calibrationError(input.response, input.labels, weights: input.weights),
      ].compactMap { $0 }
    },
    PublicFit("area under the curve and average precision") { input in
      [
        auc(scores: input.response, labels: input.labels, weights: input.weights),
        averagePrecision(scores: input.response, labels: input.labels, weights: input.weights),
      ].compactMap { $0 }
    },
    PublicFit("DeLong") { input in
      guard let area = AreaUnderCurve(scores: input.response, labels: input.labels, weights: input.weights) else { return [] }
      // infinite for one effective case of a class, but never NaN
      return [area.value, area.variance == .infinity ? 0 : area.variance, area.interval().lower, area.interval().upper]
    },
  ]

  private static let multiplicity: [PublicFit] = [
    PublicFit("benjaminiHochberg") { try benjaminiHochberg($0.response) },
    PublicFit("benjaminiYekutieli") { try benjaminiYekutieli($0.response) },
    PublicFit("holm and bonferroni") { try holm($0.response) + bonferroni($0.response) },
    PublicFit("hierarchicalDiscovery") { input in
      let discovery = try hierarchicalDiscovery(families: [input.response, [0.01, 0.5], []], level: 0.1)
      return discovery.familyP + discovery.familyQ + [discovery.levelWithin]
    },
  ]

  private static let sequences: [PublicFit] = [
    PublicFit("changes of the mean") { [try changePoints($0.response, model: .mean(variance: 1), penalty: 7).cost] },
    PublicFit("changes of mean and variance") { input in
      [try changePoints(input.response, model: .meanAndVariance(floor: 1e-6), penalty: 7).cost]
    },
    PublicFit("changes of a Poisson rate") { [try changePoints($0.response, model: .poisson, penalty: 7).cost] },
    PublicFit("BayesianChangePoints") { input in
      var detector = try BayesianChangePoints(.normal(mean: 0, strength: 0.1, shape: 1, rate: 1), meanRunLength: 50)
      for value in input.response { try detector.observe(value) }
      return [detector.probabilityOfChange(within: 5)]
    },
    PublicFit("PoissonCompletion") { input in
      let completion = try PoissonCompletion(counts: sizes(input.data), rank: 1, seed: 1)
      return completion.rates.elements + completion.thinned.elements + [completion.share, completion.retained]
    },
    PublicFit("PoissonCompletion of the response") { input in
      let column = try Matrix(columns: [input.response, input.response.reversed()])
      let completion = try PoissonCompletion(counts: column, rank: 1, seed: 1)
      return completion.rates.elements + completion.thinned.elements + [completion.share, completion.retained]
    },
  ]

  private static let hazards: [PublicFit] = [
    PublicFit("ExposureHazard") { input in
      let rates = Array(repeating: 1.0, count: input.data.columns)
      let fit = try ExposureHazard.fit(
        exposures: sizes(input.data), wrong: input.labels, weights: input.weights, priorShape: 1.2, priorRate: rates)
      return fit.rates + fit.covariance.elements + [fit.logLikelihood]
    },
    PublicFit("ExposureHazard of the response") { input in
      let fit = try ExposureHazard.fitWithDispersion(
        exposures: Matrix(columns: [input.response]), wrong: input.labels, weights: input.weights, priorShape: 1.2,
        priorRate: [1])
      return fit.rates + fit.covariance.elements + [fit.logLikelihood, fit.dispersion]
    },
    PublicFit("CompoundSizeLaw") { input in
      let law = try CompoundSizeLaw(errors: integers(input.response), weights: input.weights)
      return law.sizes + [law.tail, law.mean, law.variance, law.probability(newError: 1, hazard: 0.3)]
    },
  ]
}
