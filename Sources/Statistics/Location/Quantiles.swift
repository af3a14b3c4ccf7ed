/// How a quantile is read off a sample: the nine definitions of Hyndman & Fan (1996, "Sample quantiles in statistical
/// packages"), by their numbers, which are also those of R.
///
///     types 1-3: steps of the empirical distribution
///     types 4-9: x[j] + g (x[j + 1] - x[j]),  j + g = a + q (n + 1 - a - b), clamped to 1...n
public enum QuantileDefinition: Int, CaseIterable, Sendable {
  /// The smallest value whose cumulative share reaches `q`: the inverse of the empirical distribution function.
  case inverseCumulative = 1
  /// The same, with the mean of two values where the distribution function is flat at `q`.
  case averagedInverseCumulative = 2
  /// The value of rank nearest to n q, the even one of two.
  case nearestRank = 3
  /// a = 0, b = 1: the distribution function interpolated linearly.
  case linearCumulative = 4
  /// a = b = 1/2 (Hazen 1914).
  case hazen = 5
  /// a = b = 0 (Weibull 1939, Gumbel).
  case weibull = 6
  /// a = b = 1 (Gumbel 1939): the default of R and NumPy.
  case linear = 7
  /// a = b = 1/3: about median-unbiased whatever the law.
  case medianUnbiased = 8
  /// a = b = 3/8 (Blom 1958): about unbiased for normal data.
  case normalUnbiased = 9

  /// The lower of the two places, from 0, and the weight of the upper one.
  func place(_ q: Double, count: Int) -> (low: Int, weight: Double) {
    let n = Double(count)
    if self == .linear {
      let place = q * (n - 1)
      let low = Int(place.rounded(.down))
      return (low, place - Double(low))
    }
    // as in R: a product that should be whole but is not, by rounding, counts as whole
    let fuzz = 4 * Double.ulpOfOne
    var at: Double
    switch self {
    case .inverseCumulative, .averagedInverseCumulative, .linearCumulative: at = n * q
    case .nearestRank: at = n * q - 0.5
    case .hazen: at = 0.5 + q * n
    case .weibull: at = q * (n + 1)
    case .medianUnbiased: at = 1.0 / 3 + q * (n + 1.0 / 3)
    case .normalUnbiased, .linear: at = 0.375 + q * (n + 0.25)
    }
    let j = (at + fuzz * max(1, at)).rounded(.down)
    let beyond = at - j > fuzz * max(1, at)
    let weight: Double
    switch self {
    case .inverseCumulative: weight = beyond ? 1 : 0
    case .averagedInverseCumulative: weight = beyond ? 1 : 0.5
    case .nearestRank: weight = beyond || Int(j) % 2 != 0 ? 1 : 0
    default: weight = beyond ? at - j : 0
    }
    if j < 1 { return (0, 0) }
    return j >= n ? (count - 1, 0) : (Int(j) - 1, weight)
  }
}

/// The `q` quantile of values in any order, by selection; type 7 unless told otherwise.
///
///     h = q (n - 1),   quantile = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h])
///
/// Nothing is ignored: one NaN makes the answer NaN.
/// - Returns: `nil` for no values, or `q` outside 0...1.
public func quantile(_ values: [Double], _ q: Double, definition: QuantileDefinition = .linear) -> Double? {
  guard !values.isEmpty, q >= 0, q <= 1 else { return nil }
  if values.contains(where: \.isNaN) { return .nan }
  var work = values
  let (low, weight) = definition.place(q, count: values.count)
  let atLow = selectInPlace(&work, low)
  guard weight > 0 else { return atLow }
  // after selection everything behind `low` is at least as large
  return interpolate(atLow, work[(low + 1)...].min() ?? atLow, weight)
}

/// The same for values already in ascending order, without touching them.
public func quantile(sorted values: [Double], _ q: Double, definition: QuantileDefinition = .linear) -> Double? {
  guard let last = values.last, let first = values.first, q >= 0, q <= 1 else { return nil }
  if first.isNaN || last.isNaN { return .nan }
  let (low, weight) = definition.place(q, count: values.count)
  return weight > 0 ? interpolate(values[low], values[low + 1], weight) : values[low]
}

/// The middle value; of an even number, the mean of the middle two.
public func median(_ values: [Double]) -> Double? {
  quantile(values, 0.5)
}

/// The median absolute deviation, median(|x - median(x)|) / 0.6745: sigma for normal data.
///
/// Multiplying the data by `c` multiplies it by `|c|`; adding a constant leaves it alone. It is 0 when more than half of
/// the values agree: that is not precision. The divisor is the upper quartile of the normal law to full precision.
public func mad(_ values: [Double]) -> Double? {
  guard let centre = median(values) else { return nil }
  // of infinite data only a majority has a centre: infinity minus infinity is no deviation
  return median(values.map { $0 == centre ? 0 : abs($0 - centre) }).map { $0 / 0.674489750196081743 }
}

private func interpolate(_ low: Double, _ high: Double, _ weight: Double) -> Double {
  if low == high { return low }
  if weight == 1 { return high }
  let gap = high - low
  // the gap of two large numbers of opposite sign overflows, their mean does not
  return gap.isFinite ? low + weight * gap : (1 - weight) * low + weight * high
}
