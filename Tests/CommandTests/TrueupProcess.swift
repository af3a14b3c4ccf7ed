import Foundation
import TestSupport

/// The program itself, as a user starts it.
struct TrueupProcess {
  struct Ending {
    var code: Int32
    var wasKilled: Bool
    var output: String
    var errors: String
  }

  private let process = Process()
  private let output = FileManager.default.temporaryDirectory.appendingPathComponent("trueup-out-\(UUID().uuidString)")
  private let errors = FileManager.default.temporaryDirectory.appendingPathComponent("trueup-err-\(UUID().uuidString)")

  /// The product lies beside the bundle of tests.
  private static var executable: URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("trueup").path), folder.path != "/" {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("trueup")
  }

  init(_ arguments: [String], environment: [String: String] = [:], program: URL? = nil) throws {
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = program ?? TrueupProcess.executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["TRUEUP_SHARE": TestDatabase.root]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// A line of shell in which `$TRUEUP` is the program.
  static func shell(_ line: String) throws -> Ending {
    try TrueupProcess(["-c", line], environment: ["TRUEUP": executable.path], program: URL(fileURLWithPath: "/bin/sh")).wait()
  }

  var pid: Int32 { process.processIdentifier }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  func wait() throws -> Ending {
    process.waitUntilExit()
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    return Ending(
      code: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Ending {
    try TrueupProcess(arguments, environment: environment).wait()
  }
}
