public import Inventory
public import PostgreSQL

/// Turns rows of binary COPY into events: dictionary codes, thousandths, effective times. One per connection.
public struct EventDecoder: Sendable {
  public struct Limits: Sendable {
    /// Microseconds after which a record counts as late, by source; `otherwise` for the rest.
    public var lateAfter: [String: Int64]
    public var otherwise: Int64
    /// An event dated further than this behind its own record time is a slip of the keyboard. Microseconds.
    public var aheadOfRecord: Int64

    public init(lateAfter: [String: Int64], otherwise: Int64, aheadOfRecord: Int64 = 31 * Instant.microsecondsPerDay) {
      self.lateAfter = lateAfter
      self.otherwise = otherwise
      self.aheadOfRecord = aheadOfRecord
    }

    public subscript(source source: String) -> Int64 { lateAfter[source] ?? otherwise }
  }

  /// Microseconds from 2000, 73,000 years: between times that are not further off, no difference leaves 64 bits.
  static let farthest = UInt64(1) << 61

  /// Ten million units, in thousandths: a barcode of eight digits or more in the quantity field is above it, and nine hundred
  /// million messages of one position stay within 64 bits.
  public static let largestQuantity: Int64 = 10_000_000_000

  public struct Batch: Sendable {
    public var events: [Event] = []
    public var documents: [Document] = []
    /// Names of the channels by code, all that were met so far.
    public var channels: [String] = []
  }

  private let dimensions: Dimensions
  private let limits: Limits
  let resends: ResendRule
  /// Per location, microseconds; `Int64.min` where no opening is known.
  private let goLive: [Int64]
  private let locationCodes: ByteCodes
  private let itemCodes: ByteCodes
  private let typeCodes: ByteCodes
  private let stateCodes: ByteCodes
  private let selectionCodes: ByteCodes
  private var sources = ByteCodes()
  private var channels = ByteCodes([""])
  /// Names of the channels by code.
  public private(set) var channelNames = [""]
  private var sourceLimits: [Int64] = []
  /// (source, event type, reason code) of feed.reason_map, joined by line breaks
  private var reasonKeys: ByteCodes
  private let reasonMeanings: [ReasonMapping]
  private let reasonCodes: [UInt16]
  private let canonicalReasons: [String]
  private var documentCodes = ByteCodes()

  public private(set) var batch = Batch()
  /// The message that `judge` read last; a member, because a hundred bytes are not worth returning per row.
  private var event = Event(
    slot: 0, type: .sale, quantity: 0, at: 0, recordedAt: 0, ingestedAt: 0, source: 0, identity: 0)
  public private(set) var rows = 0
  public private(set) var refused: [RefusedMessage: Int64] = [:]
  /// By source.
  private var usable: [Int64] = []
  /// location x 64 + source -> latest record time
  private var latest: [Int64]
  /// The same of sources past the first 64, location << 16 | source
  private var latestOfOthers: [Int64: Int64] = [:]

  /// - Parameter goLive: per location, the instant of its opening in microseconds, `Int64.min` without one.
  public init(
    dimensions: Dimensions, reasons: [ReasonMapping], goLive: [Int64], limits: Limits, resends: ResendRule = ResendRule()
  ) {
    self.dimensions = dimensions
    self.limits = limits
    self.resends = resends
    self.goLive = goLive
    locationCodes = ByteCodes(dimensions.locations.map(\.id))
    itemCodes = ByteCodes(dimensions.items.map(\.id))
    typeCodes = ByteCodes(EventType.allCases.map(\.name))
    stateCodes = ByteCodes(StockState.allCases.map(\.name))
    selectionCodes = ByteCodes(CountSelection.allCases.map(\.name))
    reasonMeanings = reasons
    reasonKeys = ByteCodes(reasons.map { "\($0.sourceSystem)\n\($0.eventType.name)\n\($0.reasonCode)" })
    // Codes in the order of the canonical names, so that they do not depend on what arrives first
    let names = ["", "unknown"] + Set(reasons.map(\.canonical)).subtracting(["", "unknown"]).sorted()
    canonicalReasons = names
    reasonCodes = reasons.map { reason in UInt16(names.firstIndex(of: reason.canonical) ?? 1) }
    latest = Array(repeating: Int64.min, count: dimensions.locations.count * 64)
  }

