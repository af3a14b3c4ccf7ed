import ArgumentParser
import Store

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "Install and check the schemas.",
    subcommands: [Init.self, Migrate.self, Grant.self, Check.self, Rebaseline.self])

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

  struct Grant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a login a member of these roles, and of no others of trueup.",
      discussion: "The login of the nightly run is a member of job and maintainer.")

    @Argument(help: "Role that may log in.")
    var login: String

    @Argument(help: "job, maintainer, feed, planner, counter, hook, bi or auditor; none takes all away.", transform: parsedRole)
    var roles: [Role] = []

    @Option(help: "At most so many sessions at a time; a run has four. (default: left as it is)")
    var connections: Int?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if let connections, connections < 1 {
        throw ValidationError("--connections wants 1 or more (got \(connections))")
      }
    }

    func run() async throws {
      let target = try await global.target()
      let connection = try target.session(as: nil)
      try Installation(connection).requireInstalled()
      try Role.grant(roles, to: login, connections: connections, on: connection)
      print("\(login): \(roles.isEmpty ? "no role" : roles.map(\.name).joined(separator: ", "))")
    }
  }

  struct Rebaseline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on with another source, after a restore, a fail-over or a new feed table.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let connection = try (try await global.target()).session(as: nil)
      try Installation(connection).requireInstalled()
      guard let stamped = try Store.Rebaseline(connection).run() else {
        print("the feed is the one the last night read; nothing to do")
        return
      }
      print("the next night folds the whole history; \(stamped) rows of the feed had a number from elsewhere and have a new one")
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say whether the schemas are installed and complete.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let target = try await global.target()
      let connection = try target.session(as: nil)
      let installation = Installation(connection)
      try installation.requireInstalled()
      let pending = try installation.pending(target.files)
      if !pending.isEmpty { throw Installation.Problem.behind(pending) }
      // The feed is the retailer's, and so is who may read it
      let strange = try GrantMatrix(files: target.files, on: connection).unknown.filter { !$0.contains("|feed") }
      if !strange.isEmpty {
        throw InputProblem(
          description: "rights that nobody decided; revoke them:\n" + strange.map { "  \($0)" }.joined(separator: "\n"),
          exitCode: 77)
      }
      print("installed and complete")
    }
  }
}

private func parsedRole(_ text: String) throws -> Role {
  guard let role = Role(rawValue: text) else {
    throw ValidationError("want one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")) (got \(text))")
  }
  return role
}
