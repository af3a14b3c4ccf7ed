/// Qn, the scale of Rousseeuw & Croux (1993): the k-th smallest distance between two values, k = h (h - 1) / 2 with
/// h = n / 2 + 1, made consistent for normal data.
///
///     Qn = c d_n { |x_i - x_j| : i < j }_(k),   c = 2.21914
///
/// It withstands almost half of wild values like `mad`, is 82 % efficient at the normal law (`mad` 37 %) and needs no
/// symmetry. Found exactly in n log n by narrowing the matrix of differences (Croux & Rousseeuw 1992). The factor d_n
/// for small samples is the one of robustbase: tabulated to n = 12, fitted beyond. It is 0 when k pairs agree, that is
/// with more than half of the values tied.
/// - Returns: `nil` for fewer than two values.
/// - Throws: `.notFinite`.
public func qnScale(_ values: [Double]) throws(StatisticsError) -> Double? {
  guard values.allSatisfy(\.isFinite) else { throw .notFinite(argument: "values") }
  guard values.count > 1 else { return nil }
  let scale = powerOfTwoScale(values.reduce(0) { max($0, abs($1)) } * 0.25)
  let difference = differenceOfRank(values.map { $0 * scale }.sorted(), middleRank(values.count))
  return 2.21914 * difference / qnDivisor(values.count) / scale
}

private func middleRank(_ n: Int) -> Int {
  let h = n / 2 + 1
  return h * (h - 1) / 2
}

private func qnDivisor(_ count: Int) -> Double {
  let small = [0.399356, 0.99365, 0.51321, 0.84401, 0.6122, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906, 0.75743]
  if count <= 12 { return 1 / small[count - 2] }
  let n = Double(count)
  if count % 2 == 1 { return (1.60188 + (-2.1284 - 5.172 / n) / n) / n + 1 }
  return (3.67561 + (1.9654 + (6.987 - 77 / n) / n) / n) / n + 1
}

/// The `rank`-th smallest, from 1, of the differences y_i - y_j, j < i, of ascending values.
///
/// Row i holds the differences y_i - y_{i-1-c} for columns c = 0..<i, ascending in c; `left` and `right` bound, for each
/// row, the columns still in question.
private func differenceOfRank(_ y: [Double], _ rank: Int) -> Double {
  let n = y.count
  var left = [Int](repeating: 0, count: n)
  var right = Array(0..<n)
  var (below, upTo) = (0, n * (n - 1) / 2)
  while upTo - below > n {
    var (candidates, weights): ([Double], [Int]) = ([], [])
    for i in 1..<n where left[i] < right[i] {
      let middle = left[i] + (right[i] - left[i]) / 2
      candidates.append(y[i] - y[i - 1 - middle])
      weights.append(right[i] - left[i])
    }
    let trial = weightedHighMedian(candidates, weights)
    // columns below the trial and up to it; both counts grow by at most one from row to row
    var (smaller, atMost) = ([Int](repeating: 0, count: n), [Int](repeating: 0, count: n))
    var (first, last) = (0, 0)
    for i in 1..<n {
      while first < i, y[i] - y[first] >= trial { first += 1 }
      smaller[i] = i - first
      while last < i, y[i] - y[last] > trial { last += 1 }
      atMost[i] = i - last
    }
    let (under, within) = (smaller.reduce(0, +), atMost.reduce(0, +))
    if rank <= under {
      right = smaller
      upTo = under
    } else if rank > within {
      left = atMost
      below = within
    } else {
      return trial
    }
  }
  var rest: [Double] = []
  for i in 1..<n where left[i] < right[i] {
    for c in left[i]..<right[i] { rest.append(y[i] - y[i - 1 - c]) }
  }
  return selectInPlace(&rest, rank - below - 1)
}

/// The least value with more than half of the weight at or below it.
private func weightedHighMedian(_ values: [Double], _ weights: [Int]) -> Double {
  var (values, weights) = (values, weights)
  let total = weights.reduce(0, +)
  var before = 0
  while true {
    var work = values
    let trial = selectInPlace(&work, values.count / 2)
    var (lower, equal) = (0, 0)
    for (value, weight) in zip(values, weights) {
      if value < trial { lower += weight } else if value == trial { equal += weight }
    }
    let keepLower = 2 * (before + lower) > total
    if !keepLower, 2 * (before + lower + equal) > total { return trial }
    if !keepLower { before += lower + equal }
    var kept: ([Double], [Int]) = ([], [])
    for (value, weight) in zip(values, weights) where keepLower ? value < trial : value > trial {
      kept.0.append(value)
      kept.1.append(weight)
    }
    (values, weights) = kept
  }
}
