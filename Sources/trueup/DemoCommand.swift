import ArgumentParser
import Demo
import Foundation
import Pipeline
import PostgreSQL
import Retailer
import Store

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Deliver a simulated retailer night by night, with a run after each of the last fourteen.")

  @Option(help: "Seed of the simulation.")
  var seed: UInt64 = 1

  @Option(help: "Stores, beside two distribution centres, a web shop and two marketplaces.")
  var stores = 30

  @Option(help: "Items.")
  var items = 400

  @Option(help: "Days, the last fourteen of them run one by one.")
  var days = 90

  @Flag(help: "Plant a latency, a cancellation and a shrink surge in the last nights.")
  var surges = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (1...99).contains(stores) else { throw ValidationError("--stores wants 1 to 99 (got \(stores))") }
    guard (10...9999).contains(items) else { throw ValidationError("--items wants 10 to 9999 (got \(items))") }
    guard (15...730).contains(days) else { throw ValidationError("--days wants 15 to 730 (got \(days))") }
  }

  func run() async throws {
    let console = Console(isQuiet: global.quiet)
    let began = ContinuousClock.now
    let target = try await global.target()
    let owner = try target.session(as: nil)
    let installation = Installation(owner)
    let installed = try installation.migrate(target.files)
    if !installed.isEmpty { console.say("schemas installed (\(installed.count) migrations)") }
    let isEmpty = try owner.query("select not exists (select from feed.inventory_event)", place: "feed")[0].bool(0)
    if isEmpty {
      var configuration = RetailerConfiguration()
      configuration.seed = seed
      configuration.stores = stores
      configuration.items = items
      configuration.days = days
      if surges { configuration.surges = DemoCommand.planted(days: days, stores: stores) }
      let demo = DemoRetailer(target: target, job: try global.job("nightly"), configuration: configuration)
      StopSignal.install { target.cancelStatements() }
      _ = try StopSignal.translating {
        try demo.play(observer: ConsoleObserver(console: Console(isQuiet: true))) { console.say($0) }
      }
    } else {
      console.say("the feed holds messages already: the last night is printed as it is")
    }
    try Night(target: target).print(format: global.format)
    if let truth = try Truth(target: target) { console.say(truth.sentence) }
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    console.say(String(format: "Done in %.0f s  next: trueup explain location", seconds))
    if global.namedConninfo == nil {
      console.say("look yourself: psql '\(target.conninfo)' -c 'select * from trueup_v1.location_confidence'")
    }
  }

  /// One surge of each family, at different stores, in the last nights.
  static func planted(days: Int, stores: Int) -> [Surge] {
    func store(_ share: Int) -> String {
      let number = max(1, stores * share / 10)
      return number < 10 ? "S0\(number)" : "S\(number)"
    }
    return [
      Surge(kind: .latency, locationID: store(2), firstDay: days - 7, days: 6, factor: 30),
      Surge(kind: .cancellation, locationID: store(5), firstDay: days - 8, days: 7, factor: 12),
      Surge(kind: .shrink, locationID: store(8), firstDay: days - 24, days: 24, factor: 12),
    ]
  }
}
