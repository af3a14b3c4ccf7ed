import Foundation

/// A long-lived process that runs one repetition of a task when asked: both sides see the machine in the same state.
final class Peer {
  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()
  private var unread = Data()

  enum Absence: Error, CustomStringConvertible {
    case missing(String)
    case ended(task: String)

    var description: String {
      switch self {
      case .missing(let path): "\(path) is not there: run make peers from the folder of the package"
      case .ended(let task): "the peer process ended at \(task)"
      }
    }
  }

  /// - Parameter data: the folder with the files that the script reads.
  init(data: URL) throws {
    let python = ProcessInfo.processInfo.environment["BENCH_PYTHON"] ?? ".build/peers/bin/python"
    let script = "Sources/Benchmark/peers/statistics.py"
    for path in [python, script] where !FileManager.default.fileExists(atPath: path) { throw Absence.missing(path) }
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script, data.path]
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func ask(_ question: String) throws -> String {
    guard process.isRunning else { throw Absence.ended(task: question) }
    try questions.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        defer { unread = Data(unread[unread.index(after: end)...]) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Absence.ended(task: question) }
      unread.append(more)
    }
  }

  /// One repetition: its seconds, and a number of its result to compare.
  func run(_ task: String) throws -> (seconds: Double, answer: Double) {
    let words = try ask(task).split(separator: " ").compactMap { Double($0) }
    guard words.count == 2 else { throw Absence.ended(task: task) }
    return (words[0], words[1])
  }
}
