/// What the records of one location come to.
struct RecordSums {
  /// Of one definition of accuracy, over the scored records.
  struct Figure {
    var numerator = 0.0
    var denominator = 0.0
    /// Of the numerator: the records are draws, independent of each other given the model.
    var variance = 0.0
  }

  private static let definitions = AccuracyDefinition.allCases

  private(set) var records = 0
  private(set) var scored = 0
  private(set) var stale = 0
  private(set) var valueAtRisk = 0.0
  /// Units sold a day.
  private(set) var demand = 0.0
  /// Something was sold in 90 days.
  private(set) var hasServed = false
  private(set) var figures = [Figure](repeating: Figure(), count: AccuracyDefinition.allCases.count)
  private(set) var unit = Figure()
  private(set) var value = Figure()
  private(set) var byDemand = Figure()
  /// Expected wrong records, by where the doubt comes from, and in all.
  private(set) var drivers: [(name: String, wrong: Double)] = []
  private(set) var wrong = 0.0

  /// - Parameter cost: of a unit.
  mutating func add(_ item: ItemConfidence, cost: Double) {
    records += 1
    demand += item.demand
    if let quiet = item.zeroSaleDays, quiet <= 90 { hasServed = true }
    guard let error = item.error, let square = item.squaredError else { return }
    scored += 1
    if item.status == .staleFeed { stale += 1 }
    valueAtRisk += item.valueAtRisk ?? 0
    for (place, definition) in RecordSums.definitions.enumerated() {
      let (numerator, denominator) = definition.weights(book: item.book, cost: cost)
      let mean = error[definition]
      figures[place].numerator += numerator * mean
      figures[place].denominator += denominator
      figures[place].variance +=
        numerator * numerator * max(0, definition.isBinary ? mean * (1 - mean) : square - mean * mean)
    }
    func weigh(_ weight: Double, _ figure: inout Figure) {
      figure.numerator += weight * error.exact
      figure.denominator += weight
    }
    weigh(max(0, item.book), &unit)
    weigh(max(0, item.book) * cost, &value)
    weigh(max(0, item.demand), &byDemand)
    let doubt = 1 - error.exact
    wrong += doubt
    for driver in item.drivers {
      if let place = drivers.firstIndex(where: { $0.name == driver.name }) {
        drivers[place].wrong += driver.share * doubt
      } else {
        drivers.append((driver.name, driver.share * doubt))
      }
    }
  }

  /// The three that most of the expected wrong records of weighted locations come from.
  static func mainDrivers(_ parts: [(sums: RecordSums, weight: Double)]) -> [Driver] {
    var byName: [String: Double] = [:]
    var total = 0.0
    for (sums, weight) in parts {
      total += weight * sums.wrong
      for driver in sums.drivers { byName[driver.name, default: 0] += weight * driver.wrong }
    }
    guard total > 0 else { return [] }
    return byName.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map {
      Driver(name: $0.key, share: $0.value / total)
    }
  }
}

extension RecordSums.Figure {
  var mean: Double? { denominator > 0 ? numerator / denominator : nil }
}

extension ItemConfidence {
  /// What is believed of the record's error; `nil` where it is not scored.
  var error: RecordError? {
    guard let pExact, let pWithinTolerance, let pInStock, let expected, let expectedError else { return nil }
    return RecordError(
      exact: pExact, withinTolerance: pWithinTolerance, inStock: book > 0 ? pInStock : 1 - pInStock, signed: expected - book,
      absolute: expectedError)
  }
}
