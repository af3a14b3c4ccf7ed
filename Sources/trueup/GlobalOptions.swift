import ArgumentParser
import Demo
import Foundation
import Pipeline
import Store

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv
}

struct GlobalOptions: ParsableArguments {
  @Option(help: "Database, as libpq takes it: keywords or a URI without a password.")
  var dsn: String?

  @Option(help: "Section of the connection service file.")
  var service: String?

  @Option(help: "Directory with sql/ and jobs/.")
  var share: String?

  @Option(help: "How to print: table, json or csv.")
  var format: OutputFormat = .table

  @Flag(name: .short, help: "Print nothing but the result.")
  var quiet = false

  func validate() throws {
    if let dsn, dsn.contains("password=") || dsn.range(of: "://[^/@]*:[^/@]*@", options: .regularExpression) != nil {
      throw ValidationError("--dsn carries a password, which other users can see; put it into the password file (PGPASSFILE)")
    }
  }

  func files() throws -> SQLFiles {
    try SQLFiles(
      share: share, environment: ProcessInfo.processInfo.environment,
      executable: Bundle.main.executablePath ?? CommandLine.arguments[0])
  }

  /// The server that was named by option or environment; `nil` means the private one.
  var namedConninfo: String? {
    if let dsn { return dsn }
    if let service { return "service=\(service)" }
    let names = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE"]
    return names.contains { ProcessInfo.processInfo.environment[$0].map { !$0.isEmpty } ?? false } ? "" : nil
  }

  /// The database to work in; starts the private cluster when none is named.
  func target() async throws -> Target {
    if let conninfo = namedConninfo { return Target(conninfo: conninfo, files: try files()) }
    let cluster = try PrivateCluster(environment: ProcessInfo.processInfo.environment)
    try await cluster.start()
    return Target(conninfo: cluster.conninfo, files: try files())
  }

  func job(_ name: String) throws -> JobFile {
    let path = try files().root + "/jobs/\(name).yaml"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputProblem.usage("no job \(name): jobs/\(name).yaml cannot be read")
    }
    return try JobFile(yaml: String(decoding: data, as: UTF8.self), file: "jobs/\(name).yaml")
  }
}
