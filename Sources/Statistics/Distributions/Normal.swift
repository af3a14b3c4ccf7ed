import Glibc

/// The normal law.
public struct Normal: ContinuousDistribution, Equatable {
  /// Mean.
  public let mean: Double
  /// Standard deviation, positive.
  public let standardDeviation: Double

  /// NaN answers unless `standardDeviation` is positive.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Mean 0, standard deviation 1.
  public static let standard = Normal(mean: 0, standardDeviation: 1)

  public func logDensity(_ x: Double) -> Double {
    guard standardDeviation > 0 else { return .nan }
    let z = (x - mean) / standardDeviation
    return -0.5 * z * z - log(standardDeviation) - halfLogTwoPi
  }

  public func tails(_ x: Double) -> TailProbabilities {
    guard standardDeviation > 0 else { return .undefined }
    let z = (x - mean) / standardDeviation
    let size = abs(z) * 0.5.squareRoot()
    let small = 0.5 * erfc(size)
    let logSmall = small > 1e-290 ? log(small) : Normal.logFarTail(abs(z))
    let upper = TailProbabilities(lower: 1 - small, upper: small, logLower: log1p(-small), logUpper: logSmall)
    return z >= 0 ? upper : upper.swapped
  }

  /// ln P(Z > z) for z > 30, by the asymptotic series. (Abramowitz & Stegun 26.2.12)
  private static func logFarTail(_ z: Double) -> Double {
    if z.isNaN { return .nan }
    let r = 1 / (z * z)
    return -0.5 * z * z - log(z) - halfLogTwoPi + log1p(-alternating([1, 3, 15, 105, 945, 10395], r))
  }

  /// The x with P(X <= x) = p, to about 1e-15; infinite at 0 and 1, NaN outside. (Wichura 1988, algorithm AS 241)
  public func quantile(_ p: Double) -> Double {
    standardDeviation > 0 ? mean + standardDeviation * Normal.standardQuantile(p) : .nan
  }

  public func quantile(upperTail q: Double) -> Double {
    standardDeviation > 0 ? mean - standardDeviation * Normal.standardQuantile(q) : .nan
  }

  private static func standardQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    let q = p - 0.5
    if abs(q) <= 0.425 { return q * ratio(0.180625 - q * q, central) }
    let tail = q < 0 ? p : 1 - p
    let r = (-log(tail)).squareRoot()
    let size = r <= 5 ? ratio(r - 1.6, middle) : ratio(r - 5, far)
    return q < 0 ? -size : size
  }

  private typealias Coefficients = (numerator: [Double], denominator: [Double])

  private static func ratio(_ r: Double, _ coefficients: Coefficients) -> Double {
    polynomial(coefficients.numerator, r) / polynomial(coefficients.denominator, r)
  }

  private static let central: Coefficients = (
    [
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
      67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ],
    [
      1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610,
      28729.085735721942674, 5226.4952788528545610,
    ]
  )

  private static let middle: Coefficients = (
    [
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
      0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ],
    [
      1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
      0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ]
  )

  private static let far: Coefficients = (
    [
      6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930,
      1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ],
    [
      1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ]
  )
}
