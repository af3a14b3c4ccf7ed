import Glibc

/// The size of one error event in units, and of the sum of a Poisson number of them.
///
///     P(new error = e) = e^-H sum_k H^k / k! q*^k(e)
///
/// q lives on -64...64 without 0 (an event of size 0 cannot be seen), plus one tail bin for larger errors. Errors of
/// either sign may cancel. A sum with a tail event in it is counted as far away, never as an error within reach:
/// sum over e of P(e) = e^(-H tail).
public struct CompoundSizeLaw: Sendable {
  /// Largest size of one event that has a probability of its own.
  public static let reach = 64
  /// Up to here the table of convolutions answers, exact to 1e-9; beyond it, a slower way that is as exact.
  public static let tabulatedHazard = 13.0
  /// Errors up to this size are tabulated.
  public static let tabulatedError = 512
  /// P(more than 40 events | hazard 13) = 4e-10.
  static let mostEvents = 40

  /// q(-64)...q(64); q(0) = 0.
  public let sizes: [Double]
  /// The probability of an event larger than 64 either way.
  public let tail: Double
  /// The mean size of one event, tail events at the mean of those observed.
  public let mean: Double
  /// The variance of the size of one event.
  public let variance: Double
  /// q*^k(e) for k = 0...40, together for each e: one position costs one dot product.
  private let table: [Double]

  /// Learns the law from observed errors, each taken as one event; errors of 0 are left out, since they show none.
  ///
  /// Smoothing adds `smoothing` observations spread as 1 / (2 |e| (|e| + 1)) over the sizes, which leaves 1/65 for the
  /// tail: heavy on both sides, since one carton miscounted is as possible as one unit. Without observations the law is
  /// that spread itself.
  /// - Parameters:
  ///   - weights: not negative; all 1 when absent.
  ///   - smoothing: positive.
  public init(errors: [Int], weights: [Double]? = nil, smoothing: Double = 1) throws(StatisticsError) {
    let weights = weights ?? Array(repeating: 1, count: errors.count)
    guard weights.count == errors.count else { throw .dimensions(expected: errors.count, found: weights.count) }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { throw .outOfRange(argument: "weights") }
    guard smoothing > 0, smoothing.isFinite else { throw .outOfRange(argument: "smoothing") }
    let reach = CompoundSizeLaw.reach
    var mass = (-reach...reach).map { (e: Int) -> Double in
      let size = Double(abs(e))
      return e == 0 ? 0 : smoothing / (2 * size * (size + 1))
    }
    // smoothing puts its tail just beyond reach, evenly on both sides
    let edge = Double(reach + 1)
    var far: (mass: Double, sum: Double, squares: Double) = (smoothing / edge, 0, smoothing * edge)
    for (error, weight) in zip(errors, weights) where error != 0 {
      if error.magnitude <= UInt(reach) {
        mass[error + reach] += weight
      } else {
        far.mass += weight
        far.sum += weight * Double(error)
        far.squares += weight * Double(error) * Double(error)
      }
    }
    let total: Double = mass.reduce(far.mass, +)
    guard total.isFinite, far.squares.isFinite else { throw .outOfRange(argument: "weights") }
    var first: Double = far.sum / total
    var second: Double = far.squares / total
    for (place, m) in mass.enumerated() {
      let e = Double(place - reach)
      first += e * m / total
      second += e * e * m / total
    }
    sizes = mass.map { $0 / total }
    tail = far.mass / total
    mean = first
    variance = max(0, second - first * first)
    table = CompoundSizeLaw.convolutions(sizes)
  }

  /// A law as it was learned, from its parameters.
  /// - Parameters:
  ///   - sizes: q(-64)...q(64).
  ///   - tail: the probability of an event larger than 64 either way; with the sizes it makes 1.
  public init(sizes: [Double], tail: Double, mean: Double, variance: Double) throws(StatisticsError) {
    let count = 2 * CompoundSizeLaw.reach + 1
    guard sizes.count == count else { throw .dimensions(expected: count, found: sizes.count) }
    guard (sizes + [tail]).allSatisfy({ $0 >= 0 }), abs(sizes.reduce(tail, +) - 1) < 1e-9 else {
      throw .outOfRange(argument: "sizes")
    }
    guard mean.isFinite, variance.isFinite, variance >= 0 else { throw .outOfRange(argument: "variance") }
    self.sizes = sizes
    self.tail = tail
    self.mean = mean
    self.variance = variance
    table = CompoundSizeLaw.convolutions(sizes)
  }

  /// The probability that a position with hazard `hazard` has gained the error `newError`, in units.
  ///
  /// Exact to 1e-9. NaN for a hazard that is negative or not finite.
  public func probability(newError: Int, hazard: Double) -> Double {
    guard hazard >= 0, hazard.isFinite else { return .nan }
    let inTable = hazard <= CompoundSizeLaw.tabulatedHazard && newError.magnitude <= UInt(CompoundSizeLaw.tabulatedError)
    guard inTable else { return transformed(newError, hazard) }
    let events = CompoundSizeLaw.mostEvents
    let start = (newError + CompoundSizeLaw.tabulatedError) * (events + 1)
    return table.withUnsafeBufferPointer { table in
      var term = exp(-hazard)
      var sum = term * table[start]
      for k in 1...events {
        term *= hazard / Double(k)
        sum += term * table[start + k]
      }
      return sum
    }
  }

