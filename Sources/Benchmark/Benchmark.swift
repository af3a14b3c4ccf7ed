import Foundation
import Inventory
import Pipeline
import PostgreSQL
import Store

/// Prints the goals of extraction, memory, publication and scoring as ratios from interleaved runs.
///
/// Works in a database of its own on the server of the PG* variables. Seconds depend on the machine; ratios carry over.
struct Benchmark {
  let rows: Int
  let runs: Int
  let items: Int
  let days: Int
  let locations = 306

  init() {
    let environment = ProcessInfo.processInfo.environment
    rows = environment["BENCH_ROWS"].flatMap(Int.init) ?? 2_000_000
    items = environment["BENCH_ITEMS"].flatMap(Int.init) ?? 200
    days = environment["BENCH_DAYS"].flatMap(Int.init) ?? 60
    runs = environment["BENCH_RUNS"].flatMap(Int.init) ?? 5
  }

  var files: SQLFiles {
    get throws {
      try SQLFiles(share: nil, environment: ProcessInfo.processInfo.environment, executable: CommandLine.arguments[0])
    }
  }

  func target(_ database: String) throws -> Target { Target(conninfo: "dbname=\(database)", files: try files) }

  /// - Parameter only: names of the parts to measure; all of them when empty.
  func run(only: [String] = []) throws {
    let parts: [(name: String, measure: (_ small: Target, _ large: Target) throws -> Void)] = [
      ("extraction", { _, large in try extraction(large) }),
      ("memory", { _, _ in try memory(small: "bench_one", large: "bench_ten") }),
      ("partitioning", { _, large in try partitioning(large) }),
      ("fresh", { _, large in try freshFeed(large) }),
      ("nights", nights),
      ("publication", { _, large in try publication(large) }),
      ("scoring", { _, _ in try scoring() }),
      ("engines", { _, large in try engines(large, "bench_ten") }),
    ]
    let unknown = only.filter { name in !parts.contains { $0.name == name } }
    guard unknown.isEmpty else {
      throw UnknownPart(names: unknown, known: parts.map(\.name))
    }
    let admin = try Connection("dbname=postgres")
    for name in ["bench_one", "bench_ten"] {
      try admin.execute("drop database if exists \(name) with (force)")
      try admin.execute("create database \(name)")
    }
    Table.say(
      "one connection to the feed, one to the store; medians of \(runs) interleaved runs, \(rows) rows "
        + "over \(days) days, \(locations * items) positions")
    let small = try fill("bench_one", days: days / 10)
    let large = try fill("bench_ten", days: days)
    for part in parts where only.isEmpty || only.contains(part.name) { try part.measure(small, large) }
  }

  struct UnknownPart: Error, CustomStringConvertible {
    var names: [String]
    var known: [String]
    var description: String { "no part \(names.joined(separator: ", ")); there are \(known.joined(separator: ", "))" }
  }

  // MARK: Data

  private func fill(_ database: String, days: Int) throws -> Target {
    let target = try target(database)
    let owner = try target.session(as: nil)
    _ = try Installation(owner).migrate(target.files)
    try owner.query(
      """
      insert into feed.location (location_id, name, kind, time_zone)
      select 'L' || lpad(n::text, 4, '0'), 'L' || n, 'store', 'Europe/Berlin' from generate_series(0, $1::integer - 1) as n
      """, [Parameter(locations)])
    try owner.query(
      """
      insert into feed.item (item_id, name, category, unit_cost)
      select 'I' || lpad(n::text, 5, '0'), 'I' || n, 'C' || n % 10, 5 from generate_series(0, $1::integer - 1) as n
      """, [Parameter(items)])
    try owner.execute("insert into feed.labour_budget (minutes) values (60)")
    // Every position has a book from the beginning, so that a short history has as many positions as a long one
    try owner.execute(
      """
      insert into feed.position_snapshot (system, location_id, item_id, quantity, as_of, record_time)
      select 'erp', location.location_id, item.item_id, 20, timestamptz '2025-12-31 22:00+00', timestamptz '2025-12-31 22:00+00'
      from feed.location cross join feed.item
      """)
    try addDays(owner, target, first: 0, days: days)
    try owner.execute("vacuum analyze feed.inventory_event")
    try owner.execute("vacuum analyze feed.position_snapshot")
    return target
  }

  /// - Parameter late: messages in a thousand that are recorded a day later.
  func addDays(_ owner: Connection, _ target: Target, first: Int, days: Int, daily: Int? = nil, late: Int = 20) throws {
    try owner.query(
      try target.files.text("bench/events"),
      [
        Parameter(locations), Parameter(items), Parameter(days), Parameter(daily ?? rows / self.days), Parameter(first),
        Parameter(late),
      ], place: "sql/bench/events.sql")
  }

  // MARK: Goals 1 and 9

