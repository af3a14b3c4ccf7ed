/// e^-a for each a >= 0, to about one unit in the last place; for a beyond 708, e^-708. NaN stays NaN.
///
///     a = n ln 2 - r,  |r| <= ln 2 / 2      e^-a = 2^-n e^r
///
/// Without branches, so that four go at once, and with the same bits on every machine, which the C library's does not
/// promise. The polynomial is the Taylor series to r^13: what is left out is below 5e-18.
@inline(__always) func exponentialOfMinus(_ a: SIMD4<Double>) -> SIMD4<Double> {
  let bounded = a.replacing(with: SIMD4(repeating: 708), where: a .> 708)
  // adding 1.5 * 2^52 rounds to a whole number and leaves it in the last bits
  let shifter = SIMD4<Double>(repeating: 0x1.8p52)
  let shifted = bounded * 1.4426950408889634 + shifter
  let n = shifted - shifter
  // ln 2 in two parts; n times the first is exact
  let r = n * 0x1.62e42feep-1 - bounded + n * 0x1.a39ef35793c76p-33
  let r2 = r * r
  let r4 = r2 * r2
  let low = (1 + r) + r2 * (0.5 + r * 0.16666666666666666)
  let middle = (0.041666666666666664 + r * 0.008333333333333333) + r2 * (0.001388888888888889 + r * 1.984126984126984e-4)
  let high =
    (2.48015873015873e-5 + r * 2.7557319223985893e-6) + r2 * (2.755731922398589e-7 + r * 2.505210838544172e-8)
    + r4 * (2.08767569878681e-9 + r * 1.6059043836821613e-10)
  let polynomial = low + r4 * (middle + r4 * high)
  let exponent = (SIMD4<UInt64>(repeating: 1023) &- unsafeBitCast(shifted, to: SIMD4<UInt64>.self)) &<< 52
  return polynomial * unsafeBitCast(exponent, to: SIMD4<Double>.self)
}
