import Glibc

/// How the values of one run are spread, with a conjugate prior for what is unknown.
public enum RunModel: Equatable, Sendable {
  /// Normal values of unknown mean and variance: 1/variance ~ Gamma(shape, rate), mean ~ N(mean, variance / strength).
  /// The prediction is a t law of 2 shape degrees, location mean, squared scale rate (strength + 1) / (shape strength).
  case normal(mean: Double, strength: Double, shape: Double, rate: Double)
  /// Counts at an unknown rate ~ Gamma(shape, rate). The prediction is negative binomial.
  case poisson(shape: Double, rate: Double)
}

/// Online change-point detection (Adams & MacKay 2007, arXiv 0710.3742): the posterior of how long the present run has
/// lasted, renewed with each value.
///
///     P(r = 1, x_1..t)     = h sum over r' of P(r', x_1..t-1) p(x_t | prior)
///     P(r = r' + 1, x_1..t) = (1 - h) P(r', x_1..t-1) p(x_t | the last r' values),   h = 1 / meanRunLength
///
/// The run counts the present value, and the first value begins one. Memory is bounded: runs of `longestRun` values and
/// more are one case, with the statistics of whichever run brought it more probability.
public struct BayesianChangePoints: Sendable {
  /// The law of the values within a run, and its prior.
  public let model: RunModel
  /// 1 / hazard: values that a run lasts on average, a priori.
  public let meanRunLength: Double
  /// Longer runs are counted as this long.
  public let longestRun: Int
  /// ln of the probability (density) of all values so far.
  public private(set) var logEvidence = 0.0
  /// P(run length = index + 1), given all values so far; empty before the first.
  public private(set) var runLengths: [Double] = []
  /// Posterior parameters of each run, beside `runLengths`.
  private var runs: [Run] = []
  /// ln Gamma(shape + n/2 + 1/2) - ln Gamma(shape + n/2) for a run of n values, as far as there are runs.
  private var rises: [Double] = []

  private struct Run {
    var mean = 0.0
    var strength = 0.0
    var shape = 0.0
    var rate = 0.0
    var length = 0
  }

  /// - Throws: `.outOfRange` unless strength, shape and rate are positive and finite, the prior mean is within 1e100,
  ///   `meanRunLength` above 1 and `longestRun` at least 2.
  public init(_ model: RunModel, meanRunLength: Double, longestRun: Int = 500) throws(StatisticsError) {
    let scales: [Double]
    switch model {
    case .normal(let mean, let strength, let shape, let rate):
      guard abs(mean) <= 1e100 else { throw .outOfRange(argument: "mean") }
      scales = [strength, shape, rate]
    case .poisson(let shape, let rate): scales = [shape, rate]
    }
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "model") }
    guard meanRunLength > 1, meanRunLength.isFinite else { throw .outOfRange(argument: "meanRunLength") }
    guard longestRun >= 2 else { throw .outOfRange(argument: "longestRun") }
    (self.model, self.meanRunLength, self.longestRun) = (model, meanRunLength, longestRun)
  }

  /// Takes the next value.
  /// - Throws: `.notFinite`; `.outOfRange` beyond 1e100, for a count that is not a whole number from 0 to 2^53, or for a
  ///   value that every run calls impossible in doubles. The state then stays as it was.
  public mutating func observe(_ x: Double) throws(StatisticsError) {
    guard x.isFinite else { throw .notFinite(argument: "x") }
    guard abs(x) <= 1e100 else { throw .outOfRange(argument: "x") }
    if case .poisson = model {
      guard x >= 0, x <= 0x1p53, x == x.rounded() else { throw .outOfRange(argument: "x") }
    }
    while rises.count <= runs.count, case .normal(_, _, let shape, _) = model {
      rises.append(logGammaRise(shape + Double(rises.count) / 2, by: 0.5))
    }
    let hazard = 1 / meanRunLength
    let fresh = prior
    var logs = [logPrediction(x, fresh) + (runs.isEmpty ? 0 : log(hazard))]
    for (run, probability) in zip(runs, runLengths) {
      logs.append(log(probability) + log1p(-hazard) + logPrediction(x, run))
    }
    let highest = logs.max() ?? 0
    guard highest.isFinite else { throw .outOfRange(argument: "x") }
    var masses = logs.map { exp($0 - highest) }
    let total = masses.reduce(0, +)
    for index in masses.indices { masses[index] /= total }
    logEvidence += highest + log(total)
    runs = ([fresh] + runs).map { updated($0, x) }
    if masses.count > longestRun {
      let (older, younger) = (masses[longestRun], masses[longestRun - 1])
      if older > younger { runs[longestRun - 1] = runs[longestRun] }
      masses[longestRun - 1] = older + younger
      masses.removeLast()
      runs.removeLast()
    }
    runLengths = masses
  }

  /// The probability that the present run began within the last `values` values, the present one included.
  public func probabilityOfChange(within values: Int) -> Double {
    min(1, runLengths.prefix(max(0, values)).reduce(0, +))
  }

  /// The shortest of the most probable run lengths; 0 before the first value.
  public var mostLikelyRunLength: Int {
    var best = (length: 0, probability: 0.0)
    for (index, probability) in runLengths.enumerated() where probability > best.probability {
      best = (index + 1, probability)
    }
    return best.length
  }

  private var prior: Run {
    switch model {
    case .normal(let mean, let strength, let shape, let rate):
      return Run(mean: mean, strength: strength, shape: shape, rate: rate)
    case .poisson(let shape, let rate):
      return Run(shape: shape, rate: rate)
    }
  }

  private func logPrediction(_ x: Double, _ run: Run) -> Double {
    switch model {
    case .normal:
      let spread = 2 * run.rate * (run.strength + 1) / run.strength
      let d = x - run.mean
      // the one case of long runs outgrows the table
      let rise = run.length < rises.count ? rises[run.length] : logGammaRise(run.shape, by: 0.5)
      return rise - 0.5 * log(Double.pi * spread) - (run.shape + 0.5) * log1p(d * d / spread)
    case .poisson:
      return NegativeBinomial(mean: run.shape / run.rate, size: run.shape).logProbability(Int(x))
    }
  }

  private func updated(_ run: Run, _ x: Double) -> Run {
    var next = run
    next.length += 1
    switch model {
    case .normal:
      let d = x - run.mean
      next.rate += 0.5 * run.strength / (run.strength + 1) * d * d
      next.mean += d / (run.strength + 1)
      next.strength += 1
      next.shape += 0.5
    case .poisson:
      next.shape += x
      next.rate += 1
    }
    return next
  }
}
