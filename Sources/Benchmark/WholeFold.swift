import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Statistics
import Store

/// The ledger of a whole history, and sums of the days that left it: what is computed is used, and can be compared.
struct WholeFold {
  struct Sums {
    var messages = 0.0
    var unitsOut = 0.0
    var cancellations = 0.0
    /// Of the indices of the DDSketch buckets that delays fell into.
    var buckets = 0.0

    var list: [Double] { [messages, unitsOut, cancellations, buckets] }
  }

  var ledger: Ledger
  var sums = Sums()

  mutating func take(_ days: [DayPartials]) {
    for day in days {
      for (key, cell) in day.latencies {
        sums.messages += Double(cell.events)
        if key.type == .cancellation { sums.cancellations += Double(cell.events) }
        for bucket in cell.sketch.buckets { sums.buckets += Double(bucket.count) * Double(bucket.index) }
      }
      // every item costs 5 a unit
      for (key, partial) in day.partials where key.measure == .salesCost {
        sums.unitsOut += Double(partial.numerator) / 5000
      }
    }
  }
}

extension Benchmark {
  private static var opening: StateBooks {
    var books = StateBooks()
    books[.available] = 20_000
    return books
  }

  /// Every message decoded and folded, one connection; day partials and counts taken and let go.
  func foldWhole(_ target: Target, feed: Connection, input: NightInput) throws -> WholeFold.Sums {
    let companions = try Companions(feed: feed, store: feed, files: target.files, filed: nil)
    let dimensions = try BenchmarkDimensions.of(companions)
    var decoder = EventDecoder(
      dimensions: dimensions, reasons: [], goLive: Array(repeating: Int64.min, count: dimensions.locations.count),
      limits: EventDecoder.Limits(lateAfter: [:], otherwise: 4 * 3_600_000_000))
    var ledger = Ledger(dimensions: dimensions, cutoff: input.cutoff)
    // The opening books, as a night begins with them; reading those is no part of reading messages
    for slot in 0..<Int32(dimensions.slots) {
      ledger.restore(
        PositionState(opening: Benchmark.opening, at: Day(year: 2025, month: 12, day: 31).utcStart.microseconds), slot: slot)
    }
    let lane = FoldLane(WholeFold(ledger: consume ledger))
    func submit() throws {
      try lane.submit(decoder.takeBatch()) { fold, batch in
        fold.ledger.fold(batch.events, documents: batch.documents, channels: batch.channels)
        fold.take(fold.ledger.takeClosedDays())
        if fold.ledger.sparseCells > 20_000 { fold.take(fold.ledger.takeSparseDays()) }
        _ = fold.ledger.takeCounts()
      }
    }
    let specials = KeySet()
    try EventExtract(feed: feed, files: target.files, input: input).eachEvent { row in
      decoder.append(&row, specials: specials)
      if decoder.batch.events.count >= 1 << 18 { try submit() }
    }
    try submit()
    var fold = try lane.finish(leaving: WholeFold(ledger: .empty))
    fold.take(fold.ledger.takeRemainingDays())
    return fold.sums
  }

  /// Folds the history of `BENCH_DATABASE` once and prints what an engine of the peers prints.
  func foldOnce() throws {
    let target = try target(ProcessInfo.processInfo.environment["BENCH_DATABASE"] ?? "bench_one")
    let feed = try target.workingSession()
    let input = try wholeHistory(target)
    let used = Timing.cpu
    var sums = WholeFold.Sums()
    let seconds = try Timing.seconds { sums = try foldWhole(target, feed: feed, input: input) }
    let figures = [seconds, Timing.cpu - used, try Timing.peakMegabytes] + sums.list
    print(figures.map { "\($0)" }.joined(separator: " "))
  }

  /// The same in a process of its own, so that its peak memory is its own.
  func foldApart(_ database: String) throws -> Folded {
    try Folded(
      running: CommandLine.arguments[0], ["fold"],
      environment: ProcessInfo.processInfo.environment.merging(["BENCH_DATABASE": database]) { $1 })
  }
}

/// What a process that folded the history once printed: its cost, and sums of what it computed.
struct Folded {
  var seconds: Double
  var cpu: Double
  var megabytes: Double
  var sums: [Double]

  init(seconds: Double, cpu: Double, megabytes: Double, sums: [Double]) {
    self.seconds = seconds
    self.cpu = cpu
    self.megabytes = megabytes
    self.sums = sums
  }

  struct Failure: Error {
    var status: Int32
  }

  init(running program: String, _ arguments: [String], environment: [String: String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let figures = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard process.terminationStatus == 0, figures.count == 7 else { throw Failure(status: process.terminationStatus) }
    self.init(seconds: figures[0], cpu: figures[1], megabytes: figures[2], sums: Array(figures[3...]))
  }
}
