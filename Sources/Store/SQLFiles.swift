internal import Foundation
public import PostgreSQL

/// The named SQL files of the project, read from the share directory.
public struct SQLFiles: Sendable {
  public let root: String

  public enum Problem: Error, CustomStringConvertible {
    case noShare(tried: [String])
    case missing(String)

    public var description: String {
      switch self {
      case .noShare(let tried):
        "share: no directory with sql/ found (tried \(tried.joined(separator: ", "))); name one with --share or TRUEUP_SHARE"
      case .missing(let file):
        "\(file): cannot be read; the installation is incomplete"
      }
    }
  }

  /// Looks in `share`, then `TRUEUP_SHARE`, then beside the executable, then the nearest parent with Package.swift.
  public init(share: String?, environment: [String: String], executable: String) throws {
    var candidates: [String] = []
    if let share {
      candidates = [share]
    } else if let share = environment["TRUEUP_SHARE"], !share.isEmpty {
      candidates = [share]
    } else {
      let binary = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
      candidates.append(binary.deletingLastPathComponent().appendingPathComponent("share/trueup").path)
      for start in [binary, URL(fileURLWithPath: FileManager.default.currentDirectoryPath)] {
        var folder = start
        while folder.path != "/" {
          if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            candidates.append(folder.path)
            break
          }
          folder.deleteLastPathComponent()
        }
      }
    }
    guard let root = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/sql/migrations") }) else {
      throw Problem.noShare(tried: candidates)
    }
    self.root = root
  }

  /// The text of `sql/<name>.sql`.
  public func text(_ name: String) throws -> String {
    let path = "\(root)/sql/\(name).sql"
    guard let data = FileManager.default.contents(atPath: path) else { throw Problem.missing("sql/\(name).sql") }
    return String(decoding: data, as: UTF8.self)
  }

  /// The files of a folder in the order of their names, without their ending.
  public func names(in folder: String) throws -> [String] {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/sql/\(folder)") else {
      throw Problem.missing("sql/\(folder)")
    }
    return files.filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// Parses and plans files on the server, so that a broken one stops the program before its first step.
  public func prepare(_ names: [String], on connection: Connection) throws {
    for name in names {
      let statement = "check_" + name.replacingOccurrences(of: "/", with: "_")
      try connection.prepare(statement, try text(name), place: "sql/\(name).sql")
      try connection.execute("deallocate \(statement)")
    }
  }
}

/// A typed literal for COPY, which takes no parameters. Only types without quoting rules of their own.
public enum Literal: Sendable {
  case snapshot(String)
  case instant(Int64)
  case integer(Int64)
  case day(Int32)

  public var sql: String {
    switch self {
    case .snapshot(let text):
      // A snapshot is digits, colons and commas; anything else never came from the server
      "'\(text.filter { $0.isNumber || $0 == ":" || $0 == "," })'::pg_catalog.pg_snapshot"
    case .instant(let microseconds):
      "(timestamptz '2000-01-01 00:00:00+00' + interval '\(microseconds / 1_000_000) seconds \(microseconds % 1_000_000) microseconds')"
    case .integer(let value):
      "\(value)::bigint"
    case .day(let number):
      "(date '2000-01-01' + \(number))"
    }
  }
}

extension SQLFiles {
  /// The text of a file with its parameters written out, for COPY.
  public func copyText(_ name: String, _ literals: [Literal]) throws -> String {
    var text = try text(name)
    for (index, literal) in literals.enumerated().reversed() {
      text = text.replacingOccurrences(of: "$\(index + 1)", with: literal.sql)
    }
    return text
  }
}
