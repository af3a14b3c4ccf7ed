// Written by Reference/exact_least_squares.py from NISTRegressionData.swift.

/// Exact least squares of the NIST regression sets rounded to doubles.
struct ExactRegression: Sendable {
  let name: String
  let coefficients: [Double]
  let standardErrors: [Double]
  let residualStandardDeviation: Double
}

extension ExactRegression {
  /// Powers of the doubles, not rounded again.
  static let powersExact = [
    ExactRegression(
      name: "Norris", coefficients: [-0.26232307377402675, 1.0021168180204545],
      standardErrors: [0.2328182343011548, 0.0004297968481999412], residualStandardDeviation: 0.8847963961443813),
    ExactRegression(
      name: "Pontius", coefficients: [0.0006735657894736632, 7.320591604010026e-07, -3.1608187134503054e-15],
      standardErrors: [0.00010793861203307534, 1.5781739998165632e-10, 4.866528499920286e-17],
      residualStandardDeviation: 0.00020517742407618158),
    ExactRegression(
      name: "NoInt1", coefficients: [2.074380165289256], standardErrors: [0.01652892561983471],
      residualStandardDeviation: 3.567530340063379),
    ExactRegression(
      name: "NoInt2", coefficients: [0.7272727272727273], standardErrors: [0.04208273180784325],
      residualStandardDeviation: 0.3692744729379982),
    ExactRegression(
      name: "Filip",
      coefficients: [
        -1467.4896142297885, -2772.17959193341, -2316.3710816089188, -1127.97394098371, -354.4782337033469, -75.12420173937532,
        -10.875318035534194, -1.062214985889462, -0.06701911545934047, -0.002467810782754773, -4.029625250804014e-05,
      ],
      standardErrors: [
        298.08453099553685, 559.7798654749496, 466.47757212779624, 227.20427447775123, 71.6478660875927, 15.28971787474,
        2.236911598160332, 0.22162432193422732, 0.014236376315472392, 0.0005356174088898208, 8.966328373738679e-06,
      ], residualStandardDeviation: 0.0033480105132454342),
    ExactRegression(
      name: "Longley",
      coefficients: [
        -3482258.6345958184, 15.061872271373323, -0.03581917929259102, -2.020229803816825, -1.033226867173592,
        -0.05110410565358071, 1829.151464613552,
      ],
      standardErrors: [
        890420.3836073726, 84.91492577476696, 0.03349100777224318, 0.4883996816516994, 0.21427416316167527, 0.2260732000693702,
        455.478499142212,
      ], residualStandardDeviation: 304.8540735619648),
    ExactRegression(
      name: "Wampler1", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0], standardErrors: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
      residualStandardDeviation: 0.0),
    ExactRegression(
      name: "Wampler2",
      coefficients: [
        0.9999999999999998, 0.10000000000000081, 0.009999999999999617, 0.001000000000000063, 9.999999999999588e-05,
        1.000000000000009e-05,
      ],
      standardErrors: [
        6.385093232145039e-16, 7.011714979363868e-16, 2.3120012917030466e-16, 3.010373438771421e-17, 1.674843589045736e-18,
        3.332230281013217e-20,
      ], residualStandardDeviation: 7.001608627331804e-16),
    ExactRegression(
      name: "Wampler3", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        2152.3262467816967, 2363.5517346968054, 779.3435243315831, 101.47550755034965, 5.645665121707515, 0.11232485467931194,
      ], residualStandardDeviation: 2360.1450237926765),
    ExactRegression(
      name: "Wampler4", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        215232.62467816967, 236355.1734696805, 77934.3524331583, 10147.550755034965, 564.5665121707516, 11.232485467931193,
      ], residualStandardDeviation: 236014.50237926765),
    ExactRegression(
      name: "Wampler5", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        21523262.467816968, 23635517.34696805, 7793435.243315831, 1014755.0755034965, 56456.65121707516, 1123.2485467931194,
      ], residualStandardDeviation: 23601450.237926766),
  ]
  /// Powers by repeated multiplication in doubles.
  static let powersRounded = [
    ExactRegression(
      name: "Norris", coefficients: [-0.26232307377402675, 1.0021168180204545],
      standardErrors: [0.2328182343011548, 0.0004297968481999412], residualStandardDeviation: 0.8847963961443813),
    ExactRegression(
      name: "Pontius", coefficients: [0.0006735657894736632, 7.320591604010026e-07, -3.1608187134503054e-15],
      standardErrors: [0.00010793861203307534, 1.5781739998165632e-10, 4.866528499920286e-17],
      residualStandardDeviation: 0.00020517742407618158),
    ExactRegression(
      name: "NoInt1", coefficients: [2.074380165289256], standardErrors: [0.01652892561983471],
      residualStandardDeviation: 3.567530340063379),
    ExactRegression(
      name: "NoInt2", coefficients: [0.7272727272727273], standardErrors: [0.04208273180784325],
      residualStandardDeviation: 0.3692744729379982),
    ExactRegression(
      name: "Filip",
      coefficients: [
        -1467.4896313887714, -2772.1796242619316, -2316.371108609359, -1127.9739541497518, -354.4782378552308, -75.12420262435174,
        -10.875318164699452, -1.0622149986404843, -0.06701911627445624, -0.002467810813235648, -4.029625301456807e-05,
      ],
      standardErrors: [
        298.0845304564331, 559.7798644581967, 466.4775712737701, 227.2042740568501, 71.64786595274843, 15.289717845386996,
        2.23691159376235, 0.22162432148628003, 0.014236376285786287, 0.000535617407733857, 8.966328353654346e-06,
      ], residualStandardDeviation: 0.0033480105018462085),
    ExactRegression(
      name: "Longley",
      coefficients: [
        -3482258.6345958184, 15.061872271373323, -0.03581917929259102, -2.020229803816825, -1.033226867173592,
        -0.05110410565358071, 1829.151464613552,
      ],
      standardErrors: [
        890420.3836073726, 84.91492577476696, 0.03349100777224318, 0.4883996816516994, 0.21427416316167527, 0.2260732000693702,
        455.478499142212,
      ], residualStandardDeviation: 304.8540735619648),
    ExactRegression(
      name: "Wampler1", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0], standardErrors: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
      residualStandardDeviation: 0.0),
    ExactRegression(
      name: "Wampler2",
      coefficients: [
        0.9999999999999998, 0.10000000000000081, 0.009999999999999617, 0.001000000000000063, 9.999999999999588e-05,
        1.000000000000009e-05,
      ],
      standardErrors: [
        6.385093232145039e-16, 7.011714979363868e-16, 2.3120012917030466e-16, 3.010373438771421e-17, 1.674843589045736e-18,
        3.332230281013217e-20,
      ], residualStandardDeviation: 7.001608627331804e-16),
    ExactRegression(
      name: "Wampler3", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        2152.3262467816967, 2363.5517346968054, 779.3435243315831, 101.47550755034965, 5.645665121707515, 0.11232485467931194,
      ], residualStandardDeviation: 2360.1450237926765),
    ExactRegression(
      name: "Wampler4", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        215232.62467816967, 236355.1734696805, 77934.3524331583, 10147.550755034965, 564.5665121707516, 11.232485467931193,
      ], residualStandardDeviation: 236014.50237926765),
    ExactRegression(
      name: "Wampler5", coefficients: [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
      standardErrors: [
        21523262.467816968, 23635517.34696805, 7793435.243315831, 1014755.0755034965, 56456.65121707516, 1123.2485467931194,
      ], residualStandardDeviation: 23601450.237926766),
  ]
}
