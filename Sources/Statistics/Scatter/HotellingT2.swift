/// Limits of Hotelling's T2, the squared Mahalanobis distance from a sample's own mean and covariance.
///
/// Textbook laws of the classical estimate of n rows and p columns (Tracy, Young & Mason 1992). A robust or a shrunk
/// estimate has other laws: take its limit from pooled training distances.
public struct HotellingT2: Equatable, Sendable {
  /// Rows that the mean and covariance come from.
  public let rows: Int
  /// Variables.
  public let columns: Int

  /// - Throws: `.outOfRange` unless `rows` exceeds `columns` + 1 and there is a column.
  public init(rows: Int, columns: Int) throws(StatisticsError) {
    guard columns > 0 else { throw .outOfRange(argument: "columns") }
    guard rows > columns + 1 else { throw .outOfRange(argument: "rows") }
    self.rows = rows
    self.columns = columns
  }

  /// The distance that one of the n rows themselves exceeds with probability `alpha` (phase 1).
  ///
  ///     T2 ~ (n - 1)^2 / n Beta(p / 2, (n - p - 1) / 2)
  public func phaseOneLimit(alpha: Double) throws(StatisticsError) -> Double {
    let (n, p) = (Double(rows), Double(columns))
    return (n - 1) * (n - 1) / n * (try betaTail(alpha, p / 2, (n - p - 1) / 2)).x
  }

  /// The distance that a new, independent row exceeds with probability `alpha` (phase 2).
  ///
  ///     T2 ~ p (n + 1)(n - 1) / (n (n - p)) F(p, n - p)
  public func phaseTwoLimit(alpha: Double) throws(StatisticsError) -> Double {
    let (n, p) = (Double(rows), Double(columns))
    return p * (n + 1) * (n - 1) / (n * (n - p)) * (try fisherTail(alpha, p, n - p))
  }

  /// Limits for means of `size` rows out of `groups` subgroups, centre and covariance pooled over the groups.
  ///
  ///     phase 1: p (m - 1)(s - 1) / (m s - m - p + 1) F(p, m s - m - p + 1);  phase 2 with m + 1 for m - 1
  ///
  /// For size * (mean - grand mean)' S^-1 (mean - grand mean). (Montgomery 2013, section 11.3)
  /// - Throws: `.outOfRange` where no degrees of freedom are left.
  public static func subgroupLimits(
    groups: Int, size: Int, columns: Int, alpha: Double
  ) throws(StatisticsError) -> (phaseOne: Double, phaseTwo: Double) {
    guard groups > 1 else { throw .outOfRange(argument: "groups") }
    guard size > 1 else { throw .outOfRange(argument: "size") }
    let degrees = groups * size - groups - columns + 1
    guard columns > 0, degrees > 0 else { throw .outOfRange(argument: "columns") }
    let (m, s, p) = (Double(groups), Double(size), Double(columns))
    let quantile = try fisherTail(alpha, p, Double(degrees))
    let factor = p * (s - 1) / Double(degrees) * quantile
    return (factor * (m - 1), factor * (m + 1))
  }
}

/// The x and 1 - x that a beta variable exceeds with probability `alpha`.
func betaTail(_ alpha: Double, _ a: Double, _ b: Double) throws(StatisticsError) -> (x: Double, y: Double) {
  guard alpha > 0, alpha < 1 else { throw .outOfRange(argument: "alpha") }
  return inverseIncompleteBeta(1 - alpha, alpha, a, b)
}

/// The value that F with these degrees of freedom exceeds with probability `alpha`.
func fisherTail(_ alpha: Double, _ first: Double, _ second: Double) throws(StatisticsError) -> Double {
  let (x, y) = try betaTail(alpha, first / 2, second / 2)
  return second / first * x / y
}
