import Foundation
import Inventory
import Testing

/// The table of event types against the code that folds them, and the page against the table.
@Suite struct EventTypeTableTests {
  @Test("every type is in the table once")
  func complete() {
    #expect(Set(EventType.table.map(\.type)) == Set(EventType.allCases))
    #expect(EventType.table.count == EventType.allCases.count)
    #expect(EventType.table.allSatisfy { $0.row.count == EventTypeEntry.columns.count })
  }

  @Test("the rule in words moves what the fold moves, for every pair of states", arguments: EventType.allCases)
  func rule(type: EventType) {
    let rule = BookEffect(of: type)
    for (from, to) in BookEffect.messages {
      var event = Event(slot: 0, type: type, quantity: 7000, at: 0, recordedAt: 0, ingestedAt: 0, source: 0, identity: 0)
      event.fromState = from
      event.toState = to
      guard let rule, !rule.needsBothStates || (from != nil && to != nil) else {
        #expect(event.effect == nil)
        continue
      }
      #expect(event.effect?.from == rule.leaves.state(from: from, to: to))
      #expect(event.effect?.to == rule.enters.state(from: from, to: to))
      #expect(event.effect?.quantity == 7000 && event.effect?.isBookOnly == rule.isBookOnly)
    }
  }

  /// The sentences of the contract ("Event types and what each does to the book"), by hand.
  @Test(
    "the words are the contract's",
    arguments: [
      (.orderPlaced, "nothing"), (.count, "nothing"), (.void, "nothing"), (.markdown, "nothing"),
      (.sale, "quantity leaves from_state (available where none is said)"),
      (.receipt, "quantity enters to_state (available where none is said)"),
      (.returnReceived, "quantity enters available where to_state says so, else returned"),
      (.stateChange, "quantity goes from from_state to to_state, where the message says both"),
      (.damage, "quantity goes from from_state (available where none is said) to damaged"),
      (
        .adjustment,
        "signed quantity enters to_state or from_state (available where none is said); a correction of the book, a movement of "
          + "goods only where feed.reason_map says physical"
      ),
    ] as [(EventType, String)])
  func words(type: EventType, book: String) {
    #expect(EventType.table.first { $0.type == type }?.book == book)
  }

  @Test("what is on its way and what is reserved")
  func besides() {
    func types(_ text: KeyPath<EventTypeEntry, String>) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: EventType.table.filter { $0[keyPath: text] != "nothing" }.map {
          ($0.type.name, $0[keyPath: text])
        })
    }
    #expect(
      types(\.inTransit) == ["transfer_shipped": "quantity more at counterpart_id", "transfer_received": "quantity less here"])
    let less = "quantity less on its order line"
    #expect(
      types(\.reserved) == [
        "reservation": "quantity more on its order line", "reservation_release": less, "shipment": less, "pickup": less,
        "cancellation": less,
      ])
  }

  @Test("docs/event-types.md is the table; trueup feed types --markdown writes it")
  func page() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appendingPathComponent("docs/event-types.md"), encoding: .utf8)
    #expect(page == EventType.document)
  }
}
