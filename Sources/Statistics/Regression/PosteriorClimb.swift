import LinearAlgebra

/// Newton's way to the top of a concave log-likelihood, with or without a normal prior.
///
///     ln posterior = log-likelihood(X b + offset) - 1/2 sum_j ridge_j (b_j - prior_j)^2
///
/// Each step is halved until the value rises. On many rows the start is the top for a seventeenth of them, found in the
/// same way; its curvature, times seventeen, serves for the first steps, which then only need the gradient of all rows.
/// Curvature and standard errors of the answer are those of all rows at the top.
struct PosteriorClimb<Family: LikelihoodFamily> {
  let design: Matrix
  let offset: [Double]?
  let family: Family
  /// Precision of each coefficient, all positive; `nil` is maximum likelihood.
  let ridge: [Double]?
  /// Prior mean of each coefficient.
  let prior: [Double]

  struct Summit {
    var coefficients: [Double]
    var logLikelihood: Double
    /// Minus the Hessian, prior included.
    var information: Matrix
    var converged = false
    var steps: Int
  }

  struct Point {
    let coefficients: [Double]
    let logLikelihood: Double
    let value: Double
    let gradient: [Double]
    let information: Matrix
    var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) && information.isFinite }
  }

  func point(_ coefficients: [Double], curvature: Bool = true) throws(StatisticsError) -> Point {
    let sum = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try design.rowSum(at: coefficients, offset: offset, curvature: curvature) { family.evaluate($0) }
    }
    guard let ridge else {
      return Point(
        coefficients: coefficients, logLikelihood: sum.value, value: sum.value, gradient: sum.gradient,
        information: sum.information)
    }
    var (gradient, information, penalty) = (sum.gradient, sum.information, 0.0)
    for j in ridge.indices {
      let distance = coefficients[j] - prior[j]
      penalty += ridge[j] * distance * distance / 2
      gradient[j] -= ridge[j] * distance
      information[j, j] += ridge[j]
    }
    return Point(
      coefficients: coefficients, logLikelihood: sum.value, value: sum.value - penalty, gradient: gradient,
      information: information)
  }

  /// Climbs until nothing is left to gain, until `stop` answers true for a step, or for 100 steps.
  /// - Parameter stop: asked with a step from the eighth on, when the climb should long be over.
  /// - Returns: `nil` where the information is singular to rounding at the start.
  func climb(
    from start: Point, stop: ([Double]) throws(StatisticsError) -> Bool
  ) throws(StatisticsError) -> Summit? {
    var (here, summit, last) = (start, Summit?.none, Double.infinity)
    guard here.isFinite else { throw reasonNotFinite() }
    for step in 1...100 {
      guard let factor = try factor(here.information) else { return summit }
      let gradient = here.gradient
      let direction = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.solve(gradient) }
      // twice the value still to gain; Newton squares it each time
      let gain = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      var top = Summit(
        coefficients: here.coefficients, logLikelihood: here.logLikelihood, information: here.information, steps: step)
      if gain <= negligible || (gain <= 1e-9 && gain > 0.25 * last) {
        // the value cannot tell this step from none any more, but the slope can
        top.coefficients = zip(here.coefficients, direction).map { $0 + $1 }
        top.converged = true
        return top
      }
      if step >= 8, try stop(direction) { return top }
      (summit, last) = (top, gain)
      guard let next = try firstRise(from: here, along: direction) else { return top }
      here = next
    }
    return summit
  }

  /// A gain so small that curvature and standard errors at this point are those of the top to 1e-9; on many rows, where
  /// another pass costs something, to about 1e-6. The coefficients are squared once more after it.
  private var negligible: Double {
    // predictors of rows are then within sqrt(gain p / n) of the top's
    let rows = Double(design.rows)
    return rows > 100_000 ? 1e-11 * rows / Double(max(1, design.columns)) : 1e-18
  }

  private func firstRise(from here: Point, along direction: [Double]) throws(StatisticsError) -> Point? {
    var length = 1.0
    while length > 1e-12 {
      let next = try point(zip(here.coefficients, direction).map { $0 + length * $1 })
      if next.isFinite, next.value >= here.value - 1e-13 * (1 + abs(here.value)) { return next }
      length /= 2
    }
    return nil
  }

  private func factor(_ information: Matrix) throws(StatisticsError) -> Cholesky? {
    do throws(LinearAlgebraError) { return try information.cholesky() } catch {
      if case .notPositiveDefinite = error { return nil }
      throw .linearAlgebra(error)
    }
  }

  /// Non-finite sums come from the input or from overflow.
  private func reasonNotFinite() -> StatisticsError {
    design.isFinite ? .linearAlgebra(.resultNotFinite) : .notFinite(argument: "design")
  }
}

