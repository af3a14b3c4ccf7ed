import Glibc
import LinearAlgebra
import Statistics
import Testing

/// Against R, by Reference/regression.R, and mpmath, by Reference/likelihood.py, which name the versions.
@Suite struct RegressionReferenceTests {
  /// Coefficients and log-likelihood are at the top to rounding; standard errors of R are of its last step but one.
  private func compare(
    _ fit: LikelihoodFit, _ coefficients: [Double], _ errors: [Double], _ logLikelihood: Double,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(fit.converged && fit.separation == .none && fit.aliased.isEmpty, sourceLocation: location)
    #expect(worst(fit.coefficients, coefficients) < 1e-9, sourceLocation: location)
    #expect(worst(fit.standardErrors, errors) < 1e-7, sourceLocation: location)
    #expect(worst([fit.logLikelihood], [logLikelihood]) < 1e-12, sourceLocation: location)
  }

  @Test("logistic regression is that of glm")
  func logistic() throws {
    let plain = try LogisticRegression.fit(design: Cars.design(), outcomes: Cars.manual)
    compare(
      plain.fit, [18.866298717204124102, -8.083475182444633589, 0.036255596082216533],
      [7.443558060205287319, 3.068675113054701420, 0.017734153650769351], -5.0295552361334934)
    // weights 1, 2, 3, 0, 1...
    let weights = Cars.weight.indices.map { Double(($0 + 1) % 4) }
    let weighted = try LogisticRegression.fit(design: Cars.design(), outcomes: Cars.manual, weights: weights)
    compare(
      weighted.fit, [22.307124997946068845, -9.405028408631045167, 0.040288621314859156],
      [7.75621462032838060, 3.10886633902322052, 0.01522256888343095], -6.2687831357119883)
    let line = try Matrix(columns: [Cars.weight.map { _ in 1 }, Cars.weight])
    let offset = try LogisticRegression.fit(design: line, outcomes: Cars.manual, offset: Cars.power.map { $0 / 50 })
    compare(
      offset.fit, [14.9690406764270865, -5.9583032632202251], [4.9678989823490625, 1.5840979663567707], -5.6529360341673227)
  }

  /// R stops three digits earlier: 3.4429336011, -2.9669256020.
  @Test("complementary log-log regression with exposures has the maximum of mpmath")
  func complementaryLogLog() throws {
    let line = try Matrix(columns: [Cars.weight.map { _ in 1 }, Cars.weight])
    let found = try ComplementaryLogLogRegression.fit(design: line, outcomes: Cars.manual, exposures: Cars.power)
    compare(
      found.fit, [3.44293361088346859, -2.96692560546673777], [2.34058546347008267, 0.799122572644857654],
      -8.17402708577958154)
    #expect(abs(found.probability([1, 3], exposure: 100) + expm1(-100 * found.rate([1, 3]))) < 1e-15)
  }

  private let exposures = (1...54).map { Double($0) / 10 }

  @Test("Poisson regression with and without exposures is that of glm")
  func poisson() throws {
    let plain = try PoissonRegression.fit(design: WarpBreaks.design(), counts: WarpBreaks.breaks)
    compare(
      plain.fit, [3.69196314494079214, -0.20598844263862084, -0.32132043160061047, -0.51848849651155959],
      [0.045410794342557737, 0.051571242783575132, 0.060265916695220259, 0.063959519395746817], -242.52798320897881)
    let exposed = try PoissonRegression.fit(design: WarpBreaks.design(), counts: WarpBreaks.breaks, exposures: exposures)
    compare(
      exposed.fit, [4.12335268300120639, -1.55134203755980615, -0.97662352722538148, -1.56631691055118294],
      [0.049561466448895163, 0.052965349120377980, 0.061123644238369364, 0.065427622043879904], -333.39682526383831)
  }

  /// Theta and its standard error by mpmath; R's theta agrees to 1e-12, its standard error to 1e-6.
  @Test("negative binomial regression is that of glm.nb")
  func negativeBinomial() throws {
    let plain = try NegativeBinomialRegression.fit(design: WarpBreaks.design(), counts: WarpBreaks.breaks)
    compare(
      plain.fit, [3.67335456657914383, -0.18621105235101512, -0.29922723862867900, -0.51139551519138815],
      [0.097903047290446465, 0.100961399428823748, 0.121728496802233244, 0.123739864465035015], -199.38190388900324)
    #expect(plain.dispersion == .overdispersed)
    #expect(worst([plain.theta, plain.thetaStandardError], [9.94438543590048177, 2.56132664779414962]) < 1e-9)
    let exposed = try NegativeBinomialRegression.fit(
      design: WarpBreaks.design(), counts: WarpBreaks.breaks, exposures: exposures)
    compare(
      exposed.fit, [4.3003642130277786, -1.4956368865682554, -1.1183834643008301, -1.6865209215641266],
      [0.14106653373587175, 0.14164054755871266, 0.17186414487267379, 0.17356670574390806], -219.1436860827904)
    #expect(worst([exposed.theta, exposed.thetaStandardError], [4.30050384594968282, 0.933635122369802839]) < 1e-9)
  }

  @Test("Huber's regression of the stack loss is that of rlm with proposal 2")
  func huber() throws {
    let found = try HuberRegression.fit(design: StackLoss.design(), response: StackLoss.loss)
    #expect(found.outcome == .fitted && found.converged && found.degreesOfFreedom == 17)
    let coefficients = [-41.14087841307504334, 0.81673244834455772, 0.98379440811281504, -0.13143329263776787]
    #expect(worst(found.coefficients, coefficients) < 1e-11 && worst([found.scale], [2.8551327197389882]) < 1e-11)
    let errors = [10.63893568685466207, 0.12060759420628357, 0.32913479539347645, 0.13977830485643655]
    #expect(worst(found.standardErrors, errors) < 1e-11)
  }

  @Test("Firth's regression is that of brglm2, also on separated data")
  func firth() throws {
    let cars = try FirthLogisticRegression.fit(design: Cars.design(), outcomes: Cars.manual)
    #expect(cars.converged)
    #expect(worst(cars.coefficients, [13.432822741618911877, -5.704138279639693998, 0.024456035708705994]) < 1e-10)
    #expect(worst(cars.standardErrors, [4.809789706132817422, 1.916376437912487241, 0.011921835192306269]) < 1e-10)
    #expect(worst([cars.logLikelihood], [-5.4606586643836934]) < 1e-10)
    let line = try Matrix(columns: [[1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8]])
    let split = try FirthLogisticRegression.fit(design: line, outcomes: (1...8).map { $0 > 4 })
    #expect(split.converged && worst(split.coefficients, [-4.6473497699788906, 1.0327443933286424]) < 1e-10)
    #expect(worst(split.standardErrors, [3.19807984901188203, 0.67266478106224126]) < 1e-10)
  }
}
