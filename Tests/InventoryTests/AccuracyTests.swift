import Foundation
import Statistics
import Testing

@testable import Inventory

/// The eight definitions of accuracy, and groups of locations.
@Suite struct AccuracyTests {
  /// A record that was scored, made by hand.
  private static func record(
    slot: Int32, book: Double, exact: Double, within: Double? = nil, inStock: Double = 1, signed: Double = 0,
    absolute: Double? = nil,
    square: Double? = nil, demand: Double = 1, status: ScoreStatus = .ok
  ) -> ItemConfidence {
    let size = absolute ?? abs(signed)
    return ItemConfidence(
      slot: slot, book: book, settledBook: book, pExact: exact, pWithinTolerance: within ?? exact, pInStock: inStock,
      expected: book + signed, expectedError: size, squaredError: square ?? size * size, valueAtRisk: 1, exposure: 0.5,
      zeroSaleDays: 1, failedPicks: 0,
      drivers: [Driver(name: "sales", share: 0.75), Driver(name: "time", share: 0.25)], action: .trust, status: status,
      demand: demand)
  }

  private static func dimensions(
    _ regions: [String?], items: Int, kinds: [LocationKind]? = nil, cost: (Int) -> Int64 = { _ in 1000 }
  )
    -> Dimensions
  {
    Dimensions(
      locations: regions.enumerated().map { index, region in
        Location(
          id: "S\(index)", name: "S\(index)", kind: kinds?[index] ?? .store, region: region, timeZone: "UTC", currency: nil)
      },
      items: (0..<items).map { index in
        Item(
          id: "I\(index)", sku: nil, gtin: nil, name: "I\(index)", category: nil, unitCost: cost(index), unitPrice: nil,
          packSize: nil)
      }, zones: Array(repeating: .utc, count: regions.count))
  }

  private static let scorer = LocationScorer(level: 0.9, maximumHalfWidth: 0.5)

  private static func figures(_ accuracy: [AccuracyEstimate]) -> [AccuracyDefinition: AccuracyEstimate] {
    Dictionary(uniqueKeysWithValues: accuracy.map { ($0.definition, $0) })
  }

  @Test("each definition says of records that are known what its formula says")
  func definitions() throws {
    // Book, what is there, unit cost; by hand below
    let known: [(book: Double, there: Double, cost: Int64)] = [
      (10, 10, 1000), (4, 0, 5000), (100, 101, 2000), (0, 2, 1000), (6, 6, 3000),
    ]
    let dimensions = Self.dimensions([nil], items: known.count) { known[$0].cost }
    let items = known.enumerated().map { index, record in
      let error = record.there - record.book
      return Self.record(
        slot: Int32(index), book: record.book, exact: error == 0 ? 1 : 0, within: abs(error) <= 0.02 * record.book ? 1 : 0,
        inStock: record.there > 0 ? 1 : 0, signed: error)
    }
    let figures = Self.figures(try Self.scorer.score(items, counts: [], countsOf: [:], dimensions: dimensions).accuracy[0])
    func believed(_ definition: AccuracyDefinition) -> Double { figures[definition]?.believed ?? .nan }
    let cost = 10.0 + 20 + 200 + 0 + 18
    #expect(abs(believed(.exact) - 2.0 / 5) < 1e-12)
    #expect(abs(believed(.withinTolerance) - 3.0 / 5) < 1e-12)
    #expect(abs(believed(.withinToleranceByValue) - (10 + 200 + 18) / cost) < 1e-12)
    // -4 + 1 + 2 units of 120; -20 + 2 + 2 of the value
    #expect(abs(believed(.netUnits) - (1 - 1.0 / 120)) < 1e-12)
    #expect(abs(believed(.netValue) - (1 - 16 / cost)) < 1e-12)
    #expect(abs(believed(.absoluteUnits) - (1 - 7.0 / 120)) < 1e-12)
    #expect(abs(believed(.absoluteValue) - (1 - 24 / cost)) < 1e-12)
    // The second is not there, the fourth is though no book says so
    #expect(abs(believed(.inStock) - 3.0 / 5) < 1e-12)
    #expect(figures.values.allSatisfy { $0.counts == 0 && $0.lower <= $0.value && $0.value <= $0.upper })
  }

