import Glibc
import LinearAlgebra

/// How many points a chart takes on average until it signals, the mean having moved by `shift` standard deviations from the
/// first point on.
///
/// EWMA and CUSUM by their integral equations (Page 1954; Crowder 1987), solved at Gauss-Legendre nodes (Nystrom), whose
/// error falls faster than any power of their number.
public enum AverageRunLength {
  /// Single points beyond +- multiplier: 1 / (1 - Phi(multiplier - shift) + Phi(-multiplier - shift)).
  public static func shewhart(multiplier: Double, shift: Double) throws(StatisticsError) -> Double {
    guard multiplier > 0, multiplier.isFinite else { throw .outOfRange(argument: "multiplier") }
    guard shift.isFinite else { throw .notFinite(argument: "shift") }
    return 1 / (Normal.standard.upperTail(multiplier - shift) + Normal.standard.cumulative(-multiplier - shift))
  }

  /// An EWMA from the target with its limits of the long run, +- h, h = multiplier sqrt(lambda / (2 - lambda)).
  ///
  ///     L(u) = 1 + 1 / lambda integral over -h...h of L(y) phi((y - (1 - lambda) u) / lambda - shift) dy
  /// - Throws: `.outOfRange(argument: "lambda")` below 0.002, where the nodes would be too many; `.linearAlgebra` where the
  ///   run length is beyond what doubles tell from infinity.
  public static func ewma(_ chart: EWMA, shift: Double) throws(StatisticsError) -> Double {
    guard shift.isFinite else { throw .notFinite(argument: "shift") }
    let lambda = chart.lambda
    if lambda == 1 { return try shewhart(multiplier: chart.multiplier, shift: shift) }
    guard lambda >= 0.002 else { throw .outOfRange(argument: "lambda") }
    let half = chart.multiplier * (lambda / (2 - lambda)).squareRoot()
    let rule = GaussLegendre(points: min(600, 40 + Int(8 * half / lambda)))
    let nodes = rule.on(-half, half)
    let kernel = { (u: Double, y: Double) in
      Normal.standard.density((y - (1 - lambda) * u) / lambda - shift) / lambda
    }
    let lengths = try solve(nodes.map(\.node), nodes.map(\.weight), kernel) { _ in 1 }
    return try checked(zip(nodes, lengths).reduce(1) { $0 + $1.0.weight * kernel(0, $1.0.node) * $1.1 })
  }

  /// A two-sided CUSUM. The two sides combine as in Lucas & Crosier (1982), exactly while they cannot both be above 0 near
  /// a signal, that is for reference values of any use.
  ///
  ///     1 / L = 1 / L+ + 1 / L-     without head start
  public static func cusum(_ chart: CUSUM, shift: Double) throws(StatisticsError) -> Double {
    let (up, down) = (try oneSided(chart, shift: shift), try oneSided(chart, shift: -shift))
    let rate = 1 / up.fromZero + 1 / down.fromZero
    guard rate > 0 else { return .infinity }
    if chart.headStart == 0 { return 1 / rate }
    return (up.fromHeadStart / up.fromZero + down.fromHeadStart / down.fromZero - 1) / rate
  }

  /// The upper side alone, from 0 and from the head start.
  ///
  ///     a(s) = 1 + integral over 0...h of a(y) phi(y + k - s - shift) dy       points until it signals or returns to 0
  ///     p(s) = 1 - Phi(h + k - s - shift) + integral of p(y) phi(...) dy       probability that it signals first
  ///     L(s) = a(s) + (1 - p(s)) L(0),   L(0) = a(0) / p(0)
  ///
  /// No difference of large numbers is taken: run lengths of 1e100 are as accurate as those of 10.
  /// - Throws: `.outOfRange(argument: "decision")` above 60.
  public static func oneSided(
    _ chart: CUSUM, shift: Double
  ) throws(StatisticsError) -> (fromZero: Double, fromHeadStart: Double) {
    guard shift.isFinite else { throw .notFinite(argument: "shift") }
    guard chart.decision <= 60 else { throw .outOfRange(argument: "decision") }
    let offset = chart.reference - shift
    let rule = GaussLegendre(points: 40 + Int(8 * chart.decision)).on(0, chart.decision)
    let (nodes, weights) = (rule.map(\.node), rule.map(\.weight))
    let kernel = { (s: Double, y: Double) in Normal.standard.density(y + offset - s) }
    let exit = { (s: Double) in Normal.standard.upperTail(chart.decision + offset - s) }
    let points = try solve(nodes, weights, kernel) { _ in 1 }
    let signal = try solve(nodes, weights, kernel, exit)
    func extended(_ values: [Double], _ first: Double, _ s: Double) -> Double {
      nodes.indices.reduce(first) { $0 + weights[$1] * kernel(s, nodes[$1]) * values[$1] }
    }
    let fromZero = extended(points, 1, 0) / extended(signal, exit(0), 0)
    let head = chart.headStart
    let back = 1 - extended(signal, exit(head), head)
    return (fromZero, extended(points, 1, head) + back * fromZero)
  }

  /// L_i - sum_j w_j K(u_i, u_j) L_j = right(u_i).
  private static func solve(
    _ nodes: [Double], _ weights: [Double], _ kernel: (Double, Double) -> Double, _ right: (Double) -> Double
  ) throws(StatisticsError) -> [Double] {
    let n = nodes.count
    var system = Matrix.identity(n)
    for j in 0..<n {
      for i in 0..<n { system[i, j] -= weights[j] * kernel(nodes[i], nodes[j]) }
    }
    let values = nodes.map(right)
    return try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      let factorised = try PivotedQR(system)
      guard factorised.isFullRank else { throw .rankDeficient(rank: factorised.rank, aliased: factorised.aliased) }
      return try factorised.solve(values)
    }
  }

  /// A run length is at least 1; a nearly singular system may return anything.
  private static func checked(_ length: Double) throws(StatisticsError) -> Double {
    guard length >= 1 - 1e-9, length < 1e13 else { throw .linearAlgebra(.resultNotFinite) }
    return max(1, length)
  }
}
