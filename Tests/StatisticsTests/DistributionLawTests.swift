import Glibc
import Statistics
import Testing

@Suite struct DistributionLawTests {
  @Test("relations between the laws", arguments: 1...40)
  func relations(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let (d1, d2) = (exp(6 * chance.uniform() - 1), exp(6 * chance.uniform() - 1))
    let x = exp(3 * chance.uniform() - 1.5)
    let f = FisherF(numeratorDegrees: d1, denominatorDegrees: d2)
    let mirrored = FisherF(numeratorDegrees: d2, denominatorDegrees: d1)
    #expect(distance(f.upperTail(x), mirrored.cumulative(1 / x)) < 1e-12 * (1 + d1 + d2))
    // t^2 is F(1, nu)
    let t = StudentT(degreesOfFreedom: d2)
    #expect(distance(t.twoSidedP(x), FisherF(numeratorDegrees: 1, denominatorDegrees: d2).upperTail(x * x)) < 1e-12 * (1 + d2))
    #expect(t.cumulative(x) == t.upperTail(-x) && t.density(x) == t.density(-x))
    // an exponential is gamma of shape 1; its tail is known exactly
    #expect(distance(Gamma(shape: 1, rate: x).upperTail(d1), exp(-x * d1)) < 1e-13 * (1 + x * d1))
    #expect(distance(Beta(a: 1, b: d1).upperTail(0.25), exp(d1 * log1p(-0.25))) < 1e-13 * (1 + d1))
    // the geometric law
    let p = chance.uniform()
    let geometric = NegativeBinomial(mean: (1 - p) / p, size: 1)
    #expect(distance(geometric.upperTail(4), exp(5 * log1p(-p))) < 1e-12)
    let k = Int(chance.next() % 20)
    #expect(distance(Poisson(mean: x).cumulative(k), Gamma(shape: Double(k) + 1, rate: 1).upperTail(x)) < 1e-14)
    #expect(distance(Binomial(trials: 20, p: p).cumulative(k), Binomial(trials: 20, p: 1 - p).upperTail(19 - k)) < 1e-11)
  }

