import Foundation
import Statistics
import Testing

@testable import Inventory

@Suite struct DriverShareTests {
  private static let perSale = 0.004
  private static let perDay = 0.010

  private static func intervals(seed: UInt64, count: Int, receiptsFollowSales: Bool = false) -> [CountInterval] {
    var chance = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      var exposure = Exposure()
      exposure[.sale] = Int32(chance.uniform() * 120)
      exposure[.receipt] = receiptsFollowSales ? exposure[.sale] / 10 : Int32(chance.uniform() * 10)
      let days = 5 + chance.uniform() * 60
      let hazard = perSale * Double(exposure[.sale]) + 0.02 * Double(exposure[.receipt]) + perDay * days + 0.03
      let isWrong = chance.uniform() < 1 - exp(-hazard)
      return CountInterval(
        exposure: exposure, days: days, startsWith: number % 5 == 0 ? .opening : .count, gap: isWrong ? -1000 : 0,
        levels: RecordLevels(category: 0, location: 0, item: 0))
    }
  }

  private static func state(_ kind: AnchorKind) -> PositionState {
    var state = PositionState(from: 0)
    state.anchorKind = kind
    state.exposure[.sale] = 60
    state.exposure[.receipt] = 5
    state.exposure[.transferIn] = 2
    return state
  }

  private static let levels = RecordLevels(category: 0, location: 0, item: 0)
  private static let counts = RecordLevels(category: 1, location: 1, item: 1)
  private static let after30Days = 30 * Instant.microsecondsPerDay

  @Test(
    "shares are positive, sum to one over all classes, and come largest first", arguments: [AnchorKind.opening, .count, .none])
  func whole(kind: AnchorKind) throws {
    let model = try RecordModel.fit(Self.intervals(seed: 1, count: 600), levels: Self.counts)
    let (hazard, drivers) = model.hazard(of: Self.state(kind), levels: Self.levels, at: Self.after30Days, drivers: 99)
    #expect(hazard > 0 && drivers.count >= 4)
    #expect(abs(drivers.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(drivers.allSatisfy { $0.share > 0 && ($0.deviation ?? -1) >= 0 })
    #expect(drivers.map(\.share) == drivers.map(\.share).sorted(by: >))
    let few = model.hazard(of: Self.state(kind), levels: Self.levels, at: Self.after30Days).drivers
    #expect(few == Array(drivers.prefix(3)))
  }

  @Test(
    "standard deviations of shares are those of draws from the posterior of the rates", arguments: [AnchorKind.opening, .count])
  func posterior(kind: AnchorKind) throws {
    let model = try RecordModel.fit(Self.intervals(seed: 2, count: 2000), levels: Self.counts)
    let state = Self.state(kind)
    // The definition: rates drawn from the normal posterior by its Cholesky factor, written out
    let n = RecordModel.classes.count
    var factor = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        let rest = model.covariance(of: i, j) - (0..<j).reduce(0) { $0 + factor[i][$1] * factor[j][$1] }
        factor[i][j] = i == j ? max(0, rest).squareRoot() : factor[j][j] > 0 ? rest / factor[j][j] : 0
      }
    }
    let multiplier = model.effects.multiplier(Self.levels.all)
    var x = RecordModel.vector(state.exposure, days: 30, startsWith: kind, counting: kind == .count ? 0.5 : 0)
    for i in x.indices where i != RecordModel.openingIndex { x[i] *= multiplier }
    var chance = SeededGenerator(seed: 9)
    var (sums, squares) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    let draws = 20_000
    for _ in 0..<draws {
      let z = (0..<n).map { _ in Normal.standard.quantile(chance.uniform()) }
      let rates = (0..<n).map { i in model.rates[i] + (0...i).reduce(0) { $0 + factor[i][$1] * z[$1] } }
      let total = zip(rates, x).reduce(0) { $0 + $1.0 * $1.1 }
      for i in 0..<n {
        let share = rates[i] * x[i] / total
        sums[i] += share
        squares[i] += share * share
      }
    }
    let drivers = model.hazard(of: state, levels: Self.levels, at: Self.after30Days, drivers: 99).drivers
    for (i, name) in RecordModel.classes.enumerated() where x[i] > 0 {
      let driver = try #require(drivers.first { $0.name == name })
      let mean = sums[i] / Double(draws)
      let simulated = (squares[i] / Double(draws) - mean * mean).squareRoot()
      #expect(abs((driver.deviation ?? 0) / simulated - 1) < 0.1, "\(name): \(driver) \(simulated)")
    }
  }

  @Test("the posterior of the shares has the spread of refits on other samples of the same retailer")
  func refits() throws {
    let fits = try (1...20).map { seed in
      try RecordModel.fit(Self.intervals(seed: UInt64(100 + seed), count: 800), levels: Self.counts)
    }
    func sales(_ model: RecordModel) throws -> Driver {
      try #require(
        model.hazard(of: Self.state(.count), levels: Self.levels, at: Self.after30Days, drivers: 99).drivers
          .first { $0.name == "sales" })
    }
    let shares = try fits.map { try sales($0).share }
    let mean = shares.reduce(0, +) / 20
    let spread = (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19).squareRoot()
    let believed = try fits.reduce(0) { try $0 + (sales($1).deviation ?? 0) } / 20
    // A standard deviation of twenty draws is itself known to 16 %; the prior holds the refits together a little
    #expect(believed / spread > 0.75 && believed / spread < 1.5, "\(believed) \(spread)")
  }

  @Test("classes that always come together are one driver, whose share is known better than theirs")
  func collinear() throws {
    let model = try RecordModel.fit(Self.intervals(seed: 3, count: 1000, receiptsFollowSales: true), levels: Self.counts)
    let drivers = model.hazard(of: Self.state(.count), levels: Self.levels, at: Self.after30Days, drivers: 99).drivers
    let both = try #require(drivers.first { $0.name == "sales + receipts" })
    #expect(!drivers.contains { $0.name == "sales" || $0.name == "receipts" })
    #expect(abs(drivers.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    var apart = model
    apart = RecordModel(
      rates: apart.rates, covariance: apart.covariance, groups: Array(RecordModel.classes.indices), effects: apart.effects,
      sizes: apart.sizes, dispersion: apart.dispersion, calibration: apart.calibration, labels: 0, wrong: 0)
    let single = apart.hazard(of: Self.state(.count), levels: Self.levels, at: Self.after30Days, drivers: 99).drivers
      .filter { ["sales", "receipts"].contains($0.name) }
    #expect(abs(single.reduce(0) { $0 + $1.share } - both.share) < 1e-12)
    #expect((both.deviation ?? 9) < single.compactMap(\.deviation).reduce(0, max))
    // Two that are told apart stay apart
    let plain = try RecordModel.fit(Self.intervals(seed: 4, count: 1000), levels: Self.counts)
    #expect(plain.groups == Array(RecordModel.classes.indices))
  }

  @Test("the variance of an opening hazard is minus the inverse of the second difference of its log posterior")
  func opening() {
    let silences = (0..<80).map { 0.5 + 0.4 * Double($0 % 10) / 10 }
    let wrong = (0..<80).map { $0 % 3 == 0 }
    let (mode, variance) = RecordModel.openingHazard(silences: silences, wrong: wrong)
    func posterior(_ omega: Double) -> Double {
      zip(silences, wrong).reduce(0.5 * log(omega) - 5 * omega) { $0 + ($1.1 ? log(1 - exp(-omega) * $1.0) : -omega) }
    }
    let h = 1e-4
    let second = (posterior(mode + h) - 2 * posterior(mode) + posterior(mode - h)) / (h * h)
    #expect(abs(-1 / second / variance - 1) < 1e-4)
    #expect(posterior(mode) > posterior(mode + 0.01) && posterior(mode) > posterior(mode - 0.01))
  }
}
