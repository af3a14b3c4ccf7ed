/// A number of about 32 digits: the unevaluated sum of two doubles, the second below half a unit of the first.
///
/// For sums in which the digits that matter cancel: residuals, sums of squares about a mean. Error bounds of the
/// operations are those of Joldes, Muller & Popescu (2017), "Tight and rigorous error bounds for basic building blocks
/// of double-word arithmetic", at most 10 * 2^-106 of the result. Range and overflow are those of doubles.
public struct DoubleDouble: Equatable, Sendable {
  /// The nearest double.
  public var high: Double
  /// What `high` leaves over.
  public var low: Double

  /// The double itself, with nothing left over.
  @inlinable public init(_ value: Double) {
    high = value
    low = 0
  }

  /// - Parameters:
  ///   - high: the larger part.
  ///   - low: at most half a unit in the last place of `high`.
  @inlinable public init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// Nothing.
  public static let zero = DoubleDouble(0)

  /// `a + b` without error. (Knuth's two-sum)
  @inlinable public static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let t = s - a
    return DoubleDouble(high: s, low: (a - (s - t)) + (b - t))
  }

  /// `a + b` without error, for |a| >= |b| or a = 0. (Dekker's fast two-sum)
  @inlinable static func ordered(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(high: s, low: b - (s - a))
  }

  /// `a * b` without error, unless the error itself underflows.
  @inlinable public static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(high: p, low: (-p).addingProduct(a, b))
  }

  @inlinable public static func + (a: DoubleDouble, b: Double) -> DoubleDouble {
    let s = sum(a.high, b)
    return ordered(s.high, a.low + s.low)
  }

  @inlinable public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let v = ordered(s.high, s.low + t.high)
    return ordered(v.high, t.low + v.low)
  }

  @inlinable public static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -a.high, low: -a.low)
  }

  @inlinable public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inlinable public static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + -b }

  @inlinable public static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return ordered(p.high, p.low.addingProduct(a.low, b))
  }

  @inlinable public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    let cross = (a.low * b.low).addingProduct(a.high, b.low).addingProduct(a.low, b.high)
    return ordered(p.high, p.low + cross)
  }

  @inlinable public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * first
    let second = rest.high / b.high
    let last = (rest - b * second).high / b.high
    return ordered(first, second) + last
  }

  @inlinable public static func / (a: DoubleDouble, b: Double) -> DoubleDouble { a / DoubleDouble(b) }

  @inlinable public static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

  @inlinable public static func += (a: inout DoubleDouble, b: Double) { a = a + b }

  @inlinable public static func -= (a: inout DoubleDouble, b: DoubleDouble) { a = a - b }

  /// One Newton step from the square root in doubles; NaN below 0.
  @inlinable public func squareRoot() -> DoubleDouble {
    guard high > 0 else { return DoubleDouble(high.squareRoot()) }
    let root = high.squareRoot()
    let rest = self - DoubleDouble.product(root, root)
    return DoubleDouble.ordered(root, rest.high / (2 * root))
  }

  /// The nearest double.
  @inlinable public var value: Double { high + low }
}
