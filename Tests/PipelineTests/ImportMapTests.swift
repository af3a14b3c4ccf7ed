import Foundation
import Inventory
import Pipeline
import Testing

private let root = String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 })

private let small = """
  source: shop
  location: {column: Shop}
  item: {column: Code}
  quantity: {column: Units}
  time: {column: At, format: yyyy-MM-dd HH:mm, timezone: Europe/Berlin}
  event_id: {columns: [Receipt, Line]}
  events:
    - {event_type: sale, channel: store}

  """

/// The lines that a map is refused with.
private func problems(_ yaml: String) -> [String] {
  do {
    _ = try ImportMap(yaml: yaml, file: "m.yaml")
    return []
  } catch let problem as JobFileProblem {
    return problem.problems
  } catch {
    return ["\(error)"]
  }
}

@Suite struct ImportMapTests {
  @Test("the map of the online retailer says what its file is")
  func onlineRetail() throws {
    let text = try String(contentsOfFile: "\(root)/notebooks-data/maps/online-retail.yaml", encoding: .utf8)
    let map = try ImportMap(yaml: text, file: "online-retail.yaml")
    #expect(map.name == "online-retail")
    #expect(
      map.rules.columns == ["InvoiceNo", "InvoiceDate", "StockCode", "Quantity", "CustomerID", "UnitPrice", "Description"])
    #expect(map.rules.events.map(\.type) == [.cancellation, .writeOff, .shipment])
    #expect(map.rules.recordTime == nil)
    #expect(
      map.rules.locations == [
        Location(id: "WEB", name: "Web shop", kind: .web, region: nil, timeZone: "Europe/London", currency: "GBP")
      ])
  }

  @Test("a map may be small, and a rule without a condition fits every row")
  func smallest() throws {
    let rules = try ImportMap(yaml: small, file: "m.yaml").rules
    #expect(rules.events.map(\.conditions) == [[]])
    #expect(rules.idColumns == ["Receipt", "Line"])
    #expect(!rules.idHasOrdinal)
    #expect(rules.locations.isEmpty)
    #expect(rules.items == nil)
  }

  @Test("unknown keys are told with the nearest one, and missing keys are named")
  func keys() {
    #expect(problems(small + "leave_uot: []\n") == ["m.yaml:9:1: unknown key leave_uot (did you mean leave_out?)"])
    #expect(
      problems(small.replacing("columns:", with: "colums:")) == [
        "m.yaml:6:12: unknown key event_id.colums (did you mean columns?)", "m.yaml:6:11: missing key event_id.columns",
      ])
    #expect(
      problems("source: shop\nevents: [{event_type: sale}]\n") == [
        "m.yaml:1:1: missing key location", "m.yaml:1:1: missing key item", "m.yaml:1:1: missing key quantity",
        "m.yaml:1:1: missing key time", "m.yaml:1:1: missing key event_id",
      ])
    #expect(problems("- a\n") == ["m.yaml:1:1: a map is a mapping of keys"])
    #expect(problems("source: [").count == 1)
  }

  @Test("values of no meaning are told where they stand")
  func values() {
    #expect(
      problems(small.replacing("Europe/Berlin", with: "Europe/Berlim")) == ["m.yaml:5:56: no such time zone (got Europe/Berlim)"])
    #expect(
      problems(small.replacing("yyyy-MM-dd HH:mm", with: "YYYY-mm-dd")) == [
        "m.yaml:5:28: want a time format such as yyyy-MM-dd HH:mm (got YYYY-mm-dd)"
      ])
    #expect(
      problems(small.replacing("event_type: sale", with: "event_type: sail")) == [
        "m.yaml:8:18: events.event_type: no such event type (got sail)"
      ])
    #expect(
      problems(small.replacing("channel: store", with: "quantity: minus")) == [
        "m.yaml:8:34: events.quantity: want one of positive, negative, signed (got minus)"
      ])
    #expect(
      problems(small.replacing("channel: store", with: "quantity: signed")) == [
        "m.yaml:8:5: events.quantity: only an adjustment is signed (got sale)"
      ])
    #expect(
      problems(small.replacing("channel: store", with: "document: order")) == [
        "m.yaml:1:1: missing key document, which the events with a document take id and line from"
      ])
    #expect(
      problems(small.replacing("channel: store", with: "when: {column: A}")) == [
        "m.yaml:8:30: when: want a column and one of equals, prefix, sign"
      ])
    #expect(
      problems(small.replacing("channel: store", with: "when: {column: A, sign: below}")) == [
        "m.yaml:8:48: when.sign: want one of negative, zero, positive (got below)"
      ])
  }
}
