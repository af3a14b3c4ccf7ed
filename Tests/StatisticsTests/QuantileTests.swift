import Statistics
import Testing

@Suite struct QuantileTests {
  /// Venables & Ripley, Modern Applied Statistics with S (2002), section 5.5: copper in wholemeal flour.
  private let copper = [
    2.9, 3.1, 3.4, 3.4, 3.7, 3.7, 2.8, 2.5, 2.4, 2.4, 2.7, 2.2, 5.28, 3.37, 3.03, 3.03, 28.95, 3.77, 3.4, 2.2, 3.5, 3.6, 3.7, 3.7,
  ]

  @Test("agrees with the published scale of the copper data")
  func published() throws {
    #expect(abs(try #require(mad(copper)) - 0.52632) < 1e-5)
    #expect(abs(try #require(median(copper)) - 3.385) < 1e-12)
  }

  @Test("selection agrees with sorting", arguments: 1...40)
  func selection(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let values = (0..<1 + seed * 7).map { _ in Double(chance.next() % UInt64(seed * 3)) }
    let sorted = values.sorted()
    for q in [0, 0.03, 0.25, 0.5, 0.77, 1] { #expect(quantile(values, q) == quantile(sorted: sorted, q)) }
  }

  @Test("type 7 interpolates between neighbours")
  func interpolation() {
    #expect(quantile([4, 1, 3, 2], 0.5) == 2.5)
    #expect(quantile([4, 1, 3, 2], 0.25) == 1.75)
    #expect(quantile([7], 0.3) == 7)
  }

  @Test("organ pipes, constants and sorted runs do not take forever")
  func patterns() {
    let pipe = (0..<50_000).map { Double(min($0, 50_000 - $0)) }
    #expect(median(pipe) == 12_500)
    #expect(median(Array(repeating: 3, count: 50_000)) == 3)
    #expect(mad((0..<1001).map(Double.init)).map { ($0 * 0.674489750196081743).rounded() } == 250)
  }

  @Test("nothing is ignored")
  func hostile() {
    #expect(quantile([], 0.5) == nil && median([]) == nil && mad([]) == nil && quantile(sorted: [], 0) == nil)
    #expect(quantile([1], 1.1) == nil && quantile([1], -0.1) == nil && quantile([1], .nan) == nil)
    #expect(median([1, .nan, 2])?.isNaN == true)
    #expect(median([.infinity, .infinity]) == .infinity)
    #expect(median([-.infinity, 1, .infinity]) == 1)
  }
}
