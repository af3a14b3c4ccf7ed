import LinearAlgebra
import Statistics
import Testing

/// A data set that ordinary tools stumble over, in the shapes that the fits take.
struct HostileInput: Sendable, CustomTestStringConvertible {
  let name: String
  /// Rows by columns, without an intercept.
  var data: Matrix
  /// One for each row; also taken as probabilities, scores, counts and p-values.
  var response: [Double]
  var labels: [Bool]
  var weights: [Double]

  var testDescription: String { name }

  /// Ordinary: what every hostile input was made from.
  static func ordinary(_ name: String = "ordinary", rows: Int = 30, columns: Int = 3) -> HostileInput {
    var chance = SeededGenerator(seed: 9)
    var data = Matrix(rows: rows, columns: columns)
    for j in 0..<columns {
      for i in 0..<rows { data[i, j] = Normal.standard.quantile(chance.uniform()) }
    }
    let response = (0..<rows).map { i in (columns > 0 ? data[i, 0] : 0) + Normal.standard.quantile(chance.uniform()) }
    return HostileInput(
      name: name, data: data, response: response, labels: response.map { $0 > Normal.standard.quantile(chance.uniform()) },
      weights: response.map { _ in 1 })
  }

  private static func changed(
    _ name: String, rows: Int = 30, columns: Int = 3, _ change: (inout HostileInput) -> Void
  ) -> HostileInput {
    var input = ordinary(name, rows: rows, columns: columns)
    change(&input)
    return input
  }

  /// Every element of the data by its row and column.
  private mutating func fill(_ value: (_ row: Int, _ column: Int) -> Double) {
    for j in 0..<data.columns {
      for i in 0..<data.rows { data[i, j] = value(i, j) }
    }
  }

  private mutating func respond(_ value: (_ row: Int) -> Double) {
    response = response.indices.map(value)
  }

  private static func sign(_ i: Int) -> Double { i % 2 == 0 ? 1 : -1 }

  static let all: [HostileInput] = notFinite + sizes + ties + shapes + separated + weights + ranges

  private static let notFinite: [HostileInput] = [
    changed("NaN in the data") { $0.data[4, 1] = .nan },
    changed("infinity in the data") { $0.data[4, 1] = .infinity },
    changed("minus infinity in the data") { $0.data[4, 1] = -.infinity },
    changed("NaN in the response") { $0.response[7] = .nan },
    changed("infinity in the response") { $0.response[7] = .infinity },
    changed("minus infinity in the response") { $0.response[7] = -.infinity },
    changed("nothing but NaN") {
      $0.fill { _, _ in .nan }
      $0.respond { _ in .nan }
    },
    changed("infinities of both signs") {
      $0.fill { i, _ in sign(i) * .infinity }
      $0.respond { sign($0) * .infinity }
    },
  ]

  private static let sizes: [HostileInput] = [
    changed("one element 1e308") { $0.data[2, 2] = 1e308 },
    changed("one response 1e308") { $0.response[2] = 1e308 },
    changed("1e308 and -1e308 in turn") {
      $0.fill { i, j in sign(i + j) * 1e308 }
      $0.respond { sign($0) * 1e308 }
    },
    changed("the largest doubles") {
      $0.fill { i, j in sign(i * (j + 1)) * .greatestFiniteMagnitude }
      $0.respond { _ in .greatestFiniteMagnitude }
    },
    changed("times 1e200") { input in
      let data = input.data
      input.fill { i, j in data[i, j] * 1e200 }
      input.response = input.response.map { $0 * 1e200 }
    },
    changed("times 1e-200") { input in
      let data = input.data
      input.fill { i, j in data[i, j] * 1e-200 }
      input.response = input.response.map { $0 * 1e-200 }
    },
    changed("subnormal") { input in
      let data = input.data
      input.fill { i, j in data[i, j] * 0x1p-1030 }
      input.response = input.response.map { $0 * 0x1p-1030 }
    },
    changed("one subnormal element") { $0.data[3, 0] = .leastNonzeroMagnitude },
    changed("the least double among zeros") {
      $0.fill { i, j in i == j ? .leastNonzeroMagnitude : 0 }
      $0.respond { $0 == 0 ? .leastNonzeroMagnitude : 0 }
    },
    changed("columns of 1e-300, 1 and 1e300") { input in
      let data = input.data
      input.fill { i, j in data[i, j] * [1e-300, 1, 1e300][j] }
    },
    changed("1e15 and a little") { input in
      let data = input.data
      input.fill { i, j in 1e15 + data[i, j] }
      input.response = input.response.map { 1e15 + $0 }
    },
    changed("one row at 1e12") { input in
      for j in 0..<3 { input.data[5, j] = 1e12 }
      input.response[5] = -1e12
    },
    changed("half of the rows at 1e6") { input in
      for i in 0..<15 { input.data[i, 0] += 1e6 }
      for i in 0..<15 { input.response[i] += 1e6 }
    },
  ]

