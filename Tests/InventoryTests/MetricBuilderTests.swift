import Inventory
import Statistics
import Testing

@Suite struct MetricBuilderTests {
  private let builder = MetricBuilder(
    level: 0.9, toleranceUnits: 0, tolerancePercent: 2, completeAfterDays: [0], cutoff: Instant(microseconds: 20 * day),
    zones: [.utc])

  private func placed(_ number: Int32, cancelled: Int64, resolved: Int64, open: Int64) -> DayFigures {
    var figures = DayFigures(location: 0, day: Day(number: number))
    figures.partials = [
      DayFigures.PartialCell(
        measure: Measure.orderedLines.name, dimension: .all, value: "",
        partial: Partial(numerator: cancelled, denominator: resolved))
    ]
    figures.openLines = open
    return figures
  }

  /// All lines of one order day have had the same time to end, so that the incidence is a plain share (Aalen and
  /// Johansen 1978 with one common time of censoring).
  @Test("lines still open belong to the denominator, and keep the day incomplete while more than one in a hundred is")
  func incidence() throws {
    let rows = builder.rows([
      placed(1, cancelled: 4, resolved: 80, open: 20), placed(2, cancelled: 4, resolved: 99, open: 1),
      placed(3, cancelled: 0, resolved: 0, open: 0),
    ]).filter { $0.metric == "cancellation_incidence_lines" }
    #expect(rows.map(\.numerator) == [4, 4, 0])
    #expect(rows.map(\.isComplete) == [false, true, true])
    #expect(rows.map(\.denominator) == [100, 100, 0])
    let interval = try #require(rows[0].lower.flatMap { low in rows[0].upper.map { (low, $0) } })
    let value = try #require(rows[0].value)
    #expect(interval.0 > 0 && interval.0 < value && interval.1 > value && interval.1 < 0.1 && abs(value - 0.04) < 0.005)
    #expect(rows[2].value == nil && rows[2].lower == nil)
    #expect(rows[2].verdict == "insufficient_data")
  }

  @Test("each source is held to its own promise")
  func promise() throws {
    func cell(_ delays: [Int64]) -> LatencyCell {
      var cell = LatencyCell()
      for delay in delays {
        cell.sketch.add(delay * Instant.microsecondsPerSecond)
        cell.events += 1
      }
      return cell
    }
    var figures = DayFigures(location: 0, day: Day(number: 1))
    let minute = 60 * Instant.microsecondsPerSecond
    figures.add(cell([10, 30, 120, 3600]), source: "wms", limit: minute)
    figures.add(cell([10, 30, 120, 7200]), source: "erp", limit: 30 * minute)
    figures.add(cell([10, 30, 120, 3600]), source: "wms", limit: minute)
    let row = try #require(builder.rows([figures]).first { $0.metric == "recorded_over_sla_share" })
    #expect(row.numerator == 5 && row.denominator == 12)
    // The same source from two event types is one; the slow one has a row of its own
    let bySource = builder.rows([figures]).filter { $0.dimension == .source }
    #expect(bySource.map(\.dimensionValue) == ["erp", "wms"])
    #expect(bySource.map(\.denominator) == [4, 8])
    #expect(bySource.allSatisfy { $0.metric == "recording_latency_p90" })
    // Rank 0.9 n, rounded up: the fourth of four, the eighth of eight; 1 % is the sketch's
    #expect(abs((bySource[0].value ?? 0) / 7200 - 1) < 0.011 && abs((bySource[1].value ?? 0) / 3600 - 1) < 0.011)
  }

  private func figures(of number: Int, _ chance: inout SeededGenerator) -> DayFigures {
    func whole(_ below: Int) -> Int64 { Int64(chance.uniform() * Double(below)) }
    var figures = DayFigures(location: 0, day: Day(number: Int32(number)))
    for (measure, most) in [(Measure.cancelledLines, 30), (.orderedLines, 40), (.notFoundPicks, 400)] {
      // Many days without a case, some with nothing but cases
      let denominator = whole(most)
      let numerator = chance.uniform() < 0.5 ? 0 : chance.uniform() < 0.1 ? denominator : whole(Int(denominator) + 1)
      figures.partials.append(
        DayFigures.PartialCell(
          measure: measure.name, dimension: .all, value: "", partial: Partial(numerator: numerator, denominator: denominator)))
    }
    for _ in 0..<whole(8) {
      let gap = chance.uniform() < 0.6 ? 0 : 1000 * (whole(40) - 25)
      figures.counts.append(
        DayFigures.Count(
          counted: 5000 + gap, book: 5000, split: CountVariance.Split(gap: gap, timing: 0, carry: 0),
          startsWith: chance.uniform() < 0.8 ? .count : .opening, unitsSold: 1000 * whole(6), unitCost: 10 + whole(90_000),
          selection: .cycle))
    }
    return figures
  }

