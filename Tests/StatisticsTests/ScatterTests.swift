import LinearAlgebra
import Statistics
import Testing

/// Boiler temperatures of qcc for R (Chen 1998): eight burners, 25 observations, by burner.
let boiler: [[Double]] = [
  [
    507, 512, 520, 520, 530, 528, 522, 527, 533, 530, 530, 527, 529, 522, 532, 531, 535, 516, 514, 536, 522, 520, 526, 527, 529,
  ],
  [
    516, 513, 512, 514, 515, 516, 513, 509, 514, 512, 512, 513, 514, 509, 515, 514, 514, 515, 510, 512, 514, 514, 517, 514, 518,
  ],
  [
    527, 533, 537, 538, 542, 541, 537, 537, 528, 538, 541, 541, 542, 539, 545, 543, 542, 537, 532, 540, 540, 540, 546, 543, 544,
  ],
  [
    516, 518, 518, 516, 525, 524, 518, 521, 529, 524, 525, 523, 525, 518, 528, 525, 530, 515, 512, 526, 518, 518, 522, 523, 525,
  ],
  [
    499, 502, 503, 504, 504, 505, 503, 504, 508, 507, 507, 506, 506, 501, 507, 507, 509, 501, 497, 509, 497, 501, 502, 502, 504,
  ],
  [
    512, 510, 512, 517, 512, 514, 512, 508, 512, 512, 511, 512, 512, 510, 511, 511, 511, 516, 512, 512, 514, 514, 516, 512, 516,
  ],
  [
    472, 476, 480, 480, 481, 482, 479, 478, 482, 482, 482, 481, 481, 476, 481, 482, 483, 476, 471, 482, 475, 475, 477, 475, 479,
  ],
  [
    477, 475, 477, 479, 477, 480, 477, 472, 477, 477, 476, 476, 477, 475, 478, 477, 477, 481, 476, 477, 478, 478, 480, 476, 481,
  ],
]

@Suite struct ScatterTests {
  private func near(_ a: Double, _ b: Double, _ relative: Double = 1e-12) -> Bool { abs(a - b) <= relative * abs(b) }