  /// The same where the number of events is negative binomial: a Poisson number whose mean varies by a gamma factor of
  /// mean 1 and variance `dispersion`.
  ///
  ///     P(e) = sum_k NB(k) q*^k(e),   NB(0) = (1 + theta H)^(-1/theta),   NB(k+1) / NB(k) = (1 + theta k) H / ((k + 1) (1 + theta H))
  ///
  /// Sums over up to 40 events; what is left out is at most P(more than 40 events), (theta H / (1 + theta H))^41 for
  /// theta = 1. Without dispersion it is `probability(newError:hazard:)`.
  /// - Parameter newError: within `tabulatedError` either way.
  public func probability(newError: Int, hazard: Double, dispersion: Double) -> Double {
    guard dispersion > 0 else { return probability(newError: newError, hazard: hazard) }
    guard hazard >= 0, hazard.isFinite, dispersion.isFinite else { return .nan }
    guard newError.magnitude <= UInt(CompoundSizeLaw.tabulatedError) else { return 0 }
    let events = CompoundSizeLaw.mostEvents
    let start = (newError + CompoundSizeLaw.tabulatedError) * (events + 1)
    let spread = 1 + dispersion * hazard
    var term = exp(-log1p(dispersion * hazard) / dispersion)
    var sum = term * table[start]
    for k in 1...events {
      term *= (1 + dispersion * Double(k - 1)) * hazard / (Double(k) * spread)
      sum += term * table[start + k]
    }
    return sum
  }

  /// The probability that at least one event was larger than 64 units: 1 - e^(-H tail).
  public func tailProbability(hazard: Double) -> Double {
    -expm1(-hazard * tail)
  }

  /// The expected new error, H mean, tail events included.
  public func mean(hazard: Double) -> Double { hazard * mean }

  /// The variance of the new error, H E[size^2], tail events included.
  public func variance(hazard: Double) -> Double { hazard * (variance + mean * mean) }

  /// All q*^k side by side. Sums are followed as far as they can go, 2560 either way, and only then cut to the table.
  private static func convolutions(_ sizes: [Double]) -> [Double] {
    let full = reach * mostEvents
    let stride = mostEvents + 1
    var table = [Double](repeating: 0, count: (2 * tabulatedError + 1) * stride)
    var current = [Double](repeating: 0, count: 2 * full + 1)
    current[full] = 1
    table[tabulatedError * stride] = 1
    for k in 1...mostEvents {
      var next = [Double](repeating: 0, count: 2 * full + 1)
      let support = reach * (k - 1)
      current.withUnsafeBufferPointer { current in
        next.withUnsafeMutableBufferPointer { next in
          sizes.withUnsafeBufferPointer { sizes in
            for place in full - support...full + support where current[place] != 0 {
              let mass = current[place]
              for s in 0...2 * reach { next[place - reach + s] += mass * sizes[s] }
            }
          }
        }
      }
      for e in -tabulatedError...tabulatedError { table[(e + tabulatedError) * stride + k] = next[full + e] }
      current = next
    }
    return table
  }

  /// Any hazard by inverting the characteristic function: P(e) = 1/N sum_t e^(H (phi(t) - 1)) e^(-i t e).
  ///
  /// N is chosen so that what wraps around is beyond 12 standard deviations of the sum. Costs about a millisecond.
  private func transformed(_ e: Int, _ hazard: Double) -> Double {
    let reach = CompoundSizeLaw.reach
    var (first, second) = (0.0, 0.0)
    for (place, q) in sizes.enumerated() {
      let size = Double(place - reach)
      first += size * q
      second += size * size * q
    }
    let half = 12 * (hazard * second).squareRoot() + 1024
    let distance = abs(Double(e) - hazard * first)
    guard distance < half else { return 0 }
    // beyond this the sum is spread over so many values that each is negligible, and the law is the normal one
    guard half < 1e6 else {
      let law = Normal(mean: hazard * first, standardDeviation: (hazard * second).squareRoot())
      return law.density(Double(e)) * exp(-hazard * tail)
    }
    let count = 2 * Int(half)
    let turn = 2 * Double.pi / Double(count)
    let cosines = (0..<count).map { cos(turn * Double($0)) }
    let sines = (0..<count).map { sin(turn * Double($0)) }
    let even = (1...reach).map { sizes[reach + $0] + sizes[reach - $0] }
    let odd = (1...reach).map { sizes[reach + $0] - sizes[reach - $0] }
    let shift = ((e % count) + count) % count
    var sum = 0.0
    // the terms at t and N - t are conjugate
    for step in 0...count / 2 {
      var (real, imaginary, place) = (-1.0, 0.0, 0)
      for size in 0..<reach {
        place += step
        if place >= count { place -= count }
        real += even[size] * cosines[place]
        imaginary += odd[size] * sines[place]
      }
      let phase = step * shift % count
      let (c, s) = (cos(hazard * imaginary), sin(hazard * imaginary))
      let term = exp(hazard * real) * (c * cosines[phase] + s * sines[phase])
      sum += step == 0 || step == count / 2 ? term : 2 * term
    }
    return max(0, sum / Double(count))
  }
}
