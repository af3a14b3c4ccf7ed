import Statistics
import Testing

@Suite struct SurveyEstimatesTests {
  @Test("equal weights give the mean and s^2 / n")
  func equalWeights() throws {
    let result = try #require(try hajekMean([1, 2, 4, 5], weights: [7, 7, 7, 7]))
    #expect(abs(result.mean - 3) < 1e-15 && abs(result.variance - 10.0 / 3 / 4) < 1e-15 && abs(result.effectiveCount - 4) < 1e-14)
  }

  @Test("undoes unequal probabilities, and the size of the weights does not matter", arguments: 1...10)
  func unequal(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    var (values, weights): ([Double], [Double]) = ([], [])
    // a half of 1s drawn at 10 %, a half of 0s at 50 %
    for i in 0..<20_000 {
      let (value, p) = i % 2 == 0 ? (1.0, 0.1) : (0.0, 0.5)
      if chance.uniform() < p {
        values.append(value)
        weights.append(1 / p)
      }
    }
    let result = try #require(try hajekMean(values, weights: weights))
    #expect(abs(result.mean - 0.5) < 0.03)
    let huge = try #require(try hajekMean(values, weights: weights.map { $0 * 1e300 }))
    #expect(abs(huge.mean - result.mean) < 1e-12 && abs(huge.variance / result.variance - 1) < 1e-10)
  }

  @Test("too little or meaningless input")
  func hostile() throws {
    #expect(try hajekMean([], weights: []) == nil && hajekMean([1], weights: [0]) == nil)
    let one = try #require(try hajekMean([3, 9], weights: [2, 0]))
    #expect(one.mean == 3 && one.variance == .infinity && one.effectiveCount == 1)
    #expect(throws: StatisticsError.notFinite(argument: "values")) { try hajekMean([.nan], weights: [1]) }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) { try hajekMean([1], weights: [-1]) }
    #expect(throws: StatisticsError.dimensions(expected: 1, found: 0)) { try hajekMean([1], weights: []) }
  }

  /// mpmath 1.3.0: root of the moment equation at 30 digits.
  @Test("Fay-Herriot finds the moment root")
  func fayHerriotValue() throws {
    let (y, v) = ([2.1, 3.4, 0.9, 5.2, 2.8, 4.4, 1.7], [0.3, 0.5, 0.2, 0.9, 0.4, 0.6, 0.25])
    let fit = try fayHerriot(estimates: y, variances: v)
    #expect(distance(fit.tau2, 1.79428997526176) < 1e-12)
    #expect(distance(fit.commonMean, 2.79857131233684) < 1e-12)
    for i in y.indices {
      #expect(abs(fit.means[i] - fit.commonMean) < abs(y[i] - fit.commonMean) && fit.variances[i] < v[i])
    }
  }

  @Test("equal variances give the closed form")
  func closedForm() throws {
    let y = [1.0, 2, 3, 6]
    let fit = try fayHerriot(estimates: y, variances: [1, 1, 1, 1])
    #expect(abs(fit.tau2 - (14.0 / 3 - 1)) < 1e-12)
    #expect(abs(fit.means[3] - (3 + fit.tau2 / (fit.tau2 + 1) * 3)) < 1e-12)
  }

  @Test("no spread beyond chance shrinks all the way, one area not at all")
  func degenerate() throws {
    let fit = try fayHerriot(estimates: [1, 1.1, 0.9], variances: [1, 1, 1])
    #expect(fit.tau2 == 0 && fit.means.allSatisfy { abs($0 - 1) < 1e-15 } && fit.variances.allSatisfy { $0 > 0 })
    #expect(try fayHerriot(estimates: [5], variances: [2]).means == [5])
    #expect(try fayHerriot(estimates: [], variances: []).means == [])
    #expect(throws: StatisticsError.outOfRange(argument: "variances")) { try fayHerriot(estimates: [1, 2], variances: [1, 0]) }
    #expect(throws: StatisticsError.notFinite(argument: "estimates")) {
      try fayHerriot(estimates: [1, .nan], variances: [1, 1])
    }
  }
}
