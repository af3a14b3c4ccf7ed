internal import Inventory
internal import PostgreSQL

extension ItemConfidence {
  /// One row of `trueup.item_confidence`.
  func write(publication: Int64, dimensions: Dimensions, to writer: inout CopyWriter) throws {
    try writer.row(40)
    writer.int64(publication)
    writer.text(dimensions.locations[Int(dimensions.location(of: slot))].id)
    writer.text(dimensions.items[Int(dimensions.item(of: slot))].id)
    writer.double(book)
    writer.double(settledBook)
    writer.double(pExact)
    writer.double(pExactSettled)
    writer.double(pWithinTolerance)
    writer.double(pPhantom)
    writer.null()
    writer.double(expected)
    writer.double(quantiles?.p05)
    writer.double(quantiles?.p50)
    writer.double(quantiles?.p95)
    writer.double(expectedError)
    writer.double(valueAtRisk)
    writer.double(atpSafe)
    writer.double(unrecorded)
    writer.int64(lastCountedAt)
    writer.double(exposure)
    writer.int32(zeroSaleDays.map(Int32.init))
    writer.int32(Int32(failedPicks))
    for place in 0..<3 {
      let driver = place < drivers.count ? drivers[place] : nil
      writer.text(driver?.name)
      writer.double(driver?.share)
    }
    writer.text(action.rawValue)
    writer.double(change)
    writer.text(status.rawValue)
    for place in 0..<3 { writer.double(place < drivers.count ? drivers[place].deviation : nil) }
    writer.double(knownError)
    writer.double(adjusted)
    writer.text(cause?.rawValue)
    writer.double(pInStock)
    writer.double(unrecordedMovements)
    writer.double(pExactRecorded)
  }

  /// What was known at the time is not known for sure.
  var reconstructed: ItemConfidence {
    var score = self
    if status == .ok { score.status = .reconstructed }
    return score
  }
}
