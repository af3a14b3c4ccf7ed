import Inventory
import Statistics
import Testing

private func version(
  _ id: String, _ contents: String, at: Int64, corrects: String? = nil, void: Bool = false, usable: Bool = true,
  known: Bool = false
) -> Version {
  Version(
    source: "erp", eventID: id, corrects: corrects, isVoid: void, recordedAt: at, contents: contents, wasKnown: known,
    isKnown: true, isUsable: usable)
}

/// What counts, as text, so that it can be compared whatever the order of the deliveries was.
private func effective(_ versions: [Version], _ indices: [Int]) -> [String] {
  indices.map { "\(versions[$0].eventID)/\(versions[$0].contents)" }.sorted()
}

@Suite struct ResolutionTests {
  @Test("a thousand orders with repeats have one outcome", arguments: 1...4 as ClosedRange<UInt64>)
  func permutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // Plain, contradicted, malformed and then good, a chain, a correction without its message, a withdrawal
    let once = [
      version("plain", "p", at: 5),
      version("conflict", "late", at: 9), version("conflict", "b", at: 3), version("conflict", "a", at: 3),
      version("spoilt", "bad", at: 1, usable: false), version("spoilt", "good", at: 8),
      version("chain1", "1", at: 2), version("chain2", "2", at: 4, corrects: "chain1"),
      version("chain3", "3", at: 6, corrects: "chain2"),
      version("orphan", "o", at: 7, corrects: "never sent"),
      version("gone", "g", at: 2), version("withdraws", "w", at: 3, corrects: "gone", void: true),
      version("twice", "t", at: 1), version("first", "f1", at: 2, corrects: "twice"),
      version("second", "f2", at: 3, corrects: "twice"),
    ]
    // Smallest usable (record time, contents) of each id; chains end in their last message
    let expected = ["chain3/3", "conflict/a", "orphan/o", "plain/p", "second/f2", "spoilt/good"]
    for _ in 0..<250 {
      let repeats = (0..<Int(generator.whole(0...12))).compactMap { _ in once.randomElement(using: &generator) }
      let delivered = (once + repeats).shuffled(using: &generator)
      let resolution = Resolution(of: delivered)
      #expect(effective(delivered, resolution.now) == expected, "seed \(seed)")
      #expect(resolution.before.isEmpty)
      #expect(resolution.duplicates == repeats.count)
      #expect(Set(resolution.now).count == resolution.now.count)
    }
  }

  @Test("a correction that comes first keeps out what it corrects")
  func correctionFirst() {
    let night1 = [version("new", "n", at: 5, corrects: "old")]
    #expect(effective(night1, Resolution(of: night1).now) == ["new/n"])
    let night2 = [version("new", "n", at: 5, corrects: "old", known: true), version("old", "o", at: 2)]
    let resolution = Resolution(of: night2)
    #expect(effective(night2, resolution.before) == ["new/n"])
    #expect(effective(night2, resolution.now) == ["new/n"])
  }

  @Test("an earlier record that arrives later takes the place of the first")
  func earlierRecordLater() {
    let versions = [version("a", "second", at: 9, known: true), version("a", "first", at: 4)]
    let resolution = Resolution(of: versions)
    #expect(effective(versions, resolution.before) == ["a/second"])
    #expect(effective(versions, resolution.now) == ["a/first"])
    #expect(resolution.duplicates == 0)
  }

  @Test("ids are told apart by source")
  func sources() {
    var other = version("a", "x", at: 1)
    other.source = "pos"
    let versions = [version("a", "y", at: 2), other]
    #expect(Resolution(of: versions).now == [0, 1])
  }
}
