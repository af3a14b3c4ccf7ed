import Foundation
import Inventory
import Statistics

/// Locations whose metrics move together, from day to day and beside each other, in a law of the test's own.
struct MetricNetwork {
  var seed: UInt64
  var locations = 10
  var days = 43
  /// How much of a day's chance is that of the day before.
  var carryOver = 0.0
  /// By metric: added to the logarithm of the location's last `lasting` days.
  var shifts: [Int: Double] = [:]
  var lasting = 1
  var shifted = 4
  /// Share of location-days at which a metric has no value.
  var gaps = 0.0
  /// Of the network's own good and bad days, in spreads of a usual location.
  var commonDays = 0.5

  static let metrics = 14
  static let day = Day(year: 2026, month: 3, day: 19)

  /// Three hidden causes, of five metrics each but the last; amounts and, from metric 10 on, shares of thirty to ninety cases.
  func series() -> [String: [MetricDay]] {
    var chance = SeededGenerator(seed: seed)
    func normal() -> Double { Normal.standard.quantile(chance.uniform() * 0.999_999 + 5e-7) }
    func path() -> [Double] {
      var last = normal()
      return (0..<days).map { _ in
        last = carryOver * last + (1 - carryOver * carryOver).squareRoot() * normal()
        return last
      }
    }
    let common = (0..<MetricNetwork.metrics).map { _ in path().map { 0.2 * commonDays * $0 } }
    var series: [String: [MetricDay]] = [:]
    for location in 0..<locations {
      let causes = (0..<3).map { _ in path() }
      for metric in 0..<MetricNetwork.metrics {
        let own = path()
        let (level, spread) = (2 + 3 * chance.uniform(), 0.1 + 0.2 * chance.uniform())
        let weekly = (0..<7).map { _ in 0.3 * normal() }
        for age in 0..<days {
          let place = days - 1 - age
          let z = 0.8 * causes[metric / 5][place] + 0.6 * own[place]
          var value = level + weekly[place % 7] + spread * z + common[metric][place]
          if location == shifted, age < lasting { value += shifts[metric] ?? 0 }
          if chance.uniform() < gaps { continue }
          var day = MetricDay(
            location: Int32(location), day: MetricNetwork.day.advanced(by: -age), value: exp(value), numerator: 0, denominator: 0)
          if metric >= 10 {
            let cases = 30 + Int(60 * chance.uniform())
            let share = 0.1 + 0.5 / (1 + exp(-spread * z - (location == shifted && age < lasting ? shifts[metric] ?? 0 : 0)))
            let hits = (0..<cases).count { _ in chance.uniform() < share }
            day.numerator = Int64(hits)
            day.denominator = Int64(cases)
            day.value = Double(hits) / Double(cases)
          }
          series["metric_\(metric)", default: []].append(day)
        }
      }
    }
    return series
  }

  func judge(unseen: Set<Int32> = []) -> LocationJudge {
    LocationJudge(
      trainDays: 84, minimumDays: 21, falseDiscoveryRate: 0.1, minimumUnits: 3, minimumValue: 50,
      events: DayEvents(unseen: Array(repeating: unseen, count: locations)), level: 0.9)
  }
}
