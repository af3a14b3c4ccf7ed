internal import Dispatch
internal import Synchronization

/// Work on threads of our own: blocking and long, so not on the cooperative pool.
enum Threads {
  /// Runs the body once for every index below `count`, at most `workers` at a time, and returns when all have ended.
  static func forEach(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
    guard workers > 1, count > 1 else { return (0..<count).forEach(body) }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { return }
        body(index)
      }
    }
  }
}

/// Applies a pure function to every index, on as many threads as asked for; the result does not depend on it.
///
/// Every result is made where it stays: a million records are half a gigabyte that nobody should copy.
func parallelMap<T: Sendable>(
  _ count: Int, workers: Int, chunk: Int = 2048, _ transform: @Sendable (Int) -> T
) -> [T] {
  [T](unsafeUninitializedCapacity: count) { buffer, initialized in
    nonisolated(unsafe) let buffer = buffer
    Threads.forEach((count + chunk - 1) / chunk, workers: workers) { part in
      for index in part * chunk..<min(count, (part + 1) * chunk) { buffer.initializeElement(at: index, to: transform(index)) }
    }
    initialized = count
  }
}

/// One piece of work beside the caller's, on a thread of its own.
///
/// What the body uses is nobody else's until `value` has returned.
final class SideWork<Value>: Sendable {
  private let queue = DispatchQueue(label: "side work")
  private nonisolated(unsafe) var result = Result<Value, any Error>.failure(CancellationError())

  init(_ body: @escaping () throws -> Value) {
    nonisolated(unsafe) let body = body
    queue.async { self.result = Result(catching: body) }
  }

  /// Waits for the work to end.
  func value() throws -> Value {
    queue.sync {}
    return try result.get()
  }
}
