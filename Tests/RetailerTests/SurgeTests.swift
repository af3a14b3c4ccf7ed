import Inventory
import Retailer
import Testing

@Suite struct SurgeTests {
  private func run(_ kind: Surge.Kind, _ location: String, factor: Double) -> (messages: [FeedMessage], retailer: Retailer) {
    var configuration = smallRetailer(seed: 11)
    configuration.mechanisms.outagesPerStoreDay = 0
    configuration.surges = [Surge(kind: kind, locationID: location, firstDay: 5, days: 20, factor: factor)]
    var retailer = Retailer(configuration)
    let messages = (0..<25).flatMap { _ in retailer.step().messages }
    return (messages, retailer)
  }

  private func medianLatency(_ messages: [FeedMessage], _ location: String) -> Double {
    let first = Day(year: 2026, month: 1, day: 11).utcStart
    let delays = messages.filter { $0.locationID == location && $0.sourceSystem == "pos" && ($0.eventTime ?? first) > first }
      .compactMap { message -> Int64? in
        guard let event = message.eventTime, let record = message.recordTime else { return nil }
        return record.microseconds - event.microseconds
      }
      .sorted()
    return delays.isEmpty ? 0 : Double(delays[delays.count / 2])
  }

  @Test("a latency surge multiplies the time to record at its store")
  func latency() {
    let plain = run(.latency, "S02", factor: 1)
    let surged = run(.latency, "S02", factor: 50)
    let ratio = medianLatency(surged.messages, "S02") / medianLatency(plain.messages, "S02")
    #expect((40...60).contains(ratio))
    #expect(abs(medianLatency(surged.messages, "S04") / medianLatency(plain.messages, "S04") - 1) < 0.2)
  }

  @Test("a cancellation surge multiplies what the node does not find")
  func cancellation() {
    func notFound(_ factor: Double) -> Int {
      run(.cancellation, "DC1", factor: factor).messages.filter {
        $0.eventType == "cancellation" && $0.locationID == "DC1" && $0.reasonCode == "not_found"
      }.count
    }
    #expect(notFound(8) > 4 * max(1, notFound(1)))
  }

  @Test("a shrink surge empties its store")
  func shrink() {
    func missing(_ factor: Double) -> Int64 {
      run(.shrink, "S03", factor: factor).retailer.truth().filter { $0.locationID == "S03" }
        .reduce(0) { $0 + max(0, $1.book - $1.physical) }
    }
    #expect(missing(10) > 2 * missing(1))
  }
}
