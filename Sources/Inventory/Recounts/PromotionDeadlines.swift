/// Until when a count is worth doing: before the next promotion of the item begins, which would sell what is not there.
public struct PromotionDeadlines: Sendable {
  /// Days that people have to make a recommended count.
  public static let days = 2

  private let businessDate: Day
  private let dimensions: Dimensions
  private let coming: [Promotion]

  /// - Parameter promotions: any; those that begin within the days people have matter.
  public init(_ promotions: [Promotion], dimensions: Dimensions, businessDate: Day) {
    self.businessDate = businessDate
    self.dimensions = dimensions
    // A day more on both sides: the zones of the locations are asked later
    let window = businessDate.utcStart..<businessDate.advanced(by: PromotionDeadlines.days + 2).utcStart
    coming = promotions.filter { window.contains($0.starts) }
  }

  /// Last day a count of the item at the location is worth doing: the day before a promotion, the next one at the earliest.
  ///
  /// - Parameters:
  ///   - location: index into the locations of `dimensions`.
  ///   - item: index into its items.
  public func dueBy(location: Int, item: Int) -> Day {
    let usual = businessDate.advanced(by: PromotionDeadlines.days)
    guard !coming.isEmpty else { return usual }
    let (place, article) = (dimensions.locations[location], dimensions.items[item])
    let starts = coming.lazy.filter { promotion in
      (promotion.itemID ?? article.id) == article.id && (promotion.category ?? article.category) == article.category
        && (promotion.locationID ?? place.id) == place.id && (promotion.region ?? place.region) == place.region
    }.map { dimensions.day(of: $0.starts.microseconds, location: Int32(location)) }
    return starts.filter { $0 > businessDate }.map { max($0.advanced(by: -1), businessDate.advanced(by: 1)) }.reduce(usual, min)
  }
}
