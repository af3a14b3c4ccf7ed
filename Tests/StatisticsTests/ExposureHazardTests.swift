import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct ExposureHazardTests {
  /// Sixty records by rule, so that another program can make them too.
  private static func records() throws -> (exposures: Matrix, wrong: [Bool], weights: [Double]) {
    let columns = [(7, 11), (5, 4), (3, 13)].map { (step: Int, size: Int) -> [Double] in
      (0..<60).map { i in Double(i * step % size) }
    }
    let wrong = (0..<60).map { (i: Int) -> Bool in
      let residue = (i * i + 3 * i) % 7
      return residue == 0 || residue == 4 || i % 11 == 10
    }
    return (try Matrix(columns: columns), wrong, (0..<60).map { Double(1 + $0 % 3) })
  }

  /// mpmath 1.3.0: root of the gradient and inverse of the Hessian at 30 digits.
  @Test(
    "finds mode and covariance of the posterior",
    arguments: [
      (
        2, 30, [0.0814701829569456, 0.0742641184161052, 0.0622745330361174],
        [0.000620271228284204, -0.000203311492656784, 0.000441123696283459]
      ),
      (
        1, 1, [0.0841495770383019, 0.118412439704204, 0.0564678362989984],
        [0.00082615756352149, -0.000460432598743854, 0.00054925578992075]
      ),
    ] as [(Double, Double, [Double], [Double])])
  func mode(shape: Double, rate: Double, rates: [Double], covariance: [Double]) throws {
    let (exposures, wrong, weights) = try Self.records()
    let fit = try ExposureHazard.fit(
      exposures: exposures, wrong: wrong, weights: weights, priorShape: shape, priorRate: [rate, rate, rate])
    #expect(fit.converged && fit.isFree == [true, true, true])
    for (found, expected) in zip(fit.rates, rates) { #expect(distance(found, expected) < 1e-8) }
    #expect(distance(fit.covariance[0, 0], covariance[0]) < 1e-6)
    #expect(distance(fit.covariance[0, 1], covariance[1]) < 1e-6)
    #expect(distance(fit.covariance[2, 2], covariance[2]) < 1e-6)
    // record 0 is wrong and was never exposed
    #expect(fit.unexplainedWeight == 1)
  }

  @Test("one class with equal exposure has a closed answer")
  func closedForm() throws {
    let exposures = Matrix(rows: 40, columns: 1, repeating: 5)
    let fit = try ExposureHazard.fit(
      exposures: exposures, wrong: (0..<40).map { $0 < 12 }, priorShape: 1, priorRate: [1e-9])
    #expect(distance(fit.rates[0], -log(0.7) / 5) < 1e-8)
    #expect(distance(fit.probabilityWrong([5]), 0.3) < 1e-8)
    // observed information of a binomial share, carried to the rate: var = p / ((1 - p) n N^2)
    #expect(distance(fit.covariance[0, 0], 0.3 / 0.7 / 40 / 25) < 1e-6)
    #expect(distance(fit.logLikelihood, 12 * log(0.3) + 28 * log(0.7)) < 1e-10)
  }

  /// Records whose factor is gamma with variance theta, drawn as a sum of exponentials where 1 / theta is whole.
  private static func dispersed(seed: UInt64, count: Int, theta: Double) throws -> (exposures: Matrix, wrong: [Bool]) {
    var chance = SeededGenerator(seed: seed)
    var exposures = Matrix(rows: count, columns: 3)
    var wrong: [Bool] = []
    for row in 0..<count {
      exposures[row, 0] = (chance.uniform() * 60).rounded()
      exposures[row, 1] = chance.uniform() * 80
      exposures[row, 2] = 1
      let hazard = 0.02 * exposures[row, 0] + 0.06 * exposures[row, 1] + 0.05
      let parts = theta > 0 ? Int((1 / theta).rounded()) : 0
      let factor = theta > 0 ? (0..<parts).reduce(0) { sum, _ in sum - log(chance.uniform()) } * theta : 1
      wrong.append(chance.uniform() < -expm1(-factor * hazard))
    }
    return (exposures, wrong)
  }

  @Test("dispersion that made the data is found again, and none where there was none", arguments: [11, 12] as [UInt64])
  func dispersion(seed: UInt64) throws {
    for (theta, low, high) in [(1.0, 0.5, 1.8), (0.5, 0.15, 1), (0, 0, 0.2)] {
      let (exposures, wrong) = try Self.dispersed(seed: seed, count: 8000, theta: theta)
      let fit = try ExposureHazard.fitWithDispersion(
        exposures: exposures, wrong: wrong, priorShape: 1.5, priorRate: [50, 50, 25])
      #expect(fit.converged)
      #expect((low...high).contains(fit.dispersion), "theta \(theta) found as \(fit.dispersion), seed \(seed)")
      let expected = wrong.indices.reduce(0) { sum, row in
        sum + fit.probabilityWrong((0..<3).map { exposures[row, $0] })
      }
      #expect(abs(expected / Double(wrong.count { $0 }) - 1) < 0.01)
      // A fit that begins near gets to the same place
      let again = try ExposureHazard.fitWithDispersion(
        exposures: exposures, wrong: wrong, priorShape: 1.5, priorRate: [50, 50, 25], near: fit)
      #expect(abs(again.dispersion - fit.dispersion) < 2e-3 * (1 + fit.dispersion))
    }
  }

  /// No neighbour of the mode is more likely: the slow definition of a maximum.
  @Test("rates and dispersion are a maximum of the posterior")
  func dispersedMode() throws {
    let (exposures, wrong) = try Self.dispersed(seed: 5, count: 8000, theta: 1)
    let prior = [50.0, 50, 25]
    let fit = try ExposureHazard.fitWithDispersion(exposures: exposures, wrong: wrong, priorShape: 1.5, priorRate: prior)
    try #require(fit.dispersion > 0.1)
    func posterior(_ rates: [Double], _ theta: Double) -> Double {
      var sum = zip(rates, prior).reduce(0) { $0 + 0.5 * log($1.0) - $1.1 * $1.0 }
      for row in wrong.indices {
        let hazard = (0..<3).reduce(0) { $0 + rates[$1] * exposures[row, $1] }
        let none = pow(1 + theta * hazard, -1 / theta)
        sum += log(wrong[row] ? 1 - none : none)
      }
      return sum
    }
    let best = posterior(fit.rates, fit.dispersion)
    for step in [-0.03, 0.03] {
      for place in 0..<3 {
        var rates = fit.rates
        rates[place] *= 1 + step
        #expect(posterior(rates, fit.dispersion) < best + 1e-6)
      }
      #expect(posterior(fit.rates, fit.dispersion * (1 + step)) < best + 1e-6)
    }
  }

  /// The Karush-Kuhn-Tucker conditions, computed slowly: slope 0 where free, not upwards where held at 0.
  @Test("satisfies the conditions of the maximum, with rates at 0 among them", arguments: 1...25)
  func optimality(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let (rows, classes) = (150, 5)
    let truth = [0.02, 0, 0.1, 0, 0.3]
    var exposures = Matrix(rows: rows, columns: classes)
    var wrong: [Bool] = []
    for i in 0..<rows {
      var hazard = 0.0
      for c in 0..<classes {
        exposures[i, c] = Double(chance.next() % UInt64([40, 10, 5, 100, 3][c]))
        hazard += truth[c] * exposures[i, c]
      }
      wrong.append(chance.uniform() < -expm1(-hazard))
    }
    let rate = [1.0, 2, 0.5, 1, 1]
    let fit = try ExposureHazard.fit(exposures: exposures, wrong: wrong, priorShape: 1, priorRate: rate)
    #expect(fit.converged)
    for c in 0..<classes {
      var (slope, size) = (-rate[c], rate[c])
      for i in 0..<rows where exposures[i, c] > 0 && (!wrong[i] || exposures.row(i).contains { $0 > 0 }) {
        let pull = wrong[i] ? exposures[i, c] / expm1(fit.hazard(exposures.row(i))) : -exposures[i, c]
        slope += pull
        size += abs(pull)
      }
      #expect(fit.isFree[c] ? abs(slope) < 1e-5 * size : slope <= 1e-9 * size)
      #expect(fit.isFree[c] == (fit.rates[c] > 0))
      if !fit.isFree[c] { #expect(fit.covariance[c, c] == 0) }
    }
    let shares = fit.shares([10, 2, 3, 20, 1])
    #expect(abs(shares.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(shares.allSatisfy { $0.standardDeviation.isFinite })
  }

  @Test("no rows, none wrong, all wrong and constant columns have defined answers")
  func degenerate() throws {
    let nothing = try ExposureHazard.fit(exposures: Matrix(rows: 0, columns: 2), wrong: [], priorShape: 3, priorRate: [10, 4])
    #expect(nothing.converged && distance(nothing.rates[0], 0.2) < 1e-9 && distance(nothing.rates[1], 0.5) < 1e-9)
    #expect(distance(nothing.covariance[0, 0], 0.02) < 1e-6 && nothing.logLikelihood == 0)
    let exposures = try Matrix(columns: [[1, 2, 3], [4, 4, 4]])
    let clean = try ExposureHazard.fit(exposures: exposures, wrong: [false, false, false], priorShape: 1, priorRate: [1, 1])
    #expect(clean.rates == [0, 0] && clean.converged && clean.isFree == [false, false] && clean.probabilityWrong([5, 5]) == 0)
    #expect(clean.shares([1, 1]).allSatisfy { $0.share == 0 })
    let sound = try ExposureHazard.fit(exposures: exposures, wrong: [false, false, false], priorShape: 2, priorRate: [4, 8])
    #expect(distance(sound.rates[0], 0.1) < 1e-9 && distance(sound.rates[1], 0.05) < 1e-9)
    let broken = try ExposureHazard.fit(exposures: exposures, wrong: [true, true, true], priorShape: 1, priorRate: [1, 1])
    #expect(broken.converged && broken.rates.allSatisfy(\.isFinite) && broken.hazard([2, 4]) > 0.5)
    // two classes that always move together: the cheaper explanation of the two, but an answer
    let twins = try Matrix(columns: [[1, 2, 3, 4], [1, 2, 3, 4], [0, 0, 0, 0]])
    let shared = try ExposureHazard.fit(
      exposures: twins, wrong: [false, true, false, true], priorShape: 1, priorRate: [1, 1, 1])
    let single = try ExposureHazard.fit(
      exposures: Matrix(columns: [[1, 2, 3, 4]]), wrong: [false, true, false, true], priorShape: 1, priorRate: [1])
    #expect(distance(shared.rates[0] + shared.rates[1], single.rates[0]) < 1e-6 && shared.rates[2] == 0)
  }

  @Test("the unit of an exposure changes its rate and nothing else")
  func units() throws {
    let (exposures, wrong, weights) = try Self.records()
    var other = exposures
    for i in 0..<60 { other[i, 1] *= 1e6 }
    let first = try ExposureHazard.fit(
      exposures: exposures, wrong: wrong, weights: weights, priorShape: 2, priorRate: [30, 30, 30])
    let second = try ExposureHazard.fit(
      exposures: other, wrong: wrong, weights: weights, priorShape: 2, priorRate: [30, 30e6, 30])
    #expect(distance(second.rates[1] * 1e6, first.rates[1]) < 1e-7 && distance(second.rates[0], first.rates[0]) < 1e-7)
  }

  @Test("refuses input without meaning")
  func hostile() throws {
    let one = try Matrix(columns: [[1, 2]])
    func fit(_ x: Matrix, _ wrong: [Bool], _ weights: [Double]? = nil, _ shape: Double = 1, _ rate: [Double] = [1]) throws {
      _ = try ExposureHazard.fit(exposures: x, wrong: wrong, weights: weights, priorShape: shape, priorRate: rate)
    }
    #expect(throws: StatisticsError.dimensions(expected: 2, found: 1)) { try fit(one, [true]) }
    #expect(throws: StatisticsError.outOfRange(argument: "exposures")) { try fit(Matrix(columns: [[1, -2]]), [true, false]) }
    #expect(throws: StatisticsError.notFinite(argument: "exposures")) { try fit(Matrix(columns: [[1, .nan]]), [true, false]) }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) { try fit(one, [true, false], [1, .infinity]) }
    #expect(throws: StatisticsError.outOfRange(argument: "priorShape")) { try fit(one, [true, false], nil, 0.5) }
    #expect(throws: StatisticsError.outOfRange(argument: "priorRate")) { try fit(one, [true, false], nil, 1, [0]) }
    #expect(throws: StatisticsError.dimensions(expected: 1, found: 2)) { try fit(one, [true, false], nil, 1, [1, 1]) }
  }
}
