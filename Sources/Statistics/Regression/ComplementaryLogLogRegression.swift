import Glibc
public import LinearAlgebra

/// Whether at least one event has happened during an exposure, when events come as a Poisson process.
///
///     P(y = 1) = 1 - exp(-exposure e^(x'b + offset))        ln(-ln(1 - P)) = ln exposure + x'b + offset
///
/// Regressors multiply the rate. Where each kind of exposure adds its own rate, and rates are not negative, take
/// `ExposureHazard`. Multiplying all exposures by c takes ln c from the intercept and changes nothing else.
public struct ComplementaryLogLogRegression: Equatable, Sendable {
  /// Coefficients, covariance and verdicts.
  public let fit: LikelihoodFit

  /// - Parameters:
  ///   - design: one row for each outcome; the intercept, if wanted, is a column of ones.
  ///   - outcomes: whether there was an event.
  ///   - exposures: positive, or 0 where there was no event, which says nothing; all 1 when absent.
  ///   - offset: added to the log rate of each row; 0 when absent.
  ///   - weights: not negative; all 1 when absent.
  ///   - ridge: prior precision of each coefficient, positive; maximum likelihood when absent.
  ///   - prior: prior mean of each coefficient; all 0 when absent.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange`.
  public static func fit(
    design: Matrix, outcomes: [Bool], exposures: [Double]? = nil, offset: [Double]? = nil, weights: [Double]? = nil,
    ridge: [Double]? = nil, prior: [Double]? = nil
  ) throws(StatisticsError) -> ComplementaryLogLogRegression {
    try check(ridge: ridge, prior: prior, columns: design.columns)
    let rows = try CountRows(
      outcomes.map { $0 ? 1 : 0 }, exposures: exposures, offset: offset, weights: weights, rows: design.rows)
    let family = ComplementaryLogLogFamily(outcomes: outcomes, weights: rows.weights)
    if let ridge {
      let prior = prior ?? Array(repeating: 0, count: design.columns)
      return ComplementaryLogLogRegression(
        fit: try LikelihoodFit.maximumPosterior(design, offset: rows.offset, family: family, ridge: ridge, prior: prior))
    }
    return ComplementaryLogLogRegression(
      fit: try LikelihoodFit.maximumLikelihood(design, offset: rows.offset, family: family))
  }

  /// Events per unit of exposure at a row of regressors.
  public func rate(_ row: [Double]) -> Double { exp(fit.predictor(row)) }

  /// The probability of at least one event.
  public func probability(_ row: [Double], exposure: Double = 1) -> Double {
    -expm1(-exposure * rate(row))
  }
}

struct ComplementaryLogLogFamily: LikelihoodFamily {
  let outcomes: [Bool]
  let weights: [Double]?
  var usesExpectation = false

  var expected: ComplementaryLogLogFamily? {
    ComplementaryLogLogFamily(outcomes: outcomes, weights: weights, usesExpectation: true)
  }

  func rows(in ranges: [Range<Int>]) -> ComplementaryLogLogFamily {
    ComplementaryLogLogFamily(
      outcomes: outcomes.elements(in: ranges), weights: weights?.elements(in: ranges), usesExpectation: usesExpectation)
  }

  func evaluate(_ block: RowBlock) -> Double {
    var value = 0.0
    for (i, row) in block.rows.enumerated() {
      let (hazard, weight) = (exp(block.predictor[i]), weights?[row] ?? 1)
      // hazard / (e^hazard - 1): the slope of an event, and 0 where an event is certain
      let share = hazard == 0 ? 1 : hazard > 700 ? 0 : hazard / expm1(hazard)
      var curvature: Double
      if usesExpectation {
        curvature = share * hazard
      } else if outcomes[row] {
        // share + hazard - 1 without its cancellation
        curvature = share * (hazard < 1e-3 ? hazard * (0.5 + hazard / 12) : share + hazard - 1)
      } else {
        curvature = hazard
      }
      if share == 0, outcomes[row] || usesExpectation { curvature = 0 }
      block.slope[i] = weight * (outcomes[row] ? share : -hazard)
      block.rootCurvature[i] = (weight * max(0, curvature)).squareRoot()
      guard weight > 0 else { continue }
      // ln(1 - e^-h), the better of two forms on either side of ln 2
      value += weight * (!outcomes[row] ? -hazard : hazard < 0.6931 ? log(-expm1(-hazard)) : log1p(-exp(-hazard)))
    }
    return value
  }

  func approximation(_ row: Int) -> (weight: Double, response: Double) {
    // at p = 3/4 or 1/4: hazard h = -ln(1 - p), slope (1 - p) h
    let p = outcomes[row] ? 0.75 : 0.25
    let hazard = -log1p(-p)
    let slope = (1 - p) * hazard
    return ((weights?[row] ?? 1) * slope * slope / (p * (1 - p)), log(hazard) + ((outcomes[row] ? 1 : 0) - p) / slope)
  }

  func drift(_ row: Int) -> Drift {
    if weights?[row] == 0 { return .anywhere }
    return outcomes[row] ? .upwards : .downwards
  }
}
