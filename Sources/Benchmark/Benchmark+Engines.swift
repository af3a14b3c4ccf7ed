import Foundation
import PostgreSQL
import Store

/// Goal 6: the fold of the full history beside what a user would take instead.
///
/// Peers compute less than the fold does (no positions, order lines or refusals) from fewer columns, and their sums must
/// be ours. Every run is a process of its own that has loaded its modules before the clock starts.
extension Benchmark {
  private struct Engine {
    var name: String
    var argument: String
    var wanted: String
    /// The peer's peak memory / ours; nothing is known of the server's.
    var wantedMemory: String? = ">= 10"
  }

  func engines(_ target: Target, _ database: String) throws {
    let engines = [
      Engine(name: "pandas.read_sql", argument: "pandas", wanted: ">= 7"),
      Engine(name: "pandas over ADBC", argument: "pandas-adbc", wanted: ">= 2.5"),
      Engine(name: "polars over ADBC", argument: "polars", wanted: ">= 1.4"),
      Engine(name: "duckdb over ADBC", argument: "duckdb", wanted: ">= 1.4"),
      Engine(name: "tuned SQL in the server", argument: "sql", wanted: ">= 3", wantedMemory: nil),
    ]
    var ours: [Folded] = []
    var theirs = engines.map { _ in [Folded]() }
    var absent: [Int: any Error] = [:]
    for _ in 0..<runs {
      ours.append(try foldApart(database))
      for (place, engine) in engines.enumerated() where absent[place] == nil {
        do {
          theirs[place].append(
            try engine.argument == "sql" ? foldInServer(target) : foldByPeer(engine.argument, database))
        } catch {
          absent[place] = error
        }
      }
    }
    Table.note("ours: \(show(ours))")
    for (place, engine) in engines.enumerated() {
      let runs = theirs[place]
      Table.row(
        "6", "fold of the full history, 1 connection: \(engine.name) / ours",
        absent[place] == nil ? Timing.ratio(runs.map(\.seconds), ours.map(\.seconds)) : .nan, engine.wanted)
      if let reason = absent[place] {
        Table.note("not compared: \(reason)")
        continue
      }
      if let wanted = engine.wantedMemory {
        Table.row(
          "6", "peak memory: \(engine.name) / ours", Timing.ratio(runs.map(\.megabytes), ours.map(\.megabytes)), wanted)
      }
      Table.note(show(runs))
      // units are doubles there, and a logarithm at the bound of a bucket may round the other way
      for (mine, other) in zip(ours[0].sums, runs[0].sums) where abs(mine - other) > 1e-6 * mine {
        Table.note("sums differ: ours \(ours[0].sums), theirs \(runs[0].sums)")
        break
      }
    }
  }

  private func show(_ runs: [Folded]) -> String {
    let megabytes = Timing.median(runs.map(\.megabytes))
    return "\(Timing.show(runs.map(\.seconds))), its own CPU \(Timing.show(runs.map(\.cpu)))"
      + (megabytes.isNaN ? "" : String(format: ", peak %.0f MB", megabytes))
  }

  private func foldByPeer(_ engine: String, _ database: String) throws -> Folded {
    let environment = ProcessInfo.processInfo.environment
    let python = environment["BENCH_PYTHON"] ?? ".build/peers/bin/python"
    let script = "Sources/Benchmark/peers/engines.py"
    for path in [python, script] where !FileManager.default.fileExists(atPath: path) { throw Peer.Absence.missing(path) }
    return try Folded(running: python, [script, engine, database], environment: environment)
  }

  private func foldInServer(_ target: Target) throws -> Folded {
    let session = try target.session()
    try session.execute("set work_mem = '1GB'; set max_parallel_workers_per_gather = 0", place: "tuned")
    let backend = try session.query("select pg_catalog.pg_backend_pid()", place: "backend")[0].int(0)
    let text = try target.files.text("bench/fold")
    let used = try Timing.cpu(of: backend)
    var sums: [Double] = []
    let seconds = try Timing.seconds {
      let row = try session.query(text, place: "sql/bench/fold.sql")[0]
      sums = [Double(try row.int(0)), Double(try row.int(1)) / 1000, Double(try row.int(2)), Double(try row.int(3))]
    }
    return Folded(seconds: seconds, cpu: try Timing.cpu(of: backend) - used, megabytes: .nan, sums: sums)
  }
}
