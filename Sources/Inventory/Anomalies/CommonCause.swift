internal import Glibc
internal import Statistics

/// What locations have in common: factors of the network, and how much more than chance makes them vary.
enum CommonCause {
  static let fewestLocations = 8
  /// Cases that a factor starts from.
  static let inertia = 20.0

  /// By location: what its expected cases would be multiplied by if it followed the others, each held to what is ordinary at
  /// the network's own level, so that one surge neither hides in the factor nor lifts it.
  /// - Parameter least: others that calm down may be no reason to expect less here.
  static func factors(cases: [Double], expected: [Double], phi: Double, least: Double) -> [Double] {
    guard let held = held(cases: cases, expected: expected, phi: phi) else { return expected.map { _ in 1 } }
    let (allHeld, allExpected) = (held.reduce(0, +), expected.reduce(0, +))
    return cases.indices.map { place in
      max(least, (allHeld - held[place] + inertia) / (allExpected - expected[place] + inertia))
    }
  }

  /// What the expected cases of all locations would be multiplied by; `nil` where they are too few to have something in common.
  static func factor(cases: [Double], expected: [Double], phi: Double) -> Double? {
    held(cases: cases, expected: expected, phi: phi).map {
      ($0.reduce(0, +) + inertia) / (expected.reduce(0, +) + inertia)
    }
  }

  /// Cases of each location, at most what is ordinary at the network's own level.
  private static func held(cases: [Double], expected: [Double], phi: Double) -> [Double]? {
    guard expected.count(where: { $0 > 0 }) >= fewestLocations else { return nil }
    let raw = (cases.reduce(0, +) + inertia) / (expected.reduce(0, +) + inertia)
    return cases.indices.map { place in
      let mean = expected[place] * raw
      return min(cases[place], mean + 2 * (phi * mean).squareRoot() + 1)
    }
  }

  /// phi (Spiegelhalter 2005): the mean squared z of past spans, Winsorised at 5 and 95 %, over what it is for normal z; at
  /// least 1.
  /// - Parameter blocks: past spans of a location; its rate was learned from these very spans.
  static func overdispersion(_ zs: [Double], blocks: Double) -> Double {
    guard zs.count >= 20, blocks >= 2, let low = quantile(zs, 0.05), let high = quantile(zs, 0.95) else { return 1 }
    let mean = zs.reduce(0) { $0 + pow(min(max($1, low), high), 2) } / Double(zs.count)
    return max(1, mean / winsorisedSquare * blocks / (blocks - 1))
  }

  /// E min(|z|, 1.645)^2 of a standard normal z.
  private static let winsorisedSquare = 0.8313
}