extension PosteriorClimb {
  /// Rows in one run of the part that gives the start.
  private static var run: Int { 64 }
  private static var thinning: Int { 17 }

  /// A start from the rows themselves: near the top where there are many.
  func start() throws(StatisticsError) -> [Double] {
    guard design.rows >= 20_000, design.rows >= 2000 * design.columns else { return try approximateStart() }
    let ranges = stride(from: 0, to: design.rows, by: Self.run * Self.thinning).map { first in
      first..<min(first + Self.run, design.rows)
    }
    let part = PosteriorClimb(
      design: design.rows(in: ranges), offset: offset?.elements(in: ranges), family: family.rows(in: ranges),
      ridge: ridge?.map { $0 / Double(Self.thinning) }, prior: prior)
    let begin = try part.point(part.start())
    guard let summit = try part.climb(from: begin, stop: { _ in true }), summit.converged else {
      return try approximateStart()
    }
    let share = Double(part.design.rows) / Double(design.rows)
    var curvature = summit.information
    curvature.withMutableElements { elements in
      for place in elements.indices { elements[place] /= share }
    }
    return try approach(from: summit.coefficients, curvature)
  }

  /// Steps with a curvature taken from elsewhere, while each gains at least a digit.
  private func approach(from start: [Double], _ curvature: Matrix) throws(StatisticsError) -> [Double] {
    guard let factor = try factor(curvature) else { return start }
    var here = try point(start, curvature: false)
    guard here.isFinite else { throw reasonNotFinite() }
    // the curvature of a part is right to about 1 %, so the first step leaves 1e-4 of the gain
    var shrinkage = 1e-3
    for _ in 0..<8 {
      let gradient = here.gradient
      let step = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.solve(gradient) }
      let gain = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      let next = zip(here.coefficients, step).map { $0 + $1 }
      if gain * shrinkage <= negligible { return next }
      let there = try point(next, curvature: false)
      guard there.isFinite, there.value >= here.value else { return here.coefficients }
      let right = there.gradient
      let left = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.inverseForm(right) }
      guard left < 0.01 * gain else { return next }
      shrinkage = left / gain
      here = there
    }
    return here.coefficients
  }

  /// One weighted least squares on each row's own approximation; the prior mean where that has no answer.
  private func approximateStart() throws(StatisticsError) -> [Double] {
    let sum = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try design.rowSum(at: prior) { block in
        for (i, row) in block.rows.enumerated() {
          let (weight, response) = family.approximation(row)
          block.slope[i] = weight * (response - (offset?[row] ?? 0) - block.predictor[i])
          block.rootCurvature[i] = weight.squareRoot()
        }
        return 0
      }
    }
    guard sum.gradient.allSatisfy(\.isFinite), sum.information.isFinite else { throw reasonNotFinite() }
    var (information, gradient) = (sum.information, sum.gradient)
    if let ridge { for j in ridge.indices { information[j, j] += ridge[j] } }
    guard let factor = try factor(information) else { return prior }
    let right = gradient
    gradient = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try factor.solve(right) }
    let start = zip(prior, gradient).map { $0 + $1 }
    return try point(start).isFinite ? start : prior
  }
}
