public import LinearAlgebra

extension ExposureHazard {
  /// Fits rates and dispersion together, by Fisher scoring from the rates that fit best without.
  ///
  /// An intercept or any exposure that grows with the others takes the place of dispersion while that is held, so that
  /// the two cannot be found in turns. Fewer than 50 rows, or none or all of them wrong, say nothing of dispersion: 0. So
  /// does a likelihood that is not higher by more than 2 (its chance is below 0.03 without dispersion, Self & Liang 1987).
  /// - Parameters: as for `fit`; `near` is the fit of a similar problem, to begin from.
  public static func fitWithDispersion(
    exposures: Matrix, wrong: [Bool], weights: [Double]? = nil, priorShape: Double, priorRate: [Double],
    near: ExposureHazard? = nil
  ) throws(StatisticsError) -> ExposureHazard {
    var problem = try HazardProblem(
      exposures: exposures, wrong: wrong, weights: weights, priorShape: priorShape, priorRate: priorRate, dispersion: 0)
    if let near, near.dispersion > 0, near.rates.count == exposures.columns {
      problem.dispersion = near.dispersion
      var u = problem.start(near: near.rates)
      try problem.scoreWithDispersion(&u, steps: 100)
      let converged = try problem.newton(&u, steps: 50)
      return try problem.result(u, converged: converged)
    }
    var u = problem.start
    try problem.expectationMaximisation(&u, steps: 60)
    var plain = u
    let converged = try problem.newton(&plain, steps: 200)
    let none = try problem.result(plain, converged: converged)
    let events = wrong.count { $0 }
    guard wrong.count >= 50, events > 0, events < wrong.count else { return none }
    problem.dispersion = 0.5
    u = problem.start(near: none.rates)
    try problem.scoreWithDispersion(&u, steps: 100)
    let hasConverged = try problem.newton(&u, steps: 50)
    let dispersed = try problem.result(u, converged: hasConverged)
    return dispersed.logLikelihood > none.logLikelihood + 2 ? dispersed : none
  }
}
