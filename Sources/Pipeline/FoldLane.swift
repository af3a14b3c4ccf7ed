internal import Dispatch
public import Store
internal import Synchronization

/// Folds batches on a thread of its own while the next one is read: server, reader and fold then all have work.
///
/// Batches are folded in the order they come; at most two are under way. `State` belongs to the lane until `finish`
/// gives it back.
public final class FoldLane<State>: Sendable {
  private final class Box {
    var state: State

    init(_ state: consuming State) {
      self.state = state
    }
  }

  // Touched by the queue only, and by `finish` after it has waited for the queue
  private nonisolated(unsafe) let box: Box
  private let queue = DispatchQueue(label: "fold")
  private let room = DispatchSemaphore(value: 2)
  private let failure = Mutex<(any Error)?>(nil)

  public init(_ state: consuming State) {
    box = Box(state)
  }

  /// Hands a batch over; waits while two are under way. Throws what an earlier one met.
  public func submit(
    _ batch: EventDecoder.Batch, _ body: @escaping @Sendable (inout State, EventDecoder.Batch) throws -> Void
  ) throws {
    room.wait()
    queue.async { [self] in
      defer { room.signal() }
      guard failure.withLock({ $0 == nil }) else { return }
      do {
        try body(&box.state, batch)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    try check()
  }

  /// Waits for the last batch and gives the state back; `substitute` takes its place, so that nothing is copied.
  public func finish(leaving substitute: consuming State) throws -> State {
    queue.sync {}
    try check()
    var state = substitute
    swap(&state, &box.state)
    return state
  }

  private func check() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
