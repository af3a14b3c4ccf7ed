import Glibc
import LinearAlgebra

/// The posterior of `ExposureHazard` in the unknowns u_c = nu_c S_c, S_c = rate_c + sum_i w_i N_ic.
///
/// In u every class counts in expected error events, whatever the unit of its exposure, so that one tolerance serves
/// all. The linear part of the posterior is then -sum u over rows and prior together, corrected for the wrong rows.
struct HazardProblem {
  /// N_ic / S_c
  let design: Matrix
  let wrong: [Bool]
  let weights: [Double]
  let excessShape: Double
  private let scales: [Double]
  private let priorShare: [Double]
  private let unexplained: Double
  var dispersion: Double

  /// Below this many expected events a rate with a falling posterior is held at 0.
  private static let negligible = 1e-9

  init(
    exposures: Matrix, wrong: [Bool], weights: [Double]?, priorShape: Double, priorRate: [Double], dispersion: Double
  ) throws(StatisticsError) {
    let (rows, columns) = (exposures.rows, exposures.columns)
    var weights = weights ?? Array(repeating: 1, count: rows)
    guard wrong.count == rows else { throw .dimensions(expected: rows, found: wrong.count) }
    guard weights.count == rows else { throw .dimensions(expected: rows, found: weights.count) }
    guard priorRate.count == columns else { throw .dimensions(expected: columns, found: priorRate.count) }
    guard exposures.isFinite else { throw .notFinite(argument: "exposures") }
    guard exposures.elements.allSatisfy({ $0 >= 0 }) else { throw .outOfRange(argument: "exposures") }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "weights") }
    guard priorShape >= 1, priorShape.isFinite else { throw .outOfRange(argument: "priorShape") }
    guard priorRate.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "priorRate") }
    guard dispersion >= 0, dispersion.isFinite else { throw .outOfRange(argument: "dispersion") }
    self.dispersion = dispersion
    var total = [Double](repeating: 0, count: rows)
    exposures.withElements { elements in
      for j in 0..<columns {
        for i in 0..<rows { total[i] += elements[i + j * rows] }
      }
    }
    var unexplained = 0.0
    for i in 0..<rows where wrong[i] && total[i] == 0 {
      unexplained += weights[i]
      weights[i] = 0
    }
    let sums = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try exposures.transposedTimes(weights) }
    let scales = zip(sums, priorRate).map { $0 + $1 }
    var design = exposures
    design.withMutableElements { elements in
      for j in 0..<columns {
        for i in 0..<rows { elements[i + j * rows] /= scales[j] }
      }
    }
    self.design = design
    self.wrong = wrong
    self.weights = weights
    excessShape = priorShape - 1
    self.scales = scales
    priorShare = zip(priorRate, scales).map { $0 / $1 }
    self.unexplained = unexplained
  }

  /// The wrong records spread evenly over the classes: positive, so that every class may rise or fall.
  var start: [Double] {
    var wrongWeight = 0.0
    for i in wrong.indices where wrong[i] { wrongWeight += weights[i] }
    return scales.map { _ in (wrongWeight + 0.5) / Double(scales.count) + excessShape }
  }

  /// Rates known from a similar problem, a little inside their range.
  func start(near rates: [Double]) -> [Double] {
    zip(rates, scales).map { max($0 * $1, 1e-6) }
  }

  struct Point {
    var hazard: [Double]
    var logLikelihood: Double
    var posterior: Double
  }

  func evaluate(_ u: [Double]) throws(StatisticsError) -> Point {
    let hazard = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(u) }
    var sum = 0.0
    for i in hazard.indices where weights[i] > 0 {
      let h = hazard[i]
      // -ln P(no event)
      let silence = dispersion > 0 ? log1p(dispersion * h) / dispersion : h
      guard wrong[i] else {
        sum -= weights[i] * silence
        continue
      }
      // ln(1 - e^-s), the better of two forms on either side of ln 2
      sum += weights[i] * (silence < 0.6931 ? log(-expm1(-silence)) : log1p(-exp(-silence)))
    }
    var prior = 0.0
    for c in u.indices {
      if excessShape > 0 { prior += excessShape * log(u[c] / scales[c]) }
      prior -= priorShare[c] * u[c]
    }
    return Point(hazard: hazard, logLikelihood: sum, posterior: sum + prior)
  }

  /// The latent number of events of each class in each wrong record is its expectation, given at least one event;
  /// then each rate is events over exposure.
  mutating func expectationMaximisation(_ u: inout [Double], steps: Int) throws(StatisticsError) {
    for _ in 0..<steps {
      let current = u
      let hazard = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(current) }
      let pull = hazard.indices.map { i in
        wrong[i] && weights[i] > 0 ? weights[i] / max(-expm1(-hazard[i]), 1e-300) : 0
      }
      let events = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.transposedTimes(pull) }
      var change = 0.0
      for c in u.indices {
        let next = u[c] * events[c] + excessShape
        change = max(change, abs(next - u[c]) / (1 + u[c]))
        u[c] = next
      }
      if change < 1e-7 { break }
    }
  }

  /// P(no event) / P(some event).
  func oddsOfNone(_ hazard: Double) -> Double {
    1 / expm1(dispersion > 0 ? log1p(dispersion * hazard) / dispersion : hazard)
  }

  func gradient(at point: Point, _ u: [Double]) throws(StatisticsError) -> [Double] {
    let pull = point.hazard.indices.map { i in
      guard weights[i] > 0 else { return 0.0 }
      let (spread, odds) = (1 + dispersion * point.hazard[i], oddsOfNone(point.hazard[i]))
      return weights[i] / spread * (wrong[i] ? odds : -1)
    }
    var gradient = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.transposedTimes(pull) }
    for c in u.indices { gradient[c] += (excessShape > 0 ? excessShape / u[c] : 0) - priorShare[c] }
    return gradient
  }

  /// Minus the second derivative of each row's log likelihood by its hazard, as observed or in expectation.
  private func curvature(at point: Point, expected: Bool) -> [Double] {
    point.hazard.indices.map { i in
      guard weights[i] > 0 else { return 0.0 }
      let (spread, odds) = (1 + dispersion * point.hazard[i], oddsOfNone(point.hazard[i]))
      if expected { return weights[i] * odds / (spread * spread) }
      return weights[i] / (spread * spread) * (wrong[i] ? odds * (1 + odds + dispersion) : -dispersion)
    }
  }

  /// The factor of minus the Hessian on the free classes. With dispersion right rows curve the wrong way: where the whole
  /// then has no factor, the expected Hessian takes its place, with as little added to the diagonal as it takes.
  private func factor(at point: Point, _ u: [Double], free: [Int]) throws(StatisticsError) -> Cholesky {
    func reduced(_ curvature: [Double]) throws(LinearAlgebraError) -> Matrix {
      // A Gram matrix takes no negative weights: the two signs apart
      let rising = try design.gram(weights: curvature.map { max($0, 0) })
      let falling = dispersion > 0 ? try design.gram(weights: curvature.map { max(-$0, 0) }) : nil
      var reduced = Matrix(rows: free.count, columns: free.count)
      for (a, i) in free.enumerated() {
        for (b, j) in free.enumerated() { reduced[a, b] = rising[i, j] - (falling?[i, j] ?? 0) }
        if excessShape > 0 { reduced[a, a] += excessShape / (u[i] * u[i]) }
      }
      return reduced
    }
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      if dispersion > 0, let observed = try? reduced(curvature(at: point, expected: false)).cholesky() { return observed }
      var matrix = try reduced(curvature(at: point, expected: dispersion > 0))
      let largest = free.indices.reduce(0) { max($0, matrix[$1, $1]) }
      // classes that always move together, or never, leave a direction without curvature
      var ridge = 1e-12 * max(largest, 1e-12)
      while true {
        do throws(LinearAlgebraError) { return try matrix.cholesky() } catch {
          guard case .notPositiveDefinite = error, ridge < 1e12 * max(largest, 1e-12) else { throw error }
          for a in free.indices { matrix[a, a] += ridge }
          ridge *= 100
        }
      }
    }
  }

  /// Projected Newton steps (Bertsekas 1982): classes at 0 that would fall stay there, the others move together.
  mutating func newton(_ u: inout [Double], steps: Int) throws(StatisticsError) -> Bool {
    var point = try evaluate(u)
    for _ in 0..<steps {
      let slope = try gradient(at: point, u)
      for c in u.indices where excessShape == 0 && u[c] <= HazardProblem.negligible && slope[c] < 0 { u[c] = 0 }
      let free = u.indices.filter { u[$0] > 0 || slope[$0] > 0 }
      guard !free.isEmpty else { return true }
      point = try evaluate(u)
      let solver = try factor(at: point, u, free: free)
      let freeSlope = free.map { slope[$0] }
      let step = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try solver.solve(freeSlope) }
      let decrement = zip(step, freeSlope).reduce(0) { $0 + $1.0 * $1.1 }
      if decrement <= 1e-12 {
        finish(&u, free, step)
        return true
      }
      var (length, moved) = (1.0, false)
      while length > 1e-8 {
        var next = u
        // with a log prior 0 is out of reach: stop short of it
        for (a, c) in free.enumerated() { next[c] = max(excessShape > 0 ? u[c] * 0.1 : 0, u[c] + length * step[a]) }
        var promised = 0.0
        for c in free { promised += slope[c] * (next[c] - u[c]) }
        let there = try evaluate(next)
        if promised > 0, there.posterior >= point.posterior + 1e-4 * promised {
          (u, point, moved) = (next, there, true)
          break
        }
        length /= 2
      }
      // no step rises although the slope says so: the posterior is flat to rounding here
      if !moved {
        let flat = decrement <= 1e-8 * (1 + abs(point.posterior))
        if flat { finish(&u, free, step) }
        return flat
      }
    }
    return false
  }

  /// One more step where the posterior is flat to rounding: the slope still knows the way, and squares the error.
  private func finish(_ u: inout [Double], _ free: [Int], _ step: [Double]) {
    for (a, c) in free.enumerated() { u[c] = max(excessShape > 0 ? u[c] * 0.1 : 0, u[c] + step[a]) }
  }

  func result(_ u: [Double], converged: Bool) throws(StatisticsError) -> ExposureHazard {
    let point = try evaluate(u)
    let free = u.indices.filter { u[$0] > 0 }
    var covariance = Matrix(rows: u.count, columns: u.count)
    if !free.isEmpty {
      let solver = try factor(at: point, u, free: free)
      let inverse = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try solver.inverse() }
      for (a, i) in free.enumerated() {
        for (b, j) in free.enumerated() { covariance[i, j] = inverse[a, b] / (scales[i] * scales[j]) }
      }
    }
    return ExposureHazard(
      rates: zip(u, scales).map { $0 / $1 }, covariance: covariance, isFree: u.map { $0 > 0 },
      logLikelihood: point.logLikelihood, converged: converged, unexplainedWeight: unexplained, dispersion: dispersion)
  }
}
