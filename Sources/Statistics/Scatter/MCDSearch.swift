import Glibc
import LinearAlgebra

/// FAST-MCD (Rousseeuw & Van Driessen 1999) with seeded starts, the deterministic starts beside them, and exchanges.
struct MCDSearch {
  /// Random starts, each from p + 1 points.
  let starts: Int
  let seed: UInt64

  enum Outcome {
    case best(MCDProblem.Candidate)
    /// A subset of full size on a hyperplane.
    case singular(scatter: Matrix)
  }

  /// Up to this many points every start sees all of them, and exchanges follow.
  private static let small = 600
  private static let groupSize = 300
  private static let kept = 10

  func run(_ problem: MCDProblem) throws(StatisticsError) -> Outcome {
    if problem.size == problem.count { return try outcome(of: problem, Array(0..<problem.count)) }
    let shortlist = try problem.count <= MCDSearch.small ? searchAll(problem) : searchNested(problem)
    switch shortlist {
    case .singular(let scatter): return .singular(scatter: scatter)
    case .best(let candidates):
      guard let best = candidates.first else { return try outcome(of: problem, Array(0..<problem.count)) }
      return .best(best)
    }
  }

  private func outcome(of problem: MCDProblem, _ members: [Int]) throws(StatisticsError) -> Outcome {
    switch try wrap({ () throws(LinearAlgebraError) in try problem.fit(members) }) {
    case .regular(let candidate): return .best(candidate)
    case .singular(let scatter): return .singular(scatter: scatter)
    }
  }

  private enum Stage {
    case best([MCDProblem.Candidate])
    case singular(scatter: Matrix)
  }

  private func searchAll(_ problem: MCDProblem) throws(StatisticsError) -> Stage {
    var first = MCDShortlist(limit: 3 * MCDSearch.kept)
    for start in try problem.deterministicStarts() {
      if let stage = try advance(start, problem, limit: 2, into: &first) { return stage }
    }
    var generator = SeededGenerator(seed: seed)
    if let stage = try randomStarts(problem, starts, &generator, whole: problem, into: &first) { return stage }
    var final = MCDShortlist(limit: MCDSearch.kept)
    for candidate in first.candidates {
      if let stage = try advance(candidate, problem, limit: 200, into: &final) { return stage }
    }
    var exchanged = MCDShortlist(limit: 1)
    for candidate in final.candidates {
      switch try wrap({ () throws(LinearAlgebraError) in try problem.exchange(candidate, rounds: 200) }) {
      case .regular(let better): exchanged.insert(better)
      case .singular(let scatter):
        if problem.holdsHyperplane(scatter: scatter) != nil { return .singular(scatter: scatter) }
        exchanged.insert(candidate)
      }
    }
    return .best(exchanged.candidates)
  }

  /// Starts in disjoint groups of 300, up to five; the ten best of each go on in the union of the groups, and the ten best
  /// of that in all points.
  private func searchNested(_ problem: MCDProblem) throws(StatisticsError) -> Stage {
    var generator = SeededGenerator(seed: seed)
    let groups = min(5, problem.count / MCDSearch.groupSize)
    let order = problem.shuffled(&generator)
    let share = Double(problem.size) / Double(problem.count)
    var carried: [MCDProblem.Candidate] = []
    for g in 0..<groups {
      let chosen = Array(order[g * MCDSearch.groupSize..<(g + 1) * MCDSearch.groupSize])
      let group = problem.part(chosen, share: share)
      var best = MCDShortlist(limit: MCDSearch.kept)
      if let stage = try randomStarts(group, starts / groups, &generator, whole: problem, into: &best) { return stage }
      carried += best.candidates
    }
    let merged = problem.part(Array(order[..<(groups * MCDSearch.groupSize)]), share: share)
    carried += try merged.deterministicStarts()
    var middle = MCDShortlist(limit: MCDSearch.kept)
    for candidate in carried {
      if let stage = try advance(candidate, merged, limit: 2, whole: problem, into: &middle) { return stage }
    }
    var late = MCDShortlist(limit: MCDSearch.kept)
    for candidate in middle.candidates {
      if let stage = try advance(candidate, merged, limit: 20, whole: problem, into: &late) { return stage }
    }
    var full = MCDShortlist(limit: 2)
    for candidate in late.candidates {
      if let stage = try advance(candidate, problem, limit: 1, into: &full) { return stage }
    }
    var final = MCDShortlist(limit: 1)
    for candidate in full.candidates {
      if let stage = try advance(candidate, problem, limit: 200, into: &final, fresh: false) { return stage }
    }
    return .best(final.candidates)
  }

