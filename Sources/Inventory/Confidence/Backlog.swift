internal import Glibc

/// What a location's feeds have not recorded yet.
public struct Backlog: Equatable, Sendable {
  /// By class of movement: days of its movements.
  public var days = [Double](repeating: 0, count: MessageClass.movements.count)
  /// By class of movement: its share of the location's messages of movements. Sums to 1.
  public var mix = [Double](repeating: 0, count: MessageClass.movements.count)
  /// Nights that the most silent feed of movements has delivered nothing; 0 where all are in their rhythm.
  public var silentDays = 0.0

  public init() {}

  /// The same for all classes, which are equally frequent.
  public init(days: Double, silentDays: Double = 0) {
    for place in mix.indices {
      self.days[place] = days
      mix[place] = 1 / Double(mix.count)
    }
    self.silentDays = silentDays
  }

  mutating func scaleMix() {
    let total = mix.reduce(0, +)
    for place in mix.indices { mix[place] = total > 0 ? mix[place] / total : 1 / Double(mix.count) }
  }
}

/// What happened to one record before the cut-off and is not recorded yet: a Poisson number of movements of a few units that
/// leave, and one of movements that come.
///
///     movements of class c ~ Poisson(d_c (n_c + m_c / 2) / (T + 5))
///
/// n_c of them in the T days since the anchor, m_c the share of the class at the location, d_c the days not recorded: half a
/// movement in five days stands in for what a young record has not shown yet. Corrections of the book move nothing.
struct PendingMovements {
  var leaving = 0.0
  var coming = 0.0
  /// Mean units of one.
  var leavingSize = 1.0
  var comingSize = 1.0

  var movements: Double { leaving + coming }
  /// Expected units, without sign.
  var units: Double { leaving * leavingSize + coming * comingSize }

  init(_ state: PositionState, days: [Double], mix: [Double], at cutoff: Int64) {
    let exposed = max(1, Double(cutoff - state.anchorAt) / Double(Instant.microsecondsPerDay))
    var arrivals = 0.0
    for kind in MessageClass.movements {
      guard let evidence = kind.exposure else { continue }
      let seen = Double(max(0, state.exposure[evidence]))
      let expected = days[kind.rawValue] * (seen + 0.5 * mix[kind.rawValue]) / (exposed + 5)
      if kind.isOutward {
        leaving += expected
      } else {
        coming += expected
        arrivals += seen
      }
    }
    let sold = Double(state.exposure.unitsSold) / 1000
    leavingSize = max(1, sold / Double(max(1, state.exposure[.sale])))
    if arrivals > 0 { comingSize = max(1, (Double(state.movesSince) / 1000 + sold) / arrivals) }
  }

  /// Probabilities of the units that leave and of those that come, by number from 0.
  var laws: (leaving: [Double], coming: [Double]) {
    (PendingMovements.compoundPoisson(leaving, size: leavingSize), PendingMovements.compoundPoisson(coming, size: comingSize))
  }

  /// Chances beyond it are as good as none.
  private static let negligible = 1e-9

  /// Panjer's recursion (1981) for a Poisson number of movements of `size` units, the two whole numbers next to it in such
  /// shares that the mean is kept.
  ///
  ///     p(0) = exp(-mean)     p(u) = mean / u sum over j of j q(j) p(u - j)
  ///
  /// What lies beyond the reach stands at its end.
  static func compoundPoisson(_ mean: Double, size: Double) -> [Double] {
    guard mean > negligible else { return [1] }
    let reach = ErrorLawTable.reach
    let small = min(Int(size), reach)
    let large = min(small + 1, reach)
    let share = small == large ? 0 : min(max(size - Double(small), 0), 1)
    // A mean that exp cannot hold is far beyond the reach
    var law = [exp(-min(mean, 700))]
    var left = 1 - law[0]
    while left > negligible, law.count <= reach {
      let u = law.count
      var sum = u >= small ? Double(small) * (1 - share) * law[u - small] : 0
      if share > 0, u >= large { sum += Double(large) * share * law[u - large] }
      law.append(min(mean, 700) / Double(u) * sum)
      left -= law[u]
    }
    if left > 0 { law[law.count - 1] += left }
    return law
  }
}
