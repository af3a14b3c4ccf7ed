import Glibc
import Statistics
import Testing

/// Expected values: mpmath 1.3.0 at 40 digits, unless said otherwise.
@Suite struct DistributionTests {
  @Test(
    "normal probabilities",
    arguments: [
      (-37, 5.7255712225245768e-300), (-10, 7.6198530241605261e-24), (-3, 0.0013498980316300945),
      (-0.5, 0.3085375387259869), (0, 0.5), (1.96, 0.97500210485177956),
    ])
  func normal(z: Double, expected: Double) {
    #expect(distance(Normal.standard.cumulative(z), expected) < 2e-13)
    #expect(distance(Normal.standard.upperTail(-z), expected) < 2e-13)
    #expect(distance(Normal(mean: 5, standardDeviation: 2).cumulative(5 + 2 * z), expected) < 2e-13)
  }

  @Test(
    "normal quantiles",
    arguments: [
      (1e-300, -37.047096299361199), (1e-20, -9.2623400897984076), (1e-10, -6.3613409024040562),
      (0.001, -3.0902323061678135), (0.025, -1.9599639845400542), (0.3, -0.52440051270804082), (0.975, 1.9599639845400539),
    ])
  func normalQuantile(p: Double, expected: Double) {
    #expect(distance(Normal.standard.quantile(p), expected) < 2e-15)
    #expect(Normal.standard.quantile(0) == -.infinity && Normal.standard.quantile(1) == .infinity)
    #expect(Normal.standard.quantile(-0.1).isNaN && Normal.standard.quantile(.nan).isNaN)
  }

  @Test(
    "two-sided p-values of Student's t",
    arguments: [
      (2, 5, 0.10193947882985836), (0.001, 3, 0.99926489496946094), (40, 76, 8.2874629690015529e-53),
      (1e5, 2, 9.9999999985e-11), (3, 1.5, 0.13354775425491327), (2.5, 1000, 0.012578567801090797),
      (8, 30, 6.2658224757007589e-9),
    ])
  func studentT(t: Double, degrees: Double, expected: Double) {
    let law = StudentT(degreesOfFreedom: degrees)
    #expect(distance(law.twoSidedP(t), expected) < 1e-12)
    #expect(distance(law.twoSidedP(-t), expected) < 1e-12)
    #expect(distance(2 * law.cumulative(-t), expected) < 1e-12)
    #expect(distance(law.quantile(expected / 2), -t) < 1e-9)
  }

  /// Fisher & Yates, Statistical Tables: 2.571 at 5 degrees; the Cauchy law has tan(pi (p - 1/2)).
  @Test("t quantiles")
  func studentQuantiles() {
    #expect(abs(StudentT(degreesOfFreedom: 5).quantile(0.975) - 2.5705818356) < 1e-9)
    for p in [1e-8, 0.1, 0.4999, 0.7] {
      #expect(distance(StudentT(degreesOfFreedom: 1).quantile(p), tan(Double.pi * (p - 0.5))) < 1e-7)
    }
    #expect(StudentT(degreesOfFreedom: 4).quantile(0.5) == 0)
    let large = StudentT(degreesOfFreedom: 1e9).twoSidedP(1.96)
    #expect(distance(large, 2 * Normal.standard.upperTail(1.96)) < 1e-8)
    // no seam where the expansion takes over
    for t in [0.3, 2, 6, 30] {
      let (below, above) = (StudentT(degreesOfFreedom: 1e8), StudentT(degreesOfFreedom: 1e8 + 1))
      #expect(distance(below.twoSidedP(t), above.twoSidedP(t)) < 1e-7)
      #expect(distance(above.quantile(above.twoSidedP(t) / 2), -t) < 1e-10)
    }
    #expect(StudentT(degreesOfFreedom: .infinity).twoSidedP(1.96) == 2 * Normal.standard.upperTail(1.96))
    #expect(StudentT(degreesOfFreedom: 5).twoSidedP(.infinity) == 0)
    #expect(StudentT(degreesOfFreedom: 5).twoSidedP(0) == 1)
    #expect(StudentT(degreesOfFreedom: 5).twoSidedP(.nan).isNaN)
    #expect(StudentT(degreesOfFreedom: 0).twoSidedP(1).isNaN && StudentT(degreesOfFreedom: -1).quantile(0.2).isNaN)
  }

