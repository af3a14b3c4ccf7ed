/// Which side of a law counts as evidence.
public enum Alternative: Sendable {
  /// Large numbers: P(X >= k).
  case greater
  /// Small numbers: P(X <= k).
  case less
  /// Twice the smaller side, at most 1.
  case twoSided
}

extension DiscreteDistribution {
  /// The exact p-value: never below its level under the null, and far above it for small counts.
  public func exactP(_ k: Int, _ alternative: Alternative = .greater) -> Double {
    randomizedP(k, alternative, uniform: 1)
  }

  /// The mid-p-value (Lancaster 1961): half of the probability of the observed number itself counts as beyond it.
  ///
  /// Its mean under the null is 1/2. It may fall below its level: rank with it, and test with `exactP` or `randomizedP`.
  public func midP(_ k: Int, _ alternative: Alternative = .greater) -> Double {
    randomizedP(k, alternative, uniform: 0.5)
  }

  /// P(X > k) + u P(X = k), or its mirror: uniform on (0, 1) under the null when u is.
  /// - Parameter uniform: u in 0...1, drawn by the caller; NaN answers otherwise. The two sides take u and 1 - u.
  public func randomizedP(_ k: Int, _ alternative: Alternative = .greater, uniform u: Double) -> Double {
    guard u >= 0, u <= 1 else { return .nan }
    // the exact and the mid p-value treat both sides alike; a drawn u is split between them
    let mirrored = u == 1 || u == 0.5 ? u : 1 - u
    let point = probability(k)
    let greater = u == 1 ? (k == .min ? 1 : tails(k - 1).upper) : tails(k).upper + u * point
    let less = mirrored == 1 ? tails(k).lower : (k == .min ? 0 : tails(k - 1).lower + mirrored * point)
    switch alternative {
    case .greater: return min(1, greater)
    case .less: return min(1, less)
    case .twoSided: return min(1, 2 * min(greater, less))
    }
  }
}
