/// Master data made from the rows themselves, where nobody delivers any: each code with its first name and price.
public struct ImportedItems: Equatable, Sendable {
  private var indices: [String: Int] = [:]
  private var names: [String?] = []
  private var prices: [Int64?] = []
  private var codes: [String] = []

  public init() {}

  mutating func add(code: String, name: String?, price: Int64?) {
    let index = indices[code] ?? codes.count
    if index == codes.count {
      indices[code] = index
      codes.append(code)
      names.append(nil)
      prices.append(nil)
    }
    if names[index] == nil { names[index] = name }
    // A line given away says nothing about the price
    if prices[index] == nil, let price, price > 0 { prices[index] = price }
  }

  /// In the order in which the codes were met; an item that nobody named goes by its code.
  public var items: [Item] {
    codes.indices.map { index in
      Item(
        id: codes[index], sku: codes[index], gtin: nil, name: names[index] ?? codes[index], category: nil, unitCost: nil,
        unitPrice: prices[index], packSize: nil)
    }
  }
}
