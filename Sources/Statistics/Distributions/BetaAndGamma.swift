import Glibc

/// The beta law on (0, 1).
public struct Beta: ContinuousDistribution, Equatable {
  /// First shape, positive.
  public let a: Double
  /// Second shape, positive.
  public let b: Double

  /// NaN answers unless both are positive.
  public init(a: Double, b: Double) {
    self.a = a
    self.b = b
  }

  public var mean: Double { a / (a + b) }
  public var variance: Double { a / (a + b) * (b / (a + b)) / (a + b + 1) }

  public func logDensity(_ x: Double) -> Double {
    guard a > 0, b > 0, !x.isNaN else { return .nan }
    guard x >= 0, x <= 1 else { return -.infinity }
    if x == 0 { return a < 1 ? .infinity : a == 1 ? log(b) : -.infinity }
    if x == 1 { return b < 1 ? .infinity : b == 1 ? log(a) : -.infinity }
    let y = 1 - x
    return logBetaKernel(x, y, a, b, difference: excess(x, y, a, b)) - log(x) - log(y)
  }

  public func tails(_ x: Double) -> TailProbabilities {
    incompleteBetaTails(x < 0 ? 0 : x > 1 ? 1 : x, a, b)
  }

  public func quantile(_ p: Double) -> Double {
    inverseIncompleteBeta(p, 1 - p, a, b).x
  }

  public func quantile(upperTail q: Double) -> Double {
    inverseIncompleteBeta(1 - q, q, a, b).x
  }
}

/// The gamma law: density proportional to x^(shape - 1) e^(-rate x).
public struct Gamma: ContinuousDistribution, Equatable {
  /// Shape, positive.
  public let shape: Double
  /// Rate, positive: 1 / scale.
  public let rate: Double

  /// NaN answers unless both are positive.
  public init(shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  public var mean: Double { shape / rate }
  public var variance: Double { shape / (rate * rate) }

  public func logDensity(_ x: Double) -> Double {
    guard shape > 0, rate > 0, !x.isNaN else { return .nan }
    if x < 0 || x == .infinity { return -.infinity }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? log(rate) : -.infinity }
    return logPoissonTerm(shape, mean: x * rate, difference: difference(x)) + log(shape) - log(x)
  }

  public func tails(_ x: Double) -> TailProbabilities {
    guard rate > 0 else { return .undefined }
    return x <= 0 ? incompleteGamma(shape, 0, difference: 0) : incompleteGamma(shape, x * rate, difference: difference(x))
  }

  /// rate x - shape with one rounding: the product alone would blur the far tails of large shapes.
  private func difference(_ x: Double) -> Double {
    (-shape).addingProduct(x, rate)
  }

  public func quantile(_ p: Double) -> Double {
    rate > 0 ? inverseRegularizedIncompleteGamma(p, shape) / rate : .nan
  }

  public func quantile(upperTail q: Double) -> Double {
    rate > 0 ? inverseRegularizedIncompleteGamma(1 - q, shape, upperTail: q) / rate : .nan
  }
}

/// The law of a sum of squares of `degreesOfFreedom` standard normal values; gamma of half that shape and rate 1/2.
public struct ChiSquare: ContinuousDistribution, Equatable {
  /// Positive, not only whole.
  public let degreesOfFreedom: Double

  /// The law of a sum of that many squared standard normal values; the number need not be whole.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  public var mean: Double { degreesOfFreedom }
  public var variance: Double { 2 * degreesOfFreedom }
  private var gamma: Gamma { Gamma(shape: degreesOfFreedom / 2, rate: 0.5) }

  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }
  public func tails(_ x: Double) -> TailProbabilities { gamma.tails(x) }
  public func quantile(_ p: Double) -> Double { gamma.quantile(p) }
  public func quantile(upperTail q: Double) -> Double { gamma.quantile(upperTail: q) }
}
