import Inventory

/// How notices become messages: recorded late, delivered late, doubled, contradicted, spoilt.
struct Feed: Sendable {
  let mechanisms: Mechanisms
  private let seed: UInt64
  let network: Network
  private let outages: [[Outage]]
  private let postings: [Posting?]
  private let names: [String]
  private let prefixes: [String]
  private let calendar: Calendar
  private var counters: [Int]
  /// Messages under way, by the day that will deliver them, today first.
  private var queue: [[Delivery]] = [[]]
  private var today = 0
  private var spoilt = 0
  var unknown = 0
  var chance: Chance
  /// Of the defects, so that they change nothing else.
  var wrong: Chance
  /// Of what is sent again.
  var again: Chance
  /// By site: the surge of today, 1 without any.
  var latencyFactors: [Double]

  /// A message under way, with what it does to the retailer's own ledger when it arrives.
  struct Delivery: Sendable {
    let message: FeedMessage
    let at: Int64
    let enters: BookEntry?
    let undoes: BookEntry?
  }

  /// What became of a notice.
  struct Receipt: Sendable {
    let eventID: String
    let recordedAt: Int64
    let ingestedAt: Int64
    let entry: BookEntry?
  }

  init(_ configuration: RetailerConfiguration, _ network: Network, _ plan: Plan, _ calendar: Calendar) {
    mechanisms = configuration.mechanisms
    seed = configuration.seed
    self.network = network
    outages = plan.outages
    postings = plan.postings
    names = Source.names(marketplaces: network.marketplaces.count)
    prefixes = names.map { $0.prefix(3) + "-" }
    counters = [Int](repeating: 0, count: names.count)
    self.calendar = calendar
    latencyFactors = [Double](repeating: 1, count: network.sites.count)
    chance = Chance(seed: configuration.seed, purpose: .feed, day: -1)
    wrong = Chance(seed: configuration.seed, purpose: .wrongMessages, day: -1)
    again = Chance(seed: configuration.seed, purpose: .resends, day: -1)
  }

  func name(of source: Source) -> String { names[source.index] }

  /// Sends a notice; `replacing` names the message that it corrects or withdraws.
  mutating func send(_ notice: Notice, replacing target: Receipt? = nil) -> Receipt {
    var message = notice.message
    message.sourceSystem = names[notice.source.index]
    message.eventID = newID(notice.source)
    message.eventType = notice.type.name
    message.locationID = network.sites[notice.site].id
    message.itemID = network.articles[notice.item].id
    message.quantity = .units(notice.units)
    message.eventTime = Instant(microseconds: notice.at)
    message.fromState = notice.from?.name
    message.toState = notice.to?.name
    message.correctsEventID = target?.eventID

    let recordedAt = recordTime(of: notice)
    message.recordTime = Instant(microseconds: recordedAt)
    misstate(&message, notice)
    var ingestedAt = recordedAt + arrivalDelay(notice, recordedAt: recordedAt)
    // A source sends in order what refers to each other
    if let target { ingestedAt = max(ingestedAt, target.ingestedAt + Instant.microsecondsPerSecond) }

    let entry = notice.movement.map { movement in
      BookEntry(cell: Int32(network.cell(notice.site, notice.item)), movement: movement, at: notice.at)
    }
    if let target {
      deliver(message, at: ingestedAt, enters: entry, undoes: target.entry)
    } else if let entry, chance.happens(mechanisms.conflicts), notice.type != .adjustment {
      ingestedAt = contradict(message, entry: entry, recordedAt: recordedAt, ingestedAt: ingestedAt)
    } else {
      deliver(message, at: ingestedAt, enters: entry)
    }
    if chance.happens(mechanisms.duplicates) {
      deliver(message, at: ingestedAt + Feed.microseconds(chance.exponential(mean: 20_000) + 1))
    }
    if chance.happens(mechanisms.malformed) { spoil(message, at: ingestedAt) }
    sendUnknown(beside: message, at: ingestedAt)
    sendAgain(message, at: ingestedAt)
    return Receipt(eventID: message.eventID ?? "", recordedAt: recordedAt, ingestedAt: ingestedAt, entry: entry)
  }

  /// What arrived in (previous cut-off, cut-off] of the day, in order of arrival.
  mutating func takeToday() -> [Delivery] {
    let arrived = queue.removeFirst()
    if queue.isEmpty { queue.append([]) }
    today += 1
    // Small keys, because a delivery is half a kilobyte; equal times keep the order of sending
    let keys = arrived.enumerated().map { (at: $0.element.at, index: $0.offset) }
    return keys.sorted { ($0.at, $0.index) < ($1.at, $1.index) }.map { arrived[$0.index] }
  }

  private mutating func newID(_ source: Source) -> String {
    counters[source.index] += 1
    return prefixes[source.index] + Network.padded(counters[source.index], 6)
  }

  mutating func deliver(_ message: FeedMessage, at: Int64, enters: BookEntry? = nil, undoes: BookEntry? = nil) {
    var message = message
    message.ingestedAt = Instant(microseconds: at)
    let index = calendar.day(of: at, notBefore: today) - today
    while queue.count <= index { queue.append([]) }
    queue[index].append(Delivery(message: message, at: at, enters: enters, undoes: undoes))
  }
}

// MARK: - What goes wrong with a message

