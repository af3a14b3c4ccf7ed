/// The messages of one class that one source sends of one location.
public struct FeedKey: Hashable, Sendable {
  public var location: Int32
  public var source: String
  public var messages: MessageClass

  public init(location: Int32, source: String, messages: MessageClass) {
    self.location = location
    self.source = source
    self.messages = messages
  }
}

/// When a feed delivers, in *sending nights*: those of weekdays on which it did in a quarter of the weeks since its first
/// delivery, but for days on which its location is closed. A wait is counted in them, so that Sundays and holidays make nobody
/// late; a straggler makes no weekday.
struct FeedCalendar {
  let businessDate: Day
  /// ISO, Monday is 1; empty where nothing is known.
  let weekdays: Set<Int>
  let closed: Set<Int32>

  /// - Parameter stated: the weekdays that somebody said, instead of those seen.
  init(businessDate: Day, deliveries: DeliveryNights, closed: Set<Int32>, stated: Set<Int>? = nil) {
    self.businessDate = businessDate
    self.closed = closed
    if let stated {
      weekdays = stated
    } else {
      var (came, seen) = ([Int](repeating: 0, count: 8), [Int](repeating: 0, count: 8))
      for age in 0...(deliveries.oldest ?? 0) {
        let weekday = businessDate.advanced(by: -age).isoWeekday
        seen[weekday] += 1
        if deliveries[age] { came[weekday] += 1 }
      }
      weekdays = Set((1...7).filter { came[$0] > 0 && 4 * came[$0] >= seen[$0] })
    }
  }

  func isSending(_ day: Day) -> Bool {
    !closed.contains(day.number) && (weekdays.isEmpty || weekdays.contains(day.isoWeekday))
  }
}

/// How long a feed waited between deliveries, and how long it has waited since the last.
struct FeedWaits: Equatable {
  /// In sending nights, the one of the delivery among them: 1 follows the night before.
  private(set) var ended: [Int] = []
  /// Sending nights since the last delivery.
  private(set) var open = 0

  init(_ deliveries: DeliveryNights, _ calendar: FeedCalendar) {
    guard let oldest = deliveries.oldest else {
      open = (0..<DeliveryNights.window).count { calendar.isSending(calendar.businessDate.advanced(by: -$0)) }
      return
    }
    for age in (0..<oldest).reversed() {
      if deliveries[age] {
        ended.append(open + 1)
        open = 0
      } else if calendar.isSending(calendar.businessDate.advanced(by: -age)) {
        open += 1
      }
    }
  }
}

/// How many waits of a feed, or of many, reached each length and ended there. Those that go on are left out: an outage must
/// not teach that outages are usual while it lasts.
struct WaitCounts {
  /// By length - 1.
  private(set) var ended = [Double](repeating: 0, count: DeliveryNights.window)
  private(set) var reached = [Double](repeating: 0, count: DeliveryNights.window)

  mutating func add(_ waits: FeedWaits) {
    for length in waits.ended {
      for g in 0..<min(length, DeliveryNights.window) { reached[g] += 1 }
      if length <= DeliveryNights.window { ended[length - 1] += 1 }
    }
  }
}

/// How long a feed may be waited for.
///
///     h(g)  = (n(g) + w h'(g)) / (R(g) + w)        chance that a delivery comes at the g-th sending night of a wait
///     h'(g) = (n'(g) + v h'(g-1)) / (R'(g) + v)    the same of its source and class over all locations
///     h'(0) = sum n' / (1 + sum R')
///     S(k)  = prod over g <= k of (1 - h(g))       chance of a wait that is longer than k
///
/// n(g) waits of R(g) that reached their g-th night ended there; w = `borrowed`, v = `smoothing`:
/// beyond the longest wait seen the chance stays as it was. A young feed is judged by its source
/// elsewhere, and where nothing is known of that either, a wait says little.
struct WaitLaw {
  /// Waits that a location borrows from all locations.
  static let borrowed = 5.0
  /// Waits by which the chance of a night is held to that of the night before.
  static let smoothing = 4.0

  /// Of a delivery on a night that somebody stated, before any was seen.
  static let stated = 0.99

  private var survivals: [Double] = [1]

  init(own: WaitCounts, everywhere: WaitCounts, isStated: Bool = false) {
    var elsewhere = isStated ? WaitLaw.stated : everywhere.ended.reduce(0, +) / (1 + everywhere.reached.reduce(0, +))
    for g in 0..<DeliveryNights.window {
      if !isStated {
        elsewhere = (everywhere.ended[g] + WaitLaw.smoothing * elsewhere) / (everywhere.reached[g] + WaitLaw.smoothing)
      }
      let hazard = (own.ended[g] + WaitLaw.borrowed * elsewhere) / (own.reached[g] + WaitLaw.borrowed)
      survivals.append((survivals.last ?? 1) * (1 - min(max(hazard, 0), 1)))
    }
  }

  /// S(k).
  func chance(ofMoreThan nights: Int) -> Double { survivals[min(max(nights, 0), DeliveryNights.window)] }
}
