import Inventory
import Pipeline
import PostgreSQL
import Retailer
import TestSupport
import Testing

@Suite(.database) struct KeptModelTests {
  @Test("a model serves until it is seven business days old; a night computed again uses the one it used")
  func kept() throws {
    let deliveries = Deliveries.tiny
    let rehearsal = try Rehearsal(TestDatabase.conninfo, deliveries.reference)
    try rehearsal.deliver(deliveries.history(before: 60))
    var used: [(day: Day, model: String)] = []
    for day in 60..<75 {
      try rehearsal.deliver(deliveries.days[day].messages)
      try rehearsal.run(deliveries.days[day])
      let id = try rehearsal.owner.query(
        "select model_id from trueup.publication where publication_id = $1", [Parameter(try rehearsal.current())])[0].text(0)
      used.append((deliveries.days[day].day, id))
    }
    let fitted = try rehearsal.rows("select business_date || ' ' || model_id from trueup_v1.model")
    var expected: [String] = []
    var newest: (day: Day, model: String)?
    for night in used {
      if let kept = newest, night.day.businessDays(since: kept.day) < 7 {
        #expect(night.model == kept.model, "\(night.day)")
      } else {
        newest = night
        expected.append("\(night.day) \(night.model)")
      }
    }
    #expect(fitted == expected && fitted.count == 2)

    // The nights of the first model and of the second, computed again when both are known
    for place in [5, 14] {
      let again = try rehearsal.run(deliveries.days[60 + place]) { $0.fullRefresh = true }
      #expect(again.outcome == .unchanged, "\(used[place].day)")
    }
  }
}
