internal import Store

/// What a step of a run says when it ends.
public struct StepReport: Sendable {
  public var name: String
  public var rows: Int
  public var seconds: Double
  /// The one thing worth knowing.
  public var note: String
}

/// Times the steps of a run and tells the observer and `trueup.run_step`. One step ends where the next begins.
final class StepRecorder {
  private let observer: any RunObserver
  var tables: RunTables
  private let run: RunTables.Run
  private(set) var done: [StepReport]
  private var current = ""
  private var began = ContinuousClock.now
  private var remarks: [String] = []

  init(observer: any RunObserver, tables: RunTables, run: RunTables.Run, after done: [StepReport] = []) {
    self.done = done
    self.observer = observer
    self.tables = tables
    self.run = run
  }

  func begin(_ step: String) throws {
    try observer.willBegin(step: step)
    current = step
    began = ContinuousClock.now
    remarks = []
  }

  /// Something more to say when the step ends.
  func remark(_ sentences: [String]) {
    remarks += sentences
  }

  func progress(rows: Int) {
    observer.progress(step: current, rows: rows)
  }

  func end(rows: Int, note: String) throws {
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    let note = ([note] + remarks).joined(separator: "; ")
    let report = StepReport(name: current, rows: rows, seconds: seconds, note: note)
    done.append(report)
    try tables.record(step: current, ordinal: done.count, rows: rows, seconds: seconds, note: note, of: run)
    observer.didEnd(report)
  }
}

/// Who is told how a run goes. Called from the thread that runs it.
public protocol RunObserver {
  /// The border before a step: the place to stop, when asked to.
  func willBegin(step: String) throws
  func progress(step: String, rows: Int)
  func didEnd(_ report: StepReport)
}

/// Nobody is told, and nobody stops it.
public struct SilentObserver: RunObserver {
  public init() {}
  public func willBegin(step: String) throws {}
  public func progress(step: String, rows: Int) {}
  public func didEnd(_ report: StepReport) {}
}
