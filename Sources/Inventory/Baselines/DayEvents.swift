internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// What makes days different and is known beforehand: promotions, and the labelled days of the calendar.
///
/// The amount of a promotion is the share of the items that it covers, that of a label 1, both less the amount of the median
/// location: what all have in common is taken off as the network's. A day is *unseen* where an amount is beyond all experience:
/// nothing is judged on it, and nothing learned. The effect of others is estimated over all locations together and taken off.
public struct DayEvents: Sendable {
  /// A kind of event, by place: location x days + day.
  private struct Kind {
    var amounts: [Double]
    /// Less the median location's.
    var own: [Double]
  }

  private let first: Day
  private let days: Int
  private let locations: Int
  private var kinds: [Kind] = []
  /// By location: numbers of days that are closed, or unlike any before.
  public private(set) var unseen: [Set<Int32>]

  /// Experience of an event is two dates with two thirds of it, and no part of the same campaign.
  private static let enoughDates = 2
  private static let enoughAmount = 2.0 / 3
  private static let apart = 14
  /// A promotion of one item in fifty moves no figure of a location.
  private static let negligible = 0.02
  /// Location-days that an effect is estimated from.
  private static let fewestCells = 20
  /// With fewer locations the median one is not the network.
  private static let fewestForMedian = 8

  /// No events but days unlike any before.
  /// - Parameter unseen: by location, numbers of days.
  public init(unseen: [Set<Int32>]) {
    (first, days, locations) = (Day(number: 0), 0, unseen.count)
    self.unseen = unseen
  }

  /// - Parameters:
  ///   - first: of the days that anything is learned from.
  ///   - last: of the judged ones.
  public init(_ reference: ReferenceData, dimensions: Dimensions, first: Day, last: Day) {
    self.first = first
    days = last.days(since: first) + 1
    locations = dimensions.locations.count
    unseen = Array(repeating: [], count: locations)
    let places = Dictionary(uniqueKeysWithValues: dimensions.locations.enumerated().map { (ByteText($1.id), $0) })
    addKind(promoted(reference.promotions, dimensions: dimensions, places: places))
    for (_, entries) in Dictionary(grouping: reference.calendar, by: { $0.isClosed ? "" : $0.label ?? "" }).sorted(by: {
      $0.key < $1.key
    }) {
      let within = entries.filter { $0.day >= first && $0.day <= last }
      guard !within.isEmpty else { continue }
      var amounts = [Double](repeating: 0, count: locations * days)
      for entry in within {
        let chosen = entry.locationID.map { places[ByteText($0)].map { [$0] } ?? [] } ?? Array(0..<locations)
        for location in chosen {
          amounts[location * days + entry.day.days(since: first)] = 1
          if entry.isClosed || entry.label == nil { unseen[location].insert(entry.day.number) }
        }
      }
      if entries.contains(where: { !$0.isClosed && $0.label != nil }) { addKind(amounts) }
    }
  }

  /// By place, the share of the items that are on promotion.
  private func promoted(_ promotions: [Promotion], dimensions: Dimensions, places: [ByteText: Int]) -> [Double] {
    let regions = Dictionary(grouping: dimensions.locations.indices, by: { dimensions.locations[$0].region ?? "" })
    let inCategory = Dictionary(grouping: dimensions.items, by: { $0.category ?? "" }).mapValues(\.count)
    var amounts = [Double](repeating: 0, count: locations * days)
    for promotion in promotions {
      let items = promotion.itemID != nil ? 1 : promotion.category.map { inCategory[$0] ?? 0 } ?? dimensions.items.count
      let share = Double(items) / Double(max(1, dimensions.items.count))
      let chosen =
        promotion.locationID.map { places[ByteText($0)].map { [$0] } ?? [] } ?? promotion.region.map { regions[$0] ?? [] }
        ?? Array(0..<locations)
      for location in chosen {
        let from = dimensions.day(of: promotion.starts.microseconds, location: Int32(location)).days(since: first)
        let to = dimensions.day(of: promotion.ends.microseconds - 1, location: Int32(location)).days(since: first)
        guard from < days, to >= 0, from <= to else { continue }
        for day in max(0, from)...min(days - 1, to) { amounts[location * days + day] += share }
      }
    }
    return amounts.map { min(1, $0) }
  }

  private mutating func addKind(_ amounts: [Double]) {
    guard amounts.contains(where: { $0 > 0 }) else { return }
    var kind = Kind(amounts: amounts, own: amounts)
    // By day, the largest amount that is the location's own: experience is of the network
    var most = [Double](repeating: 0, count: days)
    for day in 0..<days {
      let common = median((0..<locations).map { amounts[$0 * days + day] }) ?? 0
      for location in 0..<locations {
        if locations >= DayEvents.fewestForMedian { kind.own[location * days + day] -= common }
        most[day] = max(most[day], abs(amounts[location * days + day]))
      }
    }
    for day in 0..<days where most[day] > DayEvents.negligible {
      for location in 0..<locations {
        let amount = max(amounts[location * days + day], abs(kind.own[location * days + day]))
        guard amount > DayEvents.negligible else { continue }
        let dates = most.prefix(max(0, day - DayEvents.apart)).count { $0 >= DayEvents.enoughAmount * amount }
        if dates < DayEvents.enoughDates { unseen[location].insert(first.advanced(by: day).number) }
      }
    }
    kinds.append(kind)
  }

