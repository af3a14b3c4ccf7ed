import Glibc
import LinearAlgebra

/// The theta of a negative binomial regression, by the profile of its likelihood over ln theta.
struct ThetaSearch {
  private let design: Matrix
  private let counts: [Double]
  private let rows: CountRows
  private let poisson: LikelihoodFit
  private var best: LikelihoodFit

  init(design: Matrix, counts: [Double], rows: CountRows, poisson: LikelihoodFit) {
    self.design = design
    self.counts = counts
    self.rows = rows
    self.poisson = poisson
    best = poisson
  }

  private func family(_ logTheta: Double) -> NegativeBinomialFamily {
    NegativeBinomialFamily(counts, weights: rows.weights, theta: exp(logTheta))
  }

  private func means(_ coefficients: [Double]) throws(StatisticsError) -> [Double] {
    let eta = try StatisticsError.wrapping { () throws(LinearAlgebraError) in try design.times(coefficients) }
    return eta.indices.map { exp(eta[$0] + (rows.offset?[$0] ?? 0)) }
  }

  /// Slope and curvature in ln theta where the coefficients are best for it.
  private mutating func slope(_ logTheta: Double) throws(StatisticsError) -> (first: Double, second: Double) {
    let family = family(logTheta)
    best = try LikelihoodFit.maximumLikelihood(design, offset: rows.offset, family: family)
    let (first, second) = family.thetaDerivatives(try means(best.coefficients))
    let theta = exp(logTheta)
    return (first * theta, second * theta * theta + first * theta)
  }

  /// Sum of weights, weighted mean of the Poisson means, and the moment estimate of 1 / theta.
  private func moments() throws(StatisticsError) -> (size: Double, mean: Double, inverse: Double) {
    let means = try means(poisson.coefficients)
    var (size, total, excess, squares) = (0.0, 0.0, 0.0, 0.0)
    for (row, mean) in means.enumerated() {
      let (y, weight) = (counts[row], rows.weights?[row] ?? 1)
      size += weight
      total += weight * mean
      excess += weight * ((y - mean) * (y - mean) - y)
      squares += weight * mean * mean
    }
    return (size, size > 0 ? total / size : 0, squares > 0 ? excess / squares : 0)
  }

  mutating func run() throws(StatisticsError) -> NegativeBinomialRegression {
    let (size, mean, inverse) = try moments()
    // from here on the law differs from Poisson's by less than one part in 1e7
    let ceiling = log(1e7 * max(1, mean))
    guard size > 0, try slope(ceiling).first < 0 else { return asPoisson() }
    var (low, high) = (log(1e-8), ceiling)
    var place = min(max(inverse > 0 ? -log(inverse) : high / 2, low + 1), high - 1)
    for _ in 0..<100 {
      let (first, second) = try slope(place)
      if first > 0 { low = place } else { high = place }
      var next = second < 0 ? place - first / second : .nan
      // the slope at the lower end is not known; a step beyond it is a walk towards it
      if !(next > low && next < high) { next = (low + high) / 2 }
      let moved = abs(next - place)
      place = next
      if moved <= 1e-10 || high - low <= 1e-10 { break }
    }
    let second = try slope(place).second
    let theta = exp(place)
    return NegativeBinomialRegression(
      fit: best, theta: theta, thetaStandardError: second < 0 ? theta / (-second).squareRoot() : .infinity,
      dispersion: .overdispersed)
  }

  private func asPoisson() -> NegativeBinomialRegression {
    NegativeBinomialRegression(fit: poisson, theta: .infinity, thetaStandardError: .infinity, dispersion: .poisson)
  }
}
