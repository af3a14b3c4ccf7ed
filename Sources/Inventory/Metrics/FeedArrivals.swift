/// What a feed told of each day of the arrival log's window, and after how many nights.
struct FeedArrivals {
  /// By day of the window, the oldest first, as known now.
  var messages = [Int64](repeating: 0, count: ArrivalLog.window)
  /// Those whose night is known: day of the window, nights after it, how many.
  var known: [(day: Int, age: Int, messages: Int64)] = []

  /// Days younger than this may still lack what is late.
  private static let settled = 3
  /// Messages that a feed borrows from all feeds of its location.
  private static let borrowed = 20.0

  /// Mean messages of a day, over the days since the first.
  var daily: Double {
    guard let first = messages.firstIndex(where: { $0 > 0 }) else { return 0 }
    return Double(max(0, messages[first...].reduce(0, +))) / Double(messages.count - first)
  }

  /// Deliveries that a message misses, on average: those between its day and its record. A feed that posts twice a week
  /// misses none by it.
  /// - Parameter usual: of all messages of the location, cut-offs.
  func missed(_ deliveries: DeliveryNights, usual: Double) -> Double {
    var (sum, count) = (FeedArrivals.borrowed * usual, FeedArrivals.borrowed)
    let last = messages.count - 1
    for (day, age, came) in known where last - day >= FeedArrivals.settled {
      let passed = (0..<age).count { deliveries[last - day - $0] }
      sum += Double(passed) * Double(came)
      count += Double(came)
    }
    return count > 0 ? max(0, sum) / count : 0
  }

  /// Cut-offs that the messages of settled days waited for the next delivery, and how many messages they are.
  func waited(_ deliveries: DeliveryNights) -> (cutoffs: Double, messages: Double) {
    let last = messages.count - 1
    var (cutoffs, count) = (0.0, 0.0)
    for day in 0...last - FeedArrivals.settled where messages[day] > 0 {
      let next = (0...last - day).first { deliveries[last - day - $0] } ?? 0
      cutoffs += Double(next) * Double(messages[day])
      count += Double(messages[day])
    }
    return (cutoffs, count)
  }

  /// What the days before the last delivery, on whose own night nothing was delivered, turned out to have had, in mean days;
  /// and how many they are.
  func idle(_ deliveries: DeliveryNights) -> (days: Double, worth: Double) {
    let mean = daily
    guard mean > 0, let first = messages.firstIndex(where: { $0 > 0 }) else { return (0, 0) }
    let last = messages.count - 1
    var (days, sum) = (0.0, 0.0)
    for day in first..<messages.count where last - day > deliveries.idle && !deliveries[last - day] {
      days += 1
      sum += Double(max(0, messages[day]))
    }
    return (days, sum / mean)
  }
}
