import Glibc

/// The number of successes in independent trials.
public struct Binomial: DiscreteDistribution, Equatable {
  /// How many trials.
  public let trials: Int
  /// Chance of success of each.
  public let p: Double

  /// Successes in independent trials of one chance.
  public init(trials: Int, p: Double) {
    self.trials = trials
    self.p = p
  }

  public var mean: Double { Double(trials) * p }
  public var variance: Double { Double(trials) * p * (1 - p) }
  public var largest: Int { trials }

  /// To full precision however small. (Loader 2000)
  public func logProbability(_ k: Int) -> Double {
    guard p >= 0, p <= 1, trials >= 0 else { return .nan }
    guard k >= 0, k <= trials else { return -.infinity }
    let (a, b) = (Double(k), Double(trials - k))
    return logBinomialTerm(a, b, p: p, q: 1 - p, difference: (-a).addingProduct(Double(trials), p))
  }

  public func tails(_ k: Int) -> TailProbabilities {
    guard p >= 0, p <= 1, trials >= 0 else { return .undefined }
    if k < 0 { return .none }
    if k >= trials { return .all }
    let (a, b) = (Double(k) + 1, Double(trials - k))
    let difference = (-a).addingProduct(Double(trials) + 1, p)
    return incompleteBeta(p, 1 - p, a, b, difference: difference).swapped
  }
}

/// The number of events at a constant rate.
public struct Poisson: DiscreteDistribution, Equatable {
  /// Mean and variance.
  public let mean: Double

  /// A count of events that come one by one at a constant rate.
  public init(mean: Double) {
    self.mean = mean
  }

  public var variance: Double { mean }
  public var largest: Int { mean == 0 ? 0 : .max }

  /// To full precision however small. (Loader 2000)
  public func logProbability(_ k: Int) -> Double {
    guard mean >= 0, mean.isFinite else { return .nan }
    return k < 0 ? -.infinity : logPoissonTerm(Double(k), mean: mean)
  }

  public func tails(_ k: Int) -> TailProbabilities {
    guard mean >= 0 else { return .undefined }
    if k < 0 { return .none }
    let a = Double(k) + 1
    return incompleteGamma(a, mean, difference: mean - a).swapped
  }
}

/// A Poisson number whose rate is gamma: P(k) = Gamma(k + size) / (Gamma(size) k!) p^size (1 - p)^k,
/// with p = size / (size + mean) and variance mean + mean^2 / size.
public struct NegativeBinomial: DiscreteDistribution, Equatable {
  public let mean: Double
  /// The shape of the gamma rate; infinite is the Poisson law.
  public let size: Double

  /// A Poisson count whose mean has a gamma law of shape `size`: variance mean + mean^2 / size.
  public init(mean: Double, size: Double) {
    self.mean = mean
    self.size = size
  }

  public var variance: Double { mean + mean * mean / size }
  public var largest: Int { mean == 0 ? 0 : .max }

  /// To full precision however small.
  public func logProbability(_ k: Int) -> Double {
    if size.isInfinite { return Poisson(mean: mean).logProbability(k) }
    guard mean >= 0, mean.isFinite, size > 0 else { return .nan }
    guard k >= 0 else { return -.infinity }
    let (total, count) = (size + mean, Double(k))
    if k == 0 { return -size * log1p(mean / size) }
    // size / (size + k) times a binomial term of real arguments
    let difference = size / total * (count - mean)
    let term = logBinomialTerm(size, count, p: size / total, q: mean / total, difference: difference)
    return term - log1p(count / size)
  }

  public func tails(_ k: Int) -> TailProbabilities {
    if size.isInfinite { return Poisson(mean: mean).tails(k) }
    guard mean >= 0, mean.isFinite, size > 0 else { return .undefined }
    if k < 0 { return .none }
    let (total, b) = (size + mean, Double(k) + 1)
    return incompleteBeta(size / total, mean / total, size, b, difference: size / total * (b - mean))
  }
}
