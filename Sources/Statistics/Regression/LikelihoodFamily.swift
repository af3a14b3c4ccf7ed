import LinearAlgebra

/// A law of independent outcomes, each known through its linear predictor alone, with a concave log-likelihood.
protocol LikelihoodFamily: Sendable {
  /// Fills slope and root curvature of the block; returns its log-likelihood.
  func evaluate(_ block: RowBlock) -> Double

  /// Weight and response of a row's first approximation on the scale of the predictor, without offset.
  ///
  /// One weighted least squares on these is the start of the climb.
  func approximation(_ row: Int) -> (weight: Double, response: Double)

  /// Where a row's predictor may go for ever without its likelihood falling.
  func drift(_ row: Int) -> Drift

  /// The same law for some of the rows.
  func rows(in ranges: [Range<Int>]) -> Self

  /// The same law with the expectation of the curvature in its place; `nil` where it is the same, as for canonical links.
  var expected: Self? { get }
}

extension LikelihoodFamily {
  var expected: Self? { nil }
}

/// The directions in which one row's likelihood does not fall, however far.
enum Drift {
  case upwards
  case downwards
  case nowhere
  /// A row without weight.
  case anywhere
}

/// Whether maximum likelihood has a finite answer. (Albert & Anderson 1984)
public enum Separation: Equatable, Sendable {
  /// The outcomes overlap: it has.
  case none
  /// A combination of columns points to the outcome of every row that it does not leave open, some of which it does:
  /// the likelihood rises for ever along it, and only the other directions have an estimate.
  case quasi
  /// A combination of columns points to the outcome of every row.
  case complete
}

extension Array {
  /// The elements in `ranges`, in order.
  func elements(in ranges: [Range<Int>]) -> [Element] {
    ranges.flatMap { self[$0] }
  }
}
