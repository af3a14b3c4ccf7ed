import Glibc

/// The number of successes in independent trials.
public struct Binomial: Equatable, Sendable {
  public let trials: Int
  public let p: Double

  public init(trials: Int, p: Double) {
    self.trials = trials
    self.p = p
  }

  /// ln P(X = k), to full precision however small; -infinity where impossible. (Loader 2000)
  public func logProbability(_ k: Int) -> Double {
    guard p >= 0, p <= 1, trials >= 0 else { return .nan }
    guard k >= 0, k <= trials else { return -.infinity }
    return logBinomialTerm(Double(k), Double(trials - k), p: p, q: 1 - p)
  }

  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// P(X <= k), accurate in the lower tail.
  public func cumulative(_ k: Int) -> Double {
    guard p >= 0, p <= 1, trials >= 0 else { return .nan }
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return regularizedIncompleteBeta(1 - p, Double(trials - k), Double(k + 1), complement: p)
  }

  /// P(X > k), accurate in the upper tail.
  public func upperTail(_ k: Int) -> Double {
    guard p >= 0, p <= 1, trials >= 0 else { return .nan }
    if k < 0 { return 1 }
    if k >= trials { return 0 }
    return regularizedIncompleteBeta(p, Double(k + 1), Double(trials - k))
  }
}

/// The number of events at a constant rate.
public struct Poisson: Equatable, Sendable {
  public let mean: Double

  public init(mean: Double) {
    self.mean = mean
  }

  /// ln P(X = k), to full precision however small. (Loader 2000)
  public func logProbability(_ k: Int) -> Double {
    guard mean >= 0, mean.isFinite else { return .nan }
    return k < 0 ? -.infinity : logPoissonTerm(Double(k), mean: mean)
  }

  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// P(X <= k), accurate in the lower tail.
  public func cumulative(_ k: Int) -> Double {
    guard mean >= 0 else { return .nan }
    return k < 0 ? 0 : regularizedIncompleteGamma(upper: mean, Double(k) + 1)
  }

  /// P(X > k), accurate in the upper tail.
  public func upperTail(_ k: Int) -> Double {
    guard mean >= 0 else { return .nan }
    return k < 0 ? 1 : regularizedIncompleteGamma(lower: mean, Double(k) + 1)
  }
}

/// A Poisson number whose rate is gamma: P(k) = Gamma(k + size) / (Gamma(size) k!) p^size (1 - p)^k,
/// with p = size / (size + mean) and variance mean + mean^2 / size.
public struct NegativeBinomial: Equatable, Sendable {
  public let mean: Double
  /// The shape of the gamma rate; infinite is the Poisson law.
  public let size: Double

  public init(mean: Double, size: Double) {
    self.mean = mean
    self.size = size
  }

  public var variance: Double { mean + mean * mean / size }

  /// ln P(X = k), to full precision however small.
  public func logProbability(_ k: Int) -> Double {
    if size.isInfinite { return Poisson(mean: mean).logProbability(k) }
    guard mean >= 0, mean.isFinite, size > 0 else { return .nan }
    guard k >= 0 else { return -.infinity }
    let total = size + mean
    if k == 0 { return -size * log1p(mean / size) }
    // size / (size + k) times a binomial term of real arguments
    return log(size / (size + Double(k))) + logBinomialTerm(size, Double(k), p: size / total, q: mean / total)
  }

  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// P(X <= k), accurate in the lower tail.
  public func cumulative(_ k: Int) -> Double {
    if size.isInfinite { return Poisson(mean: mean).cumulative(k) }
    guard mean >= 0, mean.isFinite, size > 0 else { return .nan }
    let total = size + mean
    return k < 0 ? 0 : regularizedIncompleteBeta(size / total, size, Double(k) + 1, complement: mean / total)
  }

  /// P(X > k), accurate in the upper tail.
  public func upperTail(_ k: Int) -> Double {
    if size.isInfinite { return Poisson(mean: mean).upperTail(k) }
    guard mean >= 0, mean.isFinite, size > 0 else { return .nan }
    let total = size + mean
    return k < 0 ? 1 : regularizedIncompleteBeta(mean / total, Double(k) + 1, size, complement: size / total)
  }
}
