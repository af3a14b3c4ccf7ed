import Glibc

/// What the units together say about the rate of any one of them: a beta law.
public struct BetaBinomialPrior: Equatable, Sendable {
  /// The mean rate.
  public let mean: Double
  /// How many trials the prior is worth: a + b of the beta law.
  public let concentration: Double
  /// Units left out because their numbers are impossible (negative, more successes than trials, no partner).
  public let refused: Int

  /// A prior that is known.
  public init(mean: Double, concentration: Double, refused: Int = 0) {
    self.mean = mean
    self.concentration = concentration
    self.refused = refused
  }

  /// Mean and equal-tailed interval of one unit's rate; with no trials, those of the prior.
  ///
  ///     rate | successes k of n ~ Beta(mean M + k, (1 - mean) M + n - k)
  ///
  /// `level` is the probability inside the interval. Impossible numbers give NaN.
  public func posterior(successes: Int, trials: Int, level: Double = 0.9) -> (mean: Double, lower: Double, upper: Double) {
    guard successes >= 0, successes <= trials, level > 0, level < 1 else { return (.nan, .nan, .nan) }
    let a = mean * concentration + Double(successes)
    let b = (1 - mean) * concentration + Double(trials - successes)
    let tail = (1 - level) / 2
    let law = Beta(a: a, b: b)
    // the upper limit by symmetry, so that a rate near 1 keeps its digits and 0 and 1 are treated alike
    return (law.mean, law.quantile(tail), inverseIncompleteBeta(1 - tail, tail, a, b).x)
  }
}

/// Empirical Bayes for rates: many units, k_i successes of n_i trials each.
public enum BetaBinomial {
  /// Fits mean and concentration by maximum likelihood (Newton in logit mean and log concentration).
  ///
  ///     ln L = sum ln B(a + k_i, b + n_i - k_i) - ln B(a, b),   a = mean M, b = (1 - mean) M
  ///
  /// Always an answer, the same each time:
  /// - fewer than two units with trials: the Jeffreys prior, mean 1/2 and concentration 1, since one unit says nothing
  ///   about how units differ;
  /// - no unit with two trials: the pooled mean and concentration 1, for the same reason;
  /// - all failures or all successes: everything pooled, mean (k + 1/2) / (n + 1) of the totals, concentration n + 1;
  /// - no more spread than chance allows (underdispersed): the pooled mean, concentration at its cap.
  /// - Parameter maximumConcentration: no prior is worth more trials than this.
  public static func fit(successes: [Int], trials: [Int], maximumConcentration: Double = 10_000) -> BetaBinomialPrior {
    var units: [(successes: Int, trials: Int)] = []
    var refused = max(successes.count, trials.count) - min(successes.count, trials.count)
    // as doubles: a sum of whole numbers from outside may overflow
    var (hits, total) = (0.0, 0.0)
    for (k, n) in zip(successes, trials) {
      guard n >= 0, k >= 0, k <= n else {
        refused += 1
        continue
      }
      if n > 0 { units.append((k, n)) }
      hits += Double(k)
      total += Double(n)
    }
    let cap = max(maximumConcentration, 1e-2)
    guard units.count > 1 else { return BetaBinomialPrior(mean: 0.5, concentration: min(1, cap), refused: refused) }
    let pooled = (hits + 0.5) / (total + 1)
    if hits == 0 || hits == total {
      return BetaBinomialPrior(mean: pooled, concentration: min(total + 1, cap), refused: refused)
    }
    guard units.contains(where: { $0.trials > 1 }) else {
      return BetaBinomialPrior(mean: pooled, concentration: min(1, cap), refused: refused)
    }
    let groups = grouped(units)
    let start = (log(pooled / (1 - pooled)), log(momentConcentration(units, rate: hits / total)))
    let (logit, logConcentration) = climb(from: start, cap: log(cap), floor: log(1e-2)) { x, y in
      likelihood(groups, logitMean: x, logConcentration: y)
    }
    return BetaBinomialPrior(mean: logistic(logit).x, concentration: exp(logConcentration), refused: refused)
  }

  /// Equal units once with their number: many locations share the same small counts.
  private static func grouped(_ units: [(successes: Int, trials: Int)]) -> [(k: Double, n: Double, times: Double)] {
    let sorted = units.sorted { ($0.trials, $0.successes) < ($1.trials, $1.successes) }
    var groups: [(k: Double, n: Double, times: Double)] = []
    for (k, n) in sorted {
      if let last = groups.last, last.k == Double(k), last.n == Double(n) {
        groups[groups.count - 1].times += 1
      } else {
        groups.append((Double(k), Double(n), 1))
      }
    }
    return groups
  }

  /// A start by moments: sum (k - n p)^2 / (n p q) exceeds its binomial value by (n - 1) / (M + 1) for each unit.
  private static func momentConcentration(_ units: [(successes: Int, trials: Int)], rate p: Double) -> Double {
    var (excess, room) = (0.0, 0.0)
    for (k, n) in units {
      let d = Double(k) - Double(n) * p
      excess += d * d / (Double(n) * p * (1 - p)) - 1
      room += Double(n - 1)
    }
    return excess > 0 && room > 0 ? min(max(room / excess - 1, 0.1), 1000) : 1000
  }

  private static func likelihood(
    _ groups: [(k: Double, n: Double, times: Double)], logitMean: Double, logConcentration: Double
  ) -> Curvature2 {
    let m = exp(logConcentration)
    let (mu, nu) = logistic(logitMean)
    let (a, b) = (mu * m, nu * m)
    let (digammas, trigammas) = ((digamma(a), digamma(b), digamma(m)), (trigamma(a), trigamma(b), trigamma(m)))
    let base = logBeta(a, b)
    var value = 0.0
    var (fa, fb, faa, fbb, fab) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (k, n, times) in groups {
      value += times * (logBeta(a + k, b + n - k) - base)
      let shared = digamma(m + n) - digammas.2
      fa += times * (digamma(a + k) - digammas.0 - shared)
      fb += times * (digamma(b + n - k) - digammas.1 - shared)
      let sharedSlope = trigamma(m + n) - trigammas.2
      faa += times * (trigamma(a + k) - trigammas.0 - sharedSlope)
      fbb += times * (trigamma(b + n - k) - trigammas.1 - sharedSlope)
      fab -= times * sharedSlope
    }
    // a = mu m, b = nu m: d/dx with x the logit of mu, d/dy with y = ln m
    let t = mu * nu * m
    var result = Curvature2()
    result.value = value
    result.gradient = (t * (fa - fb), a * fa + b * fb)
    result.hessian.xx = t * t * (faa - 2 * fab + fbb) + t * (nu - mu) * (fa - fb)
    result.hessian.xy = t * (a * (faa - fab) + b * (fab - fbb)) + t * (fa - fb)
    result.hessian.yy = a * a * faa + 2 * a * b * fab + b * b * fbb + a * fa + b * fb
    return result
  }
}
