import Glibc
import Inventory
import Statistics

/// One source of one location whose delays are known: messages of each day, each with the night that first has it.
///
/// Nights run at 02:15 UTC after their business date.
struct SimulatedFeed {
  struct Message {
    var day: Int
    var night: Int
    var delay: Int64
    var isDayPrecise = false
  }

  var location: Int32 = 0
  var source = "pos"
  var limit = 4 * hour
  var messages: [Message] = []

  /// - Parameters:
  ///   - rate: mean messages of a day.
  ///   - delay: microseconds, of a message at that microsecond of its day.
  init(
    seed: Int, days: Range<Int>, location: Int32 = 0, source: String = "pos", rate: (Int) -> Double,
    delay: (inout SeededGenerator, Int64) -> Int64
  ) {
    self.location = location
    self.source = source
    var chance = SeededGenerator(seed: UInt64(seed) &* 1000 &+ UInt64(location))
    for number in days {
      var sum = -log(chance.uniform())
      while sum < rate(number) {
        // Open from 8 to 20
        let at = Int64((8 + 12 * chance.uniform()) * Double(hour))
        let late = delay(&chance, at)
        messages.append(Message(day: number, night: SimulatedFeed.night(recorded: Int64(number) * day + at + late), delay: late))
        sum -= log(chance.uniform())
      }
    }
  }

  static func cutoff(_ night: Int) -> Int64 { Int64(night + 1) * day + 9 * hour / 4 }

  static func night(recorded: Int64) -> Int { Int(((Double(recorded - 9 * hour / 4)) / Double(day)).rounded(.up)) - 1 }

  /// A day's messages as known to a night; all of them without one.
  func cell(_ number: Int, night: Int? = nil) -> LatencyCell {
    SimulatedFeed.cell(messages.filter { message in message.day == number && night.map { message.night <= $0 } != false })
  }

  private static func cell(_ messages: [Message]) -> LatencyCell {
    var cell = LatencyCell()
    for message in messages {
      cell.events += 1
      if message.isDayPrecise { cell.dayPrecision += 1 } else { cell.sketch.add(message.delay) }
    }
    return cell
  }

  /// The rows that the nights up to one left of this feed.
  func versions(source code: Int, night: Int, nights: ClosedRange<Int>) -> [ArrivalLog.Version] {
    Dictionary(grouping: messages, by: \.day).sorted { $0.key < $1.key }.flatMap { number, mine in
      Set(mine.map { max($0.night, nights.lowerBound) }).filter { $0 <= night }.sorted().map { left in
        let cell = SimulatedFeed.cell(mine.filter { $0.night <= left })
        var version = ArrivalLog.Version(
          location: location, source: code, type: 0, day: Day(number: Int32(number)), night: Day(number: Int32(left)),
          events: cell.events)
        version.zeroCount = cell.sketch.zeroCount
        version.negativeCount = cell.sketch.negativeCount
        version.packed = cell.sketch.packed()
        return version
      }
    }
  }
}

/// Feeds as one night knows them.
struct SimulatedNight {
  var feeds: [SimulatedFeed]
  var night: Int
  /// The nights that were run; the first of them read everything before it at once.
  var nights: ClosedRange<Int>
  var missed: Set<Int> = []
  var silent: Set<String> = []
  var completeAfterDays = 2.0

  init(_ feeds: [SimulatedFeed], night: Int, nights: ClosedRange<Int>? = nil) {
    self.feeds = feeds
    self.night = night
    self.nights = nights ?? 0...night
  }

  private var sources: [String] { Set(feeds.map(\.source)).sorted() }

  func log() -> ArrivalLog {
    var log = ArrivalLog(
      businessDate: Day(number: Int32(night)),
      nights: Set(nights.filter { !missed.contains($0) }.map { Day(number: Int32($0)) }))
    log.sources = sources.map { ArrivalLog.Source(name: $0, limit: 4 * hour) }
    for feed in feeds {
      let code = sources.firstIndex(of: feed.source) ?? 0
      for version in feed.versions(source: code, night: night, nights: nights) { log.add(version) }
    }
    return log
  }

  func figures(_ number: Int, location: Int32 = 0, isComplete: Bool = false) -> DayFigures {
    var figures = DayFigures(location: location, day: Day(number: Int32(number)))
    for feed in feeds where feed.location == location {
      let cell = feed.cell(number, night: isComplete ? nil : night)
      if cell.events > 0 { figures.add(cell, source: feed.source, limit: feed.limit) }
    }
    return figures
  }

  func builder(isCorrected: Bool = true) throws -> MetricBuilder {
    let log = isCorrected ? log() : nil
    return MetricBuilder(
      level: 0.9, toleranceUnits: 0, tolerancePercent: 2, completeAfterDays: Array(repeating: completeAfterDays, count: 64),
      cutoff: Instant(microseconds: SimulatedFeed.cutoff(night)), zones: Array(repeating: .utc, count: 64),
      delays: try log.map { log in try DelayLaws(log, cells: try log.cells()) { silent.contains($1) } })
  }

  /// Values by metric, over all sources.
  func values(_ number: Int, location: Int32 = 0, isCorrected: Bool = true, isComplete: Bool = false) throws -> [String:
    MetricRow]
  {
    let rows = try builder(isCorrected: isCorrected).rows([figures(number, location: location, isComplete: isComplete)])
    return Dictionary(uniqueKeysWithValues: rows.filter { $0.dimension == .all }.map { ($0.metric, $0) })
  }
}
