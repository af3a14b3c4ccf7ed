import LinearAlgebra
import Testing

@Suite struct DoubleDoubleTests {
  @Test("sums and products of doubles are exact")
  func exact() {
    let sum = DoubleDouble.sum(1, 0x1p-80)
    #expect(sum.high == 1 && sum.low == 0x1p-80)
    // (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60
    let product = DoubleDouble.product(1 + 0x1p-30, 1 + 0x1p-30)
    #expect(product.high == 1 + 0x1p-29 && product.low == 0x1p-60)
    // what cancels comes back
    let back = DoubleDouble(1e16) + 1 - 1e16
    #expect(back.value == 1)
  }

  /// Against Int128: numerators of up to 100 bits.
  @Test("arithmetic agrees with whole numbers of 100 bits", arguments: 1...200)
  func wholeNumbers(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func word() -> Int128 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int128(state >> 14) - (1 << 49)
    }
    func pair(_ value: Int128) -> DoubleDouble {
      let high = Double(value)
      return DoubleDouble(high: high, low: Double(value - Int128(high)))
    }
    let (a, b) = (word() << 50 | 12345, word() << 50 | 777)
    func distance(_ found: DoubleDouble, _ expected: Int128) -> Double {
      abs((found - pair(expected)).value) / max(1, abs(Double(expected)))
    }
    #expect(distance(pair(a) + pair(b), a + b) < 0x1p-100)
    #expect(distance(pair(a) - pair(b), a - b) < 0x1p-96)
    let (c, d) = (word(), word())
    #expect(distance(pair(c) * pair(d), c * d) < 0x1p-102)
    #expect(distance(pair(c * d) / pair(d), c) < 0x1p-100)
    #expect(distance(pair(c * c).squareRoot(), c.magnitude == 0 ? 0 : Int128(c.magnitude)) < 0x1p-100)
  }

  @Test("square roots at the ends")
  func roots() {
    #expect(DoubleDouble(0).squareRoot() == .zero)
    #expect(DoubleDouble(-1).squareRoot().high.isNaN)
    let two = DoubleDouble(2).squareRoot()
    #expect(abs((two * two - 2).value) < 1e-31)
  }
}
