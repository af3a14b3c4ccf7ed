import Inventory
import Retailer
import Testing

@Suite struct DeterminismTests {
  @Test("one configuration gives one retailer")
  func twice() {
    var a = Retailer(smallRetailer(seed: 7))
    var b = Retailer(smallRetailer(seed: 7))
    #expect(a.reference == b.reference)
    for _ in 0..<20 { #expect(a.step().messages == b.step().messages) }
    #expect(a.truth() == b.truth())
    var other = Retailer(smallRetailer(seed: 8))
    #expect(other.step().messages != b.step().messages)
  }

  /// Pins the messages across processes and machines. Whoever changes a mechanism on purpose writes the new number.
  @Test("the messages of ten days are these")
  func pinned() {
    var retailer = Retailer(smallRetailer(seed: 1))
    let messages = (0..<10).flatMap { _ in retailer.step().messages }
    #expect(digest(messages) == 11_275_778_857_553_369_818)
  }

  @Test("a copy goes its own way from the same past")
  func copy() {
    var retailer = Retailer(smallRetailer(seed: 9))
    for _ in 0..<5 { _ = retailer.step() }
    var copy = retailer
    #expect(copy.step().messages == retailer.step().messages)
  }

  @Test("a request changes no customer of that day")
  func requestsApart() throws {
    var configuration = smallRetailer(seed: 10)
    configuration.mechanisms.countAfterOpening = 0
    var plain = Retailer(configuration)
    var asked = plain
    let row = try #require(plain.truth().first { $0.locationID == "S03" })
    let request = CountRequest(locationID: row.locationID, itemID: row.itemID, recountID: "r1")
    func sales(_ day: RetailerDay) -> [Instant] {
      day.messages.filter { $0.eventType == "sale" && $0.correctsEventID == nil }.compactMap(\.eventTime).sorted()
    }
    #expect(sales(plain.step()).count > 100)
    _ = asked.step(counting: [request])
    #expect(plain.truth().map(\.physical) == asked.truth().map(\.physical))
  }
}
