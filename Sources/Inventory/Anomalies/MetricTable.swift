internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// A metric of all locations over days that follow each other, on a scale on which its spread does not depend on its level.
struct MetricTable {
  let metric: String
  /// Row by day, column by location; NaN where there is no value.
  var values: Matrix
  /// What known events add, by day and location; `values` are without it.
  let effects: Matrix
  private let isProportion: Bool

  /// Shares of cases: arcsine of the square root with 3/8 of a case added on both sides (Anscombe 1948), shares without
  /// cases the same without it; seconds and amounts: sign(x) log(1 + |x|).
  /// - Parameters:
  ///   - rows: days from `first` on.
  ///   - training: rows that the effects of `events` may be learned from.
  init(_ metric: String, _ days: [MetricDay], first: Day, rows: Int, locations: Int, events: DayEvents, training: Int) {
    let known = days.compactMap { day in day.value.map { (day, $0) } }
    isProportion = known.allSatisfy { $0.1 >= 0 && $0.1 <= 1 }
    let hasCases = known.allSatisfy { day, value in
      day.denominator > 0 && abs(value * Double(day.denominator) - Double(day.numerator)) < 1e-6 * Double(day.denominator)
    }
    self.metric = metric
    values = Matrix(rows: rows, columns: locations, repeating: .nan)
    for (day, value) in known {
      let row = day.day.days(since: first)
      guard row >= 0, row < rows else { continue }
      let cases = isProportion && hasCases ? Double(day.denominator) : 0
      values[row, Int(day.location)] =
        isProportion
        ? asin(((value * max(1, cases) + (cases > 0 ? 0.375 : 0)) / (max(1, cases) + (cases > 0 ? 0.75 : 0))).squareRoot())
        : copysign(log(1 + abs(value)), value)
    }
    effects = events.effects(on: values, start: first, training: training)
    for j in 0..<locations { for i in 0..<rows { values[i, j] -= effects[i, j] } }
  }

  /// Back from the scale, in the units of the metric; of a share without the 3/8.
  func natural(_ value: Double) -> Double {
    isProportion ? pow(sin(min(max(value, 0), .pi / 2)), 2) : copysign(exp(abs(value)) - 1, value)
  }
}
