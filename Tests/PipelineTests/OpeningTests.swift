import Inventory
import Pipeline
import PostgreSQL
import Retailer
import Store
import TestSupport
import Testing

/// Openings are read by the first night that can begin with them, whenever that is; nights that follow do not read them again.
@Suite(.database) struct OpeningTests {
  private let deliveries = Deliveries.small

  enum Case: String, CaseIterable, CustomTestStringConvertible {
    case itemsBecomeKnown = "items become known"
    case zoneIsPutRight = "the zone of a location is put right"
    case opensLater = "a location opens between two nights"
    case rowsAdded = "rows are added to a snapshot"
    case nothing = "nothing happens"

    var testDescription: String { rawValue }

    /// Before the first night.
    var before: String {
      switch self {
      case .itemsBecomeKnown:
        """
        create table public.item_later as select * from feed.item where item_id = (select min(item_id) from feed.item);
        delete from feed.item where item_id in (select item_id from public.item_later)
        """
      case .zoneIsPutRight:
        "update feed.location set time_zone = 'Nowhere/' || time_zone where location_id = (select min(location_id) from feed.location)"
      case .opensLater:
        // Local midnight of day 27, after the cut-off of the first night and before that of the third
        """
        update feed.position_snapshot set as_of = as_of + interval '27 days'
        where location_id = (select min(location_id) from feed.location)
        """
      case .rowsAdded:
        // An item that nobody moves
        """
        insert into feed.item (item_id, name) values ('QUIET', 'Quiet')
        """
      case .nothing: "select"
      }
    }

    /// Before the third night.
    var later: String {
      switch self {
      case .itemsBecomeKnown: "insert into feed.item select * from public.item_later"
      case .zoneIsPutRight: "update feed.location set time_zone = replace(time_zone, 'Nowhere/', '')"
      case .opensLater, .nothing: "select"
      case .rowsAdded:
        """
        insert into feed.position_snapshot (system, location_id, item_id, quantity, as_of, record_time)
        select min(system), location_id, 'QUIET', 7, min(as_of), min(record_time) from feed.position_snapshot group by location_id
        """
      }
    }
  }

  /// Of what cannot be used at first one message in a hundred: more would hold the night.
  private func thinned(_ messages: some Sequence<FeedMessage>) -> [FeedMessage] {
    let location = deliveries.reference.locations.map(\.id).min()
    let item = deliveries.reference.items.map(\.id).min()
    return messages.enumerated().filter { index, message in
      (message.locationID != location && message.itemID != item) || index % 100 == 0
    }.map(\.element)
  }

  @Test("nights one on the other begin with the same books as one fold of everything", arguments: Case.allCases)
  func incremental(what: Case) async throws {
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.owner.execute(what.before)
    try rehearsal.deliver(thinned(deliveries.history(before: 25)))
    for night in 25..<29 {
      if night == 27 { try rehearsal.owner.execute(what.later) }
      try rehearsal.deliver(thinned(deliveries.days[night].messages))
      try rehearsal.run(deliveries.days[night])
    }
    let state = try rehearsal.state()
    try await TestDatabase.scoped { conninfo in
      let whole = try Rehearsal(conninfo, deliveries.reference)
      try whole.owner.execute(what.before)
      try whole.owner.execute(what.later)
      try whole.deliver(thinned(deliveries.history(before: 25)))
      for night in 25..<29 { try whole.deliver(thinned(deliveries.days[night].messages)) }
      try whole.run(deliveries.days[28])
      let wanted = try whole.state()
      #expect(wanted.count > 100)
      #expect(Set(wanted).symmetricDifference(state).sorted().prefix(6) == [])
    }
    if what == .rowsAdded { #expect(state.count { $0.contains("QUIET") } > 3) }
  }
}
