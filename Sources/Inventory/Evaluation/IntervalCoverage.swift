internal import Glibc
internal import Statistics

/// A location's interval as published, and what counts of known probability found there the day after.
public struct CheckedInterval: Sendable {
  /// Expected share of exact records among those counted.
  public var expected: Double
  /// Of the published interval, at its level.
  public var halfWidth: Double
  public var found: Double
  /// Of `found`: the chance of the draw.
  public var samplingVariance: Double

  public init(expected: Double, halfWidth: Double, found: Double, samplingVariance: Double) {
    self.expected = expected
    self.halfWidth = halfWidth
    self.found = found
    self.samplingVariance = samplingVariance
  }

  /// Whether the interval, widened by the chance of the draw, holds what was found.
  public func isCovered(level: Double) -> Bool {
    let z = Normal.standard.quantile(0.5 + level / 2)
    let deviation = halfWidth / z
    return abs(found - expected) <= z * (deviation * deviation + samplingVariance).squareRoot()
  }
}