  private func extraction(_ target: Target) throws {
    let input = try wholeHistory(target)
    var bare: [Double] = []
    var fold: [Double] = []
    var bareClient: [Double] = []
    var client: [Double] = []
    var server: [Double] = []
    var special = 0.0
    for _ in 0..<runs {
      let feed = try target.workingSession()
      let text = try target.files.copyText(
        "extract/all_events", [.snapshot(input.snapshot), .instant(input.cutoff.microseconds)])
      let backend = try feed.query("select pg_catalog.pg_backend_pid()", place: "backend")[0].int(0)
      var bytes = 0
      let before = Timing.cpu
      let served = try Timing.cpu(of: backend)
      bare.append(
        try Timing.seconds {
          try feed.copyOut(text, place: "bare") { row in bytes += row.columns }
        })
      server.append(try Timing.cpu(of: backend) - served)
      bareClient.append(Timing.cpu - before)
      let start = Timing.cpu
      var folded = WholeFold.Sums()
      fold.append(try Timing.seconds { folded = try foldWhole(target, feed: feed, input: input) })
      client.append(Timing.cpu - start)
      precondition(bytes > 0 && folded.messages > 0, "nothing was read")
      special = try Timing.seconds { _ = try EventExtract(feed: feed, files: target.files, input: input).specialKeys() }
    }
    Table.row("1", "extract and fold / bare COPY, 1 connection", Timing.ratio(fold, bare), "<= 1.15")
    Table.note(
      "bare COPY \(Timing.show(bare)), fold \(Timing.show(fold)), search for repeated ids \(Timing.show([special])) apart")
    Table.note(
      String(
        format: "client CPU per row %.2f us (bare COPY %.2f us)", Timing.median(client) / Double(rows) * 1e6,
        Timing.median(bareClient) / Double(rows) * 1e6))
    Table.row("9", "client CPU of extract and fold / server CPU of the bare COPY", Timing.ratio(client, server), "<= 0.8")
  }

  func wholeHistory(_ target: Target) throws -> NightInput {
    let session = try target.session()
    let snapshot = try session.query("select pg_catalog.pg_current_snapshot()::text")[0].text(0)
    return NightInput(snapshot: snapshot, cutoff: Day(year: 2026, month: 1, day: 1).advanced(by: days + 30).utcStart, base: nil)
  }

  // MARK: Goal 4

  private func memory(small: String, large: String) throws {
    let one = try foldApart(small).megabytes
    let ten = try foldApart(large).megabytes
    Table.row("4", "peak memory, 10x history / 1x", ten / one, "<= 1.05")
    Table.note(String(format: "%.0f MB and %.0f MB, %d location x item slots", one, ten, locations * items))
  }

  // MARK: Goal 7

  private func publication(_ target: Target) throws {
    let session = try target.session(as: nil)
    let last = try session.query("select max(publication_id) from trueup.publication")[0].int(0)
    var rows: [[UInt8]] = []
    try session.copyOut("select * from trueup.item_confidence_\(last)", place: "rows") { row in
      rows.append(row.withBytes { Array($0) })
    }
    let count = rows.count
    var bare: [Double] = []
    var published: [Double] = []
    try session.execute("create unlogged table trueup.bench_bare (like trueup.item_confidence)")
    let tables = RunTables(try target.session())
    for run in 0..<runs {
      bare.append(
        try Timing.seconds {
          try session.copyIn("trueup.bench_bare", place: "bare") { writer in
            for row in rows { try writer.raw(row) }
          }
        })
      try session.execute("truncate trueup.bench_bare")
      let id = 1_000_000 + Int64(run)
      published.append(
        try Timing.seconds {
          try tables.connection.query(
            "select trueup.partition_create('item_confidence', $1)", [Parameter(id)], place: "create")
          try tables.connection.copyIn("trueup.item_confidence_\(id)", place: "publish") { writer in
            for row in rows { try writer.raw(row, firstInt64: id) }
          }
          try tables.connection.query(
            "select trueup.partition_attach('item_confidence', $1)", [Parameter(id)], place: "attach")
        })
    }
    Table.row("7", "publication rate / bare COPY-in rate", Timing.ratio(bare, published), ">= 0.33")
    Table.note(
      "\(count) rows of item_confidence: bare \(Timing.show(bare)), partition + key + attach \(Timing.show(published))")
  }

  // MARK: Why the feed is one table

