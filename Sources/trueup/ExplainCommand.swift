import ArgumentParser
import Pipeline
import PostgreSQL
import Store

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why: a location, a record or an alert.",
    subcommands: [LocationExplained.self, ItemExplained.self, AlertExplained.self])

  struct LocationExplained: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "location", abstract: "Why a location is trusted as far as it is.")

    @Argument(help: "Location, such as S05. (default: the one with most at risk)")
    var location: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      let place: String
      if let location {
        place = location
      } else {
        guard let first = try night.query("night_locations").first else { throw InputProblem.data("no night is published yet") }
        place = try first.text(0)
      }
      let rows = try night.query("explain_location", [Parameter(place)])
      guard let row = rows.first else { throw InputProblem.usage("the last night scored no location \(place)") }
      if global.format == .table {
        print(try row.text(0) + "\n")
        Printer(format: .table).print(try night.query("explain_location_accuracy", [Parameter(place)]))
        let groups = try night.query("explain_location_groups", [Parameter(place)])
        if groups.count > 0 {
          print("")
          Printer(format: .table).print(groups)
        }
        print("")
      }
      Printer(format: global.format).print(try night.query("explain_location_items", [Parameter(place)]))
    }
  }

  struct ItemExplained: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "item", abstract: "Why one record is trusted as far as it is.")

    @Argument(help: "Record, as location/item, such as S05/SKU0001.")
    var record: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let parts = record.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw InputProblem.usage("want location/item (got \(record))") }
      let night = try Night(target: try await global.target())
      let rows = try night.query("explain_item", [Parameter(parts[0]), Parameter(parts[1])])
      guard let row = rows.first else { throw InputProblem.usage("the last night scored no record \(record)") }
      if global.format == .table {
        print(try row.text(0) + "\n")
        Printer(format: .table).print(try night.query("explain_item_counts", [Parameter(parts[0]), Parameter(parts[1])]))
      } else {
        Printer(format: global.format).print(rows)
      }
    }
  }

  struct AlertExplained: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "alert", abstract: "Why an alert was raised.")

    @Argument(help: "Alert, as `trueup alerts list` names it.")
    var alert: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let night = try Night(target: try await global.target())
      let rows = try night.query("explain_alert", [Parameter(alert)])
      guard let row = rows.first else { throw InputProblem.usage("there is no alert \(alert)") }
      if global.format == .table { print(try row.text(0) + "\n") }
      Printer(format: global.format).print(try night.query("explain_alert_nights", [Parameter(alert)]))
    }
  }
}
