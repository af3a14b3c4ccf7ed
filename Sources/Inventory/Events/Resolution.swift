/// One delivery of a message whose id was delivered more than once, or that corrects or is corrected.
public struct Version: Equatable, Sendable {
  public var source: String
  public var eventID: String
  public var corrects: String?
  public var isVoid: Bool
  public var recordedAt: Int64
  /// SHA-256 of the columns but ingested_at and ingest_xid, hexadecimal: equal for equal contents.
  public var contents: String
  /// Whether the night before knew this delivery, and whether this night does.
  public var wasKnown: Bool
  public var isKnown: Bool
  /// The message could be used by itself: a malformed delivery never hides a good one.
  public var isUsable: Bool

  public init(
    source: String, eventID: String, corrects: String?, isVoid: Bool, recordedAt: Int64, contents: String, wasKnown: Bool,
    isKnown: Bool, isUsable: Bool
  ) {
    self.source = source
    self.eventID = eventID
    self.corrects = corrects
    self.isVoid = isVoid
    self.recordedAt = recordedAt
    self.contents = contents
    self.wasKnown = wasKnown
    self.isKnown = isKnown
    self.isUsable = isUsable
  }
}

/// Which of several deliveries count.
///
/// - Of one (source, event id) the usable delivery with the smallest (record time, contents) counts, whatever
///   the order of arrival. Equal contents are duplicates, other contents are conflicts.
/// - A message named by a correction is withdrawn, also when that correction is itself corrected: a chain ends
///   in its last message. Of several corrections of one message the one recorded last counts.
/// - `void` withdraws and adds nothing.
public struct Resolution: Equatable, Sendable {
  /// Indices into the versions: effective for the night before, and for this one; ascending.
  public private(set) var before: [Int] = []
  public private(set) var now: [Int] = []
  /// Deliveries new to this night that repeat one, and that contradict one.
  public private(set) var duplicates = 0
  public private(set) var conflicts = 0

  /// - Parameter versions: every delivery of the ids concerned, and of the ids they correct or are corrected by.
  public init(of versions: [Version]) {
    before = Resolution.effective(versions, known: \.wasKnown)
    now = Resolution.effective(versions, known: \.isKnown)
    let keyed = Dictionary(grouping: versions.indices.filter { versions[$0].isKnown }) { Key(versions[$0]) }
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

  private struct Key: Hashable {
    let source: String
    let id: String

    init(_ version: Version) {
      source = version.source
      id = version.eventID
    }

    init(source: String, id: String) {
      self.source = source
      self.id = id
    }
  }

  /// Usable before malformed, then by record time and contents.
  private static func precedes(_ a: Version, _ b: Version) -> Bool {
    if a.isUsable != b.isUsable { return a.isUsable }
    if a.recordedAt != b.recordedAt { return a.recordedAt < b.recordedAt }
    return a.contents < b.contents
  }

  private static func effective(_ versions: [Version], known: (Version) -> Bool) -> [Int] {
    var winners: [Key: Int] = [:]
    for index in versions.indices where known(versions[index]) {
      let key = Key(versions[index])
      if let other = winners[key], !precedes(versions[index], versions[other]) { continue }
      winners[key] = index
    }
    // The last word on each corrected message
    var corrections: [Key: Int] = [:]
    for index in winners.values {
      guard let target = versions[index].corrects else { continue }
      let key = Key(source: versions[index].source, id: target)
      if let other = corrections[key], !isLater(versions[index], than: versions[other]) { continue }
      corrections[key] = index
    }
    return winners.filter { key, index in
      let version = versions[index]
      if version.isVoid || !version.isUsable || corrections[key] != nil { return false }
      if let target = version.corrects { return corrections[Key(source: version.source, id: target)] == index }
      return true
    }.values.sorted()
  }

  private static func isLater(_ a: Version, than b: Version) -> Bool {
    (a.recordedAt, a.contents, a.eventID) > (b.recordedAt, b.contents, b.eventID)
  }
}
