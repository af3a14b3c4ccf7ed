/// Benjamini & Hochberg (1995) adjusted p-values, in the order given.
///
///     q_(i) = min over j >= i of min(1, m p_(j) / j)
///
/// Rejecting all with q <= level keeps the false discovery rate at the level under independence or positive dependence.
/// Equal p-values get equal q-values; q keeps the order of p and is never below it.
/// - Throws: `.outOfRange` for a p-value that is NaN or outside 0...1.
public func benjaminiHochberg(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  return stepUp(p, factor: 1)
}

/// Benjamini & Yekutieli (2001) adjusted p-values: Benjamini & Hochberg's times 1 + 1/2 + ... + 1/m, which keeps the
/// false discovery rate under any dependence.
public func benjaminiYekutieli(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  var harmonic = 0.0
  for rank in stride(from: p.count, to: 0, by: -1) { harmonic += 1 / Double(rank) }
  return stepUp(p, factor: harmonic)
}

/// Bonferroni adjusted p-values, min(1, m p): valid under any dependence.
public func bonferroni(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  return p.map { min(1, $0 * Double(p.count)) }
}

/// Holm (1979) adjusted p-values, max over j <= i of min(1, (m - j + 1) p_(j)): the chance of any false rejection stays
/// at the level under any dependence, and never rejects less than Bonferroni.
public func holm(_ p: [Double]) throws(StatisticsError) -> [Double] {
  try checkPValues(p)
  var adjusted = p
  var greatest = 0.0
  for (rank, item) in ascending(p).enumerated() {
    greatest = max(greatest, min(1, item.value * Double(p.count - rank)))
    adjusted[Int(item.place)] = greatest
  }
  return adjusted
}

/// Simes (1986): one p-value for the hypothesis that all are null, min over i of m p_(i) / i.
///
/// Exact for independent p-values, conservative under positive dependence; it is the smallest Benjamini-Hochberg value.
/// - Returns: 1 for no p-values.
public func simes(_ p: [Double]) throws(StatisticsError) -> Double {
  try checkPValues(p)
  return simesUnchecked(p)
}

func simesUnchecked(_ p: [Double]) -> Double {
  var least = 1.0
  for (rank, item) in ascending(p).enumerated() {
    least = min(least, item.value * (Double(p.count) / Double(rank + 1)))
  }
  return least
}

/// min over j >= i of min(1, factor m p_(j) / j).
func stepUp(_ p: [Double], factor: Double) -> [Double] {
  let sorted = ascending(p)
  let scale = factor * Double(p.count)
  return [Double](unsafeUninitializedCapacity: p.count) { adjusted, count in
    expectWriting(adjusted)
    sorted.withUnsafeBufferPointer { sorted in
      var least = 1.0
      for rank in stride(from: sorted.count, to: 0, by: -1) {
        let item = sorted[rank - 1]
        least = min(least, item.value * (scale / Double(rank)))
        adjusted[Int(item.place)] = least
      }
    }
    count = p.count
  }
}

func checkPValues(_ p: [Double]) throws(StatisticsError) {
  for value in p where !(value >= 0 && value <= 1) { throw .outOfRange(argument: "p") }
}
