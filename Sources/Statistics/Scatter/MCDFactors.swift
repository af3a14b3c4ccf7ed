import Glibc

/// The constants around the minimum covariance determinant, as robustbase has them.
enum MCDFactors {
  /// The size of the subset for a coverage between 1/2 and 1; at 1/2 the breakdown point is the largest possible.
  ///
  ///     h = floor(2 m - n + 2 (n - m) coverage),   m = (n + p + 1) div 2     (Rousseeuw & Van Driessen 1999)
  static func subsetSize(rows n: Int, columns p: Int, coverage: Double) -> Int {
    let least = (n + p + 1) / 2
    let size = Double(2 * least - n) + 2 * Double(n - least) * coverage
    return min(n, max(least, Int(size.rounded(.down))))
  }

  /// Makes the covariance of the central share of normal data consistent: share / P(chi2_{p+2} <= q), q the quantile of
  /// chi2_p at that share (Croux & Haesbroeck 1999).
  static func consistency(columns p: Int, share: Double) -> Double {
    guard share < 1 else { return 1 }
    let half = inverseRegularizedIncompleteGamma(share, Double(p) / 2)
    return share / regularizedIncompleteGamma(lower: half, Double(p) / 2 + 1)
  }

  /// Corrects the subset's covariance for small samples (Pison, Van Aelst & Willems 2002).
  static func smallSample(rows n: Int, columns p: Int, coverage: Double) -> Double {
    switch p {
    case 1: blend(n, coverage, (0.262024211897096, 0.604756680630497), (-0.351584646688712, 1.01646567502486))
    case 2: blend(n, coverage, (0.673292623522027, 0.691365864961895), (0.446537815635445, 1.06690782995919))
    default:
      blend(
        n, coverage,
        line(p, (-1.42764571687802, 1.26263336932151), (-1.06141115981725, 1.28907991440387)),
        line(p, (-0.455179464070565, 1.11192541278794), (-0.294241208320834, 1.09649329149811)))
    }
  }

  /// The same for the reweighted covariance.
  static func smallSampleReweighted(rows n: Int, columns p: Int, coverage: Double) -> Double {
    switch p {
    case 1: blend(n, coverage, (1.11098143415027, 1.5182890270453), (-0.66046776772861, 0.88939595831888))
    case 2: blend(n, coverage, (3.11101712909049, 1.91401056721863), (0.79473550581058, 1.10081930350091))
    default:
      blend(
        n, coverage,
        line(p, (-1.02842572724793, 1.67659883081926), (-0.26800273450853, 1.35968562893582)),
        line(p, (-0.544482443573914, 1.25994483222292), (-0.343791072183285, 1.25159004257133)))
    }
  }

  /// Where ln(1 - factor) is a line in ln n, its intercept and slope from two points: at n = 2 p^2 and n = 3 p^2.
  private static func line(
    _ p: Int, _ first: (Double, Double), _ second: (Double, Double)
  ) -> (intercept: Double, slope: Double) {
    let size = Double(p)
    let (y1, y2) = (log(-first.0 / pow(size, first.1)), log(-second.0 / pow(size, second.1)))
    let (x1, x2) = (log(2 * size * size), log(3 * size * size))
    let slope = -(y2 - y1) / (x2 - x1)
    return (y1 + slope * x1, slope)
  }

  /// 1 over the factor, which was fitted at coverages 0.5 and 0.875 and is linear between, and up to 1 at coverage 1.
  private static func blend(
    _ n: Int, _ coverage: Double, _ half: (Double, Double), _ most: (Double, Double)
  ) -> Double {
    let atHalf = 1 - exp(half.0) / pow(Double(n), half.1)
    let atMost = 1 - exp(most.0) / pow(Double(n), most.1)
    if coverage <= 0.875 { return 1 / (atHalf + (atMost - atHalf) / 0.375 * (coverage - 0.5)) }
    return 1 / (atMost + (1 - atMost) / 0.125 * (coverage - 0.875))
  }
}
