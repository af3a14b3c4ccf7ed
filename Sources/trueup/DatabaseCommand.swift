import ArgumentParser
import Store

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Install and check the schemas.", subcommands: [Init.self, Migrate.self, Check.self])

  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Install the schemas feed, trueup and trueup_v1.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let names = try Installation(try target.session(as: nil)).migrate(target.files)
      print(names.isEmpty ? "installed already" : names.map { "installed \($0)" }.joined(separator: "\n"))
    }
  }

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Install the migrations that are missing.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let connection = try target.session(as: nil)
      let installation = Installation(connection)
      try installation.requireInstalled()
      let names = try installation.migrate(target.files)
      print(names.isEmpty ? "nothing to install" : names.map { "installed \($0)" }.joined(separator: "\n"))
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether the schemas are installed and complete.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let installation = Installation(try target.session(as: nil))
      try installation.requireInstalled()
      let pending = try installation.pending(target.files)
      if !pending.isEmpty { throw Installation.Problem.behind(pending) }
      print("installed and complete")
    }
  }
}
