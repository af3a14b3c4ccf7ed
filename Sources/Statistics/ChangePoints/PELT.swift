import LinearAlgebra

/// The best division of a series into segments.
public struct Segmentation: Equatable, Sendable {
  /// The first index of each segment but the first, ascending.
  public let changes: [Int]
  /// The costs of the segments plus the penalty for each change.
  public let cost: Double
}

/// The division with the least sum of segment costs plus `penalty` for each change (Killick, Fearnhead & Eckley 2012).
///
///     F(t) = min over s of F(s) + C(s, t) + penalty,   F(0) = -penalty
///
/// Exact, the same as trying every division. A start s is dropped once F(s) + C(s, t) > F(t); with a minimum length it
/// stays until t itself may start the last segment. Time is linear where changes keep coming and quadratic where there
/// are none. Among equally good divisions the one with the longest last segment is taken.
///
/// The penalty is on the scale of -2 ln L: 2 ln n or 3 ln n for one or two parameters a segment (BIC), more for
/// autocorrelated series.
/// - Parameter minimumLength: at least 1, and at least 2 where a variance is estimated.
/// - Throws: `.notFinite`, `.outOfRange` for a negative penalty, length, variance, floor or count,
///   `.linearAlgebra(.resultNotFinite)` where costs leave the range of doubles.
public func changePoints(
  _ x: [Double], model: ChangePointModel, penalty: Double, minimumLength: Int = 2
) throws(StatisticsError) -> Segmentation {
  guard x.allSatisfy(\.isFinite) else { throw .notFinite(argument: "x") }
  guard penalty >= 0 else { throw .outOfRange(argument: "penalty") }
  switch model {
  case .mean(let variance):
    guard variance > 0, variance.isFinite else { throw .outOfRange(argument: "variance") }
    guard minimumLength >= 1 else { throw .outOfRange(argument: "minimumLength") }
  case .meanAndVariance(let floor):
    guard floor >= 0, floor <= 1 else { throw .outOfRange(argument: "floor") }
    guard minimumLength >= 2 else { throw .outOfRange(argument: "minimumLength") }
  case .poisson:
    guard x.allSatisfy({ $0 >= 0 }) else { throw .outOfRange(argument: "x") }
    guard minimumLength >= 1 else { throw .outOfRange(argument: "minimumLength") }
  }
  guard !x.isEmpty else { return Segmentation(changes: [], cost: 0) }
  let cost = SegmentCost(x, model)
  // the costliest division is none
  guard cost(0, x.count).isFinite else { throw .linearAlgebra(.resultNotFinite) }
  guard x.count >= 2 * minimumLength, penalty < .infinity else {
    return Segmentation(changes: [], cost: cost(0, x.count))
  }
  return pelt(cost, count: x.count, penalty: penalty, minimumLength: minimumLength)
}

private func pelt(_ cost: SegmentCost, count: Int, penalty: Double, minimumLength: Int) -> Segmentation {
  var best = [Double](repeating: .infinity, count: count + 1)
  var previous = [Int](repeating: 0, count: count + 1)
  best[0] = -penalty
  var candidates: [(start: Int, expires: Int)] = [(0, .max)]
  var partial: [Double] = []
  for end in minimumLength...count {
    let newest = end - minimumLength
    if newest >= minimumLength { candidates.append((newest, .max)) }
    candidates.removeAll { $0.expires <= end }
    partial.removeAll(keepingCapacity: true)
    for candidate in candidates {
      let value = best[candidate.start] + cost(candidate.start, end)
      partial.append(value)
      if value + penalty < best[end] { (best[end], previous[end]) = (value + penalty, candidate.start) }
    }
    for (index, value) in partial.enumerated() where value > best[end] {
      candidates[index].expires = min(candidates[index].expires, end + minimumLength)
    }
  }
  var changes: [Int] = []
  var start = previous[count]
  while start > 0 {
    changes.append(start)
    start = previous[start]
  }
  return Segmentation(changes: changes.reversed(), cost: best[count])
}