  public func sourceName(_ code: UInt16) -> String { sources.text(Int32(code)) }
  public func channelName(_ code: UInt16) -> String { channelNames[Int(code)] }
  public func reasonName(_ code: UInt16) -> String { canonicalReasons[Int(code)] }

  public mutating func channelCode(_ name: String) -> UInt16 {
    var name = name
    return name.withUTF8 { channelCode(UnsafeRawBufferPointer($0)) } ?? 0
  }

  private mutating func channelCode(_ bytes: UnsafeRawBufferPointer) -> UInt16? {
    let code = channels.code(of: bytes)
    if code >= 0 { return UInt16(code) }
    guard channels.count <= Int(UInt16.max) else { return nil }
    channelNames.append(String(decoding: bytes, as: UTF8.self))
    return UInt16(channels.insert(bytes))
  }

  public func reasonCode(_ canonical: String) -> UInt16 {
    UInt16(canonicalReasons.firstIndex(of: canonical) ?? 1)
  }

  /// Latest record time per location and source, by ascending location, for those that sent anything.
  public var lastRecorded: [(location: Int32, source: String, at: Int64)] {
    let first = latest.indices.filter { latest[$0] != Int64.min }.map {
      (Int32($0 / 64), sources.text(Int32($0 % 64)), latest[$0])
    }
    let others = latestOfOthers.map { (Int32($0.key >> 16), sources.text(Int32($0.key & 0xFFFF)), $0.value) }
    return (first + others).sorted { ($0.0, ByteText($0.1)) < ($1.0, ByteText($1.1)) }
  }

  /// Messages of a source that were appended.
  public func usableMessages(of source: String) -> Int64 {
    var source = source
    let code = source.withUTF8 { sources.code(of: UnsafeRawBufferPointer($0)) }
    return code >= 0 ? usable[Int(code)] : 0
  }

  private mutating func note(_ recordTime: Int64, location: Int32, source: UInt16) {
    if source < 64 {
      let place = Int(location) * 64 + Int(source)
      if recordTime > latest[place] { latest[place] = recordTime }
    } else {
      latestOfOthers[Int64(location) << 16 | Int64(source), default: Int64.min] = max(
        recordTime, latestOfOthers[Int64(location) << 16 | Int64(source)] ?? Int64.min)
    }
  }

  /// Hands over what was decoded since the last call.
  public mutating func takeBatch() -> Batch {
    defer {
      batch.events.removeAll(keepingCapacity: true)
      batch.documents.removeAll(keepingCapacity: true)
      documentCodes = ByteCodes()
    }
    batch.channels = channelNames
    return batch
  }

  /// Decodes the twenty columns of an extract file and appends the event, or counts the refusal.
  ///
  /// - Parameter specials: keys that another way decides about; their rows are passed over.
  @inline(__always)
  public mutating func append(_ row: inout CopyRow, specials: KeySet) {
    rows += 1
    let start = row
    switch judge(&row, specials: specials) {
    case .event:
      usable[Int(event.source)] += 1
      batch.events.append(event)
    case .refused(let refusal): refused[EventDecoder.message(start, refusal), default: 0] += 1
    case .special: break
    }
  }

  public enum Outcome {
    case event(Event)
    case refused(RefusedMessage)
    case special
  }

  public mutating func decode(_ row: inout CopyRow, specials: KeySet?) -> Outcome {
    let start = row
    return switch judge(&row, specials: specials) {
    case .event: .event(event)
    case .refused(let refusal): .refused(EventDecoder.message(start, refusal))
    case .special: .special
    }
  }

  private enum Judged {
    /// The usable message is in `event`.
    case event
    case refused(Refusal)
    case special
  }