  /// What events add to a metric: by day and location, on the scale of `values`.
  ///
  ///     effect = b x own amount,   b: median of residual / amount, weighted by the amount, over location-days with the event
  ///
  /// Residuals are from the location's median of the weekday and the network's median of the day.
  /// - Parameters:
  ///   - values: row by day from `start`, column by location; NaN where missing.
  ///   - training: rows that may be learned from.
  func effects(on values: Matrix, start: Day, training: Int) -> Matrix {
    var effects = Matrix(rows: values.rows, columns: values.columns)
    let offset = start.days(since: first)
    let present = kinds.filter { kind in
      (0..<locations).contains { location in
        (0..<values.rows).contains { amount(kind, location, offset + $0) != 0 }
      }
    }
    guard !present.isEmpty, values.columns == locations else { return effects }
    let residuals = residuals(of: values, training: training)
    for kind in present {
      var (ratios, weights): ([Double], [Double]) = ([], [])
      for j in 0..<values.columns {
        for i in 0..<training {
          let own = amount(kind, j, offset + i)
          guard abs(own) > DayEvents.negligible, !residuals[i, j].isNaN else { continue }
          ratios.append((residuals[i, j] - effects[i, j]) / own)
          weights.append(abs(own))
        }
      }
      guard ratios.count >= DayEvents.fewestCells else { continue }
      let slope = weightedMedian(ratios, weights)
      for j in 0..<values.columns { for i in 0..<values.rows { effects[i, j] += slope * amount(kind, j, offset + i) } }
    }
    return effects
  }

  /// What events multiply the cases of a rate by: exp(b x own amount), by location and day from `start`.
  ///
  /// b maximises the Poisson likelihood of all location-days with the event together. Its prior has a usual amount of the event
  /// change a rate by half as much again, up or down.
  /// - Parameter expected: cases, were there no events.
  func factors(cases: [[Double]], expected: [[Double]], start: Day, training: Int) -> [[Double]] {
    var factors = expected.map { $0.map { _ in 1.0 } }
    let offset = start.days(since: first)
    for kind in kinds {
      var cells: [(own: Double, cases: Double, expected: Double)] = []
      for j in expected.indices {
        for i in 0..<training where abs(amount(kind, j, offset + i)) > DayEvents.negligible && expected[j][i] > 0 {
          cells.append((amount(kind, j, offset + i), cases[j][i], expected[j][i] * factors[j][i]))
        }
      }
      guard cells.count >= DayEvents.fewestCells else { continue }
      let usual = cells.reduce(0) { $0 + $1.own * $1.own } / Double(cells.count)
      let prior = usual / pow(log(1.5), 2)
      var slope = 0.0
      for _ in 0..<50 {
        var (gradient, curvature) = (-prior * slope, prior)
        for cell in cells {
          let mean = cell.expected * exp(slope * cell.own)
          gradient += cell.own * (cell.cases - mean)
          curvature += cell.own * cell.own * mean
        }
        let step = gradient / curvature
        // No step beyond a doubling at a usual amount: the likelihood is concave, and not quadratic
        slope += max(-1, min(1, step * usual.squareRoot())) / usual.squareRoot()
        if abs(step) * usual.squareRoot() < 1e-10 { break }
      }
      for j in expected.indices {
        for i in expected[j].indices { factors[j][i] *= exp(max(-2, min(2, slope * amount(kind, j, offset + i)))) }
      }
    }
    return factors
  }

  private func amount(_ kind: Kind, _ location: Int, _ day: Int) -> Double {
    day >= 0 && day < days ? kind.own[location * days + day] : 0
  }

  private func residuals(of values: Matrix, training: Int) -> Matrix {
    var residuals = values
    for j in 0..<values.columns {
      for weekday in 0..<7 {
        let rows = Array(stride(from: weekday, to: values.rows, by: 7))
        let level = median(rows.filter { $0 < training }.map { values[$0, j] }.filter { !$0.isNaN }) ?? .nan
        for i in rows { residuals[i, j] -= level }
      }
    }
    guard locations >= DayEvents.fewestForMedian else { return residuals }
    for i in 0..<values.rows {
      let common = median((0..<values.columns).map { residuals[i, $0] }.filter { !$0.isNaN }) ?? 0
      for j in 0..<values.columns { residuals[i, j] -= common }
    }
    return residuals
  }

  private func weightedMedian(_ values: [Double], _ weights: [Double]) -> Double {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let half = weights.reduce(0, +) / 2
    var sum = 0.0
    for index in order {
      sum += weights[index]
      if sum >= half { return values[index] }
    }
    return 0
  }
}
