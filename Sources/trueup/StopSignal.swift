import Dispatch
import Foundation
import Pipeline
import PostgreSQL
import Synchronization

/// SIGINT and SIGTERM: the first asks a run to stop at its next border, and after ten seconds ends the statement it
/// waits for; the second ends the program at once.
enum StopSignal {
  private static let patience = 10.0
  private static let first = Mutex<Int32?>(nil)
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  static var received: Int32? { first.withLock { $0 } }

  /// - Parameter overdue: called from another thread when no border was reached in time.
  static func install(overdue: @escaping @Sendable () -> Void) {
    sources.withLock { sources in
      guard sources.isEmpty else { return }
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
          // Two that come at once are handled together
          let count = source.data
          let isSecond = first.withLock { value in
            defer { value = number }
            return value != nil || count > 1
          }
          if isSecond { exit(128 + number) }
          DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: overdue)
        }
        source.resume()
        sources.append(source)
      }
    }
  }

  /// A statement that was ended because of the signal is the signal's doing and not the database's.
  static func translating<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      if let signal = received { throw RunProblem.stopped(signal: signal) }
      throw error
    }
  }
}
