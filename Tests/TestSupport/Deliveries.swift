public import Inventory
public import Retailer

/// What a retailer delivered day by day and what its own ledger said each night: played once, given to many databases.
public struct Deliveries: Sendable {
  public let reference: ReferenceData
  public let days: [RetailerDay]
  /// After each day.
  public let books: [[BookRow]]
  public let truth: [[TruthRow]]

  public init(_ configuration: RetailerConfiguration) {
    var retailer = Retailer(configuration)
    reference = retailer.reference
    var days: [RetailerDay] = []
    var books: [[BookRow]] = []
    var truth: [[TruthRow]] = []
    for _ in 0..<configuration.days {
      days.append(retailer.step())
      books.append(retailer.books())
      truth.append(retailer.truth())
    }
    self.days = days
    self.books = books
    self.truth = truth
  }

  /// Everything delivered before a day.
  public func history(before day: Int) -> [FeedMessage] { days[..<day].flatMap(\.messages) }

  public static let small = Deliveries(.small)
  /// A few messages a night, for tests of many nights.
  public static let tiny = Deliveries(.tiny)
}

extension RetailerConfiguration {
  /// Small, and with every kind of trouble more often than usual.
  public static var small: RetailerConfiguration {
    var configuration = RetailerConfiguration()
    configuration.stores = 3
    configuration.distributionCentres = 1
    configuration.marketplaces = 1
    configuration.items = 40
    configuration.days = 30
    configuration.seed = 20_260_105
    configuration.mechanisms.duplicates = 0.01
    configuration.mechanisms.conflicts = 0.004
    configuration.mechanisms.malformed = 0.002
    configuration.mechanisms.lateRecord = 0.004
    configuration.mechanisms.lateArrival = 0.004
    configuration.mechanisms.wrongQuantity = 0.006
    configuration.mechanisms.doubleScan = 0.006
    configuration.mechanisms.cycleDays = [6, 9, 12]
    return configuration
  }

  public static var tiny: RetailerConfiguration {
    var configuration = RetailerConfiguration()
    configuration.stores = 1
    configuration.distributionCentres = 1
    configuration.marketplaces = 0
    configuration.items = 8
    configuration.days = 110
    configuration.seed = 7
    return configuration
  }
}
