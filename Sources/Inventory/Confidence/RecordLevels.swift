/// What a record belongs to: indices of its category, location and item.
public struct RecordLevels: Equatable, Sendable {
  public var category: Int
  public var location: Int
  public var item: Int

  public init(category: Int, location: Int, item: Int) {
    self.category = category
    self.location = location
    self.item = item
  }

  var all: [Int] { [category, location, item] }
}

extension Dimensions {
  public func levels(of slot: Int32) -> RecordLevels {
    let item = Int(self.item(of: slot))
    return RecordLevels(category: Int(categoryOfItem[item]), location: Int(location(of: slot)), item: item)
  }

  /// How many categories, locations and items there are.
  public var levelCounts: RecordLevels { RecordLevels(category: categories.count, location: locations.count, item: items.count) }

  /// The names of the levels, in the order of `RecordModel.factors`.
  public var levelNames: [[String]] { [categories, locations.map(\.id), items.map(\.id)] }
}
