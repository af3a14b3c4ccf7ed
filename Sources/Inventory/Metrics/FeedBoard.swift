/// Whether a feed is in its rhythm.
public enum FeedStatus: String, CaseIterable, Sendable {
  case fresh, late, silent
}

/// What is known of one feed at a night.
public struct FeedStanding: Equatable, Sendable {
  public var key: FeedKey
  public var deliveries: DeliveryNights
  /// Night that the newest delivery belongs to; `nil` where none was ever seen in eight weeks.
  public var lastDelivery: Day?
  /// Median sending nights from one delivery to the next; `nil` before the second.
  public var usualWait: Double?
  /// Sending nights since the last delivery.
  public var waited: Int
  /// Chance of a longer wait of a feed that is in order.
  public var chance: Double
  /// The first night by which a delivery is more likely than not.
  public var expectedBy: Day?
  public var status: FeedStatus
  /// Days of the location's movements of this class that the cut-off finds not recorded yet; 0 where nothing moves.
  public var unrecordedDays: Double

  /// Nights since the last delivery.
  public var idle: Int { deliveries.idle }
}

/// All feeds of a night: their rhythm, learned from their own deliveries and those of their source elsewhere.
///
/// A feed is *late* where a wait as long as its own has a chance below 0.05, *silent* below 0.001: of a thousand waits of a feed
/// in order one is called so (up to three where the law is learned from two locations), and it is silent until it delivers.
/// Fewer than three deliveries are no rhythm yet. Between deliveries nothing is stale. What is then not recorded yet is what such days turned out
/// to have had:
///
///     unrecorded days = share of the class x (missed + idle nights x (rho + (1 - rho) b)),   b = 0.001 / (0.001 + S(k))
///
/// missed: deliveries that a message misses; rho: what days without a delivery turned out to have had, in mean days, so that a
/// feed which posts the goods of days is told from goods that come on some days only; b: the chance that the feed is broken and
/// its days are as others, held as likely beforehand as it is to be called silent by chance.
public struct FeedBoard: Sendable {
  static let lateLevel = 0.05
  static let silentLevel = 0.001
  static let fewestDeliveries = 3

  /// In the order of location, source and class.
  public private(set) var standings: [FeedStanding] = []
  /// By location.
  public private(set) var backlogs: [Backlog]

  /// What a board is made from, beside the arrival log.
  public struct Input: Sendable {
    /// What came on which night, this one among them.
    public var deliveries: [FeedKey: DeliveryNights]
    /// Of feeds that may have had no delivery in the window.
    public var lastDeliveries: [FeedKey: Day]
    /// Called silent by the night before.
    public var silent: Set<FeedKey>
    /// By location: numbers of days on which it is closed.
    public var closed: [Set<Int32>]
    /// By source: ISO weekdays on which somebody says that it delivers.
    public var stated: [String: Set<Int>]
    /// Hours since the source recorded anything of the location, and before which nobody is late, or silent.
    public var age: @Sendable (_ location: Int32, _ source: String) -> Double
    public var warnAfterHours: Double
    public var errorAfterHours: Double

    public init(
      deliveries: [FeedKey: DeliveryNights], lastDeliveries: [FeedKey: Day] = [:], silent: Set<FeedKey> = [],
      closed: [Set<Int32>], stated: [String: Set<Int>] = [:], warnAfterHours: Double = 0, errorAfterHours: Double = 0,
      age: @escaping @Sendable (_ location: Int32, _ source: String) -> Double = { _, _ in .infinity }
    ) {
      self.deliveries = deliveries
      self.lastDeliveries = lastDeliveries
      self.silent = silent
      self.closed = closed
      self.stated = stated
      self.age = age
      self.warnAfterHours = warnAfterHours
      self.errorAfterHours = errorAfterHours
    }
  }

  /// One source and class, wherever it is sent.
  private struct Kind: Hashable {
    var source: String
    var messages: MessageClass

    init(_ key: FeedKey) {
      (source, messages) = (key.source, key.messages)
    }
  }

  private struct Everywhere {
    var waits = WaitCounts()
    var idleDays = 0.0
    var idleWorth = 0.0

    mutating func add(_ feed: FeedWaits, _ idle: (days: Double, worth: Double)) {
      waits.add(feed)
      idleDays += idle.days
      idleWorth += idle.worth
    }
  }

  private let arrivals: [FeedKey: FeedArrivals]
  private var everywhere: [Kind: Everywhere] = [:]

  public init(_ input: Input, _ log: ArrivalLog) {
    arrivals = log.arrivals()
    backlogs = Array(repeating: Backlog(), count: input.closed.count)
    let keys = input.deliveries.keys.sorted(by: FeedBoard.precedes)
    for key in keys {
      let deliveries = input.deliveries[key] ?? DeliveryNights()
      everywhere[Kind(key), default: Everywhere()].add(
        FeedWaits(deliveries, input.calendar(of: key, log.businessDate)), arrivals[key]?.idle(deliveries) ?? (0, 0))
    }
    standings = keys.map { FeedBoard.standing($0, input, log.businessDate, everywhere[Kind($0)]?.waits ?? WaitCounts()) }
  }