  @Test(
    "binomial log probabilities",
    arguments: [
      (3, 10, 0.2, -1.6028268537197234), (0, 1000, 1e-6, -0.0010000005000003333), (1000, 1000, 0.999, -1.0005003335835344),
      (500, 1_000_000, 0.0005, -4.0261591865810594), (900_000, 1_000_000, 0.5, -368070.82989034752),
    ])
  func binomial(k: Int, trials: Int, p: Double, expected: Double) {
    #expect(distance(Binomial(trials: trials, p: p).logProbability(k), expected) < 1e-13)
  }

  @Test(
    "Poisson log probabilities",
    arguments: [
      (0, 3, -3), (7, 3.5, -3.2558205815978383), (1_000_000, 1000000.5, -7.8266940205201015), (50, 0.01, -378.7462762511776),
    ])
  func poisson(k: Int, mean: Double, expected: Double) {
    #expect(distance(Poisson(mean: mean).logProbability(k), expected) < 1e-13)
  }

  @Test(
    "negative binomial log probabilities",
    arguments: [
      (0, 3, 0.5, -0.97295507452765665), (7, 3.5, 2, -3.1076561478785246), (1000, 1000.5, 1e7, -4.3730744493774991),
      (50, 0.01, 0.3, -175.5455140401428), (12, 4, 0.001, -9.4009367547135451),
    ])
  func negativeBinomial(k: Int, mean: Double, size: Double, expected: Double) {
    #expect(distance(NegativeBinomial(mean: mean, size: size).logProbability(k), expected) < 1e-12)
  }

  @Test("cumulative probabilities are sums, and their tails complete them")
  func sums() {
    let (binomial, poisson, negative) = (
      Binomial(trials: 30, p: 0.15), Poisson(mean: 6.5), NegativeBinomial(mean: 4, size: 1.5)
    )
    var sums = (0.0, 0.0, 0.0)
    for k in 0...29 {
      sums.0 += binomial.probability(k)
      sums.1 += poisson.probability(k)
      sums.2 += negative.probability(k)
      #expect(abs(binomial.cumulative(k) - sums.0) < 1e-13 && abs(binomial.upperTail(k) - (1 - sums.0)) < 1e-13)
      #expect(abs(poisson.cumulative(k) - sums.1) < 1e-13 && abs(poisson.upperTail(k) - (1 - sums.1)) < 1e-13)
      #expect(abs(negative.cumulative(k) - sums.2) < 1e-13 && abs(negative.upperTail(k) - (1 - sums.2)) < 1e-13)
    }
    #expect(distance(Binomial(trials: 100, p: 0.3).cumulative(5), 3.9929434096461824e-10) < 1e-12)
    #expect(distance(poissonTail, 1.869183620178483e-10) < 1e-12)
    #expect(Binomial(trials: 5, p: 0).probability(0) == 1 && Binomial(trials: 5, p: 1).probability(5) == 1)
    #expect(Binomial(trials: 5, p: 0.5).logProbability(6) == -.infinity && Binomial(trials: 5, p: .nan).cumulative(2).isNaN)
    #expect(
      Poisson(mean: 0).probability(0) == 1 && Poisson(mean: 0).probability(1) == 0 && Poisson(mean: -1).probability(0).isNaN)
    #expect(NegativeBinomial(mean: 3, size: .infinity).probability(2) == Poisson(mean: 3).probability(2))
    #expect(NegativeBinomial(mean: 0, size: 2).probability(0) == 1)
  }

  private var poissonTail: Double { Poisson(mean: 3.5).upperTail(20) }

  /// SciPy 1.17: beta.ppf and gamma.ppf.
  @Test("beta and gamma quantiles")
  func quantiles() {
    #expect(distance(Beta(a: 20.5, b: 300.5).quantile(0.975), 0.09302675064822667) < 1e-11)
    #expect(distance(Gamma(shape: 30.5, rate: 2).quantile(0.95) * 2, 40.11604892438136) < 1e-11)
    let beta = Beta(a: 0.3, b: 12)
    #expect(distance(beta.cumulative(beta.quantile(0.05)), 0.05) < 1e-12)
    #expect(abs(beta.cumulative(0.1) + beta.upperTail(0.1) - 1) < 1e-14)
    #expect(Beta(a: 2, b: 3).mean == 0.4 && abs(Beta(a: 2, b: 3).variance - 0.04) < 1e-16)
    #expect(Gamma(shape: 2, rate: 4).mean == 0.5 && Gamma(shape: 2, rate: 4).variance == 0.125)
    #expect(beta.cumulative(-1) == 0 && beta.cumulative(2) == 1 && beta.cumulative(.nan).isNaN)
  }
}
