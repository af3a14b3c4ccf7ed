internal import Foundation
internal import PostgreSQL
internal import Store
internal import Synchronization

/// Beats the lease of a run every ten seconds, on a connection and a thread of its own: a beat on the run's own
/// connection would wait for the publish itself.
final class LeaseBeat: Sendable {
  private let isStopped = Mutex(false)

  init(target: Target, run: RunTables.Run) throws {
    let connection = try target.session()
    // The connection moves to the thread and is used nowhere else
    nonisolated(unsafe) let session = connection
    let thread = Thread { [weak self] in
      let tables = RunTables(session)
      while true {
        for _ in 0..<100 {
          Thread.sleep(forTimeInterval: 0.1)
          guard let self, !self.isStopped.withLock({ $0 }) else { return }
        }
        // A beat that fails is the lease ending; the fence decides, not this thread
        _ = try? tables.beat(run)
      }
    }
    thread.start()
  }

  func stop() {
    isStopped.withLock { $0 = true }
  }
}
