import Glibc
import Statistics
import Testing

@Suite struct CompoundSizeLawTests {
  private static let errors = [-1, -1, -1, -2, 1, 1, -5, 12, -24, -1, 3, 0, 80, -1, 64, -64]
  private static let law = Result { try CompoundSizeLaw(errors: errors) }

  @Test("sizes are smoothed shares and sum to one with the tail")
  func sizes() throws {
    let law = try Self.law.get()
    #expect(abs(law.sizes.reduce(law.tail, +) - 1) < 1e-14)
    #expect(law.sizes[64] == 0)
    #expect(distance(law.sizes[63], (5 + 0.25) / 16) < 1e-14)  // five of -1, smoothing 1 / (2 * 1 * 2), fifteen errors
    #expect(distance(law.tail, (1 + 1.0 / 65) / 16) < 1e-14)
    let blank = try CompoundSizeLaw(errors: [], smoothing: 3)
    #expect(distance(blank.sizes[65], 0.25) < 1e-14 && distance(blank.tail, 1.0 / 65) < 1e-13 && abs(blank.mean) < 1e-12)
  }

  @Test("the law of the sum agrees with its definition", arguments: [0.0, 0.01, 0.7, 5])
  func definition(hazard: Double) throws {
    let law = try Self.law.get()
    var sum = 0.0
    for e in -512...512 { sum += law.probability(newError: e, hazard: hazard) }
    #expect(abs(sum - exp(-hazard * law.tail)) < (hazard > 1 ? 1e-3 : 1e-9))
    // one event or two, by hand, for a small hazard
    if hazard <= 0.01 {
      var two = 0.0
      for s in -64...64 where abs(-3 - s) <= 64 { two += law.sizes[s + 64] * law.sizes[-3 - s + 64] }
      let byHand = exp(-hazard) * (hazard * law.sizes[61] + hazard * hazard / 2 * two)
      #expect(abs(law.probability(newError: -3, hazard: hazard) - byHand) <= hazard * hazard * hazard)
    }
  }

  /// The definition: Poisson sums of mean z H, averaged over z ~ Gamma(1/theta, theta) by the midpoint rule on a fine grid.
  @Test("with dispersion it is the mixture of Poisson laws over a gamma factor", arguments: [(0.4, 0.5), (1.5, 1), (0.8, 0.25)])
  func dispersed(hazard: Double, theta: Double) throws {
    let law = try Self.law.get()
    let shape = 1 / theta
    let width = 0.002
    var total = 0.0
    var mixed = [Double](repeating: 0, count: 9)
    for place in 0..<12_000 {
      let z = (Double(place) + 0.5) * width
      guard z * hazard < 12 else { break }
      let density = exp((shape - 1) * log(z) - z / theta - lgamma(shape) - shape * log(theta)) * width
      total += density
      for e in -4...4 { mixed[e + 4] += density * law.probability(newError: e, hazard: z * hazard) }
    }
    for e in -4...4 {
      let found = law.probability(newError: e, hazard: hazard, dispersion: theta)
      #expect(abs(found - mixed[e + 4] / total) < 2e-4, "error \(e)")
    }
    #expect(law.probability(newError: 1, hazard: hazard, dispersion: 0) == law.probability(newError: 1, hazard: hazard))
    #expect(law.probability(newError: 1, hazard: .nan, dispersion: 1).isNaN)
  }

  @Test("no exposure means no error")
  func still() throws {
    let law = try Self.law.get()
    #expect(law.probability(newError: 0, hazard: 0) == 1 && law.probability(newError: 1, hazard: 0) == 0)
    #expect(law.tailProbability(hazard: 0) == 0)
  }

  @Test("beyond the table the transform takes over without a seam")
  func seam() throws {
    let law = try Self.law.get()
    for e in [-300, -64, -5, 0, 1, 33, 200] {
      let (table, transform) = (law.probability(newError: e, hazard: 13), law.probability(newError: e, hazard: 13 + 1e-11))
      #expect(abs(table - transform) < 1e-9)
    }
    for e in [-513, 513, 100_000] {
      let outside = law.probability(newError: e, hazard: 6)
      #expect(outside >= 0 && outside < 1e-6)
    }
    let large = law.probability(newError: 0, hazard: 60)
    #expect(large > 0 && large < 0.1)
  }

  @Test("mean and variance are those of the law when no event is in the tail")
  func moments() throws {
    let law = try CompoundSizeLaw(errors: [-3, 5, 5, -1], weights: [2, 1, 0.5, 3], smoothing: 1e-12)
    let (mean, variance) = (law.mean(hazard: 2), law.variance(hazard: 2))
    var (first, second) = (0.0, 0.0)
    for e in -400...400 {
      let p = law.probability(newError: e, hazard: 2)
      first += p * Double(e)
      second += p * Double(e) * Double(e)
    }
    #expect(abs(first - mean) < 1e-8 && abs(second - first * first - variance) < 1e-6)
    #expect(distance(law.mean, (-6 + 7.5 - 3) / 6.5) < 1e-9)
  }

  @Test("a law made again from its parameters is the same to the last bit")
  func again() throws {
    let law = try Self.law.get()
    let again = try CompoundSizeLaw(sizes: law.sizes, tail: law.tail, mean: law.mean, variance: law.variance)
    for e in -70...70 {
      #expect(again.probability(newError: e, hazard: 1.7).bitPattern == law.probability(newError: e, hazard: 1.7).bitPattern)
    }
    #expect(
      again.variance(hazard: 3) == law.variance(hazard: 3) && again.tailProbability(hazard: 3) == law.tailProbability(hazard: 3))
    #expect(throws: StatisticsError.dimensions(expected: 129, found: 2)) {
      try CompoundSizeLaw(sizes: [0.5, 0.5], tail: 0, mean: 0, variance: 1)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "sizes")) {
      try CompoundSizeLaw(sizes: law.sizes, tail: law.tail + 0.1, mean: 0, variance: 1)
    }
  }

  @Test("refuses input without meaning")
  func hostile() throws {
    #expect(throws: StatisticsError.dimensions(expected: 1, found: 2)) { try CompoundSizeLaw(errors: [1], weights: [1, 2]) }
    #expect(throws: StatisticsError.outOfRange(argument: "weights")) { try CompoundSizeLaw(errors: [1], weights: [.nan]) }
    #expect(throws: StatisticsError.outOfRange(argument: "smoothing")) { try CompoundSizeLaw(errors: [1], smoothing: 0) }
    let law = try Self.law.get()
    #expect(law.probability(newError: 0, hazard: .nan).isNaN && law.probability(newError: 0, hazard: -1).isNaN)
    #expect(law.probability(newError: .min, hazard: 1) == 0 && law.probability(newError: .max, hazard: 9) == 0)
    #expect(try CompoundSizeLaw(errors: [.min, .max]).tail > 0.6)
  }
}