  /// What is kept of a refused row: its key, and the master row that nobody knows.
  private static func message(_ row: CopyRow, _ refusal: Refusal) -> RefusedMessage {
    var row = row
    let source = row.text()
    let eventID = row.text()
    _ = row.field()
    let location = row.text()
    let item = row.text()
    let isUnknown = refusal == .unknownLocation || refusal == .unknownItem
    return RefusedMessage(
      source: source.map { ByteText($0) }, eventID: eventID.map { ByteText($0) }, refusal: refusal,
      locationID: isUnknown ? location.map { ByteText($0) } : nil, itemID: isUnknown ? item.map { ByteText($0) } : nil)
  }

  private mutating func judge(_ row: inout CopyRow, specials: KeySet?) -> Judged {
    let source = row.field()
    let eventID = row.field()
    let type = row.field()
    let location = row.field()
    let item = row.field()
    let quantity = row.thousandths()
    let eventTime = row.optionalInt64()
    let precision = row.field()
    let recordTime = row.optionalInt64()
    let ingestedAt = row.optionalInt64()
    let fromState = row.field()
    let toState = row.field()
    let channel = row.field()
    let documentType = row.field()
    let documentID = row.field()
    let documentLine = row.field()
    let counterpart = row.field()
    let reason = row.field()
    let selection = row.field()
    let probability = row.optionalDouble()

    guard let source, let eventID else { return .refused(.missingID) }
    let identity = hashOfBytes(eventID, seed: hashOfBytes(source))
    if let specials, specials.contains(identity, source: source, eventID: eventID) { return .special }
    guard let eventTime, let recordTime else { return .refused(.missingTime) }
    if max(eventTime.magnitude, recordTime.magnitude, (ingestedAt ?? 0).magnitude) > EventDecoder.farthest {
      return .refused(.infiniteTime)
    }
    guard let type, case let typeCode = typeCodes.code(of: type), typeCode >= 0,
      let eventType = EventType(rawValue: UInt8(typeCode))
    else { return .refused(.unknownType) }
    guard let location else { return .refused(.missingLocation) }
    guard let item else { return .refused(.missingItem) }
    let locationCode = locationCodes.code(of: location)
    guard locationCode >= 0 else { return .refused(.unknownLocation) }
    let itemCode = itemCodes.code(of: item)
    guard itemCode >= 0 else { return .refused(.unknownItem) }
    var units: Int64 = 0
    switch quantity {
    case .thousandths(let value): units = value
    case .null: return .refused(.missingQuantity)
    case .notANumber: return .refused(.quantityNotANumber)
    case .infinite: return .refused(.quantityInfinite)
    case .tooLarge: return .refused(.quantityTooLarge)
    case .tooFine: return .refused(.quantityTooFine)
    }
    if units.magnitude > EventDecoder.largestQuantity.magnitude { return .refused(.quantityTooLarge) }
    if units < 0, eventType != .adjustment { return .refused(.quantityNegative) }
    if eventTime - recordTime > limits.aheadOfRecord { return .refused(.inTheFuture) }
    if recordTime <= goLive[Int(locationCode)] { return .refused(.beforeGoLive) }
    guard let sourceCode = sourceCode(source) else { return .refused(.tooManySources) }

    event = Event(
      slot: dimensions.slot(location: locationCode, item: itemCode), type: eventType, quantity: units, at: eventTime,
      recordedAt: recordTime, ingestedAt: ingestedAt ?? recordTime, source: sourceCode, identity: identity)
    if let fromState, let state = state(fromState) { event.fromState = state }
    if let toState, let state = state(toState) { event.toState = state }
    // `reserved` is a reservation and no stock state; any other unknown word would move stock we cannot place
    if eventType != .stateChange, (fromState != nil && event.fromState == nil) || (toState != nil && event.toState == nil) {
      return .refused(.unknownState)
    }
    event.isLate = recordTime - eventTime > sourceLimits[Int(event.source)]
    if let precision, precision.count == 3 {
      // "day": inflows sort first in their day and outflows last
      event.isDayPrecision = true
      let day = dimensions.day(of: eventTime, location: locationCode)
      let zone = dimensions.zones[Int(locationCode)]
      let isInflow = (event.effect?.saleable ?? 0) > 0
      event.at =
        isInflow
        ? zone.instant(of: day, secondOfDay: 0).microseconds
        : zone.instant(of: day.advanced(by: 1), secondOfDay: 0).microseconds - 1
    }
    if let channel, !channel.isEmpty {
      guard let code = channelCode(channel) else { return .refused(.tooManyChannels) }
      event.channel = code
    }
    event.isRecount = eventType == .count && source.elementsEqual("trueup".utf8)
    if let counterpart { event.counterpart = locationCodes.code(of: counterpart) }
    if let selection, case let code = selectionCodes.code(of: selection), code >= 0 {
      event.selection = CountSelection(rawValue: UInt8(code)) ?? .cycle
    }
    if let probability, probability > 0, probability <= 1 { event.inclusionProbability = probability }
    if event.type == .count, event.selection == .full { event.inclusionProbability = 1 }
    if let reason { apply(reason: reason, source: source, type: type) }
    if let documentType, let documentID { apply(document: documentType, id: documentID, line: documentLine) }
    note(recordTime, location: locationCode, source: sourceCode)
    return .event
  }