  /// Reference/monitoring.R; the limits and distances are also in the tests of qcc 3.
  @Test("Hotelling's T2 of the boiler")
  func hotelling() throws {
    let data = try Matrix(columns: boiler)
    let estimate = try #require(try LocationScatter.sample(data))
    let distances = try estimate.squaredDistances(of: data)
    #expect(near(distances[0], 13.96396174156304) && near(distances[8], 17.57529347743293))
    #expect(near(distances[24], 5.316985864776044))
    #expect(
      near(estimate.scatter[0, 0], 54) && near(estimate.scatter[3, 3], 22.31) && near(estimate.scatter[7, 6], 0.52833333333333333)
    )
    // sum of the squared distances is (n - 1) p, whatever the data
    #expect(near(distances.reduce(0, +), 24 * 8))
    let limits = try HotellingT2(rows: 25, columns: 8)
    #expect(near(try limits.phaseOneLimit(alpha: 0.001), 17.41704660058463))
    #expect(near(try limits.phaseTwoLimit(alpha: 0.001), 70.02943249572344))
    let groups = try HotellingT2.subgroupLimits(groups: 20, size: 10, columns: 2, alpha: 0.001)
    #expect(near(groups.phaseOne, 13.72074159415182) && near(groups.phaseTwo, 15.1650301830099))
    let contributions = try estimate.contributions(of: data.row(8))
    #expect(near(contributions.reduce(0, +), distances[8]))
  }

  /// Reference/monitoring.R.
  @Test("principal components of the boiler")
  func components() throws {
    let data = try Matrix(columns: boiler)
    let estimate = try #require(try LocationScatter.sample(data))
    let model = try PrincipalComponents(estimate, count: 3)
    let eigenvalues = [
      98.29711229594737, 18.93630536348461, 9.303342712891141, 4.376586638891295, 3.524777353114549, 0.6603071147231839,
      0.2878341972393252, 0.1637343237083785,
    ]
    for (found, expected) in zip(model.eigenvalues, eigenvalues) { #expect(near(found, expected, 1e-11)) }
    let loadings = [0.7297119335819513, 0.03272702010308282, 0.30484115654077, 0.4449497458748627]
    for (i, expected) in loadings.enumerated() { #expect(near(abs(model.loadings[i, 0]), expected, 1e-11)) }
    for a in 0..<3 {
      let column = model.loadings.column(a)
      #expect((column.max { abs($0) < abs($1) } ?? 0) > 0)
    }
    let (t2, parts) = try model.hotelling(of: data.row(8))
    let (spe, residuals) = try model.residual(of: data.row(8))
    #expect(near(t2, 12.26336538503534, 1e-11) && near(spe, 17.90082306579369, 1e-11))
    #expect(near(parts.reduce(0, +), t2) && near(residuals.reduce(0, +), spe))
    let scores = try model.scores(of: data.row(8))
    #expect(near(zip(scores, eigenvalues).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }, t2, 1e-11))
    #expect(near(try model.jacksonMudholkarLimit(alpha: 0.01), 38.95243584640878, 1e-11))
    #expect(near(try model.boxLimit(alpha: 0.01), 36.96902223016448, 1e-11))
    #expect(near(try model.hotellingLimit(rows: 25, alpha: 0.01), 16.39397457467574, 1e-11))
    // all components: T2 is the Mahalanobis distance and nothing is left over
    let whole = try PrincipalComponents(estimate, count: 8)
    #expect(near(try whole.hotelling(of: data.row(0)).statistic, 13.96396174156304, 1e-9))
    #expect(try whole.residual(of: data.row(0)).statistic < 1e-20)
    #expect(try whole.jacksonMudholkarLimit(alpha: 0.01) == 0 && whole.boxLimit(alpha: 0.01) == 0)
  }

  /// Reference/shrunk.py: scikit-learn 1.9.1.
  @Test(
    "shrunk covariances agree with scikit-learn",
    arguments: [
      (
        "stackloss", 21,
        [0.20326921460911665, 71.70363692181807, 17.192041165033206, 0.218167854717241, 71.09156520061114, 16.870554862836126]
      ),
      (
        "stackloss", 6,
        [0.036993239539133284, 67.81917246281613, 14.177599529007207, 0.44019987518070386, 49.80180928127706, 8.241501837617415]
      ),
      (
        "toxicity", 38,
        [0.13063914295900683, 4.0389288185022005, 0.3834843456177893, 0.10913929304911657, 3.40093576068904, 0.39296815870507]
      ),
      (
        "toxicity", 6,
        [
          0.08137727244417702, 0.6432609381862664, 0.15487979186591175, 0.3211153839707135, 2.3880010489526646,
          0.1144599462625377,
        ]
      ),
    ])
  func shrunk(name: String, rows: Int, expected: [Double]) throws {
    let columns = name == "stackloss" ? TextbookData.stackloss : TextbookData.toxicity
    let data = try Matrix(columns: columns.map { Array($0.prefix(rows)) })
    let ledoitWolf = try #require(try ShrunkCovariance.ledoitWolf(data))
    let oracle = try #require(try ShrunkCovariance.oracleApproximating(data))
    for (found, values) in [(ledoitWolf, expected[0..<3]), (oracle, expected[3..<6])] {
      let values = Array(values)
      #expect(near(found.shrinkage, values[0]) && near(found.estimate.scatter[0, 0], values[1]))
      #expect(near(found.estimate.scatter[1, 0], values[2]) && found.estimate.scatter[0, 1] == found.estimate.scatter[1, 0])
      #expect(try found.estimate.squaredDistances(of: data).allSatisfy { $0 >= 0 })
    }
  }

  @Test("units and shifts pass through", arguments: 1...20)
  func equivariance(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let columns = (0..<4).map { _ in (0..<30).map { _ in (generator.uniform() * 4096).rounded() } }
    let units = [0x1p-400, 1, 0x1p30, 0x1p300]
    let base = try #require(try LocationScatter.sample(try Matrix(columns: columns)))
    let data = try Matrix(columns: zip(columns, units).map { column, unit in column.map { ($0 + 0x1p20) * unit } })
    let moved = try #require(try LocationScatter.sample(data))
    for j in 0..<4 {
      #expect(near(moved.location[j], (base.location[j] + 0x1p20) * units[j], 1e-15))
      for i in 0..<4 { #expect(near(moved.scatter[i, j], base.scatter[i, j] * units[i] * units[j], 1e-13)) }
    }
    for (a, b) in zip(try moved.squaredDistances(of: data), try base.squaredDistances(of: try Matrix(columns: columns))) {
      #expect(near(a, b, 1e-10))
    }
  }

  @Test("hostile input has a verdict")
  func hostile() throws {
    let bad = try Matrix(columns: [[1, .nan, 2], [1, 2, 3]])
    #expect(throws: StatisticsError.notFinite(argument: "data")) { try LocationScatter.sample(bad) }
    #expect(throws: StatisticsError.notFinite(argument: "data")) { try ShrunkCovariance.ledoitWolf(bad) }
    #expect(throws: StatisticsError.notFinite(argument: "data")) { try ShrunkCovariance.oracleApproximating(bad) }
    #expect(try LocationScatter.sample(try Matrix(columns: [[1.0], [2.0]])) == nil)
    #expect(try ShrunkCovariance.ledoitWolf(Matrix(rows: 0, columns: 3)) == nil)
    let constant = Matrix(rows: 5, columns: 2, repeating: 3)
    let flat = try #require(try ShrunkCovariance.ledoitWolf(constant))
    #expect(flat.shrinkage == 1 && flat.estimate.scatter == Matrix(rows: 2, columns: 2))
    let collinear = try Matrix(columns: [[1, 2, 3, 4], [2, 4, 6, 8]])
    let singular = try #require(try LocationScatter.sample(collinear))
    #expect(throws: StatisticsError.linearAlgebra(.notPositiveDefinite(order: 2))) {
      try singular.squaredDistances(of: collinear)
    }
    #expect(throws: StatisticsError.outOfRange(argument: "count")) { try PrincipalComponents(singular, count: 2) }
    #expect(try PrincipalComponents(singular, count: 1).explained == 1)
    let huge = try Matrix(columns: [[1e308, -1e308, 5e307], [1e308, 0, 1e307]])
    #expect(throws: StatisticsError.linearAlgebra(.resultNotFinite)) { try LocationScatter.sample(huge) }
    #expect(throws: StatisticsError.outOfRange(argument: "rows")) { try HotellingT2(rows: 4, columns: 3) }
    #expect(throws: StatisticsError.outOfRange(argument: "alpha")) {
      try HotellingT2(rows: 9, columns: 3).phaseOneLimit(alpha: 0)
    }
  }
}
