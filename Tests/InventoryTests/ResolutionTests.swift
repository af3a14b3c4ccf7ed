import Inventory
import Statistics
import Testing

private func version(
  _ id: String, _ contents: String, at: Int64, corrects: String? = nil, void: Bool = false, usable: Bool = true,
  known: Bool = false, says business: String? = nil
) -> Version {
  Version(
    source: "erp", eventID: id, corrects: corrects, isVoid: void, recordedAt: at, contents: contents, business: business,
    wasKnown: known, isKnown: true, isUsable: usable)
}

/// What counts, as text, so that it can be compared whatever the order of the deliveries was.
private func effective(_ versions: [Version], _ indices: [Int]) -> [String] {
  indices.map { "\(versions[$0].key.eventID.text)/\(versions[$0].contents)" }.sorted()
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

  @Test("a withdrawal that was recorded before a correction does not beat it, whatever else it leaves out")
  func withdrawnThenCorrected() {
    let versions = [
      version("sale", "s", at: 1), version("void", "v", at: 5, corrects: "sale", void: true),
      version("late", "l", at: 9, corrects: "sale"),
    ]
    #expect(effective(versions, Resolution(of: versions).now) == ["late/l"])
    let other = [
      version("sale", "s", at: 1), version("void", "v", at: 9, corrects: "sale", void: true),
      version("early", "e", at: 5, corrects: "sale"),
    ]
    #expect(effective(other, Resolution(of: other).now) == [])
  }

  @Test("a malformed correction changes nothing, and one that lost takes what corrects it along")
  func weakCorrections() {
    let malformed = [version("sale", "s", at: 1), version("bad", "b", at: 2, corrects: "sale", usable: false)]
    #expect(effective(malformed, Resolution(of: malformed).now) == ["sale/s"])
    let lost = [
      version("sale", "s", at: 1), version("first", "f", at: 2, corrects: "sale"),
      version("last", "l", at: 3, corrects: "sale"), version("of first", "o", at: 4, corrects: "first"),
    ]
    #expect(effective(lost, Resolution(of: lost).now) == ["last/l"])
  }

  /// A thousand orders of one event under four ids, one of them withdrawn, one corrected.
  @Test(
    "an event that was sent again counts once, as it was recorded first or corrected", arguments: 1...4 as ClosedRange<UInt64>)
  func resends(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let plain = [
      version("a", "1", at: 4, says: "x"), version("b", "2", at: 3, says: "x"), version("c", "3", at: 5, says: "x"),
      version("other", "o", at: 1, says: "y"), version("distinct", "d", at: 1), version("too", "d", at: 1),
    ]
    let voided = plain + [version("void", "v", at: 6, corrects: "b", void: true)]
    let corrected = voided + [version("right", "r", at: 7, corrects: "c", says: "z")]
    let twice = corrected + [version("right too", "r", at: 8, corrects: "a", says: "z")]
    let expected: [([Version], counted: [String], again: [String])] = [
      (plain, ["b/2"], ["a/1", "c/3"]), (voided, ["a/1"], ["c/3"]), (corrected, ["right/r"], ["a/1"]),
      (twice, ["right too/r"], ["right/r"]),
    ]
    for (versions, counted, again) in expected {
      for _ in 0..<60 {
        let delivered = versions.shuffled(using: &generator)
        let resolution = Resolution(of: delivered)
        #expect(effective(delivered, resolution.now) == (counted + ["distinct/d", "other/o", "too/d"]).sorted(), "seed \(seed)")
        #expect(effective(delivered, resolution.resends) == again, "seed \(seed)")
      }
    }
  }

  @Test("a resend is one that counts once its first is withdrawn, and the night before knew it as a resend")
  func released() {
    let versions = [
      version("a", "1", at: 1, known: true, says: "x"), version("b", "2", at: 2, known: true, says: "x"),
      version("void", "v", at: 3, corrects: "a", void: true),
    ]
    let resolution = Resolution(of: versions)
    #expect(resolution.before == [0] && resolution.resendsBefore == [1])
    #expect(resolution.now == [1] && resolution.resends == [])
  }

  @Test("ids are told apart by source and by their bytes")
  func sources() {
    var other = version("a", "x", at: 1)
    other.key = MessageKey(source: "pos", eventID: "a")
    let versions = [version("a", "y", at: 2), other]
    #expect(Resolution(of: versions).now == [0, 1])
    // One accent, two spellings: U+00E9, and e with U+0301
    let spelt = [version("caf\u{E9}", "x", at: 1), version("cafe\u{301}", "y", at: 2)]
    #expect(Resolution(of: spelt).now == [0, 1])
  }
}