extension Feed {
  /// A second version with the same id and a later record. Either may arrive first; the earlier record counts.
  ///
  /// - Returns: when the version that counts arrives.
  private mutating func contradict(_ message: FeedMessage, entry: BookEntry, recordedAt: Int64, ingestedAt: Int64) -> Int64 {
    let gap = Feed.microseconds(chance.between(60, 40_000))
    let units = entry.movement.units + 1
    let movement = Movement(from: entry.movement.from, to: entry.movement.to, units: units)
    let other = BookEntry(cell: entry.cell, movement: movement, at: entry.at)
    var version = message
    version.quantity = .units(units)
    version.recordTime = Instant(microseconds: recordedAt + gap)
    if chance.happens(0.25) {
      let arrival = ingestedAt + gap + Feed.microseconds(chance.between(600, 40_000))
      deliver(version, at: ingestedAt + gap, enters: other)
      deliver(message, at: arrival, enters: entry, undoes: other)
      return arrival
    }
    deliver(message, at: ingestedAt, enters: entry)
    deliver(version, at: ingestedAt + gap)
    return ingestedAt
  }

  /// Sends beside the message one that no book can use, each kind in turn.
  private mutating func spoil(_ message: FeedMessage, at: Int64) {
    var bad = message
    let source = names.firstIndex { $0 == message.sourceSystem } ?? 0
    bad.eventID = newID(Source(index: source))
    bad.correctsEventID = nil
    spoilt += 1
    switch spoilt % 9 {
    case 0: bad.itemID = "SKU9999X"
    case 1: bad.locationID = "S00"
    case 2: bad.eventID = nil
    case 3: bad.quantity = nil
    case 4: bad.quantity = .notANumber
    case 5:
      bad.quantity = .units(-3)
      bad.eventType = EventType.sale.name
    case 6: bad.eventType = "sale_v2"
    case 7: bad.eventTime = Day(year: 2200, month: 1, day: 1).utcStart
    default: bad.quantity = .infinite
    }
    deliver(bad, at: at + Feed.microseconds(1))
  }
}

// MARK: - The two delays

extension Feed {
  private static func microseconds(_ seconds: Double) -> Int64 { Int64(seconds * 1_000_000) }

  private mutating func recordTime(of notice: Notice) -> Int64 {
    let entered = entryTime(of: notice)
    guard notice.source == .erp, let posting = postings[notice.site] else { return entered }
    // All lines of a batch within a minute
    return calendar.next(posting, notice.site, notBefore: entered) + Feed.microseconds(chance.between(0, 60))
  }

  /// When somebody or something enters it into the system.
  private mutating func entryTime(of notice: Notice) -> Int64 {
    if let recordedAt = notice.recordedAt { return recordedAt }
    var delay: Int64
    switch notice.source.index {
    case Source.pos.index: delay = tillDelay(notice.site, at: notice.at)
    case Source.web.index: delay = Feed.microseconds(chance.between(0.3, 4))
    case Source.oms.index: delay = Feed.microseconds(chance.lognormal(median: mechanisms.orderLatency, sigma: 0.8))
    case Source.wms.index: delay = Feed.microseconds(chance.lognormal(median: mechanisms.warehouseLatency, sigma: 0.9))
    case Source.erp.index: delay = Feed.microseconds(chance.lognormal(median: mechanisms.officeLatency, sigma: 1.1))
    case Source.supplier.index: delay = Feed.microseconds(chance.lognormal(median: mechanisms.supplierLatency, sigma: 0.7))
    default: delay = Feed.microseconds(chance.between(5, mechanisms.marketplacePoll))
    }
    let surge = latencyFactors[notice.site]
    if surge != 1 { delay = Int64(Double(delay) * surge) }
    if chance.happens(mechanisms.lateRecord) { delay += Feed.microseconds(86_400 * chance.between(1, 10)) }
    let recordedAt = notice.at + delay
    if notice.source == .pos, let outage = outage(notice.site, at: recordedAt), outage.isServer {
      return outage.until + Feed.microseconds(chance.between(60, 7200))
    }
    return recordedAt
  }

  private mutating func tillDelay(_ index: Int, at: Int64) -> Int64 {
    let site = network.sites[index]
    switch site.tills {
    case .realtime:
      return Feed.microseconds(chance.lognormal(median: mechanisms.tillLatency, sigma: 0.9))
    case .halfHourly:
      let halfHour: Int64 = 1_800_000_000
      return halfHour - at % halfHour + Feed.microseconds(chance.between(5, 60))
    case .nightly:
      let day = site.zone.day(of: Instant(microseconds: at))
      // The run starts at 23:30 and reaches this store within two hours, all its sales in a minute or two
      var run = Chance(seed: seed, purpose: .feed, day: Int(day.number) * network.sites.count + index)
      let start = site.zone.instant(of: day, secondOfDay: 84_600).microseconds + Feed.microseconds(run.between(0, 7200))
      return max(start - at, 0) + Feed.microseconds(chance.between(1, 90))
    }
  }

  private mutating func arrivalDelay(_ notice: Notice, recordedAt: Int64) -> Int64 {
    var delay = Feed.microseconds(chance.lognormal(median: mechanisms.arrival, sigma: 1) + 0.2)
    if chance.happens(mechanisms.lateArrival) { delay += Feed.microseconds(86_400 * chance.between(1, 6)) }
    let isLocal = notice.source == .pos || notice.source == .erp || notice.source == .wms
    if isLocal, let outage = outage(notice.site, at: recordedAt) {
      delay = max(delay, outage.until - recordedAt + Feed.microseconds(chance.between(10, 9000)))
    }
    return delay
  }

  private func outage(_ site: Int, at: Int64) -> Outage? {
    outages[site].first { at >= $0.from && at < $0.until }
  }
}
