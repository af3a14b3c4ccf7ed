import ArgumentParser
import Pipeline
import Store

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is wrong, one sentence each, and what to do; 1 when anything is.")

  @Argument(help: "Job file in jobs/, without its ending.")
  var job = "nightly"

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let doctor = Doctor(target: try await global.target(), job: try global.job(job), now: Clock.now)
    let findings = try doctor.findings()
    Printer(format: global.format).print(
      ["check", "state", "finding"], findings.map { [$0.subject, $0.isFine ? "ok" : "wrong", $0.sentence] })
    let wrong = findings.count { !$0.isFine }
    if wrong > 0 { throw InputProblem(description: "\(wrong) of \(findings.count) checks found something wrong", exitCode: 1) }
  }
}
