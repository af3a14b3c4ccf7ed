/// Which of several deliveries count.
///
/// - Of one (source, event id) the usable delivery with the smallest (record time, contents) counts, whatever the order of
///   arrival. Equal contents are duplicates, other contents are conflicts.
/// - A correction takes the place of the message it names, and may itself be corrected: a chain ends in its last message. Of
///   several corrections of one message the one recorded last counts, at its own record time. A correction whose message
///   never came counts by itself. `void` withdraws and adds nothing; malformed corrections change nothing.
/// - Messages that say the same under different ids (`Version.business`) are one event that was sent again: a corrected one
///   counts before others, else the one recorded first, then the one that arrived first. What was withdrawn by `void` is not among them.
public struct Resolution: Equatable, Sendable {
  /// Indices into the versions: effective for the night before, and for this one; ascending.
  public private(set) var before: [Int] = []
  public private(set) var now: [Int] = []
  /// Indices of messages that only repeat another under a new id, as the night before knew it, and as this one does; ascending.
  public private(set) var resendsBefore: [Int] = []
  public private(set) var resends: [Int] = []
  /// Deliveries new to this night that repeat one, and that contradict one.
  public private(set) var duplicates = 0
  public private(set) var conflicts = 0

  /// - Parameter versions: every delivery of the ids concerned, of the ids they correct or are corrected by, and of all that
  ///   say the same.
  public init(of versions: [Version]) {
    (before, resendsBefore) = Resolution.effective(versions, known: \.wasKnown)
    (now, resends) = Resolution.effective(versions, known: \.isKnown)
    let keyed = Dictionary(grouping: versions.indices.filter { versions[$0].isKnown }) { versions[$0].key }
    for (_, deliveries) in keyed {
      let winner = deliveries.min { Resolution.precedes(versions[$0], versions[$1]) }
      var seen: Set<String> = []
      for index in deliveries where versions[index].wasKnown { seen.insert(versions[index].contents) }
      for index in deliveries where !versions[index].wasKnown {
        if !seen.insert(versions[index].contents).inserted {
          duplicates += 1
        } else if let winner, versions[winner].contents != versions[index].contents {
          conflicts += 1
        }
      }
    }
  }

  /// Usable before malformed, then by record time and contents.
  private static func precedes(_ a: Version, _ b: Version) -> Bool {
    if a.isUsable != b.isUsable { return a.isUsable }
    return (a.recordedAt, a.contents, a.key) < (b.recordedAt, b.contents, b.key)
  }

  /// By record time, then arrival.
  private static func isFirst(_ a: Version, before b: Version) -> Bool {
    (a.recordedAt, a.arrivedAt, a.contents, a.key) < (b.recordedAt, b.arrivedAt, b.contents, b.key)
  }

  private static func effective(_ versions: [Version], known: (Version) -> Bool) -> (counted: [Int], resends: [Int]) {
    var winners: [MessageKey: Int] = [:]
    for index in versions.indices where known(versions[index]) {
      let key = versions[index].key
      if let other = winners[key], !precedes(versions[index], versions[other]) { continue }
      winners[key] = index
    }
    winners = winners.filter { versions[$1].isUsable }
    func target(of index: Int) -> MessageKey? {
      versions[index].corrects.map { MessageKey(source: versions[index].key.source.text, eventID: $0) }
    }
    // The last word on each corrected message
    var corrections: [MessageKey: Int] = [:]
    for index in winners.values {
      guard let corrected = target(of: index) else { continue }
      if let other = corrections[corrected], precedes(versions[index], versions[other]) { continue }
      corrections[corrected] = index
    }
    // Chains begin at what corrects nothing that is known, and end at the last word
    var ends: [(first: Int, last: Int)] = []
    for (key, first) in winners {
      if let corrected = target(of: first), winners[corrected] != nil || corrections[corrected] != first { continue }
      var last = first
      var lastKey = key
      while let next = corrections[lastKey] {
        last = next
        lastKey = versions[next].key
      }
      if !versions[last].isVoid { ends.append((first, last)) }
    }
    return once(ends, of: versions)
  }

  /// Of chains that begin with the same business event, one counts.
  private static func once(_ ends: [(first: Int, last: Int)], of versions: [Version]) -> (counted: [Int], resends: [Int]) {
    var counted: [Int] = []
    var resends: [Int] = []
    var groups: [ByteText: [(first: Int, last: Int)]] = [:]
    for end in ends {
      if let business = versions[end.first].business {
        groups[business, default: []].append(end)
      } else {
        counted.append(end.last)
      }
    }
    for group in groups.values {
      let corrected = group.filter { $0.first != $0.last }
      let standing =
        corrected.max { precedes(versions[$0.last], versions[$1.last]) }
        ?? group.min { isFirst(versions[$0.first], before: versions[$1.first]) }
      guard let standing else { continue }
      counted.append(standing.last)
      resends += group.filter { $0.first != standing.first }.map(\.last)
    }
    return (counted.sorted(), resends.sorted())
  }
}