  /// Says what is not recorded yet.
  /// - Parameter missed: by location, cut-offs that its messages miss on average.
  public mutating func weigh(missed: [Double]) {
    backlogs = Array(repeating: Backlog(), count: backlogs.count)
    let moving = standings.indices.filter { standings[$0].key.messages.exposure != nil }
    var feeds = [[Double]](repeating: Backlog().days, count: backlogs.count)
    for index in moving {
      let key = standings[index].key
      backlogs[Int(key.location)].mix[key.messages.rawValue] += arrivals[key]?.daily ?? 0
      feeds[Int(key.location)][key.messages.rawValue] += 1
    }
    let usual = usual(missed: missed)
    for index in moving {
      let (key, place) = (standings[index].key, Int(standings[index].key.location))
      let arrived = arrivals[key] ?? FeedArrivals()
      let total = backlogs[place].mix[key.messages.rawValue]
      let share = total > 0 ? arrived.daily / total : 1 / feeds[place][key.messages.rawValue]
      let days = unrecordedDays(standings[index], arrived, usual: usual[place])
      standings[index].unrecordedDays = share * days
      backlogs[place].days[key.messages.rawValue] += share * days
      if standings[index].status == .silent {
        backlogs[place].silentDays = max(backlogs[place].silentDays, Double(standings[index].idle))
      }
    }
    for place in backlogs.indices { backlogs[place].scaleMix() }
  }

  /// By location: cut-offs that messages miss beyond what the rhythm of their feeds explains.
  private func usual(missed: [Double]) -> [Double] {
    var waited = [(cutoffs: Double, messages: Double)](repeating: (0, 0), count: missed.count)
    for standing in standings where standing.key.messages.exposure != nil {
      guard let mine = arrivals[standing.key]?.waited(standing.deliveries) else { continue }
      waited[Int(standing.key.location)].cutoffs += mine.cutoffs
      waited[Int(standing.key.location)].messages += mine.messages
    }
    return missed.indices.map { place in
      max(0, missed[place] - (waited[place].messages > 0 ? waited[place].cutoffs / waited[place].messages : 0))
    }
  }

  private static func precedes(_ a: FeedKey, _ b: FeedKey) -> Bool {
    (a.location, a.source, a.messages.rawValue) < (b.location, b.source, b.messages.rawValue)
  }

  private static func standing(_ key: FeedKey, _ input: Input, _ businessDate: Day, _ everywhere: WaitCounts) -> FeedStanding {
    let deliveries = input.deliveries[key] ?? DeliveryNights()
    let calendar = input.calendar(of: key, businessDate)
    let waits = FeedWaits(deliveries, calendar)
    var own = WaitCounts()
    own.add(waits)
    let law = WaitLaw(own: own, everywhere: everywhere, isStated: input.stated[key.source] != nil)
    let chance = law.chance(ofMoreThan: waits.open)
    let hours = max(input.age(key.location, key.source), Double(24 * deliveries.idle))
    let hasRhythm = deliveries.count >= fewestDeliveries || input.stated[key.source] != nil
    let status: FeedStatus =
      if deliveries.idle > 0, input.silent.contains(key) {
        .silent
      } else if hasRhythm, chance < silentLevel, hours > input.errorAfterHours {
        .silent
      } else if hasRhythm, chance < lateLevel, hours > input.warnAfterHours {
        .late
      } else {
        .fresh
      }
    var standing = FeedStanding(
      key: key, deliveries: deliveries,
      lastDelivery: deliveries.count > 0 ? businessDate.advanced(by: -deliveries.idle) : input.lastDeliveries[key],
      waited: waits.open, chance: chance, status: status, unrecordedDays: 0)
    let ended = waits.ended.sorted()
    if !ended.isEmpty { standing.usualWait = Double(ended[(ended.count - 1) / 2] + ended[ended.count / 2]) / 2 }
    var nights = waits.open
    for ahead in 1...DeliveryNights.window where standing.expectedBy == nil {
      let day = businessDate.advanced(by: ahead)
      if calendar.isSending(day) { nights += 1 }
      if law.chance(ofMoreThan: nights) <= chance / 2, calendar.isSending(day) { standing.expectedBy = day }
    }
    return standing
  }

  private func unrecordedDays(_ standing: FeedStanding, _ arrived: FeedArrivals, usual: Double) -> Double {
    let missed = arrived.missed(standing.deliveries, usual: usual)
    guard standing.idle > 0 else { return missed }
    let kind = everywhere[Kind(standing.key)] ?? Everywhere()
    let elsewhere = (kind.idleWorth + 1) / (kind.idleDays + 1)
    let idle = arrived.idle(standing.deliveries)
    let worth = min((idle.worth + elsewhere) / (idle.days + 1), 1)
    let broken = FeedBoard.silentLevel / (FeedBoard.silentLevel + standing.chance)
    return missed + Double(standing.idle) * (worth + (1 - worth) * broken)
  }
}

extension FeedBoard.Input {
  fileprivate func calendar(of key: FeedKey, _ businessDate: Day) -> FeedCalendar {
    FeedCalendar(
      businessDate: businessDate, deliveries: deliveries[key] ?? DeliveryNights(), closed: closed[Int(key.location)],
      stated: stated[key.source])
  }
}