  private static let ties: [HostileInput] = [
    changed("a constant column") { input in for i in 0..<30 { input.data[i, 1] = 4 } },
    changed("a column of zeros") { input in for i in 0..<30 { input.data[i, 1] = 0 } },
    changed("all columns constant") { $0.fill { _, j in Double(j) } },
    changed("all zero") {
      $0.fill { _, _ in 0 }
      $0.respond { _ in 0 }
    },
    changed("negative zeros") {
      $0.fill { _, _ in -0.0 }
      $0.respond { _ in -0.0 }
    },
    changed("a constant response") { $0.respond { _ in 0.1 } },
    changed("two values only") {
      $0.fill { i, j in Double((i >> j) & 1) }
      $0.respond { Double($0 % 2) }
    },
    changed("all but one tied") {
      $0.fill { i, j in i == 3 ? Double(j + 1) : 1 }
      $0.respond { $0 == 3 ? 9 : 1 }
    },
    changed("each row twice") { input in
      let (data, response) = (input.data, input.response)
      input.fill { i, j in data[i / 2, j] }
      input.respond { response[$0 / 2] }
    },
    changed("one row thirty times") { input in
      let data = input.data
      input.fill { _, j in data[0, j] }
    },
    changed("the same column twice") { input in for i in 0..<30 { input.data[i, 1] = input.data[i, 0] } },
    changed("a column that is the sum of the others") { input in
      for i in 0..<30 { input.data[i, 2] = input.data[i, 0] + input.data[i, 1] }
    },
    changed("a column off another by 1e-13") { input in
      for i in 0..<30 { input.data[i, 2] = input.data[i, 0] * (1 + 1e-13 * sign(i)) }
    },
    changed("most rows on one plane") { input in
      for i in 0..<28 { input.data[i, 2] = 2 * input.data[i, 0] - input.data[i, 1] }
    },
    changed("a perfect line") { input in input.respond { [data = input.data] in 3 - 2 * data[$0, 0] } },
  ]

  private static let shapes: [HostileInput] = [
    ordinary("one row", rows: 1), ordinary("two rows", rows: 2), ordinary("no row", rows: 0),
    ordinary("no column", columns: 0), ordinary("nothing at all", rows: 0, columns: 0),
    ordinary("fewer rows than columns", rows: 4, columns: 9), ordinary("as many rows as columns", rows: 5, columns: 5),
    ordinary("one more row than columns", rows: 6, columns: 5), ordinary("one column", columns: 1),
    changed("a response too short") { $0.response.removeLast() },
    changed("labels and weights too short") {
      $0.labels.removeLast()
      $0.weights.removeLast()
    },
  ]

  private static let separated: [HostileInput] = [
    changed("perfectly separated") { $0.labels = $0.data.column(0).map { $0 > 0 } },
    changed("separated but for a tie") { input in
      input.fill { i, j in j == 0 ? Double(i / 15) : j == 1 ? 1 : Double(i % 3) }
      input.labels = (0..<30).map { $0 > 20 }
    },
    changed("separated by 1e-300") { input in
      for i in 0..<30 { input.data[i, 0] = input.labels[i] ? 1e-300 : 0 }
    },
    changed("all labels true") { $0.labels = $0.labels.map { _ in true } },
    changed("all labels false") { $0.labels = $0.labels.map { _ in false } },
    changed("one label true") { $0.labels = (0..<30).map { $0 == 12 } },
  ]

  private static let weights: [HostileInput] = [
    changed("a negative weight") { $0.weights[0] = -1 },
    changed("weights of zero") { $0.weights = $0.weights.map { _ in 0 } },
    changed("one row with weight") { $0.weights = (0..<30).map { $0 == 8 ? 1 : 0 } },
    changed("a weight that is NaN") { $0.weights[1] = .nan },
    changed("an infinite weight") { $0.weights[1] = .infinity },
    changed("weights of 1e308") { $0.weights = $0.weights.map { _ in 1e308 } },
    changed("subnormal weights") { $0.weights = $0.weights.map { _ in 0x1p-1030 } },
    changed("weights from 1e-300 to 1e300") { $0.weights = (0..<30).map { $0 % 2 == 0 ? 1e-300 : 1e300 } },
  ]

  private static let ranges: [HostileInput] = [
    changed("probabilities of 0 and 1") { input in input.respond { [labels = input.labels] in labels[$0] ? 1 : 0 } },
    changed("probabilities of 0 and 1, all wrong") { input in
      input.respond { [labels = input.labels] in labels[$0] ? 0 : 1 }
    },
    changed("probabilities next to 0 and 1") { input in
      input.respond { [labels = input.labels] in labels[$0] ? 1.0.nextDown : .leastNonzeroMagnitude }
    },
    changed("probabilities of one half") { $0.respond { _ in 0.5 } },
    changed("probabilities beyond 1") { $0.respond { 0.5 + Double($0) / 20 } },
    changed("counts of zero") { $0.respond { _ in 0 } },
    changed("counts from 0 to 3") { $0.respond { Double($0 % 4) } },
    changed("counts of 1e15") { $0.respond { 1e15 + Double($0) } },
    changed("counts near the largest integer") { $0.respond { 9e18 - 1e3 * Double($0) } },
    changed("one huge count") { $0.respond { $0 == 6 ? 1e15 : Double($0 % 3) } },
    changed("negative counts") { $0.respond { -1 - Double($0) } },
    changed("falling") { $0.respond { -Double($0) } },
  ]
}
