/// Every metric of all locations over a window of days, the newest figure of each day as observed: what nights are judged by.
///
/// Dense by location and day, since nearly every location has nearly every metric each day.
public struct MetricHistory: Sendable {
  /// The night whose figures no other's replace: the one that is being judged.
  public static let tonight = Int32.max

  private struct Figure {
    /// NaN for none.
    var value = Double.nan
    var numerator: Int64 = 0
    var denominator: Int64 = 0
    /// Business date of the night that said so.
    var night = Int32.min
  }

  private struct Series {
    var metric: String
    /// Empty: of all messages.
    var source: String
    let isEstimated: Bool
    /// location x days + day
    var figures: [Figure]
  }

  private let first: Int32
  private let days: Int
  private let locations: Int
  private var all: [Series] = []

  /// - Parameter days: of the window; what lies outside it is passed over.
  public init(first: Day, days: Int, locations: Int) {
    self.first = first.number
    self.days = days
    self.locations = locations
  }

  /// The names of the metrics, each once.
  public var metrics: [String] { all.filter(\.source.isEmpty).map(\.metric) }

  /// Where the figures of a metric go, and of one source of it; look it up once.
  public mutating func place(metric: String, source: String = "") -> Int {
    if let known = all.firstIndex(where: { $0.metric == metric && $0.source == source }) { return known }
    all.append(
      Series(
        metric: metric, source: source, isEstimated: EstimatedShare(rawValue: metric) != nil,
        figures: Array(repeating: Figure(), count: locations * days)))
    return all.count - 1
  }

  /// Takes a figure in, unless a newer night has said otherwise.
  public mutating func take(_ figure: MetricDay, at place: Int, night: Int32) {
    let row = Int(figure.day.number - first)
    guard row >= 0, row < days else { return }
    let cell = Int(figure.location) * days + row
    guard night > all[place].figures[cell].night else { return }
    all[place].figures[cell] = Figure(
      value: EstimatedShare.observed(figure, isEstimated: all[place].isEstimated) ?? .nan, numerator: figure.numerator,
      denominator: figure.denominator, night: night)
  }

  /// Takes in what the night itself found: over all dimensions, and by source.
  public mutating func take(_ rows: [MetricRow]) {
    var places: [String: [String: Int]] = [:]
    for row in rows where row.dimension == .all || (row.dimension == .source && !row.dimensionValue.isEmpty) {
      let place = places[row.metric]?[row.dimensionValue] ?? place(metric: row.metric, source: row.dimensionValue)
      places[row.metric, default: [:]][row.dimensionValue] = place
      take(
        MetricDay(
          location: row.location, day: row.day, value: row.value, numerator: row.numerator ?? 0,
          denominator: row.denominator ?? 0), at: place, night: MetricHistory.tonight)
    }
  }

  /// The series of a metric over all dimensions, by location and day.
  public func days(of metric: String) -> [MetricDay] {
    read(all.filter { $0.metric == metric && $0.source.isEmpty })
  }

  /// The series of each source, by location, day and source.
  public func daysBySource(of metric: String) -> [MetricDay] {
    read(all.filter { $0.metric == metric && !$0.source.isEmpty }.sorted { $0.source < $1.source })
  }

  private func read(_ series: [Series]) -> [MetricDay] {
    var found: [MetricDay] = []
    for cell in 0..<locations * days {
      for one in series where one.figures[cell].night != Int32.min {
        let figure = one.figures[cell]
        var day = MetricDay(
          location: Int32(cell / days), day: Day(number: first + Int32(cell % days)),
          value: figure.value.isNaN ? nil : figure.value, numerator: figure.numerator, denominator: figure.denominator)
        day.source = one.source
        found.append(day)
      }
    }
    return found
  }
}
