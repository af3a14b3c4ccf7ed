/// The beta law on (0, 1).
public struct Beta: Equatable, Sendable {
  public let a: Double
  public let b: Double

  /// NaN answers unless both are positive.
  public init(a: Double, b: Double) {
    self.a = a
    self.b = b
  }

  public var mean: Double { a / (a + b) }
  public var variance: Double { a / (a + b) * (b / (a + b)) / (a + b + 1) }

  /// P(X <= x), accurate in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    regularizedIncompleteBeta(min(max(x, 0), 1), a, b)
  }

  /// P(X > x), accurate in the upper tail.
  public func upperTail(_ x: Double) -> Double {
    let x = min(max(x, 0), 1)
    return regularizedIncompleteBeta(1 - x, b, a, complement: x)
  }

  /// The x with P(X <= x) = p.
  public func quantile(_ p: Double) -> Double {
    inverseRegularizedIncompleteBeta(p, a, b)
  }
}

/// The gamma law: density proportional to x^(shape - 1) e^(-rate x).
public struct Gamma: Equatable, Sendable {
  public let shape: Double
  public let rate: Double

  /// NaN answers unless both are positive.
  public init(shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  public var mean: Double { shape / rate }
  public var variance: Double { shape / (rate * rate) }

  /// P(X <= x), accurate in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    regularizedIncompleteGamma(lower: max(x, 0) * rate, shape)
  }

  /// P(X > x), accurate in the upper tail.
  public func upperTail(_ x: Double) -> Double {
    regularizedIncompleteGamma(upper: max(x, 0) * rate, shape)
  }

  /// The x with P(X <= x) = p.
  public func quantile(_ p: Double) -> Double {
    inverseRegularizedIncompleteGamma(p, shape) / rate
  }
}