  /// Keys looked up in the feed as it is, and in the same rows partitioned by day of record time.
  private func partitioning(_ target: Target) throws {
    let session = try target.session(as: nil)
    try session.execute(
      """
      create table public.by_day (like feed.inventory_event) partition by range (record_time);
      do $$ begin for n in -1..\(days + 5) loop
        execute format('create table public.by_day_%s partition of public.by_day for values from (%L) to (%L)', n + 1,
          timestamptz '2026-01-01 00:00+00' + n * interval '1 day', timestamptz '2026-01-01 00:00+00' + (n + 1) * interval '1 day');
      end loop; end $$;
      insert into public.by_day select * from feed.inventory_event;
      create index on public.by_day (source_system, event_id);
      create temporary table some_key as select source_system, event_id from feed.inventory_event
        where pg_catalog.hashtext(event_id) % 200 = 0;
      analyze public.by_day; set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off
      """, place: "partitioned copy")
    var whole: [Double] = []
    var parts: [Double] = []
    func lookup(_ table: String) throws -> Double {
      try Timing.seconds {
        try session.query(
          """
          select count(*) from pg_temp.some_key inner join \(table) as event
          on event.source_system = some_key.source_system and event.event_id = some_key.event_id
          """, place: "lookup")
      }
    }
    for _ in 0..<runs {
      whole.append(try lookup("feed.inventory_event"))
      parts.append(try lookup("public.by_day"))
    }
    Table.row("-", "look up repeated ids: \(days) daily partitions / one table", Timing.ratio(parts, whole), "why one table")
    Table.note("\(rows / 200) keys: one table \(Timing.show(whole)), partitions \(Timing.show(parts))")
  }

  // MARK: Goal 8

  private func scoring() throws {
    let count = 6_000_000
    var features = [Float](repeating: 0, count: count * 12)
    for index in features.indices { features[index] = Float((index &* 2_654_435_761) & 0xFFFF) / 65536 }
    let weights = (0..<12).map { Float($0) / 12 - 0.4 }
    var read: [Double] = []
    var scored: [Double] = []
    var sum: Float = 0
    for _ in 0..<runs {
      read.append(Timing.seconds { sum += TopScores.sum(features) })
      scored.append(Timing.seconds { sum += TopScores.best(5000, of: features, weights: weights).first?.score ?? 0 })
    }
    precondition(sum.isFinite, "the sum is used")
    Table.row("8", "score 6 M x 12 and take the top 5,000 / one read of the array", Timing.ratio(scored, read), "<= 2")
    Table.note(
      "one read \(Timing.show(read)), score and top-k \(Timing.show(scored)); a kernel of the benchmark, not yet the night's")
    try records()
  }

  /// What the night itself takes to score records, one thread: law, probabilities, quantiles, drivers.
  private func records() throws {
    let (locations, items) = (100, 10_000)
    let dimensions = Dimensions(
      locations: (0..<locations).map {
        Location(id: "L\($0)", name: "L\($0)", kind: .store, region: nil, timeZone: "UTC", currency: nil)
      },
      items: (0..<items).map {
        Item(
          id: "I\($0)", sku: nil, gtin: nil, name: "I\($0)", category: "C\($0 % 10)", unitCost: 5000, unitPrice: 9000,
          packSize: nil)
      }, zones: Array(repeating: .utc, count: locations))
    let cutoff = Day(year: 2026, month: 3, day: 1).utcStart
    let scorer = ItemScorer(
      model: try RecordModel.fit([], levels: dimensions.levelCounts),
      context: ScoringContext(
        cutoff: cutoff, backlogs: Array(repeating: Backlog(days: 0.02), count: locations),
        heardUntil: Array(repeating: cutoff.microseconds, count: locations), toleranceUnits: 0, tolerancePercent: 2,
        atpRisk: 0.05,
        horizonDays: 14, cancellationCost: 12, holdingRateYear: 0.22, margin: 0.35), dimensions: dimensions)
    var states: [PositionState] = []
    for slot in 0..<locations * items {
      var books = StateBooks()
      books[.available] = Int64(slot % 23) * 1000
      var state = PositionState(opening: books, at: cutoff.microseconds - 90 * Instant.microsecondsPerDay)
      if slot % 3 > 0 {
        state.anchorKind = .count
        state.anchorAt = cutoff.microseconds - Int64(1 + slot % 60) * Instant.microsecondsPerDay
      }
      state.exposure[.sale] = Int32(slot % 41)
      state.exposure[.receipt] = Int32(slot % 5)
      state.exposure.unitsSold = Int64(slot % 41) * 1000
      state.unitsSold = Int64(slot % 200) * 1000
      state.lastSaleAt = cutoff.microseconds - Int64(slot % 9) * Instant.microsecondsPerDay
      states.append(state)
    }
    var sum = 0.0
    var scored: [Double] = []
    for _ in 0..<runs {
      scored.append(
        Timing.seconds {
          for slot in states.indices {
            sum += scorer.score(states[slot], slot: Int32(slot), reserved: 0).pExact ?? 0
          }
        })
    }
    precondition(sum.isFinite, "the sum is used")
    Table.note("the night's own scoring of \(states.count) records, one thread: \(Timing.show(scored))")
  }
}
