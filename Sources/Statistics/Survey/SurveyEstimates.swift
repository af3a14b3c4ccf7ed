import LinearAlgebra

/// The Hajek mean of a sample drawn with known probabilities, weights 1 / pi.
///
///     mean = sum w y / sum w         n_eff = (sum w)^2 / sum w^2
///     variance = r / n_eff,   r = (sum w (y - mean)^2 / sum w) n_eff / (n_eff - 1)
///
/// `variance` is that of the mean. With equal weights it is s^2 / n. Multiplying all weights changes nothing.
/// One effective value gives an infinite variance: a mean, and no idea how good; so does a variance beyond the range of
/// doubles. Weights of 0 leave a value out.
/// - Returns: `nil` without any weight.
/// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` for a negative weight.
public func hajekMean(
  _ values: [Double], weights: [Double]
) throws(StatisticsError) -> (mean: Double, variance: Double, effectiveCount: Double)? {
  guard values.count == weights.count else { throw .dimensions(expected: values.count, found: weights.count) }
  guard values.allSatisfy(\.isFinite) else { throw .notFinite(argument: "values") }
  guard weights.allSatisfy(\.isFinite) else { throw .notFinite(argument: "weights") }
  guard weights.allSatisfy({ $0 >= 0 }) else { throw .outOfRange(argument: "weights") }
  // relative to the largest, so that no square overflows
  let largest = weights.max() ?? 0
  guard largest > 0 else { return nil }
  let unit = powerOfTwoScale(values.reduce(0) { max($0, abs($1)) })
  var (sum, squares, weighted) = (0.0, 0.0, 0.0)
  for (y, weight) in zip(values, weights) {
    let w = weight / largest
    sum += w
    squares += w * w
    weighted += w * (y * unit)
  }
  let mean = weighted / sum
  let effective = sum * sum / squares
  var spread = 0.0
  for (y, weight) in zip(values, weights) { spread += weight / largest * (y * unit - mean) * (y * unit - mean) }
  let variance = effective > 1 + 1e-9 ? spread / sum / (effective - 1) : .infinity
  return (mean / unit, variance / unit / unit, effective)
}

/// Small-area means shrunk towards their common mean, and how far to trust them.
public struct FayHerriot: Equatable, Sendable {
  /// Variance of the true means around the common one.
  public let tau2: Double
  /// mu, the mean that estimates are shrunk towards.
  public let commonMean: Double
  /// One for each area, between its own estimate and the common mean.
  public let means: [Double]
  /// Mean squared errors of `means`, the uncertainty of `commonMean` and of `tau2` included.
  public let variances: [Double]
}

/// Fits y_i = mu + u_i + e_i with var u = tau2 and known var e_i = v_i (Fay & Herriot 1979).
///
///     tau2: sum w_i (y_i - mu)^2 = m - 1,  w_i = 1 / (tau2 + v_i);  0 if the sum is smaller at 0
///     mean_i = mu + g_i (y_i - mu),  g_i = tau2 w_i
///     mse_i = g_i v_i + (1 - g_i)^2 / sum w + 2 v_i^2 w_i^3 V(tau2),  V(tau2) = 2 m / (sum w)^2
///
/// The moment equation is also Paule & Mandel's (1982); its left side falls in tau2, so there is one root, found by
/// Newton steps from 0 that never overshoot. The mse is that of Prasad & Rao (1990) with the V of Datta, Rao & Smith
/// (2005), without their term for the bias of tau2, which would only lessen it. One area is left as it is.
/// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` unless every variance is positive, `.linearAlgebra(.resultNotFinite)`
///   where squares of the estimates or of 1 / v leave the range of doubles.
public func fayHerriot(estimates: [Double], variances: [Double]) throws(StatisticsError) -> FayHerriot {
  guard estimates.count == variances.count else { throw .dimensions(expected: estimates.count, found: variances.count) }
  guard estimates.allSatisfy(\.isFinite) else { throw .notFinite(argument: "estimates") }
  guard variances.allSatisfy(\.isFinite) else { throw .notFinite(argument: "variances") }
  guard variances.allSatisfy({ $0 > 0 }) else { throw .outOfRange(argument: "variances") }
  guard estimates.count > 1 else {
    return FayHerriot(tau2: 0, commonMean: estimates.first ?? 0, means: estimates, variances: variances)
  }
  let m = Double(estimates.count)
  var tau2 = 0.0
  var state = fayHerriotSums(estimates, variances, tau2)
  for _ in 0..<200 {
    let excess = state.quadratic - (m - 1)
    guard excess > 1e-13 * m, state.slope > 0 else { break }
    let next = tau2 + excess / state.slope
    if next == tau2 { break }
    tau2 = next
    state = fayHerriotSums(estimates, variances, tau2)
  }
  let (mu, sum) = (state.mean, state.sum)
  var (means, errors): ([Double], [Double]) = ([], [])
  for (y, v) in zip(estimates, variances) {
    let w = 1 / (tau2 + v)
    let g = tau2 * w
    means.append(mu + g * (y - mu))
    errors.append(g * v + (1 - g) * (1 - g) / sum + 2 * (v * w) * (v * w) * (w / sum) * (2 * m / sum))
  }
  guard tau2.isFinite, (means + errors).allSatisfy(\.isFinite) else { throw .linearAlgebra(.resultNotFinite) }
  return FayHerriot(tau2: tau2, commonMean: mu, means: means, variances: errors)
}

/// The weighted mean, sum of weights, quadratic form and minus its derivative in tau2.
private func fayHerriotSums(
  _ y: [Double], _ v: [Double], _ tau2: Double
) -> (mean: Double, sum: Double, quadratic: Double, slope: Double) {
  var (sum, weighted) = (0.0, 0.0)
  for i in y.indices {
    let w = 1 / (tau2 + v[i])
    sum += w
    weighted += w * y[i]
  }
  let mean = weighted / sum
  var (quadratic, slope) = (0.0, 0.0)
  for i in y.indices {
    let w = 1 / (tau2 + v[i])
    let d = w * (y[i] - mean)
    quadratic += d * (y[i] - mean)
    slope += d * d
  }
  return (mean, sum, quadratic, slope)
}
