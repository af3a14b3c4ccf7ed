/// The non-decreasing sequence closest to `y`: sum w (y - f)^2 is least. (Pool adjacent violators; Ayer et al. 1955)
///
/// One pass, O(n). A block whose weights are all 0 takes some value between its own.
/// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` for negative weights.
public func isotonicRegression(_ y: [Double], weights: [Double]? = nil) throws(StatisticsError) -> [Double] {
  if let weights, weights.count != y.count { throw .dimensions(expected: y.count, found: weights.count) }
  guard let weights = relativeWeights(weights, count: y.count) else { throw .outOfRange(argument: "weights") }
  guard let blocks = poolAdjacentViolators(y, weights: weights) else { throw .notFinite(argument: "y") }
  return [Double](unsafeUninitializedCapacity: y.count) { fitted, count in
    expectWriting(fitted)
    var start = 0
    for block in blocks {
      let end = Int(block.end)
      fitted[start..<end].initialize(repeating: block.value)
      start = end
    }
    count = y.count
  }
}

/// A stretch of equal fitted values.
struct IsotonicBlock {
  var value: Double
  var mass: Double
  /// One past its last index.
  var end: Int32
}

/// Stretches of one value each, ascending, that lie closest to `y`.
///
/// Values that do not rise always end in one block: they are pooled first, with one division for all of them.
/// - Returns: `nil` unless all values are finite.
func poolAdjacentViolators(_ y: [Double], weights: [Double]?) -> [IsotonicBlock]? {
  var isFinite = true
  let blocks = [IsotonicBlock](unsafeUninitializedCapacity: y.count) { blocks, count in
    y.withUnsafeBufferPointer { y in
      var (top, index) = (0, 0)
      while index < y.count {
        var pool = nonRisingRun(y, weights, from: index)
        index = Int(pool.end)
        guard pool.value.isFinite else {
          isFinite = false
          break
        }
        while top > 0, blocks[top - 1].value >= pool.value {
          pool.merge(blocks[top - 1])
          top -= 1
        }
        (blocks.baseAddress! + top).initialize(to: pool)
        top += 1
      }
      count = top
    }
  }
  return isFinite ? blocks : nil
}

extension IsotonicBlock {
  /// Equal values stay equal to the bit; otherwise a step from one mean towards the other, which cannot overflow.
  @inline(__always)
  fileprivate mutating func merge(_ other: IsotonicBlock) {
    let sum = mass + other.mass
    if other.value != value {
      let share = sum > 0 ? other.mass / sum : 0.5
      value = value * (1 - share) + other.value * share
    }
    mass = sum
  }
}

/// The mean of the values from `start` on until one rises: first + sum w (y - first) / sum w.
@inline(__always)
private func nonRisingRun(_ y: UnsafeBufferPointer<Double>, _ weights: [Double]?, from start: Int) -> IsotonicBlock {
  let first = y[start]
  var (last, mass, excess, end) = (first, weights?[start] ?? 1, 0.0, start + 1)
  while end < y.count, y[end] <= last {
    last = y[end]
    let weight = weights?[end] ?? 1
    mass += weight
    excess += weight * (last - first)
    end += 1
  }
  // without a branch on whether anything fell, which would be guessed wrong for yes and no
  let mean = first + excess / mass
  if mean.isFinite { return IsotonicBlock(value: mean, mass: mass, end: Int32(truncatingIfNeeded: end)) }
  // differences beyond the range of doubles, no weight at all, or a value that is not finite, and stays it
  var run = IsotonicBlock(value: first, mass: weights?[start] ?? 1, end: Int32(truncatingIfNeeded: end))
  for index in start + 1..<end {
    let step = IsotonicBlock(value: run.value, mass: run.mass, end: run.end)
    run = IsotonicBlock(value: y[index], mass: weights?[index] ?? 1, end: run.end)
    run.merge(step)
  }
  return run
}

