import Inventory
import Retailer
import Testing

/// Each defect changes what it is about and nothing else.
@Suite struct DefectTests {
  private func messages(_ change: (inout Defects) -> Void) -> [FeedMessage] {
    var configuration = smallRetailer(seed: 11)
    change(&configuration.mechanisms.defects)
    var retailer = Retailer(configuration)
    return (0..<15).flatMap { _ in retailer.step().messages }
  }

  @Test("exchanged dates: only event times of the office, to the date with day and month exchanged")
  func swaps() throws {
    let plain = messages { _ in }
    let wrong = messages { $0.dayMonthSwaps = 0.5 }
    #expect(plain.count == wrong.count)
    var swapped = 0
    for (a, b) in zip(plain, wrong) where a != b {
      var same = b
      same.eventTime = a.eventTime
      #expect(same == a && a.sourceSystem == "erp")
      let (before, after) = (try #require(a.eventTime), try #require(b.eventTime))
      // In the middle of the day the date in UTC is the local one
      let dates = [before, after].map { Day(number: Int32($0.microseconds / Instant.microsecondsPerDay)).civil }
      #expect(abs(after.microseconds - before.microseconds) > 20 * Instant.microsecondsPerDay)
      if before.microseconds % Instant.microsecondsPerDay > 3 * 3_600_000_000 {
        #expect(dates[0].day == dates[1].month && dates[0].month == dates[1].day)
      }
      swapped += 1
    }
    #expect(swapped > 5)
  }

  @Test("a wrong zone: only the tills of that location, by whole hours")
  func zones() {
    let plain = messages { _ in }
    let wrong = messages { $0.wrongZones = ["S02": 2] }
    let changed = zip(plain, wrong).filter { $0 != $1 }
    #expect(changed.count > 20)
    #expect(
      changed.allSatisfy { a, b in
        a.locationID == "S02" && a.sourceSystem == "pos" && b.eventTime == a.eventTime?.advanced(bySeconds: 7200)
      })
  }

  @Test("what nobody knows comes beside the messages of a retailer without it")
  func unknown() {
    let plain = messages { _ in }
    for defect in [\Defects.ghostItems, \.ghostLocations, \.unknownTypes, \.unknownStates] {
      let wrong = messages { $0[keyPath: defect] = 0.05 }
      #expect(wrong.filter { $0.eventID?.contains("-unknown-") != true } == plain)
      #expect(wrong.count > plain.count + plain.count / 40)
    }
  }

  @Test("a resend says what a message before it said, under an id of its own")
  func resends() throws {
    let plain = messages { _ in }
    let wrong = messages { $0.resends = 0.05 }
    let again = wrong.filter { $0.eventID?.hasSuffix("-R") == true }
    #expect(wrong.filter { $0.eventID?.hasSuffix("-R") != true } == plain)
    #expect(again.count > plain.count / 40)
    let first = Dictionary(grouping: plain, by: { $0.eventID ?? "" })
    for message in again {
      var same = try #require(first[String(message.eventID?.dropLast(2) ?? "")]?.first)
      #expect(message.ingestedAt ?? Instant(microseconds: 0) > same.ingestedAt ?? Instant(microseconds: 0))
      (same.eventID, same.recordTime, same.ingestedAt) = (message.eventID, message.recordTime, message.ingestedAt)
      same.quantity = message.quantity
      #expect(same == message)
    }
  }

  @Test("other systems open the books of some locations too, and the ERP's rows stay as they were")
  func otherSystems() {
    var configuration = smallRetailer(seed: 11)
    let plain = Retailer(configuration).reference.openings
    configuration.mechanisms.defects.otherSystems = 0.5
    let openings = Retailer(configuration).reference.openings
    #expect(openings.filter { $0.system == "erp" } == plain)
    let others = Dictionary(grouping: openings.filter { $0.system != "erp" }, by: \.system)
    #expect(Set(others.keys) == ["wms", "channel"])
    for (system, rows) in others {
      let all = plain.count { opening in rows.contains { $0.locationID == opening.locationID } }
      #expect(Double(rows.count) < Double(all) * (system == "wms" ? 0.97 : 0.6) && rows.count > all / 3)
    }
  }

  @Test("counts that nobody books, and adjustments that nobody counted")
  func counts() {
    func adjustments(_ messages: [FeedMessage]) -> (counted: Int, byHand: Int) {
      let all = messages.filter { $0.eventType == "adjustment" }
      return (all.count { $0.documentType == "count" }, all.count { $0.reasonCode == "correction" })
    }
    let plain = adjustments(messages { _ in })
    let unbooked = adjustments(messages { $0.unadjustedCounts = 1 })
    let byHand = adjustments(messages { $0.handAdjustments = 3 })
    #expect(plain.counted > 10 && plain.byHand == 0)
    #expect(unbooked.counted == 0 && unbooked.byHand == 0)
    #expect(byHand.byHand > 50)
  }

  @Test("master data: costs, prices and budgets that are not there")
  func masters() {
    var configuration = smallRetailer(seed: 11)
    let plain = Retailer(configuration).reference
    configuration.mechanisms.defects.zeroCosts = 0.2
    configuration.mechanisms.defects.zeroPrices = 0.1
    configuration.mechanisms.defects.noStoreBudget = true
    let wrong = Retailer(configuration).reference
    #expect(plain.items.allSatisfy { $0.unitCost != 0 && $0.unitPrice != 0 } && plain.labourBudgets.count == 2)
    #expect(wrong.items.contains { $0.unitCost == 0 } && wrong.items.contains { $0.unitPrice == 0 })
    #expect(wrong.labourBudgets.map(\.locationID) == ["DC1"])
    #expect(wrong.openings == plain.openings)
  }
}
