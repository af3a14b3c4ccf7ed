import Glibc

/// What changes from segment to segment: the cost of a segment is -2 ln of its highest likelihood, constants left out.
public enum ChangePointModel: Equatable, Sendable {
  /// The mean of normal values of known variance: sum (x - mean)^2 / variance.
  case mean(variance: Double)
  /// Mean and variance of normal values: n (ln s^2 + S / (n s^2)), s^2 = S / n but never below `floor` times the variance
  /// of the whole series. Rounded values repeat, and without a floor two equal ones would be a perfect segment.
  case meanAndVariance(floor: Double)
  /// The rate of counts: 2 (S - S ln(S / n)), S their sum.
  case poisson
}

/// The cost of any stretch of a series in constant time, by running sums of twice the digits.
struct SegmentCost {
  private let model: ChangePointModel
  private let leastVariance: Double
  private var sums: [(high: Double, low: Double)] = [(0, 0)]
  private var squares: [(high: Double, low: Double)] = [(0, 0)]

  init(_ x: [Double], _ model: ChangePointModel) {
    guard model != .poisson else {
      (self.model, leastVariance) = (model, 0)
      for value in x { sums.append(SegmentCost.plus(sums[sums.count - 1], value, 0)) }
      return
    }
    // shift and scale change no comparison, and keep the squares within the range of doubles
    let largest = x.reduce(0) { max($0, abs($1)) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: min(Int(largest.exponent), 1000), significand: 1) : 1
    let centre = x.reduce(0) { $0 + $1 / unit / Double(max(1, x.count)) }
    for value in x {
      let d = value / unit - centre
      sums.append(SegmentCost.plus(sums[sums.count - 1], d, 0))
      squares.append(SegmentCost.plus(squares[squares.count - 1], d * d, (-d * d).addingProduct(d, d)))
    }
    let whole = SegmentCost.squaredDistance(sums, squares, 0, x.count) / Double(max(1, x.count))
    switch model {
    case .mean(let variance): (self.model, leastVariance) = (.mean(variance: variance / unit / unit), 0)
    case .meanAndVariance(let floor): (self.model, leastVariance) = (model, max(whole * floor, 1e-300))
    case .poisson: (self.model, leastVariance) = (model, 0)
    }
  }

  /// The cost of the values from `start` up to but not including `end`.
  func callAsFunction(_ start: Int, _ end: Int) -> Double {
    let n = Double(end - start)
    switch model {
    case .mean(let variance):
      return SegmentCost.squaredDistance(sums, squares, start, end) / variance
    case .meanAndVariance:
      let sum = SegmentCost.squaredDistance(sums, squares, start, end)
      let variance = max(sum / n, leastVariance)
      return n * log(variance) + sum / variance
    case .poisson:
      let sum = max(0, (sums[end].high - sums[start].high) + (sums[end].low - sums[start].low))
      return sum > 0 ? 2 * (sum - sum * log(sum / n)) : 0
    }
  }

  /// sum (x - mean)^2 = S2 - m S1 - m (S1 - n m) for an m that need only be near the mean.
  private static func squaredDistance(
    _ sums: [(high: Double, low: Double)], _ squares: [(high: Double, low: Double)], _ start: Int, _ end: Int
  ) -> Double {
    let first = plus(sums[end], -sums[start].high, -sums[start].low)
    let second = plus(squares[end], -squares[start].high, -squares[start].low)
    let n = Double(end - start)
    let m = first.high / n
    let rest = first.high.addingProduct(-n, m) + first.low
    let product = m * first.high
    let lost = (-product).addingProduct(m, first.high)
    return max(0, (second.high - product) + (second.low - lost - m * (first.low + rest)))
  }

  /// The sum of a number of twice the digits and another, by Knuth's two-sum.
  private static func plus(_ a: (high: Double, low: Double), _ high: Double, _ low: Double) -> (high: Double, low: Double) {
    let sum = a.high + high
    let part = sum - a.high
    let error = (a.high - (sum - part)) + (high - part) + a.low + low
    let total = sum + error
    return (total, error - (total - sum))
  }
}
