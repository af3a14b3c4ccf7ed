/// The mean without, or with pulled-in, tails.
///
///     g           = floor(trim n), cut from each end
///     mean        = mean of x[g + 1] ... x[n - g]                             (ordered values)
///     winsorized  = mean with the g smallest set to x[g + 1] and the g largest to x[n - g]
///     error       = s_w sqrt(n - 1) / sqrt((n - 2g)(n - 2g - 1)),  s_w^2 the Winsorised variance
///
/// The standard error is that of the trimmed mean (Tukey & McLaughlin 1963), with n - 2g - 1 degrees of freedom.
public struct TrimmedMean: Equatable, Sendable {
  /// The mean of what is left between the tails.
  public let mean: Double
  /// The mean with the tails pulled in.
  public let winsorizedMean: Double
  /// Sum of squared deviations of the Winsorised values divided by n - 1; `nil` for one value; infinite where the
  /// square leaves the range of doubles although the deviation does not.
  public let winsorizedVariance: Double?
  /// `nil` where fewer than two values are left.
  public let standardError: Double?
  /// How many values were cut from each end.
  public let cut: Int

  /// - Parameter trim: the share cut from each end, from 0 up to but not including a half.
  /// - Returns: `nil` for no values.
  /// - Throws: `.notFinite`, `.outOfRange`.
  public init?(_ values: [Double], trim: Double) throws(StatisticsError) {
    guard trim >= 0, trim < 0.5 else { throw .outOfRange(argument: "trim") }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(argument: "values") }
    guard !values.isEmpty else { return nil }
    let n = values.count
    let cut = min(Int((trim * Double(n)).rounded(.down)), (n - 1) / 2)
    var work = values
    let low = selectInPlace(&work, cut)
    let high = selectInPlace(&work, n - 1 - cut)
    guard let pulled = try Moments(values.map { min(max($0, low), high) }) else { return nil }
    let left = n - 2 * cut
    // the kept sum to that of all pulled-in values less g copies of either bound
    let scale = powerOfTwoScale(max(abs(low), abs(high)))
    var sum = ExactSum()
    for value in values { sum.add(min(max(value, low), high) * scale) }
    for _ in 0..<cut {
      sum.add(-low * scale)
      sum.add(-high * scale)
    }
    let kept = sum.divided(by: Double(left))
    mean = min(max(kept.high / scale, low), high)
    winsorizedMean = pulled.mean
    winsorizedVariance = pulled.variance
    self.cut = cut
    if left > 1, let deviation = pulled.standardDeviation {
      let degrees = Double(left) * Double(left - 1)
      standardError = deviation * (Double(n - 1) / degrees).squareRoot()
    } else {
      standardError = nil
    }
  }
}
