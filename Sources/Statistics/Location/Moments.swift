/// Mean, spread, shape and lag-1 autocorrelation of a sample, as exact as its doubles allow.
///
///     mean     = sum x / n
///     variance = sum d^2 / (n - 1),                     d = x - mean
///     skewness = (sum d^3 / n) / (sum d^2 / n)^(3/2)    (g1 of Joanes & Gill 1998)
///     excess   = (sum d^4 / n) / (sum d^2 / n)^2 - 3    (g2)
///     lag-1    = sum d_i d_{i+1} / sum d^2
///
/// Two passes, all sums in twice the working precision, on values scaled by a power of two: adding a constant or
/// multiplying by one costs no digits but those the data lose themselves. Values near the ends of the range of doubles
/// neither overflow nor vanish on the way.
public struct Moments: Equatable, Sendable {
  /// How many values.
  public let count: Int
  /// Sum / count, in twice the working precision.
  public let mean: Double
  /// The least value.
  public let minimum: Double
  /// The largest value.
  public let maximum: Double
  /// `nil` for one value; infinite where the square leaves the range of doubles although the deviation does not.
  public let variance: Double?
  /// `nil` for one value.
  public let standardDeviation: Double?
  /// `nil` where all values are equal.
  public let skewness: Double?
  /// `nil` where all values are equal.
  public let excessKurtosis: Double?
  /// `nil` where all values are equal.
  public let lagOneAutocorrelation: Double?

  /// - Returns: `nil` for no values.
  /// - Throws: `.notFinite`.
  public init?(_ values: [Double]) throws(StatisticsError) {
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(argument: "values") }
    guard let least = values.min(), let most = values.max() else { return nil }
    count = values.count
    (minimum, maximum) = (least, most)
    guard least < most else {
      mean = least
      (variance, standardDeviation) = count > 1 ? (0, 0) : (nil, nil)
      (skewness, excessKurtosis, lagOneAutocorrelation) = (nil, nil, nil)
      return
    }
    let scale = powerOfTwoScale(max(abs(least), abs(most)))
    let n = Double(count)
    var sum = ExactSum()
    for x in values { sum.add(x * scale) }
    let centre = sum.divided(by: n)
    mean = min(max((centre.high + centre.low) / scale, least), most)
    // deviations are brought to size 1 as well: those of 1e-300 beside a mean of 1 have a fourth power
    let widest = max(most * scale - centre.high, centre.high - least * scale)
    let stretch = powerOfTwoScale(widest)
    var (square, lagged, cubes, fourths) = (ExactSum(), ExactSum(), ExactSum(), ExactSum())
    var previous = 0.0
    for x in values {
      let d = ((x * scale - centre.high) - centre.low) * stretch
      let power = d * d
      square.add(product: d, d)
      lagged.add(product: d, previous)
      cubes.add(product: power, d)
      fourths.add(product: power, power)
      previous = d
    }
    let total = square.value
    let deviation = (total / (n - 1)).squareRoot() / stretch / scale
    standardDeviation = deviation
    variance = total / (n - 1) / stretch / scale / stretch / scale
    let second = total / n
    skewness = cubes.value / n / (second * second.squareRoot())
    excessKurtosis = fourths.value / n / (second * second) - 3
    lagOneAutocorrelation = lagged.value / total
  }

  /// Skewness corrected for the size of the sample: G1 = g1 sqrt(n (n - 1)) / (n - 2), unbiased for normal data.
  ///
  /// `nil` below three values or where all are equal.
  public var adjustedSkewness: Double? {
    guard count > 2, let skewness else { return nil }
    let n = Double(count)
    return skewness * (n * (n - 1)).squareRoot() / (n - 2)
  }

  /// Excess kurtosis corrected likewise: G2 = (n - 1) ((n + 1) g2 + 6) / ((n - 2) (n - 3)).
  ///
  /// `nil` below four values or where all are equal.
  public var adjustedExcessKurtosis: Double? {
    guard count > 3, let excessKurtosis else { return nil }
    let n = Double(count)
    return (n - 1) * ((n + 1) * excessKurtosis + 6) / ((n - 2) * (n - 3))
  }
}
