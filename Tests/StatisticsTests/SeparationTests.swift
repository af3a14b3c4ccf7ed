import Glibc
import LinearAlgebra
import Statistics
import Testing

@Suite struct SeparationTests {
  private static func line(_ x: [Double]) throws -> Matrix { try Matrix(columns: [x.map { _ in 1 }, x]) }

  private static func logistic(_ x: [Double], _ y: [Int]) throws -> LogisticRegression {
    try LogisticRegression.fit(design: line(x), outcomes: y.map { $0 == 1 })
  }

  @Test("complete separation is a verdict", arguments: [1.0, 1e-6, 1e6])
  func complete(unit: Double) throws {
    let fit = try Self.logistic([1, 2, 3, 4, 5, 6].map { $0 * unit }, [0, 0, 0, 1, 1, 1])
    #expect(fit.separation == .complete && fit.isSeparated && !fit.converged)
    #expect(fit.fit.unbounded == [0, 1] && fit.standardErrors == [.infinity, .infinity])
    // one outcome only: the intercept alone tells them
    let same = try Self.logistic([1, 2, 3, 4], [1, 1, 1, 1])
    #expect(same.separation == .complete && same.fit.unbounded.contains(0))
  }

  @Test("quasi-complete separation is a verdict", arguments: [1.0, 1e-6, 1e6])
  func quasi(unit: Double) throws {
    // both outcomes at 3, and nothing on the wrong side of it
    let fit = try Self.logistic([1, 2, 3, 3, 4, 5].map { $0 * unit }, [0, 0, 0, 1, 1, 1])
    #expect(fit.separation == .quasi && !fit.isSeparated && fit.fit.unbounded == [0, 1])
    // a group with one outcome only, beside an ordinary regressor
    let x = [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 0.5, 0.3, 0.6, 0.35]
    let design = try Matrix(columns: [x.map { _ in 1 }, x, x.indices.map { $0 >= 7 ? unit : 0 }])
    let outcomes = [0, 1, 1, 0, 1, 0, 1, 1, 1, 1].map { $0 == 1 }
    let group = try LogisticRegression.fit(design: design, outcomes: outcomes)
    #expect(group.separation == .quasi && group.fit.unbounded == [2])
    // what is bounded is the maximum for the rows that are not told apart
    let rest = try LogisticRegression.fit(
      design: Self.line(Array(x[..<7])), outcomes: Array(outcomes[..<7]))
    #expect(rest.converged && worst(Array(group.coefficients[..<2]), rest.coefficients) < 1e-3)
  }

  @Test("a single row on the wrong side is overlap, however near", arguments: [1e-1, 1e-3, 1e-5])
  func overlap(distance: Double) throws {
    let fit = try Self.logistic([1, 2, 3, 3 - distance, 4, 5], [0, 0, 0, 1, 1, 1])
    #expect(fit.separation == .none && fit.converged && fit.fit.unbounded.isEmpty)
    // the score is 0 at the maximum
    let slopes = zip([1, 2, 3, 3 - distance, 4, 5], [0.0, 0, 0, 1, 1, 1]).map { $1 - fit.probability([1, $0]) }
    #expect(abs(slopes.reduce(0, +)) < 1e-7)
  }

  /// A random plane that every outcome obeys, and then one row more that none can.
  @Test("any plane is found", arguments: 1...30)
  func planes(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let columns = 2 + seed % 4
    let design = randomDesign(rows: 40, columns: columns, &chance)
    let normal = (0..<columns).map { _ in Normal.standard.quantile(chance.uniform()) }
    let sides = try design.times(normal)
    let outcomes = sides.map { $0 > 0 }
    let complete = try LogisticRegression.fit(design: design, outcomes: outcomes)
    #expect(complete.separation == .complete)
    // the mean of one side cannot lie on the other side of any plane
    let common = outcomes.filter { $0 }.count >= 20
    let side = sides.indices.filter { outcomes[$0] == common }
    let mean = (0..<columns).map { j in side.reduce(0) { $0 + design[$1, j] } / Double(side.count) }
    let more = try Matrix(columns: (0..<columns).map { design.column($0) + [mean[$0]] })
    let mixed = try LogisticRegression.fit(design: more, outcomes: outcomes + [!common])
    #expect(mixed.separation == .none && mixed.converged)
    let firth = try FirthLogisticRegression.fit(design: design, outcomes: sides.map { $0 > 0 })
    #expect(firth.converged && firth.coefficients.allSatisfy { abs($0) < 1e3 })
  }

  /// On a line: complete if the outcomes do not meet, quasi if they meet in one point.
  @Test("agrees with the order of the points", arguments: 1...200)
  func order(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let x = (0..<5 + seed % 4).map { _ in Double(chance.next() % 6) }
    let y = x.map { value in Int(chance.next() % 4) < (value > 2 ? 3 : 1) ? 1 : 0 }
    let (low, high) = (x.indices.filter { y[$0] == 0 }.map { x[$0] }, x.indices.filter { y[$0] == 1 }.map { x[$0] })
    var expected = Separation.complete
    if let a = low.min(), let b = low.max(), let c = high.min(), let d = high.max() {
      let meets = (b == c && a < d) || (d == a && c < b)
      expected = b < c || d < a ? .complete : meets ? .quasi : .none
    }
    let fit = try Self.logistic(x, y)
    #expect(fit.separation == expected && fit.converged == (expected == .none))
  }

  @Test("counts that are all 0 in a group have no finite maximum")
  func counts() throws {
    let design = try Matrix(columns: [[1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1]])
    let poisson = try PoissonRegression.fit(design: design, counts: [2, 3, 1, 0, 0, 0])
    #expect(poisson.fit.separation == .quasi && poisson.fit.unbounded == [1] && abs(poisson.fit.coefficients[0] - log(2)) < 1e-9)
    let negative = try NegativeBinomialRegression.fit(design: design, counts: [2, 30, 1, 0, 0, 0])
    #expect(negative.dispersion == .undetermined && negative.fit.separation == .quasi)
    let none = try PoissonRegression.fit(design: design, counts: [0, 0, 0, 0, 0, 0])
    #expect(none.fit.separation == .complete)
    let events = try ComplementaryLogLogRegression.fit(
      design: design, outcomes: [true, false, true, false, false, false], exposures: [1, 2, 3, 4, 5, 6])
    #expect(events.fit.separation == .quasi && events.fit.unbounded == [1])
  }
}
