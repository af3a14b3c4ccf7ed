import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct RobustSeasonalFitTests {
  private static let days = (0..<84).map { Int32(9000 + $0) }

  /// ISO weekday of a day number, day 0 being a Saturday.
  private static func weekday(_ day: Int32) -> Int { (Int(day) + 5) % 7 + 1 }

  private static func design() throws -> SeasonalDesign {
    try SeasonalDesign(days: days, weekdays: days.map(weekday))
  }

  /// Level 10, trend 0.05 a day, weekdays by rule, normal noise of sigma 0.5.
  private static func series(seed: Int) -> [Double] {
    var chance = SeededGenerator(seed: UInt64(seed))
    return days.map { day in
      10 + 0.05 * Double(day - 9042) + Double(weekday(day) % 3) + 0.5 * Normal.standard.quantile(chance.uniform())
    }
  }

  @Test("satisfies Huber's equations over the observed days", arguments: 1...20)
  func equations(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed + 500))
    var values = Self.series(seed: seed)
    for _ in 0..<6 { values[Int(chance.next() % 84)] += 20 * chance.uniform() }
    for _ in 0..<seed { values[Int(chance.next() % 84)] = .nan }
    let design = try Self.design()
    let fit = try RobustSeasonalFit.fit(Matrix(columns: [values]), design: design, minimumDays: 28)[0]
    #expect(fit.outcome == .fitted && fit.converged && design.rank == 8)
    let observed = values.indices.filter { !values[$0].isNaN }
    #expect(fit.days == observed.count && fit.degreesOfFreedom == observed.count - 8)
    let fitted = try design.matrix.times(fit.coefficients)
    let k = 1.345 * fit.scale
    let clamped = values.indices.map { values[$0].isNaN ? 0 : min(max(values[$0] - fitted[$0], -k), k) }
    for product in try design.matrix.transposedTimes(clamped) { #expect(abs(product) < 1e-5 * fit.scale) }
    // E min(Z^2, 1.345^2) for normal Z, mpmath 1.3.0
    let sum = clamped.reduce(0) { $0 + $1 * $1 }
    #expect(abs(sum / (0.710164548269 * Double(fit.degreesOfFreedom) * fit.scale * fit.scale) - 1) < 1e-6)
  }

  @Test("recovers level, trend and scale in spite of wild and missing days")
  func recovery() throws {
    let design = try Self.design()
    var columns = (1...100).map { Self.series(seed: $0) }
    for j in columns.indices {
      for i in stride(from: j % 11, to: 84, by: 21) { columns[j][i] += 30 }
      for i in stride(from: j % 13, to: 84, by: 17) { columns[j][i] = .nan }
    }
    let fits = try RobustSeasonalFit.fit(Matrix(columns: columns), design: design, minimumDays: 28)
    #expect(fits.count == 100 && fits.allSatisfy { $0.converged && $0.outcome == .fitted })
    let scale = fits.reduce(0) { $0 + $1.scale } / 100
    #expect(scale > 0.48 && scale < 0.6)
    let trend = fits.reduce(0) { $0 + $1.coefficients[1] } / 100
    #expect(abs(trend - 0.05) < 0.002)
  }

  @Test("one series alone and in a block is the same")
  func blocks() throws {
    let design = try Self.design()
    let columns = (1...70).map { Self.series(seed: $0) }
    let together = try RobustSeasonalFit.fit(Matrix(columns: columns), design: design, minimumDays: 28)
    for j in [0, 40, 69] {
      let alone = try RobustSeasonalFit.fit(Matrix(columns: [columns[j]]), design: design, minimumDays: 28)[0]
      #expect(abs(alone.scale - together[j].scale) < 1e-8)
    }
  }

  @Test("p-values of new days are uniform when the model is right")
  func predictions() throws {
    let design = try Self.design()
    let row = try design.row(day: 9090, weekday: Self.weekday(9090))
    var small = 0
    let fits = try RobustSeasonalFit.fit(
      Matrix(columns: (1...600).map { Self.series(seed: $0) }), design: design, minimumDays: 28)
    var chance = SeededGenerator(seed: 99)
    for fit in fits {
      let prediction = try #require(fit.predict(row))
      let truth = 10 + 0.05 * 48 + Double(Self.weekday(9090) % 3)
      let value = truth + 0.5 * Normal.standard.quantile(chance.uniform())
      if prediction.pValue(value) < 0.1 { small += 1 }
      #expect(abs(prediction.expected - truth) < 1.2)
      #expect(prediction.z(prediction.expected) == 0 && prediction.pValue(prediction.expected) == 1)
      #expect(abs(prediction.standardError - fit.scale * (1 + row.leverage).squareRoot()) < 1e-12)
    }
    // 60 expected, standard deviation 7.3
    #expect(small > 36 && small < 86)
  }

  @Test("adding a plane and multiplying carry through", arguments: 1...10)
  func equivariance(seed: Int) throws {
    let design = try Self.design()
    let values = Self.series(seed: seed)
    let moved = zip(values, Self.days).map { 1000 * $0 + 7 - 3 * Double($1) }
    let fits = try RobustSeasonalFit.fit(Matrix(columns: [values, moved]), design: design, minimumDays: 28)
    #expect(distance(fits[1].scale, 1000 * fits[0].scale) < 1e-6)
    #expect(abs(fits[1].coefficients[1] - (1000 * fits[0].coefficients[1] - 3)) < 1e-5)
    #expect(abs(fits[1].coefficients[4] - 1000 * fits[0].coefficients[4]) < 1e-4)
  }

  @Test("short, flat and empty series have a verdict")
  func verdicts() throws {
    let design = try Self.design()
    let constant = [Double](repeating: 4, count: 84)
    let mostly = (0..<84).map { $0 < 30 ? Double($0) : 4 }
    let line = (0..<84).map { 3 + 0.25 * Double($0) }
    let short = Self.series(seed: 1).enumerated().map { $0 < 20 ? $1 : .nan }
    let block = try Matrix(columns: [constant, mostly, line, short, Array(repeating: .nan, count: 84)])
    let fits = try RobustSeasonalFit.fit(block, design: design, minimumDays: 28)
    #expect(fits.map(\.outcome) == [.flat, .flat, .flat, .tooFewDays, .tooFewDays])
    #expect(fits.map(\.days) == [84, 84, 84, 20, 0])
    #expect(fits.allSatisfy { $0.scale == 0 })
    let row = try design.row(day: 9084, weekday: 1)
    #expect(fits.allSatisfy { $0.predict(row) == nil })
    #expect(try RobustSeasonalFit.fit(Matrix(rows: 84, columns: 0), design: design, minimumDays: 28).isEmpty)
  }

  @Test("a weekday outside the window is not predicted with confidence")
  func missingWeekday() throws {
    let days = Self.days.filter { Self.weekday($0) != 7 }
    let design = try SeasonalDesign(days: days, weekdays: days.map(Self.weekday))
    #expect(design.rank == 7)
    let values = zip(Self.days, Self.series(seed: 5)).filter { Self.weekday($0.0) != 7 }.map(\.1)
    let fit = try RobustSeasonalFit.fit(Matrix(columns: [values]), design: design, minimumDays: 28)[0]
    let sunday = try #require(fit.predict(design.row(day: 9090, weekday: 7)))
    #expect(sunday.standardError == .infinity && sunday.pValue(1e6) == 1)
    let monday = try #require(fit.predict(design.row(day: 9090, weekday: 1)))
    #expect(monday.standardError.isFinite)
  }

  @Test("refuses input without meaning")
  func hostile() throws {
    let design = try Self.design()
    #expect(throws: StatisticsError.notFinite(argument: "block")) {
      try RobustSeasonalFit.fit(Matrix(rows: 84, columns: 1, repeating: .infinity), design: design, minimumDays: 28)
    }
    #expect(throws: StatisticsError.dimensions(expected: 84, found: 3)) {
      try RobustSeasonalFit.fit(Matrix(rows: 3, columns: 1), design: design, minimumDays: 28)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "weekdays")) { try SeasonalDesign(days: [1], weekdays: [8]) }
    #expect(throws: StatisticsError.outOfRange(argument: "days")) { try SeasonalDesign(days: [], weekdays: []) }
    #expect(throws: StatisticsError.outOfRange(argument: "weekday")) { try design.row(day: 1, weekday: 0) }
  }
}
