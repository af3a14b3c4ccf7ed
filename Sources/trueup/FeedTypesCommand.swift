import ArgumentParser
import Inventory

extension FeedCommand {
  struct Types: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show each event type, what it does to the books, and an example; needs no database.")

    @Option(help: "How to print: table, json or csv.")
    var format: OutputFormat = .table

    @Flag(help: "Print docs/event-types.md.")
    var markdown = false

    func run() {
      if markdown { return Swift.print(EventType.document, terminator: "") }
      Printer(format: format).print(EventTypeEntry.columns, EventType.table.map(\.row))
    }
  }
}
