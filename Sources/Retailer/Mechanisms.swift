/// Every rate of the simulation: what happens, how often, how late. Probabilities are per thing that can go
/// wrong, hazards per position and day, times in seconds unless named otherwise.
public struct Mechanisms: Equatable, Sendable {
  // Demand
  /// Mean customers per stocked position of a store and day.
  public var customersPerPositionDay = 0.40
  /// Sigma of the logarithm of demand between items; between stores of one item; of store size.
  public var itemSpread = 1.1
  public var positionSpread = 0.4
  public var storeSizeSpread = 0.2
  /// Parameter of the logarithmic series of units per customer.
  public var basketTail = 0.15
  /// Monday first.
  public var weekdays = [0.85, 0.85, 0.9, 1.0, 1.2, 1.4, 0.8]
  public var busyDayFactor = 1.6
  /// Share of the items that a store carries.
  public var assortmentShare = 0.95

  // Online
  public var onlineLinesPerStoreDay = 16.0
  public var marketplaceShare = 0.4
  public var pickupShare = 0.25
  public var shipFromStoreShare = 0.45
  public var customerCancels = 0.006
  public var paymentFails = 0.003
  public var neverCollected = 0.015
  /// A pick that does not find what is there, and what a cancellation surge multiplies.
  public var searchFails = 0.015
  public var usualNotFound = 0.025
  /// Further nodes tried after a failed pick.
  public var reallocations = 1
  public var substitutionShare = 0.05

  // Errors of the shelf: mean hazards, multiplied by the category's profile
  public var theft = 0.022
  public var recordedDamage = 0.002
  public var hiddenDamage = 0.006
  public var misplacement = 0.0012
  public var storeUse = 0.001
  public var unbookedReturn = 0.018
  /// Sigma of the logarithm of a store's carelessness.
  public var storeSpread = 0.2
  public var misplacedDays = 12.0
  public var foundInCount = 0.6

  // Errors of handling: per line, multiplied by the category's profile
  public var misScan = 0.025
  public var wrongQuantity = 0.0008
  public var doubleScan = 0.0004
  public var transferError = 0.11
  public var supplierShort = 0.06
  /// Share of the erroneous receipts that are noticed and booked right.
  public var receiptChecked = 0.3
  public var shippedEarly = 0.06
  public var receiptEarly = 0.01
  public var openingWrong = 0.5

  // Returns
  public var returnShare = 0.045
  public var returnDays = 5.0
  public var bookedBeforeInspection = 0.3
  public var unsaleable = 0.12
  public var inspectionDays = 1.2
  public var writeOffDays = 9.0

  // Counts
  /// Days between cycle counts of classes A, B and C.
  public var cycleDays = [20, 30, 45]
  /// Expected random counts of a store and day.
  public var randomCounts = 6.0
  public var countError = 0.016
  public var countAfterOpening = 0.25
  public var requestIgnored = 0.05
  public var stocktakes = 3

  // Recording and arrival
  public var realtimeStores = 0.6
  public var nightlyStores = 0.1
  public var tillLatency = 25.0
  public var orderLatency = 8.0
  public var warehouseLatency = 40.0
  public var officeLatency = 420.0
  public var supplierLatency = 1500.0
  public var marketplacePoll = 600.0
  public var arrival = 6.0
  public var lateRecord = 0.001
  public var lateArrival = 0.0004
  public var outagesPerStoreDay = 0.003
  /// Share of the stores whose back office posts on some weekdays only, after closing: receipts, returns and corrections of
  /// the days between come together.
  public var batchPosting = 0.0

  // Messages that should not be as they are
  public var duplicates = 0.003
  public var conflicts = 0.0002
  public var malformed = 0.0005
  public var defects = Defects()

  public var categories = CategoryProfile.usual

  public init() {}
}

/// How one category multiplies the mean rates, and what its items cost. Category explains about ten times the
/// variance of record errors that store does (DeHoratius & Raman 2008).
public struct CategoryProfile: Equatable, Sendable {
  public var name: String
  /// Theft, damage, misplacement, unbooked returns.
  public var shelf: Double
  /// Mis-scans.
  public var scan: Double
  /// Transfers and receipts.
  public var handling: Double
  public var returns: Double
  /// Unit cost in the currency unit: the ends of a log-uniform range.
  public var cost: ClosedRange<Double>

  public init(name: String, shelf: Double, scan: Double, handling: Double, returns: Double, cost: ClosedRange<Double>) {
    self.name = name
    self.shelf = shelf
    self.scan = scan
    self.handling = handling
    self.returns = returns
    self.cost = cost
  }

  public static let usual = [
    CategoryProfile(name: "appliances", shelf: 0.3, scan: 0.3, handling: 0.45, returns: 0.9, cost: 25...180),
    CategoryProfile(name: "apparel", shelf: 1.7, scan: 1.9, handling: 1.5, returns: 2.2, cost: 6...40),
    CategoryProfile(name: "beverages", shelf: 0.55, scan: 0.9, handling: 0.8, returns: 0.1, cost: 0.5...4),
    CategoryProfile(name: "books", shelf: 0.4, scan: 0.35, handling: 0.5, returns: 0.5, cost: 4...18),
    CategoryProfile(name: "cosmetics", shelf: 2.0, scan: 1.5, handling: 1.4, returns: 0.6, cost: 2...25),
    CategoryProfile(name: "electronics", shelf: 0.8, scan: 0.5, handling: 0.8, returns: 1.4, cost: 15...300),
    CategoryProfile(name: "household", shelf: 0.75, scan: 0.9, handling: 1.0, returns: 0.6, cost: 1.5...20),
    CategoryProfile(name: "toys", shelf: 1.5, scan: 1.6, handling: 1.6, returns: 1.0, cost: 3...35),
  ]
}
