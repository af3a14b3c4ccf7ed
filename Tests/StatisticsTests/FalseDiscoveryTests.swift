import Statistics
import Testing

@Suite struct FalseDiscoveryTests {
  /// Benjamini & Hochberg (1995), section 4: fifteen hypotheses; at 0.05 the procedure rejects four, Bonferroni three.
  private let published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
  ]

  @Test("rejects what the paper rejects")
  func paper() throws {
    #expect(try benjaminiHochberg(published).filter { $0 <= 0.05 }.count == 4)
    #expect(try bonferroni(published).filter { $0 <= 0.05 }.count == 3)
    #expect(abs(try benjaminiHochberg(published)[3] - 0.0095 * 15 / 4) < 1e-15)
    #expect(abs(try benjaminiHochberg(published)[5] - 0.0298 * 15 / 7) < 1e-12)
  }

  @Test("follows the order given, keeps ties together and the order of p", arguments: 1...30)
  func laws(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let p = (0..<40).map { _ in Double(chance.next() % 20) / 20 }
    let q = try benjaminiHochberg(p)
    for i in p.indices {
      // the definition, slowly
      let definition = p.indices.filter { p[$0] >= p[i] }.map { j in
        min(1, p[j] * 40 / Double(p.filter { $0 <= p[j] }.count))
      }.min()
      #expect(abs(q[i] - (definition ?? 2)) < 1e-14)
      #expect(q[i] >= p[i])
    }
    let shuffled = p.shuffled(using: &chance)
    #expect(try benjaminiHochberg(shuffled).sorted() == q.sorted())
  }

  @Test("refuses what is no probability")
  func hostile() throws {
    #expect(try benjaminiHochberg([]) == [])
    for bad in [Double.nan, -0.1, 1.1, .infinity] {
      #expect(throws: StatisticsError.outOfRange(argument: "p")) { try benjaminiHochberg([0.5, bad]) }
      #expect(throws: StatisticsError.outOfRange(argument: "p")) { try bonferroni([bad]) }
    }
  }
}
