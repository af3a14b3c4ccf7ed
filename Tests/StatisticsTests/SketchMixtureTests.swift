import Glibc
import Statistics
import Testing

@Suite struct SketchMixtureTests {
  private func sketch(seed: Int, count: Int = 200) -> DDSketch {
    var chance = SeededGenerator(seed: UInt64(seed))
    var sketch = DDSketch()
    for _ in 0..<count {
      let u = chance.uniform()
      sketch.add(u < 0.05 ? 0 : u < 0.1 ? -5 : Int64(exp(chance.uniform() * 25)))
    }
    return sketch
  }

  @Test("whole counts give the sketch's own quantiles and counts", arguments: 1...20)
  func whole(seed: Int) {
    let (a, b) = (sketch(seed: seed), sketch(seed: seed + 100, count: seed))
    var sum = a
    sum.merge(b)
    var mixture = SketchMixture()
    mixture.add(b)
    mixture.add(a)
    #expect(mixture.count == Double(sum.count))
    for q in (0...100).map({ Double($0) / 100 }) { #expect(mixture.quantile(q) == sum.quantile(q), "\(q)") }
    for limit in [Int64(-1), 0, 1, 1000, 60_000_000, 86_400_000_000] {
      #expect(mixture.count(above: limit) == Double(sum.count(above: limit)), "\(limit)")
    }
  }

  @Test("a weight counts each message so many times", arguments: 1...10)
  func weight(seed: Int) {
    let (a, b) = (sketch(seed: seed), sketch(seed: seed + 100))
    var thrice = a
    for _ in 0..<3 { thrice.merge(b) }
    var part = SketchMixture()
    part.add(b, weight: 1.5)
    var mixture = SketchMixture()
    mixture.add(a)
    mixture.add(part, weight: 2)
    for q in [0.25, 0.5, 0.9, 0.99] { #expect(mixture.quantile(q) == thrice.quantile(q)) }
    #expect(abs(mixture.count - Double(thrice.count)) < 1e-9)
  }

  @Test("nothing has no quantile; what is withdrawn and never counted adds nothing")
  func empty() {
    #expect(SketchMixture().quantile(0.5) == nil && SketchMixture().count(above: 0) == 0)
    let some = sketch(seed: 3)
    var rest = some
    rest.withdraw(some)
    #expect(rest.isEmpty && rest == DDSketch())
    var nothing = DDSketch()
    nothing.withdraw(some)
    var mixture = SketchMixture()
    mixture.add(nothing)
    #expect(mixture.count == 0 && mixture.quantile(0.5) == nil)
    mixture.add(some)
    #expect(mixture.quantile(1.5) == nil && mixture.quantile(-0.1) == nil && mixture.quantile(0.5) != nil)
  }
}
