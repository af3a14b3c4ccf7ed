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
    #expect(rows.map(\.value) == [0.04, 0.04, nil])
    #expect(rows.map(\.isComplete) == [false, true, true])
    #expect(rows.map(\.denominator) == [100, 100, 0])
    let interval = try #require(rows[0].lower.flatMap { low in rows[0].upper.map { (low, $0) } })
    #expect(interval.0 > 0 && interval.0 < 0.04 && interval.1 > 0.04 && interval.1 < 0.1)
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
}
