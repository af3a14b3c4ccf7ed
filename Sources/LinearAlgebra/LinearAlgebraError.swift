/// A problem that LAPACK cannot be given, or that has no answer.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The named argument holds NaN or an infinity.
  case notFinite(argument: String)
  /// The answer holds NaN or an infinity although the input did not: it overflowed.
  case resultNotFinite
  /// Sizes that do not fit together, or beyond the 32-bit integers of LAPACK.
  case dimensions(expected: Int, found: Int)
  /// The leading minor of this order (from 1) is not positive.
  case notPositiveDefinite(order: Int)
  /// Columns that depend on the others (from 0), where full rank was asked for.
  case rankDeficient(rank: Int, aliased: [Int])
  /// An iteration of LAPACK did not settle.
  case notConverged
  /// LAPACK refused its argument number `argument`: an error of this program.
  case illegalArgument(Int)
}
