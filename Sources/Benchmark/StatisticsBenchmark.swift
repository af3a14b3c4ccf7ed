import Foundation
import LinearAlgebra
import Statistics

/// Prints how many times faster the statistical core is than well-known libraries, on one thread and the same data.
///
/// Every round runs ours once and each peer once; the figures are medians of the ratios of a round. Needs no database.
struct StatisticsBenchmark {
  private let runs: Int
  private let folder: URL
  private let peer: Result<Peer, any Error>

  init() throws {
    runs = ProcessInfo.processInfo.environment["BENCH_RUNS"].flatMap(Int.init) ?? 5
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("trueup-bench.\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let folder = folder
    peer = Result { try Peer(data: folder) }
  }

  func run() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    Table.say("statistics: one thread, medians of \(runs) interleaved runs; peer time / our time, least and most behind")
    Table.note("ours: \(blas)")
    switch peer {
    case .success(let peer): Table.note("peers: \(try peer.ask("versions"))")
    case .failure(let reason): Table.note("peers: \(reason)")
    }
    try points()
    try regression()
    try orders()
    sketch()
  }

  // MARK: Parts

  private func points() throws {
    let points = try StatisticsData.points(rows: 20_000, columns: 24)
    try save(points, "points")
    if case .estimate(let robust) = try MinimumCovarianceDeterminant.fit(points) {
      try save([Double(robust.subset.count)], "subset")
    }
    try compare("FAST-MCD 20,000 x 24", ["mcd": ("scikit-learn MinCovDet", ">= 5")]) {
      guard case .estimate(let robust) = try MinimumCovarianceDeterminant.fit(points) else { return .nan }
      return robust.logDeterminant
    }
    for count in [10, 100] {
      try compare(
        "\(count) nearest neighbours, 20,000 x 24", ["neighbours \(count)": ("scikit-learn NearestNeighbors, brute", ">= 2")]
      ) {
        try NearestNeighbours(points, count: count).farthest.reduce(0, +)
      }
    }
  }

  private func regression() throws {
    let (features, outcomes) = StatisticsData.outcomes(rows: 1_000_000, columns: 12)
    try save(features, "design")
    try save(outcomes.map { $0 ? 1 : 0 }, "outcomes")
    let design = try Matrix(
      rows: features.rows, columns: 13, elements: Array(repeating: 1, count: features.rows) + features.elements)
    try compare("logistic fit 1e6 x 12", ["logistic": ("scikit-learn newton-cholesky", ">= 5")]) {
      try LogisticRegression.fit(design: design, outcomes: outcomes).coefficients[1]
    }
    let fit = try LogisticRegression.fit(design: features, outcomes: outcomes)
    try save(fit.coefficients, "coefficients")
    let many = features.rows(in: Array(repeating: 0..<features.rows, count: 10))
    try compare(
      "probabilities of 1e7 x 12, float64",
      [
        "scoring rows": ("numpy 1/(1+exp(-(X@b))), row by row", ">= 1"),
        "scoring columns": ("numpy the same, column by column", ">= 1"),
        "scoring in place": ("numpy in place, column by column", ">= 1"),
        "scoring single": ("numpy float32, row by row", "stated"),
        "scoring single in place": ("numpy float32 in place, column by column", "stated"),
      ], tolerance: 1e-4
    ) { try fit.probabilities(many).reduce(0, +) }
  }

  private func orders() throws {
    let (p, labels) = StatisticsData.labelled(1_000_000)
    try save(p, "p")
    try save(labels, "labels")
    try compare("Benjamini-Hochberg 1e6", ["discovery": ("statsmodels multipletests", ">= 1.5")]) {
      try benjaminiHochberg(p).reduce(0, +)
    }
    try compare("isotonic fit 1e6", ["isotonic fit": ("scikit-learn IsotonicRegression", ">= 1.5")]) {
      try IsotonicCalibration(scores: p, targets: labels)(0.5)
    }
    let ordered = zip(p, labels).sorted { $0.0 < $1.0 }.map(\.1)
    try compare("isotonic pass alone 1e6", ["isotonic pass": ("scikit-learn isotonic_regression", ">= 1.5")]) {
      try isotonicRegression(ordered).reduce(0) { $0 + $1 * $1 }
    }
  }

  private func sketch() {
    let delays = StatisticsData.delays(1 << 20)
    let nanoseconds = (0..<runs).map { _ in
      var sketch = DDSketch()
      let seconds = Timing.seconds {
        for _ in 0..<8 {
          for delay in delays { sketch.add(delay) }
        }
      }
      precondition(sketch.count == Int64(8 * delays.count), "delays were lost")
      return seconds / Double(8 * delays.count) * 1e9
    }
    Table.row("-", "DDSketch add, ns", Timing.median(nanoseconds), "<= 15")
  }

  // MARK: Rounds

  /// - Parameters:
  ///   - peers: task, what it is and the ratio wanted.
  ///   - tolerance: how far answers may lie apart, relatively, without a remark.
  private func compare(
    _ name: String, _ peers: KeyValuePairs<String, (label: String, goal: String)>, tolerance: Double = 1e-6,
    _ ours: () throws -> Double
  ) throws {
    var answer = try ours()
    var own: [Double] = []
    var theirs = peers.map { _ in [Double]() }
    var answers = peers.map { _ in Double.nan }
    var failure: (any Error)?
    do {
      let peer = try peer.get()
      for task in peers { _ = try peer.run(task.key) }
      for _ in 0..<runs {
        own.append(try Timing.seconds { answer = try ours() })
        for (place, task) in peers.enumerated() {
          let run = try peer.run(task.key)
          theirs[place].append(run.seconds)
          answers[place] = run.answer
        }
      }
    } catch let error as Peer.Absence {
      failure = error
      while own.count < runs { own.append(try Timing.seconds { answer = try ours() }) }
    }
    for (place, task) in peers.enumerated() {
      let ratios = zip(theirs[place], own).map { $0 / $1 }
      Table.row("-", "\(name): \(task.value.label) / ours", failure == nil ? Timing.median(ratios) : .nan, task.value.goal)
      let detail =
        failure.map { "not compared: \($0)" } ?? "\(Timing.spread(ratios)); theirs \(Timing.milliseconds(theirs[place]))"
      Table.note("\(detail); ours \(Timing.milliseconds(own))")
      if failure == nil, abs(answers[place] - answer) > tolerance * max(1, abs(answer)) {
        Table.note("answers differ: ours \(answer), theirs \(answers[place])")
      }
    }
  }

  private func save(_ matrix: Matrix, _ name: String) throws { try save(matrix.elements, name) }

  private func save(_ values: [Double], _ name: String) throws {
    try values.withUnsafeBytes { try Data($0).write(to: folder.appendingPathComponent(name)) }
  }

  /// The kernels that OpenBLAS chose: it falls back on old ones on processors newer than itself.
  private var blas: String {
    typealias Name = @convention(c) () -> UnsafePointer<CChar>?
    guard let symbol = dlsym(nil, "openblas_get_corename"), let name = unsafeBitCast(symbol, to: Name.self)() else {
      return "BLAS without a name of its kernels"
    }
    return "OpenBLAS, kernels for \(String(cString: name))"
  }
}

extension Timing {
  static func spread(_ ratios: [Double]) -> String {
    String(format: "%.2f to %.2f", ratios.min() ?? .nan, ratios.max() ?? .nan)
  }

  static func milliseconds(_ seconds: [Double]) -> String { String(format: "%.1f ms", median(seconds) * 1000) }
}
