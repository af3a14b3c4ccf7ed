/// Patterns that a process in control seldom makes, beside single points beyond the limits.
///
/// z are distances from the centre in standard deviations. A violation stands at the point that completes the pattern, and
/// that point must be part of it.
public enum RunRules {
  /// The rules of the Western Electric handbook (1956).
  public enum WesternElectric: Int, CaseIterable, Sendable {
    /// One point beyond 3.
    case beyondThree = 1
    /// Two of three points beyond 2 on one side.
    case twoOfThree
    /// Four of five points beyond 1 on one side.
    case fourOfFive
    /// Eight points in a row on one side.
    case eightOnOneSide
  }

  /// The rules of Nelson (1984).
  public enum Nelson: Int, CaseIterable, Sendable {
    /// One point beyond 3.
    case beyondThree = 1
    /// Nine points in a row on one side.
    case nineOnOneSide
    /// Six points in a row rising, or falling.
    case sixInTrend
    /// Fourteen points in a row alternating up and down.
    case fourteenAlternating
    /// Two of three points beyond 2 on one side.
    case twoOfThree
    /// Four of five points beyond 1 on one side.
    case fourOfFive
    /// Fifteen points in a row within 1.
    case fifteenWithin
    /// Eight points in a row beyond 1 on either side.
    case eightBeyond
  }

  /// The points, from 0, at which a rule is violated.
  /// - Throws: `.notFinite` for a NaN; infinities are far away.
  public static func violations(of rule: WesternElectric, _ z: [Double]) throws(StatisticsError) -> [Int] {
    switch rule {
    case .beyondThree: try share(z, 1, of: 1, beyond: 3)
    case .twoOfThree: try share(z, 2, of: 3, beyond: 2)
    case .fourOfFive: try share(z, 4, of: 5, beyond: 1)
    case .eightOnOneSide: try share(z, 8, of: 8, beyond: 0)
    }
  }

  /// The points, from 0, at which a rule is violated.
  /// - Throws: `.notFinite` for a NaN; infinities are far away.
  public static func violations(of rule: Nelson, _ z: [Double]) throws(StatisticsError) -> [Int] {
    switch rule {
    case .beyondThree: try share(z, 1, of: 1, beyond: 3)
    case .nineOnOneSide: try share(z, 9, of: 9, beyond: 0)
    case .sixInTrend: try windows(z, 6) { steps($0).allSatisfy { $0 > 0 } || steps($0).allSatisfy { $0 < 0 } }
    case .fourteenAlternating:
      try windows(z, 14) { window in
        let steps = steps(window)
        return steps[0] != 0 && zip(steps, steps.dropFirst()).allSatisfy { $0 * $1 < 0 }
      }
    case .twoOfThree: try share(z, 2, of: 3, beyond: 2)
    case .fourOfFive: try share(z, 4, of: 5, beyond: 1)
    case .fifteenWithin: try windows(z, 15) { $0.allSatisfy { abs($0) < 1 } }
    case .eightBeyond: try windows(z, 8) { $0.allSatisfy { abs($0) > 1 } }
    }
  }

  /// Signs of the steps between neighbours: the differences themselves may be infinite or vanish.
  private static func steps(_ window: ArraySlice<Double>) -> [Int] {
    zip(window, window.dropFirst()).map { $1 > $0 ? 1 : $1 < $0 ? -1 : 0 }
  }

  private static func windows(
    _ z: [Double], _ length: Int, _ matches: (ArraySlice<Double>) -> Bool
  ) throws(StatisticsError) -> [Int] {
    guard !z.contains(where: \.isNaN) else { throw .notFinite(argument: "z") }
    guard z.count >= length else { return [] }
    return (length - 1..<z.count).filter { matches(z[($0 - length + 1)...$0]) }
  }

  /// At least `needed` of the last `length` points beyond a bound on the side of the last one; fewer points make a shorter
  /// window.
  private static func share(
    _ z: [Double], _ needed: Int, of length: Int, beyond bound: Double
  ) throws(StatisticsError) -> [Int] {
    guard !z.contains(where: \.isNaN) else { throw .notFinite(argument: "z") }
    return z.indices.filter { i in
      let window = z[max(0, i - length + 1)...i]
      if z[i] > bound { return window.count { $0 > bound } >= needed }
      return z[i] < -bound && window.count { $0 < -bound } >= needed
    }
  }
}
