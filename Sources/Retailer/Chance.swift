import Statistics

/// One stream of drawn numbers. Each purpose has its own, started anew each day, so that a count more or less
/// does not change what customers do.
struct Chance: Sendable {
  enum Purpose: UInt64, Sendable {
    case network, plan, demand, mishaps, shop, orders, supply, returns, counts, feed, defects, wrongMessages, posting
    case resends, otherSystems
  }

  private var generator: SeededGenerator

  init(seed: UInt64, purpose: Purpose, day: Int) {
    let stream = SeededGenerator.mix(seed &+ purpose.rawValue &* 0x1_0000_0001)
    generator = SeededGenerator(seed: SeededGenerator.mix(stream &+ UInt64(truncatingIfNeeded: day)))
  }

  mutating func uniform() -> Double { generator.uniform() }

  mutating func happens(_ probability: Double) -> Bool { generator.uniform() < probability }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * generator.uniform() }

  /// Uniform on 0..<count.
  mutating func whole(below count: Int) -> Int { Int(generator.uniform() * Double(count)) }

  /// Uniform on low...high.
  mutating func whole(_ low: Int, _ high: Int) -> Int { low + whole(below: high - low + 1) }

  mutating func exponential(mean: Double) -> Double { -mean * Chance.log(generator.uniform()) }

  /// Standard normal by Marsaglia's polar method.
  mutating func normal() -> Double {
    while true {
      let x = 2 * generator.uniform() - 1
      let y = 2 * generator.uniform() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * (-2 * Chance.log(square) / square).squareRoot() }
    }
  }

  mutating func lognormal(median: Double, sigma: Double) -> Double { median * Chance.exp(sigma * normal()) }

  /// Poisson by inversion; large means are split, because exp(-mean) would run out of digits.
  mutating func poisson(_ mean: Double) -> Int {
    if mean > 30 { return poisson(mean / 2) + poisson(mean / 2) }
    var term = Chance.exp(-mean)
    var rest = generator.uniform() - term
    var count = 0
    while rest > 0, count < 1000 {
      count += 1
      term *= mean / Double(count)
      rest -= term
    }
    return count
  }

  /// Logarithmic series with P(k) = -p^k / (k ln(1 - p)). A Poisson number of them is negative binomial.
  mutating func logSeries(_ p: Double) -> Int {
    var term = -p / Chance.log(1 - p)
    var rest = generator.uniform() - term
    var size = 1
    while rest > 0, size < 100 {
      term *= p * Double(size) / Double(size + 1)
      size += 1
      rest -= term
    }
    return size
  }

  /// The index at which a running total first exceeds a uniform share of the last total.
  mutating func index(inTotals totals: [Double]) -> Int {
    let target = generator.uniform() * (totals.last ?? 0)
    var low = 0
    var high = totals.count - 1
    while low < high {
      let middle = (low + high) / 2
      if totals[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Elementary functions from arithmetic alone: the C library's may differ in the last bit between machines,
/// and one differing bit is a different retailer.
extension Chance {
  private static let ln2High = 0x1.62e42fee00000p-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  static func exp(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let power = (min(x, 700) * 1.4426950408889634).rounded()
    let r = min(x, 700) - power * ln2High - power * ln2Low
    // Taylor about 0, |r| < 0.35: the next term is below 2e-16
    var sum = 1 + r / 13
    var k = 12.0
    while k >= 1 {
      sum = 1 + r / k * sum
      k -= 1
    }
    return sum * Double(bitPattern: UInt64(Int64(power) + 1023) << 52)
  }

  /// Natural logarithm of a positive number.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 0.0
    var k = 21.0
    while k >= 1 {
      sum = sum * square + 1 / k
      k -= 2
    }
    return 2 * s * sum + exponent * ln2High + exponent * ln2Low
  }
}
