internal import Glibc

/// The law of what is really there: what the anchor says plus the new error, as far as a shelf can hold it.
///
///     P(I = A + e), I >= 0
///
/// Nothing can be taken from an empty shelf: errors that would leave less than nothing are spread over the losses that
/// can have happened, in proportion. Where the movements alone come out below nothing (A < 0), something was found that
/// no message told of, and the law is the one given that.
///
/// Silence speaks too, by Bayes' rule: while something is there it sells, so that no sale for a time that would have brought
/// some makes an empty shelf more likely, and a sale just now makes it less so. See `Silence`.
struct StockLaw {
  /// Probabilities of the error, index `e + reach`.
  private(set) var law: [Double]
  /// What the anchor says is there now, units.
  let anchored: Double

  /// - Parameters:
  ///   - errors: the law of the new error since the anchor, index `e + reach`.
  init(errors: consuming [Double], anchored: Double, silence: Silence) {
    self.anchored = anchored
    law = errors
    let reach = ErrorLawTable.reach
    let lowest = min(max(Int((-anchored).rounded(.down)), -reach), reach)
    var (losses, possible) = (0.0, 0.0)
    for index in 0..<reach {
      losses += law[index]
      if index - reach >= lowest { possible += law[index] }
    }
    let share = possible > 0 ? losses / possible : 0
    var total = 0.0
    for index in law.indices {
      let error = index - reach
      if error < lowest {
        law[index] = 0
      } else {
        if error < 0 { law[index] *= share }
        law[index] *= anchored + Double(error) > 0 ? silence.ifStocked : silence.ifEmpty
        total += law[index]
      }
    }
    if total > 0 {
      for index in law.indices { law[index] /= total }
    } else {
      law[lowest + reach] = 1
    }
  }

  /// P(new error = e).
  func probability(ofError error: Int) -> Double {
    abs(error) <= ErrorLawTable.reach ? law[error + ErrorLawTable.reach] : 0
  }

  /// Adds what happened and is not recorded yet: what comes first, so that what leaves finds it, and nothing leaves an empty
  /// shelf.
  mutating func add(_ pending: PendingMovements) {
    let (leaving, coming) = pending.laws
    guard leaving.count > 1 || coming.count > 1 else { return }
    let last = law.count - 1
    let lowest = min(max(Int((-anchored).rounded(.down)), -ErrorLawTable.reach), ErrorLawTable.reach) + ErrorLawTable.reach
    func moved(_ movements: [Double], by sign: Int) -> [Double] {
      var sum = [Double](repeating: 0, count: law.count)
      for (units, p) in movements.enumerated() where p > 0 {
        for index in law.indices where law[index] > 0 { sum[min(max(index + sign * units, lowest), last)] += p * law[index] }
      }
      return sum
    }
    if coming.count > 1 { law = moved(coming, by: 1) }
    if leaving.count > 1 { law = moved(leaving, by: -1) }
  }

  /// P(the book is right): the error is minus the known one, or leaves nothing where the book says nothing. A book below
  /// nothing is wrong, whatever else is known.
  /// - Parameter known: anchor less book, whole units.
  func exact(known: Int, book: Double) -> Double {
    if book < 0 { return 0 }
    return book > 0 ? probability(ofError: -known) : law.prefix(max(0, ErrorLawTable.reach - known + 1)).reduce(0, +)
  }

  /// What the law says of a book, all in one pass.
  struct Summary: Equatable {
    /// P(nothing there).
    var empty = 0.0
    /// P(|I - book| <= tolerance).
    var withinTolerance = 0.0
    /// E I.
    var mean = 0.0
    /// E|I - book| and E (I - book)^2.
    var absolute = 0.0
    var square = 0.0
  }

  /// - Parameters:
  ///   - book: units, as the tolerance.
  ///   - known: anchor less book, whole units: where the book is right, also where it is a fraction.
  func summary(book: Double, tolerance: Double, known: Int? = nil) -> Summary {
    var summary = Summary()
    let exact = book < 0 ? nil : known.map { ErrorLawTable.reach - $0 }
    for index in law.indices where law[index] > 0 {
      let (mass, quantity) = (law[index], quantity(index))
      let size = abs(quantity - book)
      if quantity <= 0 { summary.empty += mass }
      if size <= tolerance + 1e-9 || index == exact { summary.withinTolerance += mass }
      summary.mean += mass * quantity
      summary.absolute += mass * size
      summary.square += mass * size * size
    }
    return summary
  }

  /// P(I < quantity), units.
  func probability(ofLessThan limit: Double) -> Double {
    law.indices.reduce(0) { $0 + (quantity($1) < limit - 1e-9 ? law[$1] : 0) }
  }

  /// The smallest quantity that is reached with a probability above q.
  func quantile(_ q: Double) -> Double {
    var sum = 0.0
    for index in law.indices {
      sum += law[index]
      if sum > q { return quantity(index) }
    }
    return quantity(law.count - 1)
  }

  func quantity(_ index: Int) -> Double { max(0, anchored + Double(index - ErrorLawTable.reach)) }
}

/// How likely it is to have heard of no sale since the last one, if something is there and if nothing is.
struct Silence {
  var ifStocked = 1.0
  var ifEmpty = 1.0

  /// Where silence says nothing.
  static let unheard = Silence()

  private init() {}

  /// - Parameters:
  ///   - daily: sales a day of an unbroken stock.
  ///   - days: since the last sale or the anchor, whichever is later.
  ///   - age: days since the anchor.
  ///
  ///     something there: (1 + daily days / k)^-k     nothing there: (1 + days / age) / 2
  ///
  /// Demand moves by weekday, season and promotion: k = 2 is a coefficient of variation of 0.7 about its mean. A shelf that
  /// is empty was emptied by the last sale itself, or at any moment since the anchor, of which only the silent ones agree
  /// with what was heard; the two are held equally likely.
  init(daily: Double, days: Double, age: Double) {
    let quiet = max(0, days)
    ifStocked = pow(1 + max(0, daily) * quiet / 2, -2)
    ifEmpty = age > 0 ? (1 + min(1, quiet / age)) / 2 : 1
  }
}
