import ArgumentParser
import Demo
import Foundation
import Pipeline
import PostgreSQL
import Store

@main
struct Trueup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trueup",
    abstract: "Says every night how far each stock record can be trusted, why, and what to count next.",
    version: NightRun.version,
    subcommands: [
      DemoCommand.self, RunCommand.self, RetryCommand.self, BackfillCommand.self, StatusCommand.self, ExplainCommand.self,
      EvaluateCommand.self, RecountsCommand.self, AlertsCommand.self, DatabaseCommand.self, FeedCommand.self, DoctorCommand.self,
    ])

  static func main() async {
    // A reader that stops early (head, less) is no error
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Failure.end(with: error)
    }
  }
}

/// How errors leave the program: one text on standard error and the exit code that sysexits gives it.
enum Failure {
  static func end(with error: any Error) -> Never {
    let (message, code) = describe(error)
    guard let message else { Trueup.exit(withError: error) }
    FileHandle.standardError.write(Data("trueup: \(message)\n".utf8))
    exit(code)
  }

  /// No message: the argument parser's own errors, help and version.
  private static func describe(_ error: any Error) -> (String?, Int32) {
    switch error {
    case let problem as RunProblem: (problem.description, problem.exitCode)
    case let problem as RunTables.LeaseProblem: (problem.description, 75)
    case let problem as JobFileProblem: (problem.description, 78)
    case let problem as Installation.Problem: (problem.description, 78)
    case let problem as SQLFiles.Problem: (problem.description, 78)
    case let problem as PrivateCluster.Problem: (problem.description, 69)
    case let problem as Role.Problem: (problem.description, 64)
    case let problem as InputProblem: (problem.description, problem.exitCode)
    case let problem as DatabaseError where problem.isRefusal: (problem.message, 65)
    case let problem as DatabaseError:
      (problem.description, problem.kind == .connection ? 69 : problem.state == .insufficientPrivilege ? 77 : 70)
    default:
      error is CleanExit || error is ValidationError || "\(type(of: error))".contains("CommandError")
        ? (nil, 64) : ("\(error)", 70)
    }
  }
}

/// Input that cannot be used, with what to do about it.
struct InputProblem: Error, CustomStringConvertible {
  var description: String
  var exitCode: Int32

  static func usage(_ message: String) -> InputProblem { InputProblem(description: message, exitCode: 64) }
  static func data(_ message: String) -> InputProblem { InputProblem(description: message, exitCode: 65) }
}