/// Turns a score into a probability by the non-decreasing steps closest to the outcomes.
///
/// Equal scores are pooled first, so their order does not matter. Between steps the value is interpolated, beyond the ends
/// it stays. The area under the ROC curve cannot fall by it on the same data; few cases make few steps and overfit.
public struct IsotonicCalibration: Equatable, Sendable {
  /// Ascending scores at the ends of steps.
  public let thresholds: [Double]
  /// Their probabilities, ascending.
  public let values: [Double]

  /// - Parameter targets: 0 and 1, or any values to be fitted.
  /// - Throws: `.dimensions`, `.notFinite`, `.outOfRange` for impossible weights or none.
  public init(scores: [Double], targets: [Double], weights: [Double]? = nil) throws(StatisticsError) {
    guard targets.count == scores.count else { throw .dimensions(expected: scores.count, found: targets.count) }
    if let weights, weights.count != scores.count { throw .dimensions(expected: scores.count, found: weights.count) }
    guard scores.allSatisfy(\.isFinite) else { throw .notFinite(argument: "scores") }
    guard targets.allSatisfy(\.isFinite) else { throw .notFinite(argument: "targets") }
    guard let weights = relativeWeights(weights, count: scores.count) else { throw .outOfRange(argument: "weights") }
    let pooled = IsotonicCalibration.pooledTies(scores, targets, weights)
    guard !pooled.scores.isEmpty else { throw .outOfRange(argument: "weights") }
    guard let blocks = poolAdjacentViolators(pooled.values, weights: pooled.masses) else {
      throw .notFinite(argument: "targets")
    }
    var (thresholds, heights): ([Double], [Double]) = ([], [])
    var start = 0
    for block in blocks {
      let last = Int(block.end) - 1
      thresholds.append(pooled.scores[start])
      heights.append(block.value)
      if last > start {
        thresholds.append(pooled.scores[last])
        heights.append(block.value)
      }
      start = last + 1
    }
    (self.thresholds, self.values) = (thresholds, heights)
  }

  /// Fits yes and no.
  public init(scores: [Double], labels: [Bool], weights: [Double]? = nil) throws(StatisticsError) {
    try self.init(scores: scores, targets: labels.map { $0 ? 1 : 0 }, weights: weights)
  }

  private static func pooledTies(
    _ scores: [Double], _ targets: [Double], _ weights: [Double]?
  ) -> (scores: [Double], values: [Double], masses: [Double]) {
    var pooled: (scores: [Double], values: [Double], masses: [Double]) = ([], [], [])
    pooled.scores.reserveCapacity(scores.count)
    pooled.values.reserveCapacity(scores.count)
    pooled.masses.reserveCapacity(scores.count)
    var previous = Double.nan
    for item in ascending(scores) {
      let index = Int(item.place)
      let weight = weights?[index] ?? 1
      guard weight > 0 else { continue }
      if item.value == previous {
        let last = pooled.masses.count - 1
        let mass = pooled.masses[last] + weight
        let share = weight / mass
        let value = pooled.values[last]
        pooled.values[last] = value == targets[index] ? value : value * (1 - share) + targets[index] * share
        pooled.masses[last] = mass
      } else {
        previous = item.value
        pooled.scores.append(previous)
        pooled.values.append(targets[index])
        pooled.masses.append(weight)
      }
    }
    return pooled
  }

  /// NaN answers NaN.
  public func callAsFunction(_ score: Double) -> Double {
    guard let first = thresholds.first, let last = thresholds.last, !score.isNaN else { return .nan }
    if score <= first { return values[0] }
    if score >= last { return values[values.count - 1] }
    var (low, high) = (0, thresholds.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if thresholds[middle] <= score { low = middle } else { high = middle }
    }
    // halves, so that the distance of two large scores does not overflow
    let share = (score / 2 - thresholds[low] / 2) / (thresholds[high] / 2 - thresholds[low] / 2)
    return values[low] + share * (values[high] - values[low])
  }
}