  @Test("tails fall, complete each other, and are undone by quantiles", arguments: 1...30)
  func monotone(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let (a, b) = (exp(14 * chance.uniform() - 5), exp(14 * chance.uniform() - 5))
    let laws: [any ContinuousDistribution] = [
      Beta(a: a, b: b), Gamma(shape: a, rate: b), ChiSquare(degreesOfFreedom: a), StudentT(degreesOfFreedom: a),
      FisherF(numeratorDegrees: a, denominatorDegrees: b), Normal(mean: a, standardDeviation: b),
    ]
    for law in laws {
      var last = law.tails(-.infinity)
      #expect(last.lower == 0 && last.upper == 1 && last.logLower == -.infinity && last.logUpper == 0)
      for p in [1e-12, 0.001, 0.2, 0.5, 0.9, 0.9999] {
        let x = law.quantile(p)
        let tails = law.tails(x)
        #expect(abs(tails.lower + tails.upper - 1) < 1e-15)
        // a quantile may be too small, too large or too near 1 for a double
        if abs(x) > 1e-290, abs(x) < 1e290, !(law is Beta) || x < 0.9 { #expect(distance(tails.lower, p) < 1e-9, "\(law) \(p)") }
        #expect(tails.lower >= last.lower && tails.logUpper <= last.logUpper)
        last = tails
      }
      let end = law.tails(.infinity)
      #expect(end.lower == 1 && end.upper == 0 && end.logLower == 0 && end.logUpper == -.infinity)
    }
  }

  @Test("shapes far outside the tables still answer quickly and rightly")
  func extremes() {
    // a E1(1) for a shape a near 0 (Abramowitz & Stegun, table 5.1: E1(1) = 0.219383934)
    #expect(distance(Gamma(shape: 1e-10, rate: 1).upperTail(1) * 1e10, 0.2193839343955203) < 1e-9)
    #expect(distance(Beta(a: 1e-12, b: 1e-12).cumulative(0.3), 0.5) < 1e-10)
    #expect(abs(Beta(a: 1e12, b: 1e12).cumulative(0.5) - 0.5) < 1e-10)
    #expect(abs(Gamma(shape: 1e15, rate: 1).cumulative(1e15) - 0.5) < 1e-7)
    #expect(distance(StudentT(degreesOfFreedom: 1e300).upperTail(5), Normal.standard.upperTail(5)) < 1e-14)
    #expect(StudentT(degreesOfFreedom: 0.01).upperTail(1e308) > 4e-4)
    #expect(StudentT(degreesOfFreedom: 3).logUpperTail(1e200) < -1300)
    #expect(Gamma(shape: 5, rate: 1).logUpperTail(1e6) < -999_900 && Gamma(shape: 5, rate: 1).upperTail(1e6) == 0)
    #expect(Normal.standard.logUpperTail(1e100) < -4e199)
    #expect(Poisson(mean: 1e15).quantile(0.5).map { abs($0 - 1_000_000_000_000_000) < 3 } == true)
    #expect(Poisson(mean: 1e300).quantile(0.5) == nil)
    #expect(NegativeBinomial(mean: 1e6, size: 1e-3).quantile(0.5) == 0)
    #expect(Binomial(trials: .max, p: 0.5).quantile(0.1) == nil)
  }

  @Test("ends and nonsense have defined answers")
  func hostile() {
    for bad in [Double.nan, 0, -1] {
      let laws: [any ContinuousDistribution] = [
        Beta(a: bad, b: 1), Beta(a: 1, b: bad), Gamma(shape: bad, rate: 1), Gamma(shape: 1, rate: bad),
        ChiSquare(degreesOfFreedom: bad), StudentT(degreesOfFreedom: bad),
        FisherF(numeratorDegrees: bad, denominatorDegrees: 2), FisherF(numeratorDegrees: 2, denominatorDegrees: bad),
        Normal(mean: 0, standardDeviation: bad),
      ]
      for law in laws {
        #expect(law.cumulative(0.5).isNaN && law.logUpperTail(0.5).isNaN && law.density(0.5).isNaN, "\(law)")
        #expect(law.quantile(0.3).isNaN && law.quantile(upperTail: 0.3).isNaN, "\(law)")
      }
    }
    let good: [any ContinuousDistribution] = [
      Beta(a: 2, b: 3), Gamma(shape: 2, rate: 3), ChiSquare(degreesOfFreedom: 3), StudentT(degreesOfFreedom: 3),
      FisherF(numeratorDegrees: 3, denominatorDegrees: 4), Normal.standard,
    ]
    for law in good {
      #expect(law.cumulative(.nan).isNaN && law.upperTail(.nan).isNaN && law.density(.nan).isNaN)
      for p in [Double.nan, -0.1, 1.1] { #expect(law.quantile(p).isNaN && law.quantile(upperTail: p).isNaN) }
      #expect(law.quantile(upperTail: 1) == law.quantile(0) && law.quantile(upperTail: 0) == law.quantile(1))
    }
    let counts: [any DiscreteDistribution] = [
      Binomial(trials: 5, p: .nan), Binomial(trials: -1, p: 0.5), Poisson(mean: -1), NegativeBinomial(mean: 1, size: 0),
    ]
    for law in counts {
      #expect(law.cumulative(2).isNaN && law.probability(2).isNaN && law.quantile(0.5) == nil)
    }
    let poisson = Poisson(mean: 3)
    #expect(poisson.quantile(0) == 0 && poisson.quantile(1) == nil && poisson.quantile(.nan) == nil)
    #expect(Binomial(trials: 7, p: 0.2).quantile(1) == 7 && Binomial(trials: 7, p: 1).quantile(0.2) == 7)
    #expect(Poisson(mean: 0).quantile(0.99) == 0 && poisson.tails(-1).upper == 1)
  }

  @Test("a discrete quantile is the first number to reach its probability", arguments: 1...30)
  func discreteQuantiles(seed: Int) {
    var chance = SeededGenerator(seed: UInt64(seed))
    let mean = exp(9 * chance.uniform() - 3)
    let laws: [any DiscreteDistribution] = [
      Poisson(mean: mean), NegativeBinomial(mean: mean, size: exp(6 * chance.uniform() - 3)),
      Binomial(trials: 40, p: chance.uniform()),
    ]
    for law in laws {
      for p in [1e-9, 0.01, 0.5, chance.uniform(), 0.999] {
        guard let k = law.quantile(p) else {
          Issue.record("\(law) has no quantile at \(p)")
          continue
        }
        #expect(law.cumulative(k) >= p * (1 - 1e-12) && law.cumulative(k - 1) < p * (1 + 1e-12))
        #expect(law.quantile(upperTail: 1 - p).map { abs($0 - k) <= 1 } == true)
      }
    }
  }
}
