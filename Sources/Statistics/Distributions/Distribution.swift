import Glibc

/// A law on the real line.
///
/// The four tails come from one evaluation; each of them is accurate where it is small. A NaN argument or parameter
/// outside its range answers NaN.
public protocol ContinuousDistribution: Sendable {
  /// ln of the density; -infinity where there is none.
  func logDensity(_ x: Double) -> Double
  /// P(X <= x), P(X > x) and their logarithms.
  func tails(_ x: Double) -> TailProbabilities
  /// The x with P(X <= x) = p; NaN for p outside 0...1.
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = q, for a q too small to be told from 0 as 1 - q.
  func quantile(upperTail q: Double) -> Double
}

extension ContinuousDistribution {
  /// e^`logDensity`.
  public func density(_ x: Double) -> Double { exp(logDensity(x)) }

  /// P(X <= x), accurate in the lower tail.
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// P(X > x), accurate in the upper tail.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// ln P(X <= x), also where the probability itself underflows.
  public func logCumulative(_ x: Double) -> Double { tails(x).logLower }

  /// ln P(X > x), also where the probability itself underflows.
  public func logUpperTail(_ x: Double) -> Double { tails(x).logUpper }
}

/// A law on 0, 1, 2...
public protocol DiscreteDistribution: Sendable {
  var mean: Double { get }
  var variance: Double { get }
  /// The largest possible number; `Int.max` where there is none.
  var largest: Int { get }
  /// ln P(X = k); -infinity where impossible, NaN for parameters outside their range.
  func logProbability(_ k: Int) -> Double
  /// P(X <= k), P(X > k) and their logarithms.
  func tails(_ k: Int) -> TailProbabilities
}

extension DiscreteDistribution {
  /// e^`logProbability`.
  public func probability(_ k: Int) -> Double { exp(logProbability(k)) }

  /// P(X <= k), accurate in the lower tail.
  public func cumulative(_ k: Int) -> Double { tails(k).lower }

  /// P(X > k), accurate in the upper tail.
  public func upperTail(_ k: Int) -> Double { tails(k).upper }

  /// ln P(X <= k), also where the probability itself underflows.
  public func logCumulative(_ k: Int) -> Double { tails(k).logLower }

  /// ln P(X > k), also where the probability itself underflows.
  public func logUpperTail(_ k: Int) -> Double { tails(k).logUpper }

  /// The smallest k with P(X <= k) >= p.
  /// - Returns: `nil` where there is none: `p` outside 0...1, a law without meaning, the end of an unbounded law, or a
  ///   number beyond 2^53.
  public func quantile(_ p: Double) -> Int? {
    quantile(lower: p, upper: 1 - p)
  }

  /// The smallest k with P(X > k) <= q, for a q too small to be told from 0 as 1 - q.
  public func quantile(upperTail q: Double) -> Int? {
    quantile(lower: 1 - q, upper: q)
  }

  private func quantile(lower p: Double, upper q: Double) -> Int? {
    guard p >= 0, p <= 1, q >= 0, q <= 1, !tails(0).lower.isNaN else { return nil }
    if q == 0 { return largest < Int.max ? largest : nil }
    let end = min(largest, 1 << 53)
    func reaches(_ k: Int) -> Bool {
      let tails = tails(k)
      return p <= q ? tails.lower >= p : tails.upper <= q
    }
    let z = p <= q ? Normal.standard.quantile(p) : -Normal.standard.quantile(q)
    let spread = variance.squareRoot()
    let guess = p > 0 ? min(max(mean + z * spread, 0), Double(end)) : 0
    var step = max(1, Int(min(spread / 8, 1e15)))
    // high reaches, low (or -1) does not
    var (low, high) = (Int(guess), Int(guess))
    if reaches(high) {
      repeat {
        high = low
        low = max(-1, low - step)
        step *= 2
      } while low >= 0 && reaches(low)
    } else {
      repeat {
        if high >= end { return nil }
        low = high
        high = min(end, high + step)
        step *= 2
      } while !reaches(high)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if reaches(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
