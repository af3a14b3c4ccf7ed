/// What a step of a run says when it ends.
public struct StepReport: Sendable {
  public var name: String
  public var rows: Int
  public var seconds: Double
  /// The one thing worth knowing.
  public var note: String
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