  private mutating func sourceCode(_ bytes: UnsafeRawBufferPointer) -> UInt16? {
    if sources.count > Int(UInt16.max), sources.code(of: bytes) < 0 { return nil }
    let code = sources.insert(bytes)
    while sourceLimits.count <= Int(code) {
      sourceLimits.append(limits.lateAfter[sources.text(Int32(sourceLimits.count))] ?? limits.otherwise)
      usable.append(0)
    }
    return UInt16(code)
  }

  private func state(_ bytes: UnsafeRawBufferPointer) -> StockState? {
    let code = stateCodes.code(of: bytes)
    return code >= 0 ? StockState(rawValue: UInt8(code)) : nil
  }

  private mutating func apply(
    reason: UnsafeRawBufferPointer, source: UnsafeRawBufferPointer, type: UnsafeRawBufferPointer
  ) {
    let length = source.count + type.count + reason.count + 2
    let code = withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { key in
      key.copyBytes(from: source)
      key[source.count] = 0x0A
      UnsafeMutableRawBufferPointer(rebasing: key[(source.count + 1)...]).copyBytes(from: type)
      key[source.count + 1 + type.count] = 0x0A
      UnsafeMutableRawBufferPointer(rebasing: key[(source.count + type.count + 2)...]).copyBytes(from: reason)
      return reasonKeys.code(of: UnsafeRawBufferPointer(key))
    }
    guard code >= 0 else {
      event.reason = 1
      return
    }
    event.reason = reasonCodes[Int(code)]
    event.isPhysical = reasonMeanings[Int(code)].isPhysical
    event.isCustomerFault = reasonMeanings[Int(code)].fault == .customer
  }

  private mutating func apply(
    document type: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer, line: UnsafeRawBufferPointer?
  ) {
    let kind: Document.Kind
    if type.elementsEqual("order".utf8) {
      kind = .order
    } else if type.elementsEqual("count".utf8) {
      kind = .count
    } else {
      return
    }
    let line = kind == .order ? line : nil
    let lineLength = line?.count ?? 0
    let code = withUnsafeTemporaryAllocation(byteCount: 2 + id.count + lineLength, alignment: 1) { key in
      key[0] = kind.rawValue
      UnsafeMutableRawBufferPointer(rebasing: key[1...]).copyBytes(from: id)
      key[1 + id.count] = 0x0A
      if let line, lineLength > 0 {
        UnsafeMutableRawBufferPointer(rebasing: key[(2 + id.count)...]).copyBytes(from: line)
      }
      return documentCodes.insert(UnsafeRawBufferPointer(key))
    }
    if Int(code) == batch.documents.count {
      batch.documents.append(
        Document(
          kind: kind, id: String(decoding: id, as: UTF8.self), line: line.map { String(decoding: $0, as: UTF8.self) } ?? ""))
    }
    event.document = code
  }
}
