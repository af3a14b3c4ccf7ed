internal import Foundation
internal import Synchronization

/// Blocking work on threads of its own, because the threads that tests run on are few.
public final class Crew: Sendable {
  private let group = DispatchGroup()
  private let failures = Mutex<[any Error]>([])
  private let running: Mutex<Int>

  /// Starts `count` threads; each gets its number.
  public init(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) {
    running = Mutex(count)
    for number in 0..<count {
      group.enter()
      let thread = Thread { [self] in
        do {
          try work(number)
        } catch {
          failures.withLock { $0.append(error) }
        }
        running.withLock { $0 -= 1 }
        group.leave()
      }
      thread.start()
    }
  }

  public var isWorking: Bool { running.withLock { $0 > 0 } }

  /// Waits until all have ended.
  ///
  /// - Throws: the first failure of any of them.
  public func join() throws {
    group.wait()
    if let failure = failures.withLock({ $0.first }) { throw failure }
  }
}

/// A word from one thread to others.
public final class Flag: Sendable {
  private let raised = Mutex(false)

  public init() {}

  public var isRaised: Bool { raised.withLock { $0 } }

  public func raise() { raised.withLock { $0 = true } }
}

/// Whether `TRUEUP_LONG_TESTS` asks for the long version.
public var runsLong: Bool { ProcessInfo.processInfo.environment["TRUEUP_LONG_TESTS"] != nil }
