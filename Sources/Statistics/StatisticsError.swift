public import LinearAlgebra

/// Input that has no statistical meaning. Too little data is not among it: that is an answer.
public enum StatisticsError: Error, Equatable, Sendable {
  /// The named argument holds NaN or an infinity.
  case notFinite(argument: String)
  /// Arguments whose sizes must agree do not.
  case dimensions(expected: Int, found: Int)
  /// The named argument lies outside what its law allows.
  case outOfRange(argument: String)
  case linearAlgebra(LinearAlgebraError)

  /// Runs linear algebra and wraps its error, so that a fit has one error type.
  static func wrapping<Result>(_ body: () throws(LinearAlgebraError) -> Result) throws(StatisticsError) -> Result {
    do { return try body() } catch { throw .linearAlgebra(error) }
  }
}
