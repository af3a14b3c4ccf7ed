import Glibc

/// Temme's uniform expansion of the incomplete gamma functions around x = a (1979; DLMF 8.12).
///
///     Q = erfc(eta sqrt(a/2)) / 2 + e^(-a eta^2 / 2) / sqrt(2 pi a) sum over k of C_k(eta) a^-k
///     eta^2 / 2 = x/a - 1 - ln(x/a),  of the sign of x - a
///
/// - Returns: `nil` where the other methods are better: a below 1000, |eta| above 1/2, or a tail below e^-700.
func temmeTails(_ a: Double, _ x: Double, difference: Double) -> TailProbabilities? {
  guard a >= 1000 else { return nil }
  let distance = deviance(a, mean: x, difference: difference)
  guard distance < 0.125 * a, distance < 700 else { return nil }
  let eta = (difference < 0 ? -1 : 1) * (2 * distance / a).squareRoot()
  var series = 0.0
  for row in temmeRows.reversed() { series = series / a + polynomial(row, eta) }
  let correction = exp(-distance - halfLogTwoPi - 0.5 * log(a)) * series
  let half = 0.5 * erfc(distance.squareRoot())
  if difference < 0 {
    let tail = half - correction
    return TailProbabilities(lower: tail, upper: 1 - tail, logLower: log(tail), logUpper: log1p(-tail))
  }
  let tail = half + correction
  return TailProbabilities(lower: 1 - tail, upper: tail, logLower: log1p(-tail), logUpper: log(tail))
}

/// C_0...C_5 as power series in eta, as far as |eta| <= 1/2 and a >= 1000 need. (Tests: Reference/gamma_expansions.py)
private let temmeRows: [[Double]] = [
  [
    -0.333333333333333333, 0.0833333333333333333, -0.0148148148148148148, 0.00115740740740740741, 0.0003527336860670194,
    -0.000178755144032921811, 0.0000391926317852243778, -2.18544851067999216e-6, -1.85406221071515996e-6,
    8.29671134095308601e-7, -1.76659527368260793e-7, 6.70785354340149858e-9, 1.0261809784240308e-8, -4.38203601845335319e-9,
    9.14769958223679023e-10, -2.55141939949462498e-11, -5.83077213255042507e-11, 2.43619480206674162e-11,
    -5.02766928011417559e-12,
  ],
  [
    -0.00185185185185185185, -0.00347222222222222222, 0.0026455026455026455, -0.000990226337448559671,
    0.000205761316872427984, -4.01877572016460905e-7, -0.0000180985503344899778, 7.64916091608111008e-6,
    -1.6120900894563446e-6, 4.64712780280743434e-9, 1.37863344691572096e-7, -5.75254560351770496e-8,
    1.19516285997781473e-8, -1.75432417197476476e-11, -1.00915437106004126e-9,
  ],
  [
    0.0041335978835978836, -0.00268132716049382716, 0.000771604938271604938, 2.00938786008230453e-6,
    -0.000107366532263651605, 0.0000529234488291201254, -0.0000127606351886187277, 3.42357873409613807e-8,
    1.37219573090629332e-6, -6.29899213838005502e-7,
  ],
  [
    0.000649434156378600823, 0.000229472093621399177, -0.000469189494395255712, 0.000267720632062838853,
    -0.0000756180167188397641, -2.39650511386729665e-7, 0.0000110826541153473024,
  ],
  [-0.000861888290916711699, 0.000784039221720066627, -0.00029907248030319018, -1.46384525788434182e-6],
  [-0.00033679855336635815, -0.0000697281375836585777],
]