  private func randomStarts(
    _ problem: MCDProblem, _ count: Int, _ generator: inout SeededGenerator, whole: MCDProblem,
    into shortlist: inout MCDShortlist
  ) throws(StatisticsError) -> Stage? {
    var order = Array(0..<problem.count)
    for _ in 0..<count {
      var taken = 0
      var start: MCDProblem.Candidate?
      // a start on a hyperplane is widened: by one point, two, four...
      var widening = problem.dimension + 1
      while start == nil, taken < problem.count {
        while taken < min(widening, problem.count) {
          let other = taken + Int(generator.next().multipliedFullWidth(by: UInt64(problem.count - taken)).high)
          order.swapAt(taken, other)
          taken += 1
        }
        let members = Array(order[..<taken])
        if case .regular(let found) = try wrap({ () throws(LinearAlgebraError) in try problem.fit(members) }) {
          start = found
        } else if taken >= problem.size {
          let fit = try wrap({ () throws(LinearAlgebraError) in try problem.fit(Array(order[..<problem.size])) })
          if case .singular(let scatter) = fit, whole.holdsHyperplane(scatter: scatter) != nil {
            return .singular(scatter: scatter)
          }
          break
        }
        widening += max(1, widening - problem.dimension)
      }
      if let start, let stage = try advance(start, problem, limit: 2, whole: whole, into: &shortlist) { return stage }
    }
    return nil
  }

  /// Steps from a start and keeps the result; `.singular` only where the hyperplane holds a full subset of all points.
  private func advance(
    _ start: MCDProblem.Candidate, _ problem: MCDProblem, limit: Int, whole: MCDProblem? = nil,
    into shortlist: inout MCDShortlist, fresh: Bool = true
  ) throws(StatisticsError) -> Stage? {
    var begin = start
    // a subset of other points has no determinant to compare with
    if fresh { begin.members = [] }
    let fit = try wrap { () throws(LinearAlgebraError) in try problem.converge(begin, limit: limit) }
    switch fit {
    case .regular(let candidate):
      shortlist.insert(candidate)
      return nil
    case .singular(let scatter):
      let holds = (whole ?? problem).holdsHyperplane(scatter: scatter) != nil
      return holds ? .singular(scatter: scatter) : nil
    }
  }

  private func wrap<Result>(_ body: () throws(LinearAlgebraError) -> Result) throws(StatisticsError) -> Result {
    try StatisticsError.wrapping(body)
  }
}

extension MCDProblem {
  func shuffled(_ generator: inout SeededGenerator) -> [Int] {
    var order = Array(0..<count)
    for i in 0..<max(0, count - 1) {
      order.swapAt(i, i + Int(generator.next().multipliedFullWidth(by: UInt64(count - i)).high))
    }
    return order
  }

  /// Some of the points as a problem of their own, with a subset of the same share.
  func part(_ chosen: [Int], share: Double) -> MCDProblem {
    let p = dimension
    var some = Matrix(rows: p, columns: chosen.count)
    points.withElements { points in
      some.withMutableElements { some in
        for (k, j) in chosen.enumerated() {
          for i in 0..<p { some[i + k * p] = points[i + j * p] }
        }
      }
    }
    let size = min(chosen.count, max(p + 1, Int((share * Double(chosen.count)).rounded(.up))))
    return MCDProblem(points: some, size: size)
  }
}
