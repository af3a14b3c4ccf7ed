public import Statistics

/// The measures whose integer partials are kept per location and local day.
public enum Measure: UInt8, CaseIterable, Sendable {
  /// Order lines resolved that day, and those of them cancelled other than by the customer's fault.
  case cancelledLines
  /// The same in units.
  case cancelledUnits
  /// Picks tried, and those that found nothing.
  case notFoundPicks
  /// Units sold, shipped or picked up, at cost.
  case salesCost
  /// Units damaged or written off, at cost.
  case knownLoss
  /// Movements of stock, and the cut-offs at which they had happened and were not recorded.
  case lateForNight
  /// Order lines placed that day that are resolved by now, and those of them cancelled other than by the customer's fault.
  case orderedLines

  public var name: String {
    ["cancelled_lines", "cancelled_units", "not_found_picks", "sales_cost", "known_loss", "late_for_night", "ordered_lines"][
      Int(rawValue)]
  }
}

public enum MetricDimension: UInt8, CaseIterable, Sendable {
  case all, channel, reason, source

  public var name: String { ["all", "channel", "reason", "source"][Int(rawValue)] }
}

/// Two whole numbers that add.
public struct Partial: Equatable, Sendable {
  public var numerator: Int64 = 0
  public var denominator: Int64 = 0

  public init(numerator: Int64 = 0, denominator: Int64 = 0) {
    self.numerator = numerator
    self.denominator = denominator
  }

  public mutating func add(_ other: Partial) {
    // Wrapping: what is added can always be taken off again, and no sum stops a night
    numerator &+= other.numerator
    denominator &+= other.denominator
  }

  public var isZero: Bool { numerator == 0 && denominator == 0 }
}

/// Delays of the messages of one location, source and type on one local day.
public struct LatencyCell: Sendable {
  public var sketch = DDSketch()
  public var events: Int64 = 0
  public var dayPrecision: Int64 = 0
  /// Sum of ingested_at - record_time, milliseconds.
  public var arrivalDelay: Int64 = 0

  /// Ten years in milliseconds: an arrival further off says that a clock is wrong, and not by how much.
  static let longestArrival: Int64 = 315_576_000_000

  public init() {}

  @inline(__always)
  mutating func add(_ event: Event) {
    let weight = Int64(event.weight)
    events += weight
    let delay = (event.ingestedAt - event.recordedAt) / 1000
    arrivalDelay &+= weight * min(max(delay, -LatencyCell.longestArrival), LatencyCell.longestArrival)
    if event.isDayPrecision {
      dayPrecision += weight
    } else {
      sketch.add(event.recordedAt - event.at, count: weight)
    }
  }

  public mutating func merge(_ other: LatencyCell) {
    sketch.merge(other.sketch)
    events += other.events
    dayPrecision += other.dayPrecision
    arrivalDelay &+= other.arrivalDelay
  }
}

/// What identifies a partial within its day.
public struct PartialKey: Hashable, Comparable, Sendable {
  public var location: Int32
  public var measure: Measure
  public var dimension: MetricDimension
  public var value: UInt16

  public init(location: Int32, measure: Measure, dimension: MetricDimension, value: UInt16) {
    self.location = location
    self.measure = measure
    self.dimension = dimension
    self.value = value
  }

  private var order: UInt64 {
    UInt64(UInt32(bitPattern: location)) << 32 | UInt64(measure.rawValue) << 24 | UInt64(dimension.rawValue) << 16 | UInt64(value)
  }

  public static func < (a: PartialKey, b: PartialKey) -> Bool { a.order < b.order }
}

public struct LatencyKey: Hashable, Comparable, Sendable {
  public var location: Int32
  public var source: UInt16
  public var type: EventType

  public init(location: Int32, source: UInt16, type: EventType) {
    self.location = location
    self.source = source
    self.type = type
  }

  private var order: UInt64 {
    UInt64(UInt32(bitPattern: location)) << 24 | UInt64(source) << 8 | UInt64(type.rawValue)
  }

  public static func < (a: LatencyKey, b: LatencyKey) -> Bool { a.order < b.order }
}

/// Everything that adds up to one local day, over all locations.
public struct DayPartials: Sendable {
  public let day: Day
  public internal(set) var latencies: [(key: LatencyKey, cell: LatencyCell)] = []
  public internal(set) var partials: [(key: PartialKey, partial: Partial)] = []

  init(day: Day) {
    self.day = day
  }
}
