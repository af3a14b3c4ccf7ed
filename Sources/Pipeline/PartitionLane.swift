internal import Dispatch
internal import Inventory
internal import PostgreSQL
internal import Store
internal import Synchronization

/// The large tables of a night, copied and keyed on a session and a thread of their own while the night is still being
/// judged: positions before anything is judged, records before locations are.
///
/// Tables are written in the order they come, and digested in it.
final class PartitionLane: Sendable {
  private let publication: Int64
  private let queue = DispatchQueue(label: "partitions")
  private let failure = Mutex<(any Error)?>(nil)
  private let canceller: Canceller
  // Touched by the queue only, and by `digest` after it has waited for the queue
  private nonisolated(unsafe) let session: Connection
  private nonisolated(unsafe) var rowDigest = TableDigest()

  /// - Parameter session: nobody else uses it from now on.
  init(_ session: Connection, publication: Int64) {
    self.session = session
    self.publication = publication
    canceller = session.canceller
  }

  /// Positions and open order lines, at once; returns before they are written.
  func write(_ folded: FoldedNight) {
    submit { lane in
      let ledger = folded.ledger
      let dimensions = ledger.dimensions
      try lane.fill("position") { writer, row in
        for index in ledger.stateSlots.indices.sorted(by: { ledger.stateSlots[$0] < ledger.stateSlots[$1] }) {
          let slot = ledger.stateSlots[index]
          try PositionTable.write(
            ledger.states[index], publication: lane.publication,
            location: dimensions.locations[Int(dimensions.location(of: slot))].id,
            item: dimensions.items[Int(dimensions.item(of: slot))].id, to: &writer)
          row(writer)
        }
      }
      try lane.fill("open_line") { writer, row in
        for (document, line) in ledger.lines.sorted(by: { $0.key < $1.key }) {
          try OpenLineTable.write(
            line, document: document, publication: lane.publication, dimensions: dimensions, decoder: folded.decoder,
            to: &writer)
          row(writer)
        }
      }
    }
  }

  func write(_ items: [ItemConfidence], dimensions: Dimensions) {
    submit { lane in
      try lane.fill("item_confidence") { writer, row in
        for score in items {
          try score.write(publication: lane.publication, dimensions: dimensions, to: &writer)
          row(writer)
        }
      }
    }
  }

  /// Waits for everything to be written. The digest goes on from the rows of these tables.
  func digest() throws -> TableDigest {
    queue.sync {}
    if let error = failure.withLock({ $0 }) { throw error }
    return rowDigest
  }

  /// The night has failed elsewhere: what is under way ends, and what waits is not begun.
  func abandon() {
    failure.withLock { $0 = $0 ?? CancellationError() }
    canceller.cancel()
    queue.sync {}
  }

  private func fill(_ table: String, _ rows: (inout CopyWriter, _ row: (borrowing CopyWriter) -> Void) throws -> Void) throws {
    try session.copyIn("trueup.\(table)_\(publication)", place: table) { writer in
      try rows(&writer) { rowDigest.update(rowOf: $0) }
    }
    try session.query(
      "select trueup.partition_key($1, $2)", [Parameter(table), Parameter(publication)], place: "partition_key")
  }

  private func submit(_ body: @escaping @Sendable (PartitionLane) throws -> Void) {
    queue.async { [self] in
      guard failure.withLock({ $0 == nil }) else { return }
      do {
        try body(self)
      } catch {
        failure.withLock { $0 = error }
      }
    }
  }
}
