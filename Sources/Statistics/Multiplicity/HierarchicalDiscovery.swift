/// Which families, and which hypotheses inside them, are discoveries.
public struct HierarchicalDiscovery: Equatable, Sendable {
  /// The Simes p-value of each family.
  public let familyP: [Double]
  /// Benjamini-Hochberg adjusted `familyP`; a family is selected where it is at most the level.
  public let familyQ: [Double]
  /// Whether a family was selected, in the order given.
  public let isSelected: [Bool]
  /// The level inside selected families: q R / m for R selected of m.
  public let levelWithin: Double
  /// Rejections, in the shape given.
  public let isRejected: [[Bool]]
}

/// Benjamini & Bogomolov (2014), "Selective inference on multiple families of hypotheses".
///
/// Families are selected by Benjamini-Hochberg on their Simes p-values at level q; inside the R selected of m families,
/// Benjamini-Hochberg at q R / m. The average false discovery rate over the selected families is then at most q.
/// A selected family always has a rejection: its Simes p-value is at most q R / m. An empty family is never selected.
/// - Throws: `.outOfRange` for a p-value outside 0...1 or a level outside (0, 1).
public func hierarchicalDiscovery(
  families: [[Double]], level q: Double
) throws(StatisticsError) -> HierarchicalDiscovery {
  guard q > 0, q < 1 else { throw .outOfRange(argument: "level") }
  var familyP: [Double] = []
  for family in families { familyP.append(try simes(family)) }
  let familyQ = stepUp(familyP, factor: 1)
  let isSelected = zip(families, familyQ).map { !$0.isEmpty && $1 <= q }
  let selected = isSelected.reduce(0) { $0 + ($1 ? 1 : 0) }
  let within = families.isEmpty ? 0 : q * Double(selected) / Double(families.count)
  let rejected = zip(families, isSelected).map { family, isSelected -> [Bool] in
    guard isSelected else { return family.map { _ in false } }
    let adjusted = stepUp(family, factor: 1)
    // the smallest value is the Simes p-value, which selection has compared with the same level
    let least = adjusted.min() ?? 1
    return adjusted.map { $0 <= within || $0 == least }
  }
  return HierarchicalDiscovery(
    familyP: familyP, familyQ: familyQ, isSelected: isSelected, levelWithin: within, isRejected: rejected)
}
