import Foundation
import Statistics

/// Mutates sound inputs by a seed: flips, overwrites, cuts, repeats and splices.
struct MutationDriver {
  let seed: UInt64

  func run(seconds: Double) {
    var chance = SeededGenerator(seed: seed)
    let start = ContinuousClock.now
    var runs = 0
    while ContinuousClock.now - start < .seconds(seconds) {
      var input = Target.sound[Int(chance.next() % UInt64(Target.sound.count))]
      for _ in 0..<chance.next() % 8 { mutate(&input, &chance) }
      // a crash leaves the input behind, as libFuzzer does
      try? Data(input).write(to: URL(fileURLWithPath: "fuzz-last-input"))
      Target.run(input)
      runs += 1
    }
    try? FileManager.default.removeItem(atPath: "fuzz-last-input")
    print("\(runs) inputs from seed \(seed), none of them a fault")
  }

  private func mutate(_ input: inout [UInt8], _ chance: inout SeededGenerator) {
    guard input.count > 1 else { return input.append(UInt8(truncatingIfNeeded: chance.next())) }
    let place = 1 + Int(chance.next() % UInt64(input.count - 1))
    switch chance.next() % 6 {
    case 0: input[place] ^= 1 << UInt8(chance.next() % 8)
    case 1: input[place] = [0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x2C, 0x0A][Int(chance.next() % 8)]
    case 2: input.removeSubrange(place...)
    case 3: input.insert(contentsOf: input[place...].prefix(Int(chance.next() % 32)), at: place)
    case 4: input[place] = UInt8(truncatingIfNeeded: chance.next())
    default:
      let other = Target.sound[Int(chance.next() % UInt64(Target.sound.count))]
      input.replaceSubrange(place..., with: other.dropFirst(Int(chance.next() % UInt64(other.count))))
    }
  }
}
