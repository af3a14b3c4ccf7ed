internal import Foundation
internal import Glibc
internal import Subprocess
internal import SystemPackage

/// A PostgreSQL of our own: its own folder, a socket and no port, kept between calls, usable as root and as anyone.
public struct PrivateCluster: Sendable {
  /// Holds `data`, `log` and the socket; mode 0700.
  public let folder: String
  private let binaries: String

  public enum Problem: Error, CustomStringConvertible {
    case noServer
    case failed(command: String, output: String)
    case noUser

    public var description: String {
      switch self {
      case .noServer:
        "no PostgreSQL server programs under /usr/lib/postgresql; install them with `apt-get install postgresql`"
      case .failed(let command, let output):
        "\(command) failed: \(output)"
      case .noUser:
        "PostgreSQL does not run as root and there is no user `postgres`; install it with `apt-get install postgresql`"
      }
    }
  }

  /// `TRUEUP_STATE`, else `/var/lib/trueup` as root, else `$XDG_STATE_HOME/trueup` or `~/.local/state/trueup`.
  public init(environment: [String: String]) throws {
    if let state = environment["TRUEUP_STATE"], !state.isEmpty {
      folder = state
    } else if geteuid() == 0 {
      folder = "/var/lib/trueup"
    } else {
      let home = environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? "") + "/.local/state"
      folder = home + "/trueup"
    }
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    guard
      let newest = versions.compactMap(Int.init).sorted(by: >).first(where: {
        FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/initdb")
      })
    else { throw Problem.noServer }
    binaries = "\(root)/\(newest)/bin"
  }

  /// Where `trueup` and `psql` find it.
  public var conninfo: String { "host=\(folder) dbname=trueup user=trueup" }

  /// Makes the cluster on the first call, starts it when it is down, and makes its database.
  public func start() async throws {
    try prepareFolder()
    if !FileManager.default.fileExists(atPath: folder + "/data/PG_VERSION") {
      try await command(
        "initdb",
        ["-D", folder + "/data", "-A", "trust", "-U", "trueup", "-E", "UTF8", "--locale=C", "--no-instructions"])
    }
    // After a crash the old process may not be reaped yet: its lock file then looks alive for a moment
    for attempt in 1... {
      if try await isRunning() { break }
      do {
        try await command(
          "pg_ctl",
          [
            "-D", folder + "/data", "-w", "-l", folder + "/log", "-o",
            "-c listen_addresses='' -k \(folder) -c shared_buffers=512MB -c max_wal_size=4GB -c work_mem=64MB", "start",
          ])
      } catch {
        guard attempt < 20 else { throw error }
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    let exists = try await output(
      "psql", ["-h", folder, "-U", "trueup", "-d", "postgres", "-Atc", "select 1 from pg_database where datname = 'trueup'"])
    if !exists.contains("1") {
      try await command("createdb", ["-h", folder, "-U", "trueup", "trueup"])
    }
  }

  public func stop() async throws {
    if try await isRunning() { try await command("pg_ctl", ["-D", folder + "/data", "-m", "fast", "-w", "stop"]) }
  }

  private func isRunning() async throws -> Bool {
    do {
      try await command("pg_ctl", ["-D", folder + "/data", "status"])
      return true
    } catch is Problem {
      return false
    }
  }

  private func prepareFolder() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard geteuid() == 0 else { return }
    guard let user = getpwnam("postgres") else { throw Problem.noUser }
    chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
  }

  private func command(_ program: String, _ arguments: [String]) async throws {
    _ = try await output(program, arguments)
  }

  private func output(_ program: String, _ arguments: [String]) async throws -> String {
    var program = "\(binaries)/\(program)"
    var arguments = arguments
    if geteuid() == 0 {
      // The server refuses to be root. Changing the user between fork and exec can wait for ever for a thread that the
      // fork left behind (setgroups in glibc), so a program of one thread does it
      arguments = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", program] + arguments
      program = "/usr/bin/setpriv"
    }
    let result = try await run(
      .path(FilePath(program)), arguments: Arguments(arguments), workingDirectory: "/", output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16))
    guard result.terminationStatus.isSuccess else {
      throw Problem.failed(command: program, output: result.standardError + result.standardOutput)
    }
    return result.standardOutput
  }
}