  @Test("the size of a normal sum has the mean and quantiles of a simulation, not those of its mean", arguments: [0.0, 0.4, -3])
  func folded(mean: Double) {
    var chance = SeededGenerator(seed: 3)
    let sizes = (0..<200_000).map { _ in abs(mean + 0.7 * Normal.standard.quantile(chance.uniform())) }.sorted()
    let law = FoldedNormal(mean: mean, variance: 0.49)
    #expect(abs(law.mean - sizes.reduce(0, +) / Double(sizes.count)) < 0.005)
    for q in [0.05, 0.5, 0.95] { #expect(abs(law.quantile(q) - sizes[Int(q * 200_000)]) < 0.01) }
    #expect(FoldedNormal(mean: mean, variance: 0).mean == abs(mean))
  }

  @Test("a normal size that cannot be negative has the mean and quantiles of a simulation", arguments: [-0.5, 0.0, 0.4, 3])
  func positive(mean: Double) {
    var chance = SeededGenerator(seed: 5)
    let sizes = (0..<200_000).map { _ in mean + 0.7 * Normal.standard.quantile(chance.uniform()) }.filter { $0 > 0 }.sorted()
    let law = PositiveNormal(mean: mean, variance: 0.49)
    #expect(abs(law.mean - sizes.reduce(0, +) / Double(sizes.count)) < 0.005)
    for q in [0.05, 0.5, 0.95] { #expect(abs(law.quantile(q) - sizes[Int(q * Double(sizes.count))]) < 0.012) }
    #expect(PositiveNormal(mean: mean, variance: 0).mean == max(0, mean))
    // Beyond the range of doubles
    #expect(PositiveNormal(mean: -100, variance: 1e-4).mean == 0 && PositiveNormal(mean: -100, variance: 1e-4).quantile(0.9) == 0)
  }

  @Test("expected values are those of a simulation of records by their own laws", arguments: [1, 2] as [UInt64])
  func simulated(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let reach = ErrorLawTable.reach
    var (laws, items): ([StockLaw], [ItemConfidence]) = ([], [])
    let dimensions = Self.dimensions([nil], items: 40) { Int64(1000 + 700 * ($0 % 7)) }
    for slot in 0..<40 {
      var errors = [Double](repeating: 0, count: 2 * reach + 1)
      for error in -6...4 { errors[error + reach] = pow(chance.uniform(), 6) }
      errors[reach] = 1
      let total = errors.reduce(0, +)
      let book = (chance.uniform() * 12).rounded()
      let law = StockLaw(errors: errors.map { $0 / total }, anchored: book, silence: .unheard)
      let summary = law.summary(book: book, tolerance: 1)
      laws.append(law)
      items.append(
        Self.record(
          slot: Int32(slot), book: book, exact: law.probability(ofError: 0), within: summary.withinTolerance,
          inStock: 1 - summary.empty, signed: summary.mean - book, absolute: summary.absolute, square: summary.square))
    }
    let figures = Self.figures(try Self.scorer.score(items, counts: [], countsOf: [:], dimensions: dimensions).accuracy[0])
    var sums: [AccuracyDefinition: Double] = [:]
    let draws = 4000
    for _ in 0..<draws {
      let found = zip(laws, items).map { law, item in law.quantile(chance.uniform()) }
      for definition in AccuracyDefinition.allCases {
        var (top, bottom) = (0.0, 0.0)
        for (there, item) in zip(found, items) {
          let weight = definition.weights(
            book: item.book, cost: Double(dimensions.unitCosts[Int(item.slot)]) / 1000)
          top += weight.numerator * RecordError(book: item.book, counted: there, tolerance: 1)[definition]
          bottom += weight.denominator
        }
        let mean = top / bottom
        sums[definition, default: 0] +=
          definition.reading == .share ? mean : definition.reading == .complement ? 1 - mean : 1 - abs(mean)
      }
    }
    for definition in AccuracyDefinition.allCases {
      let simulated = (sums[definition] ?? .nan) / Double(draws)
      #expect(abs((figures[definition]?.believed ?? .nan) - simulated) < 0.006, "\(definition) \(simulated)")
    }
  }

  @Test("many counts move every definition to what they found", arguments: AccuracyDefinition.allCases)
  func corrected(definition: AccuracyDefinition) throws {
    let dimensions = Self.dimensions([nil], items: 50)
    let items = (0..<50).map {
      Self.record(slot: $0, book: 10, exact: 0.9, inStock: 0.98, signed: -0.2, absolute: 0.4, square: 1.2)
    }
    // One record in four is empty, and the model knew of one in ten
    let counts = (0..<4000).map { number in
      let found = number % 4 == 0 ? 0.0 : 10
      return ScoredCount(
        location: 0, pExact: 0.9, isExact: found == 10, inclusionProbability: 0.1,
        errors: ScoredCount.Errors(
          believed: RecordError(exact: 0.9, withinTolerance: 0.9, inStock: 0.98, signed: -0.2, absolute: 0.4),
          found: RecordError(book: 10, counted: found, tolerance: 0.2), book: 10, cost: 1))
    }
    let estimate = try #require(
      Self.figures(try Self.scorer.score(items, counts: counts, countsOf: [:], dimensions: dimensions).accuracy[0])[definition])
    // Units, value and records agree here: 3 in 4 are right, a quarter of the units is missing
    #expect(abs(estimate.value - 0.75) < 0.03, "\(estimate)")
    #expect(estimate.counts == 4000 && estimate.lower < 0.75 && 0.75 < estimate.upper)
  }

  @Test("counts that err themselves do not pass for errors of the records", arguments: [0, 0.02, 0.08], [0, 2.0])
  func miscounts(chance: Double, tolerance: Double) throws {
    var generator = SeededGenerator(seed: 17)
    let dimensions = Self.dimensions([nil], items: 50)
    let items = (0..<50).map {
      Self.record(slot: $0, book: 10, exact: 0.7, within: tolerance > 0 ? 0.8 : 0.7, signed: -0.6, absolute: 1.2, square: 9)
    }
    let counts = (0..<20_000).map { _ in
      let draw = generator.uniform()
      let there = draw < 0.7 ? 10.0 : draw < 0.8 ? 8 : 6
      let counted = generator.uniform() < chance ? there - 1 : there
      return ScoredCount(
        location: 0, pExact: 0.7, isExact: counted == 10, inclusionProbability: 0.1, miscount: chance,
        errors: ScoredCount.Errors(
          believed: RecordError(
            exact: 0.7, withinTolerance: tolerance > 0 ? 0.8 : 0.7, inStock: 1, signed: -0.6, absolute: 1.2),
          found: RecordError(book: 10, counted: counted, tolerance: tolerance, miscount: chance), book: 10, cost: 1))
    }
    let figures = Self.figures(try Self.scorer.score(items, counts: counts, countsOf: [:], dimensions: dimensions).accuracy[0])
    // Standard error of a share over 20,000 counts: 0.0033
    #expect(abs((figures[.exact]?.value ?? 0) - 0.7) < 0.012, "\(String(describing: figures[.exact]))")
    let within = tolerance > 0 ? 0.8 - chance * 0.1 : 0.7
    #expect(abs((figures[.withinTolerance]?.value ?? 0) - within) < 0.012)
  }

  @Test(
    "what is exact is within tolerance, and a net error is no larger than the sum of errors",
    arguments: 1...20 as ClosedRange<UInt64>)
  func order(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let dimensions = Self.dimensions(["a", "a", "b"], items: 20)
    let items = (0..<60 as Range<Int32>).map { slot in
      let error = chance.uniform()
      return Self.record(
        slot: slot, book: 8, exact: 0.7, within: 0.72, signed: error - 0.5, absolute: abs(error - 0.5) + error, square: 4)
    }
    let counts = (0..<60).map { _ in
      let found = (chance.uniform() * 12).rounded()
      // What was believed has nothing to do with what was found
      return ScoredCount(
        location: Int32(chance.uniform() * 3), pExact: chance.uniform(), isExact: found == 8, inclusionProbability: 0.1,
        errors: ScoredCount.Errors(
          believed: RecordError(
            exact: 0, withinTolerance: chance.uniform(), inStock: 1, signed: chance.uniform() - 0.5,
            absolute: chance.uniform() * 6),
          found: RecordError(book: 8, counted: found, tolerance: 1), book: 8, cost: 1))
    }
    let judged = try Self.scorer.score(items, counts: counts, countsOf: [:], dimensions: dimensions)
    for accuracy in judged.accuracy + judged.groupAccuracy {
      let figures = Self.figures(accuracy)
      for (higher, lower) in [
        (AccuracyDefinition.withinTolerance, AccuracyDefinition.exact), (.netUnits, .absoluteUnits), (.netValue, .absoluteValue),
      ] {
        let (high, low) = (try #require(figures[higher]), try #require(figures[lower]))
        #expect(high.value >= low.value && high.lower >= low.lower && high.upper >= low.upper, "\(higher)")
        #expect(high.lower <= high.value && high.value <= high.upper)
      }
    }
  }

  @Test("groups weight locations by demand, and say what is unscored and stale")
  func groups() throws {
    let dimensions = Self.dimensions(["north", "north", nil, "south"], items: 10, kinds: [.store, .store, .web, .dc])
    var items: [ItemConfidence] = []
    for item in 0..<10 as Range<Int32> {
      // Three times the demand where records are worse
      items.append(Self.record(slot: dimensions.slot(location: 0, item: item), book: 5, exact: 0.6, demand: 3))
      items.append(
        Self.record(slot: dimensions.slot(location: 1, item: item), book: 5, exact: 0.9, demand: 1, status: .staleFeed))
      var dark = Self.record(slot: dimensions.slot(location: 3, item: item), book: 5, exact: 0.5, demand: 0)
      if item < 5 { dark.pExact = nil }
      dark.zeroSaleDays = nil
      items.append(dark)
    }
    let judged = try Self.scorer.score(
      items, counts: [], countsOf: [0: (all: 7, random: 3), 1: (all: 1, random: 0)],
      orderLines: ["web": [0: 10, 1: 30, 2: 5], "": [0: 4], "phone": [2: 8]], dimensions: dimensions)
    let names = judged.groups.map { "\($0.group.scope.rawValue) \($0.group.id)" }
    #expect(names == ["region north", "region south", "channel web", "kind dc", "kind store"])
    let (north, south, web) = (judged.groups[0], judged.groups[1], judged.groups[2])
    #expect(abs((north.confidence ?? 0) - (3 * 0.6 + 0.9) / 4) < 1e-9)
    #expect(abs(north.staleShare - 0.25) < 1e-12 && north.unscoredShare == 0 && north.status == .staleFeed)
    #expect(north.itemsScored == 20 && north.counts == 8 && north.randomCounts == 3 && north.valueAtRisk == 20)
    // Nothing was sold there: by records
    #expect(south.group.members.map(\.weight) == [1] && abs(south.unscoredShare - 0.5) < 1e-12)
    // By order lines, of locations with records
    #expect(abs((web.confidence ?? 0) - (0.6 + 3 * 0.9) / 4) < 1e-9 && web.valueAtRisk == nil)
    for group in judged.groups { #expect(abs(group.group.members.reduce(0) { $0 + $1.weight } - 1) < 1e-12) }
    // A group of one location is that location
    #expect(judged.groups[1].lower == judged.locations[3].lower && judged.groups[1].upper == judged.locations[3].upper)
  }

  @Test("members err together: a region's interval is wider than if they were independent, and narrower than theirs")
  func shared() throws {
    let dimensions = Self.dimensions(Array(repeating: "north", count: 12), items: 200)
    let items = (0..<12 * 200 as Range<Int32>).map { Self.record(slot: $0, book: 5, exact: 0.8) }
    let judged = try Self.scorer.score(items, counts: [], countsOf: [:], dimensions: dimensions)
    func deviation(_ lower: Double?, _ upper: Double?) -> Double {
      func logit(_ p: Double) -> Double { log(p / (1 - p)) }
      return (logit(upper ?? 0) - logit(lower ?? 0)) / 2 / 1.644854 * 0.8 * 0.2
    }
    let group = deviation(judged.groups[0].lower, judged.groups[0].upper)
    let one = deviation(judged.locations[0].lower, judged.locations[0].upper)
    // Without counts: var mu = s^2, E tau^2 = 2 s^2 (Rayleigh) for s = 0.03, and 0.8 * 0.2 / 200 of the records themselves
    let drawn = 0.16 / 200
    #expect(abs(one * one - (3 * 9e-4 + drawn)) < 3e-5)
    #expect(abs(group * group - (9e-4 + (2 * 9e-4 + drawn) / 12)) < 3e-5)
  }

  @Test(
    "counts of a region move it as far as its own locations: stratified Hajek where they are many",
    arguments: 1...5 as ClosedRange<UInt64>)
  func stratified(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let dimensions = Self.dimensions(["a", "a", "b"], items: 20)
    let items = (0..<60 as Range<Int32>).map { Self.record(slot: $0, book: 5, exact: 0.8, demand: Double(1 + $0 / 20)) }
    let rates = [0.7, 0.85, 0.9]
    var found = [0.0, 0, 0]
    var counts: [ScoredCount] = []
    for location in 0..<3 {
      for _ in 0..<20_000 {
        let isExact = chance.uniform() < rates[location]
        found[location] += isExact ? 1 : 0
        counts.append(ScoredCount(location: Int32(location), pExact: 0.8, isExact: isExact, inclusionProbability: 0.2))
      }
    }
    let judged = try Self.scorer.score(items, counts: counts, countsOf: [:], dimensions: dimensions)
    let (a, b) = (found[0] / 20_000 * 1 / 3 + found[1] / 20_000 * 2 / 3, found[2] / 20_000)
    #expect(abs((judged.groups[0].confidence ?? 0) - a) < 0.003)
    #expect(abs((judged.groups[1].confidence ?? 0) - b) < 0.003)
  }

  @Test("half-widths that say nothing are refused, for groups and definitions too")
  func refused() throws {
    let dimensions = Self.dimensions(["north"], items: 3)
    let items = (0..<3 as Range<Int32>).map { Self.record(slot: $0, book: 5, exact: 0.5, signed: -1, square: 9) }
    let strict = LocationScorer(level: 0.9, maximumHalfWidth: 0.1)
    let judged = try strict.score(items, counts: [], countsOf: [:], dimensions: dimensions)
    #expect(judged.locations[0].status == .insufficientData && judged.groups[0].status == .insufficientData)
    #expect(judged.groupAccuracy[0].allSatisfy { ($0.upper - $0.lower) / 2 <= 0.1 || $0.status == .insufficientData })
    #expect(judged.groupAccuracy[0].contains { $0.status == .insufficientData })
  }
}
