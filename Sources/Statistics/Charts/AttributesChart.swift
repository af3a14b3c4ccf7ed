/// A counted process: shares of defective items (binomial) or numbers of defects (Poisson), for Shewhart charts of either
/// phase.
public struct AttributesChart: Equatable, Sendable {
  /// What is counted.
  public enum Law: Sendable {
    case binomial
    case poisson
  }

  /// What is counted.
  public let law: Law
  /// Defective share per item, or defects per unit.
  public let rate: Double

  /// - Throws: `.outOfRange(argument: "rate")` for a rate that the law does not allow.
  public init(_ law: Law, rate: Double) throws(StatisticsError) {
    guard rate >= 0, rate.isFinite, law == .poisson || rate <= 1 else { throw .outOfRange(argument: "rate") }
    self.law = law
    self.rate = rate
  }

  /// The rate of training counts: sum of counts / sum of sizes.
  /// - Throws: `.dimensions`, `.outOfRange` for no counts, a negative count, a size not positive, or more defective items
  ///   than items.
  public init(_ law: Law, counts: [Int], sizes: [Double]) throws(StatisticsError) {
    try AttributesChart.check(law, counts, sizes)
    guard !counts.isEmpty else { throw .outOfRange(argument: "counts") }
    // as doubles: a sum of whole numbers from outside may overflow
    let (total, size) = (counts.reduce(0) { $0 + Double($1) }, sizes.reduce(0, +))
    guard size.isFinite else { throw .outOfRange(argument: "sizes") }
    let rate = total / size
    try self.init(law, rate: law == .binomial ? min(1, rate) : rate)
  }

  private static func check(_ law: Law, _ counts: [Int], _ sizes: [Double]) throws(StatisticsError) {
    guard counts.count == sizes.count else { throw .dimensions(expected: counts.count, found: sizes.count) }
    guard sizes.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw .outOfRange(argument: "sizes") }
    let possible = zip(counts, sizes).allSatisfy { $0 >= 0 && (law == .poisson || Double($0) <= $1) }
    guard possible else { throw .outOfRange(argument: "counts") }
  }

  /// p (binomial) or u (Poisson): count / size within rate +- multiplier sqrt(variance / size), not below 0, p not above 1.
  public func rates(_ counts: [Int], sizes: [Double], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    try chart(counts, sizes, multiplier) { _ in 1 }
  }

  /// np (binomial) or c (Poisson): counts within size rate +- multiplier sqrt(size variance), not below 0, np not above size.
  public func counts(_ counts: [Int], sizes: [Double], multiplier: Double = 3) throws(StatisticsError) -> ControlChart {
    try chart(counts, sizes, multiplier) { $0 }
  }

  private func chart(
    _ counts: [Int], _ sizes: [Double], _ multiplier: Double, _ factor: (Double) -> Double
  ) throws(StatisticsError) -> ControlChart {
    try AttributesChart.check(law, counts, sizes)
    guard multiplier > 0, multiplier.isFinite else { throw .outOfRange(argument: "multiplier") }
    let variance = law == .binomial ? rate * (1 - rate) : rate
    return ControlChart(
      points: zip(counts, sizes).map { count, size in
        let units = factor(size)
        return ControlChart.Point(
          value: Double(count) / size * units, centre: rate * units, standardError: (variance / size).squareRoot() * units,
          multiplier: multiplier, floor: 0, ceiling: law == .binomial ? units : .infinity)
      })
  }
}
