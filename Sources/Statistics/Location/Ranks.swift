/// Ranks from 1 to n in ascending order; equal values share the mean of their ranks.
///
/// - Throws: `.notFinite` for a NaN; infinities have a rank.
public func averageRanks(_ values: [Double]) throws(StatisticsError) -> [Double] {
  guard !values.contains(where: \.isNaN) else { throw .notFinite(argument: "values") }
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    let shared = Double(start + end + 2) / 2
    for k in start...end { ranks[order[k]] = shared }
    start = end + 1
  }
  return ranks
}