  /// Rates and losses of days with hardly any cases: where an interval and a raw value are not of one estimate, this shows.
  @Test("a value lies in its interval, and what was observed stands beside it", arguments: 1...60)
  func intervals(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let days = (0..<1 + seed % 12).map { figures(of: $0, &chance) }
    let rows = builder.rows(days)
    #expect(rows.count { $0.lower != nil } > 0)
    for row in rows {
      guard let lower = row.lower, let upper = row.upper else {
        #expect(row.lower == nil && row.upper == nil)
        continue
      }
      let value = try #require(row.value)
      #expect(lower <= value && value <= upper && lower < upper, "\(row.metric) \(lower) \(value) \(upper)")
      #expect((row.denominator ?? 0) > 0, "\(row.metric)")
    }
    for row in rows where row.metric == "shrink_rate" {
      #expect((row.value == nil) == (row.lower == nil) && (row.value == nil) == (row.verdict == "insufficient_data"))
      #expect((row.value == nil) == (row.denominator == 0))
    }
    // What lies behind the detectors is what was observed
    var history = MetricHistory(first: Day(number: 0), days: 20, locations: 1)
    history.take(rows)
    for metric in ["cancellation_rate_lines", "shrink_rate", "not_found_rate", "count_short_rate"] {
      for day in history.days(of: metric) {
        let observed = day.denominator > 0 ? Double(day.numerator) / Double(day.denominator) : nil
        #expect(day.value == observed, "\(metric)")
      }
    }
  }

  /// By the formula with ordinary arithmetic: one count, gap -2 of 3 units sold, unit cost 10.
  @Test("the share of sales that is lost comes with an interval as wide as a day's counts make it")
  func shrink() throws {
    func figures(_ day: Int32, gap: Int64, sold: Int64) -> DayFigures {
      var figures = DayFigures(location: 0, day: Day(number: day))
      figures.counts = [
        DayFigures.Count(
          counted: 0, book: 0, split: CountVariance.Split(gap: gap, timing: 0, carry: 0), startsWith: .count, unitsSold: sold,
          unitCost: 10_000, selection: .cycle)
      ]
      return figures
    }
    // One day says nothing of how days differ: its own share, and tau^2 = (1 + 4) / 2 units over 3 units sold
    let alone = try #require(builder.rows([figures(1, gap: -2000, sold: 3000)]).first { $0.metric == "shrink_rate" })
    let half = 1.6448536269514722 * (2.5).squareRoot() / 3
    #expect(abs((alone.value ?? 0) - 2.0 / 3) < 1e-12 && alone.numerator == 20_000 && alone.denominator == 30_000)
    #expect(abs((alone.lower ?? 0) - (2.0 / 3 - half)) < 1e-9 && abs((alone.upper ?? 0) - (2.0 / 3 + half)) < 1e-9)
    // A day on which one unit was sold and thirty were missing says little: it leans on the others
    let others = (2...30).map { figures(Int32($0), gap: $0 % 2 == 0 ? -1000 : 1000, sold: 100_000) }
    let rows = builder.rows([figures(1, gap: -30_000, sold: 1000)] + others).filter { $0.metric == "shrink_rate" }
    #expect(rows[0].numerator == 300_000 && rows[0].denominator == 10_000 && (rows[0].value ?? 30) < 1)
    let nothing = try #require(builder.rows([figures(1, gap: -2000, sold: 0)]).first { $0.metric == "shrink_rate" })
    #expect(nothing.value == nil && nothing.lower == nil && nothing.verdict == "insufficient_data" && nothing.numerator == 20_000)
  }
}
