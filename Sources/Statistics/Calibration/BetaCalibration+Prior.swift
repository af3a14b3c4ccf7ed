import Glibc

extension BetaCalibration {
  /// The map that changes nothing.
  public static let identity = BetaCalibration(a: 1, b: 1, c: 0)

  /// The most probable map when maps near the identity are expected: a correction from few labels is a small one.
  ///
  ///     a, b ~ N(1, spread^2),   c ~ N(0, (2 spread)^2),   a, b >= 0
  ///
  /// The likelihood is that of `fit`, with weights scaled so that together they count as (sum w)^2 / sum w^2 cases: weights
  /// 1 / pi do not make a sample larger than it is. There is always a finite answer, also for separated probabilities or
  /// one class alone; without labels it is the identity.
  /// - Parameter spread: positive; 0.5 lets some twenty labels be heard.
  /// - Throws: as `fit`; `.outOfRange` for a spread that is not positive.
  public static func shrunk(_ p: [Double], _ y: [Bool], weights: [Double]? = nil, spread: Double) throws(StatisticsError)
    -> BetaCalibration
  {
    guard spread > 0, spread.isFinite else { throw .outOfRange(argument: "spread") }
    guard !p.isEmpty else { return identity }
    var weights = try checkedCases(p, y, weights)
    guard p.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { throw .outOfRange(argument: "p") }
    let (sum, squares) = (weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 })
    weights = weights.map { $0 * sum / squares }
    let columns = p.map { s -> [Double] in
      let s = min(max(s, Double.ulpOfOne), 1 - Double.ulpOfOne)
      return [1, log(s), -log1p(-s)]
    }
    let precision: [Double] = [0.25, 1, 1].map { (share: Double) -> Double in share / (spread * spread) }
    let centre: [Double] = [0, 1, 1]
    // The posterior is concave: steps that do not rise are halved, and a slope that wants below 0 stays there
    var theta = centre
    var free = [true, true, true]
    func predictor(_ theta: [Double], _ i: Int) -> Double {
      theta[0] + theta[1] * columns[i][1] + theta[2] * columns[i][2]
    }
    func posterior(_ theta: [Double]) -> Double {
      var value = 0.0
      for i in columns.indices {
        let eta = predictor(theta, i)
        // ln s or ln (1 - s), from the side that does not overflow
        let side = y[i] ? -eta : eta
        value -= weights[i] * (side > 0 ? side + log1p(exp(-side)) : log1p(exp(side)))
      }
      for k in 0..<3 {
        let off = theta[k] - centre[k]
        value -= precision[k] * off * off / 2
      }
      return value
    }
    var height = posterior(theta)
    for _ in 0..<100 {
      var gradient = [Double](repeating: 0, count: 3)
      var information = [[Double]](repeating: [0, 0, 0], count: 3)
      for k in 0..<3 {
        gradient[k] = -precision[k] * (theta[k] - centre[k])
        information[k][k] = precision[k]
      }
      for i in columns.indices {
        let (s, q) = logistic(predictor(theta, i))
        let (residual, curvature) = (weights[i] * (y[i] ? q : -s), weights[i] * s * q)
        for a in 0..<3 {
          gradient[a] += residual * columns[i][a]
          for b in 0...a { information[a][b] += curvature * columns[i][a] * columns[i][b] }
        }
      }
      for k in 1...2 { free[k] = theta[k] > 0 || gradient[k] > 0 }
      for k in 0..<3 where !free[k] {
        gradient[k] = 0
        for j in 0..<3 { (information[k][j], information[j][k]) = (0, 0) }
        information[k][k] = 1
      }
      guard let step = SmallCholesky(information)?.solve(gradient) else { break }
      let decrement = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement > 1e-14 * max(1, abs(height)) else { break }
      var (length, rose) = (1.0, false)
      while length > 1e-9 {
        var next = zip(theta, step).map { $0 + length * $1 }
        for k in 1...2 { next[k] = max(0, next[k]) }
        let there = posterior(next)
        if there > height {
          (theta, height, rose) = (next, there, true)
          break
        }
        length /= 2
      }
      guard rose else { break }
    }
    return BetaCalibration(a: theta[1], b: theta[2], c: theta[0])
  }
}
