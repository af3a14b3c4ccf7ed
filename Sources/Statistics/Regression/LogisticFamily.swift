import Glibc
import LinearAlgebra

/// Outcomes that are true with odds e^eta.
struct LogisticFamily: LikelihoodFamily {
  private let outcomes: [Bool]
  /// `nil` for all 1.
  private let weights: [Double]?

  init(_ outcomes: [Bool], weights: [Double]?) {
    self.outcomes = outcomes
    self.weights = weights
  }

  func rows(in ranges: [Range<Int>]) -> LogisticFamily {
    LogisticFamily(outcomes.elements(in: ranges), weights: weights?.elements(in: ranges))
  }

  /// With m the predictor towards the outcome, value = -ln(1 + e^-m), and p(outcome) = 1 / (1 + e^-m).
  func evaluate(_ block: RowBlock) -> Double {
    let (start, count) = (block.rows.lowerBound, block.rows.count)
    let (predictor, slope, root) = (block.predictor, block.slope, block.rootCurvature)
    outcomes.withUnsafeBytes { outcomes in
      // a byte of 0 or 1 into -1 or 1: a branch on each outcome would be guessed wrong half of the time
      for i in 0..<count { slope[i] = Double(2 * Int32(outcomes[start + i]) - 1) }
    }
    var value = SIMD4<Double>.zero
    // ln of the product of 1 + e^-|m|, at most 2^128 in each lane: four logarithms for the block
    var product = SIMD4<Double>(repeating: 1)
    for i in stride(from: 0, to: count, by: 4) {
      // lanes beyond the last row are certain outcomes: they add nothing
      let sign = slope.lanes(from: i, padding: 1)
      let margin = sign * predictor.lanes(from: i, padding: 1000)
      let unlikely = margin .< 0
      let small = exponentialOfMinus(margin.replacing(with: -margin, where: unlikely))
      let total = 1 + small
      let likely = 1 / total
      value += margin.replacing(with: 0, where: margin .> 0)
      product *= total
      // 1 - p(outcome), kept small where it is
      slope.set(sign * likely * small.replacing(with: 1, where: unlikely), from: i)
      if block.wantsCurvature { root.set(small.squareRoot() * likely, from: i) }
    }
    guard let weights else { return value.sum() - (0..<4).reduce(0) { $0 + log(product[$1]) } }
    var weighted = 0.0
    for i in 0..<count where weights[start + i] != 1 {
      slope[i] *= weights[start + i]
      root[i] *= weights[start + i].squareRoot()
    }
    for i in 0..<count where weights[start + i] > 0 {
      let margin = outcomes[start + i] ? predictor[i] : -predictor[i]
      weighted += weights[start + i] * (min(margin, 0) - log1p(exp(-abs(margin))))
    }
    return weighted
  }

  func approximation(_ row: Int) -> (weight: Double, response: Double) {
    // at p = 3/4: log odds 1.0986, plus a Newton step to the outcome
    ((weights?[row] ?? 1) * 0.1875, (outcomes[row] ? 1 : -1) * 2.4319456220014430)
  }

  func drift(_ row: Int) -> Drift {
    if weights?[row] == 0 { return .anywhere }
    return outcomes[row] ? .upwards : .downwards
  }
}

extension UnsafeMutableBufferPointer<Double> {
  /// Four elements from `start` on, `padding` beyond the end.
  @inline(__always) func lanes(from start: Int, padding: Double) -> SIMD4<Double> {
    if start + 4 <= count {
      return UnsafeRawPointer(baseAddress! + start).loadUnaligned(as: SIMD4<Double>.self)
    }
    var lanes = SIMD4<Double>(repeating: padding)
    for i in start..<count { lanes[i - start] = self[i] }
    return lanes
  }

  /// Writes four elements from `start` on, as far as there are.
  @inline(__always) func set(_ lanes: SIMD4<Double>, from start: Int) {
    if start + 4 <= count {
      UnsafeMutableRawPointer(baseAddress! + start).storeBytes(of: lanes, as: SIMD4<Double>.self)
    } else {
      for i in start..<count { self[i] = lanes[i - start] }
    }
  }
}
