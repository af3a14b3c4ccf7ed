internal import Dispatch
internal import Synchronization

/// Work on threads of our own: blocking and long, so not on the cooperative pool.
enum Threads {
  /// Runs the body once for every index below `count`, at most `workers` at a time, and returns when all have ended.
  static func forEach(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
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

/// Results of chunks that end in any order, joined in theirs.
final class Parts<T: Sendable>: Sendable {
  private let parts: Mutex<[[T]]>

  init(_ count: Int) {
    parts = Mutex(Array(repeating: [], count: count))
  }

  func set(_ index: Int, _ part: [T]) {
    parts.withLock { $0[index] = part }
  }

  func joined() -> [T] { parts.withLock { $0.flatMap { $0 } } }
}
