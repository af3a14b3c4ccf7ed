import LinearAlgebra
import Statistics

struct Surprise: Error { let what: String }

/// Prints a figure, and stops unless it is what it should be.
func report(_ what: String, _ value: Double, expected: Double, within tolerance: Double) throws {
  print("\(what): \(value)")
  guard abs(value - expected) <= tolerance else { throw Surprise(what: "\(what) is \(value), not \(expected)") }
}

/// Brownlee (1965): air flow, water temperature, acid concentration and the loss of ammonia on 21 days.
let stackLoss: [[Double]] = [
  [80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70],
  [27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20],
  [89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91],
  [42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15],
]

func regression() throws {
  let design = try Matrix(columns: [Array(repeating: 1, count: 21)] + stackLoss.prefix(3))
  let solution = try LeastSquares(design).solve(stackLoss[3])
  // R's lm: -39.9197, 0.7156, 1.2953, -0.1521; residual standard error 3.243 on 17 degrees of freedom
  try report("coefficient of air flow", solution.coefficients[1], expected: 0.7156, within: 5e-5)
  let fit = try LinearRegression.fit(design: design, response: stackLoss[3])
  try report("residual standard deviation", fit.residualStandardDeviation ?? .nan, expected: 3.243, within: 5e-4)
  let robust = try HuberRegression.fit(design: design, response: stackLoss[3])
  let day = robust.residuals.indices.max { abs(robust.residuals[$0]) < abs(robust.residuals[$1]) } ?? -1
  try report("day with the largest robust residual", Double(day + 1), expected: 21, within: 0)
}

func scatter() throws {
  var chance = SeededGenerator(seed: 1)
  var data = Matrix(rows: 200, columns: 3)
  for j in 0..<3 {
    for i in 0..<200 { data[i, j] = Normal.standard.quantile(chance.uniform()) + (i < 40 ? 8 : 0) }
  }
  guard case .estimate(let robust) = try MinimumCovarianceDeterminant.fit(data) else { throw Surprise(what: "no estimate") }
  let distances = robust.squaredDistances
  try report("planted rows beyond the cutoff", Double((0..<40).count { distances[$0] > robust.cutoff }), expected: 40, within: 0)
  try report("robust mean of the first column", robust.reweighted.location[0], expected: 0, within: 0.3)
}

func shrinkage() throws {
  // Efron & Morris (1975): hits of 18 players in their first 45 at bats
  let hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
  let prior = BetaBinomial.fit(successes: hits, trials: hits.map { _ in 45 })
  let best = prior.posterior(successes: 18, trials: 45)
  try report("pooled average", prior.mean, expected: 0.2654, within: 1e-3)
  guard best.lower < best.mean, best.mean < 0.4 else { throw Surprise(what: "no shrinkage of 0.400") }
  print("first player: \(best.mean), 90 % from \(best.lower) to \(best.upper)")
}

func decisions() throws {
  // Benjamini & Hochberg (1995), section 3: four of fifteen rejected at 0.05
  let p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1]
  try report("discoveries", Double(try benjaminiHochberg(p).count { $0 <= 0.05 }), expected: 4, within: 0)
  var chance = SeededGenerator(seed: 2)
  let series = (0..<200).map { Normal.standard.quantile(chance.uniform()) + ($0 < 120 ? 0 : 3) }
  let changes = try changePoints(series, model: .mean(variance: 1), penalty: 16).changes
  try report("change point", Double(changes.first ?? -1), expected: 120, within: 3)
}

func sketches() throws {
  var (morning, evening, day) = (DDSketch(), DDSketch(), DDSketch())
  for minute in 1...1000 {
    let delay = Int64(minute) * 60_000_000
    if minute % 2 == 0 { morning.add(delay) } else { evening.add(delay) }
    day.add(delay)
  }
  morning.merge(evening)
  guard morning == day, try DDSketch(packed: day.packed()) == day else { throw Surprise(what: "sketches differ") }
  try report("median delay in minutes", (day.quantile(0.5) ?? .nan) / 6e7, expected: 500, within: 5)
}

try regression()
try scatter()
try shrinkage()
try decisions()
try sketches()
print("the example holds")
