/// Benjamini & Hochberg (1995) adjusted p-values, in the order given.
///
///     q_(i) = min over j >= i of min(1, m p_(j) / j)
///
/// Rejecting all with q <= level keeps the false discovery rate at the level under independence or positive dependence.
/// Equal p-values get equal q-values; q keeps the order of p and is never below it.
/// - Throws: `.outOfRange` for a p-value that is NaN or outside 0...1.
public func benjaminiHochberg(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  let order = p.indices.sorted { p[$0] < p[$1] }
  var adjusted = p
  var least = 1.0
  for rank in stride(from: order.count, to: 0, by: -1) {
    let index = order[rank - 1]
    least = min(least, p[index] * (Double(p.count) / Double(rank)))
    adjusted[index] = least
  }
  return adjusted
}

/// Bonferroni adjusted p-values, min(1, m p): valid under any dependence.
public func bonferroni(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  return p.map { min(1, $0 * Double(p.count)) }
}

private func checkPValues(_ p: [Double]) throws(StatisticsError) {
  for value in p where !(value >= 0 && value <= 1) { throw .outOfRange(argument: "p") }
}
