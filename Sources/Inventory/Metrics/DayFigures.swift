internal import Statistics

/// Everything that is known about one location on one local day, before it becomes metrics.
public struct DayFigures: Sendable {
  /// One count, thousandths of a unit and of currency.
  public struct Count: Sendable {
    public var counted: Int64
    public var book: Int64
    public var split: CountVariance.Split?
    public var startsWith: AnchorKind
    public var unitsSold: Int64
    public var unitCost: Int64
    public var selection: CountSelection

    public init(
      counted: Int64, book: Int64, split: CountVariance.Split?, startsWith: AnchorKind, unitsSold: Int64, unitCost: Int64,
      selection: CountSelection
    ) {
      self.counted = counted
      self.book = book
      self.split = split
      self.startsWith = startsWith
      self.unitsSold = unitsSold
      self.unitCost = unitCost
      self.selection = selection
    }
  }

  public struct PartialCell: Sendable {
    public var measure: String
    public var dimension: MetricDimension
    public var value: String
    public var partial: Partial

    public init(measure: String, dimension: MetricDimension, value: String, partial: Partial) {
      self.measure = measure
      self.dimension = dimension
      self.value = value
      self.partial = partial
    }
  }

  public let location: Int32
  public let day: Day
  public var partials: [PartialCell] = []
  public private(set) var latency = LatencyCell()
  /// The same by source, in the order of their names.
  public private(set) var latencyOfSource: [(source: String, cell: LatencyCell)] = []
  /// Messages that were recorded later than their source promises.
  public private(set) var lateMessages: Int64 = 0
  public var counts: [Count] = []
  /// Order lines placed that day that are neither shipped, picked up nor cancelled.
  public var openLines: Int64 = 0

  public init(location: Int32, day: Day) {
    self.location = location
    self.day = day
  }

  /// Takes in the delays of one source.
  /// - Parameter limit: microseconds within which the source promises to record.
  public mutating func add(_ cell: LatencyCell, source: String, limit: Int64) {
    latency.merge(cell)
    if let place = latencyOfSource.firstIndex(where: { $0.source >= source }) {
      if latencyOfSource[place].source == source {
        latencyOfSource[place].cell.merge(cell)
      } else {
        latencyOfSource.insert((source, cell), at: place)
      }
    } else {
      latencyOfSource.append((source, cell))
    }
    lateMessages += cell.sketch.count(above: limit)
  }
}
