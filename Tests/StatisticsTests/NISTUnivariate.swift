import Testing

/// The univariate sets of the NIST Statistical Reference Datasets (www.itl.nist.gov/div898/strd/univ), with the
/// certified mean, standard deviation and lag-1 autocorrelation, and the exact values for the doubles nearest to the data
/// (Reference/moments.py): NumAcc3 and NumAcc4 lose digits before any program sees them.
///
/// PiDigits is not among them: its listing is not that of the digits of pi, which stand apart with their own exact values.
struct NISTUnivariate: CustomTestStringConvertible, Sendable {
  let name: String
  let values: [Double]
  let mean: Double
  let standardDeviation: Double
  let autocorrelation: Double
  /// Mean, standard deviation, autocorrelation, skewness and excess kurtosis of the doubles.
  let exact: [Double]

  var testDescription: String { name }

  static let all = [
    NISTUnivariate(
      name: "Lottery", values: lottery, mean: 518.958715596330, standardDeviation: 291.699727470969,
      autocorrelation: -0.120948622967393,
      exact: [518.958715596330275, 291.699727470969084, -0.120948622967392868, -0.0926882314503554925, -1.19278094175795364]),
    NISTUnivariate(
      name: "Lew", values: lew, mean: -177.435000000000, standardDeviation: 277.332168044316,
      autocorrelation: -0.307304800605679,
      exact: [-177.435, 277.332168044316136, -0.307304800605679455, -0.0502262954582129841, -1.48876017381402646]),
    NISTUnivariate(
      name: "Mavro", values: mavro, mean: 2.00185600000000, standardDeviation: 0.000429123454003053,
      autocorrelation: 0.937989183438248,
      exact: [2.00185599999999997, 0.000429123454003085409, 0.937989183438258899, 0.625418070143185368, -0.85838402781924782]),
    NISTUnivariate(
      name: "Michelso", values: michelso, mean: 299.852400000000, standardDeviation: 0.0790105478190518,
      autocorrelation: 0.535199668621283,
      exact: [299.8524, 0.0790105478190506672, 0.535199668621263586, -0.0182596139630910727, 0.263530532311477814]),
    NISTUnivariate(
      name: "NumAcc1", values: [10_000_001, 10_000_003, 10_000_002], mean: 10_000_002, standardDeviation: 1,
      autocorrelation: -0.5,
      exact: [10000002.0, 1.0, -0.5, 0.0, -1.5]),
    NISTUnivariate(
      name: "NumAcc2", values: alternating(1.2, 1.1, 1.3), mean: 1.2, standardDeviation: 0.1, autocorrelation: -0.999,
      exact: [1.20000000000000007, 0.0999999999999999778, -0.998999999999999999, 3.32900498729951115e-18, -1.999]),
    NISTUnivariate(
      name: "NumAcc3", values: alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), mean: 1_000_000.2, standardDeviation: 0.1,
      autocorrelation: -0.999,
      exact: [1000000.20000000001, 0.100000000034924597, -0.998999999999418505, 1.7453573661717267e-12, -1.999]),
    NISTUnivariate(
      name: "NumAcc4", values: alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), mean: 10_000_000.2,
      standardDeviation: 0.1, autocorrelation: -0.999,
      exact: [10000000.2000000002, 0.100000000558793545, -0.998999999990696078, 2.79257177124534627e-11, -1.999]),
  ]

  private static func alternating(_ first: Double, _ low: Double, _ high: Double) -> [Double] {
    [first] + (0..<500).flatMap { _ in [low, high] }
  }

  /// Machin (1706): pi / 4 = 4 arctan 1/5 - arctan 1/239, in whole numbers of nine decimal digits, highest first.
  static func digitsOfPi(_ count: Int) -> [Double] {
    let base = 1_000_000_000
    let limbs = count / 9 + 4
    var pi = [Int](repeating: 0, count: limbs)
    func divide(_ number: inout [Int], by divisor: Int, from first: Int) {
      var rest = 0
      for i in first..<limbs {
        let value = rest * base + number[i]
        number[i] = value / divisor
        rest = value % divisor
      }
    }
    func addMultiple(_ multiple: Int, ofArctanInverse x: Int) {
      var power = [Int](repeating: 0, count: limbs)
      power[0] = abs(multiple)
      divide(&power, by: x, from: 0)
      var (k, sign, first) = (1, multiple > 0 ? 1 : -1, 0)
      while first < limbs {
        var term = power
        divide(&term, by: k, from: first)
        var carry = 0
        for i in stride(from: limbs - 1, through: 0, by: -1) {
          if i < first, carry == 0 { break }
          var value = pi[i] + carry + (i >= first ? sign * term[i] : 0)
          carry = value < 0 ? -1 : (value >= base && i > 0 ? 1 : 0)
          value -= carry * base
          pi[i] = value
        }
        divide(&power, by: x * x, from: first)
        while first < limbs, power[first] == 0 { first += 1 }
        (k, sign) = (k + 2, -sign)
      }
    }
    addMultiple(16, ofArctanInverse: 5)
    addMultiple(-4, ofArctanInverse: 239)
    var digits = [Double(pi[0])]
    for limb in pi[1...] {
      let text = String(limb)
      digits += Array(repeating: 0, count: 9 - text.count) + text.compactMap { $0.wholeNumberValue.map(Double.init) }
    }
    return Array(digits[..<count])
  }

  /// Beam deflections of H. S. Lew.
  static let lew: [Double] = [
    -213, -564, -35, -15, 141, 115, -420, -360, 203, -338, -431, 194, -220, -513, 154, -125, -559, 92, -21, -579, -52, 99,
    -543, -175, 162, -457, -346, 204, -300, -474, 164, -107, -572, -8, 83, -541, -224, 180, -420, -374, 201, -236, -531, 83,
    27, -564, -112, 131, -507, -254, 199, -311, -495, 143, -46, -579, -90, 136, -472, -338, 202, -287, -477, 169, -124, -568,
    17, 48, -568, -135, 162, -430, -422, 172, -74, -577, -13, 92, -534, -243, 194, -355, -465, 156, -81, -578, -64, 139, -449,
    -384, 193, -198, -538, 110, -44, -577, -6, 66, -552, -164, 161, -460, -344, 205, -281, -504, 134, -28, -576, -118, 156,
    -437, -381, 200, -220, -540, 83, 11, -568, -160, 172, -414, -408, 188, -125, -572, -32, 139, -492, -321, 205, -262, -504,
    142, -83, -574, 0, 48, -571, -106, 137, -501, -266, 190, -391, -406, 194, -186, -553, 83, -13, -577, -49, 103, -515, -280,
    201, 300, -506, 131, -45, -578, -80, 138, -462, -361, 201, -211, -554, 32, 74, -533, -235, 187, -372, -442, 182, -147,
    -566, 25, 68, -535, -244, 194, -351, -463, 174, -125, -570, 15, 72, -550, -190, 172, -424, -385, 198, -218, -536, 96,
  ]

  /// Daily three-digit draws, September 1989 to April 1990.
  static let lottery: [Double] = [
    162, 671, 933, 414, 788, 730, 817, 33, 536, 875, 670, 236, 473, 167, 877, 980, 316, 950, 456, 92, 517, 557, 956, 954, 104,
    178, 794, 278, 147, 773, 437, 435, 502, 610, 582, 780, 689, 562, 964, 791, 28, 97, 848, 281, 858, 538, 660, 972, 671, 613,
    867, 448, 738, 966, 139, 636, 847, 659, 754, 243, 122, 455, 195, 968, 793, 59, 730, 361, 574, 522, 97, 762, 431, 158, 429,
    414, 22, 629, 788, 999, 187, 215, 810, 782, 47, 34, 108, 986, 25, 644, 829, 630, 315, 567, 919, 331, 207, 412, 242, 607,
    668, 944, 749, 168, 864, 442, 533, 805, 372, 63, 458, 777, 416, 340, 436, 140, 919, 350, 510, 572, 905, 900, 85, 389, 473,
    758, 444, 169, 625, 692, 140, 897, 672, 288, 312, 860, 724, 226, 884, 508, 976, 741, 476, 417, 831, 15, 318, 432, 241,
    114, 799, 955, 833, 358, 935, 146, 630, 830, 440, 642, 356, 373, 271, 715, 367, 393, 190, 669, 8, 861, 108, 795, 269, 590,
    326, 866, 64, 523, 862, 840, 219, 382, 998, 4, 628, 305, 747, 247, 34, 747, 729, 645, 856, 974, 24, 568, 24, 694, 608,
    480, 410, 729, 947, 293, 53, 930, 223, 203, 677, 227, 62, 455, 387, 318, 562, 242, 428, 968,
  ]

  /// Filter transmittances of R. Mavrodineanu.
  static let mavro: [Double] = [
    2.00180, 2.00170, 2.00180, 2.00190, 2.00180, 2.00170, 2.00150, 2.00140, 2.00150, 2.00150, 2.00170, 2.00180, 2.00180,
    2.00190, 2.00190, 2.00210, 2.00200, 2.00160, 2.00140, 2.00130, 2.00130, 2.00150, 2.00150, 2.00160, 2.00150, 2.00140,
    2.00130, 2.00140, 2.00150, 2.00140, 2.00150, 2.00160, 2.00150, 2.00160, 2.00190, 2.00200, 2.00200, 2.00210, 2.00220,
    2.00230, 2.00240, 2.00250, 2.00270, 2.00260, 2.00260, 2.00260, 2.00270, 2.00260, 2.00250, 2.00240,
  ]

  /// Michelson's speed of light of 1879, thousand km/s.
  static let michelso: [Double] = [
    299.85, 299.74, 299.90, 300.07, 299.93, 299.85, 299.95, 299.98, 299.98, 299.88, 300.00, 299.98, 299.93, 299.65, 299.76,
    299.81, 300.00, 300.00, 299.96, 299.96, 299.96, 299.94, 299.96, 299.94, 299.88, 299.80, 299.85, 299.88, 299.90, 299.84,
    299.83, 299.79, 299.81, 299.88, 299.88, 299.83, 299.80, 299.79, 299.76, 299.80, 299.88, 299.88, 299.88, 299.86, 299.72,
    299.72, 299.62, 299.86, 299.97, 299.95, 299.88, 299.91, 299.85, 299.87, 299.84, 299.84, 299.85, 299.84, 299.84, 299.84,
    299.89, 299.81, 299.81, 299.82, 299.80, 299.77, 299.76, 299.74, 299.75, 299.76, 299.91, 299.92, 299.89, 299.86, 299.88,
    299.72, 299.84, 299.85, 299.85, 299.78, 299.89, 299.84, 299.78, 299.81, 299.76, 299.81, 299.79, 299.81, 299.82, 299.85,
    299.87, 299.87, 299.81, 299.74, 299.81, 299.94, 299.95, 299.80, 299.81, 299.87,
  ]
}
