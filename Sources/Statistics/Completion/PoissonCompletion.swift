import Glibc
public import LinearAlgebra

/// Counts of rows x columns whose rates have low rank, some of them missing, some of them thinned.
///
///     X_ij ~ Poisson(M_ij)            with probability 1 - share
///     X_ij ~ Poisson(retained M_ij)   with probability share: something keeps events from happening
///
/// After Farias, Li & Peng, "Near-optimal entrywise anomaly detection for low-rank matrices with sub-exponential noise"
/// (arXiv 2006.13126): a low-rank fit of the counts, then a posterior for each cell. Here the fit works on
/// X_ij / sqrt(a_i b_j), a_i b_j the rates of independence, where Poisson noise has about one variance; missing cells,
/// and thinned ones in proportion to their posterior, take their fitted value; `share` and `retained` come by EM.
///
/// The rates of large tables are good to about sqrt(rank (rows + columns) / cells) noise deviations. Where rates are well
/// below 1 no single cell can show that it is thinned, and the posterior stays near `share`.
public struct PoissonCompletion: Equatable, Sendable {
  /// The rates M without thinning, for every cell, positive.
  public let rates: Matrix
  /// P(thinned | all counts) for every cell; `share` where the cell is missing.
  public let thinned: Matrix
  /// The share of thinned cells.
  public let share: Double
  /// What is left of the rate in a thinned cell, in 0...`mostRetained`.
  public let retained: Double
  /// Turns of fit and EM until the share and retention moved by less than 1e-6, at most `PoissonCompletion.turns`.
  public let turns: Int

  private static let turns = 60

  /// - Parameters:
  ///   - counts: not negative; what stands in a missing cell does not matter.
  ///   - isMissing: column by column, as the elements of `counts`; none when absent.
  ///   - rank: at least 1. One more than the structure needs costs little, one less makes false findings.
  ///   - mostRetained: thinning to more than this part is not looked for, since it is hard to tell from a lower rate.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` for negative counts, a rank below 1, no cell that is not
  ///   missing, counts beyond 1e100, or `mostRetained` outside (0, 1).
  public init(
    counts: Matrix, isMissing: [Bool]? = nil, rank: Int, mostRetained: Double = 0.5, seed: UInt64
  ) throws(StatisticsError) {
    let table = try CellTable(counts, isMissing)
    guard rank >= 1 else { throw .outOfRange(argument: "rank") }
    guard mostRetained > 0, mostRetained < 1 else { throw .outOfRange(argument: "mostRetained") }
    let rank = min(rank, counts.rows, counts.columns)
    var (share, retained) = (0.05, min(0.1, mostRetained / 2))
    var fit = table.independence
    var posterior = [Double](repeating: 0, count: fit.count)
    var start: Matrix?
    var used = 0
    for turn in 1...PoissonCompletion.turns {
      used = turn
      (fit, start) = try table.lowRank(fit, posterior, rank: rank, iterations: start == nil ? 4 : 1, seed: seed, start: start)
      // early turns have rough rates, whose misfit EM would take for thinning
      guard turn > 5 else { continue }
      let before = (share, retained)
      (share, retained) = table.maximised(fit, &posterior, share: share, retained: retained, mostRetained: mostRetained)
      if turn > 10, abs(share - before.0) + abs(retained - before.1) < 1e-6 { break }
    }
    for cell in posterior.indices where table.isMissing[cell] { posterior[cell] = share }
    let (rates, thinned) = (fit, posterior)
    self.rates = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try Matrix(rows: counts.rows, columns: counts.columns, elements: rates)
    }
    self.thinned = try StatisticsError.wrapping { () throws(LinearAlgebraError) in
      try Matrix(rows: counts.rows, columns: counts.columns, elements: thinned)
    }
    (self.share, self.retained, self.turns) = (share, retained, used)
  }
}
