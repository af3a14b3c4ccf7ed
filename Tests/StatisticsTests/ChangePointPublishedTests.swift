import Glibc
import Statistics
import Testing

@Suite struct ChangePointPublishedTests {
  /// Annual flow of the Nile at Aswan, 1871 to 1970, 1e8 m^3 (R, datasets::Nile).
  private static let nile: [Double] = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210,
    1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702,
    1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771,
    676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901,
    1170, 912, 746, 919, 718, 714, 740,
  ]

  /// British coal-mining disasters a year, 1851 to 1962 (R, boot::coal; Jarrett 1979).
  private static let coal: [Double] = [
    4, 5, 4, 1, 0, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 2, 1,
    1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1,
    2, 1, 1, 1, 1, 2, 3, 3, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1,
  ]

  /// Cobb (1978): the level falls after 1898. ruptures 1.1.10 (Reference/change_points.py): changes and costs.
  @Test("the Nile falls after 1898")
  func nile() throws {
    let model = ChangePointModel.mean(variance: 125 * 125)
    let one = try changePoints(Self.nile, model: model, penalty: 2 * log(100), minimumLength: 2)
    #expect(one.changes == [28] && abs(one.cost - 111.44760081642063) < 1e-9)
    let many = try changePoints(Self.nile, model: model, penalty: 0.5, minimumLength: 2)
    #expect(many.changes.count == 29 && abs(many.cost - 47.1963740952381) < 1e-9)
    var online = try BayesianChangePoints(
      .normal(mean: 1000, strength: 0.1, shape: 1, rate: 125 * 125), meanRunLength: 100)
    for flow in Self.nile.prefix(40) { try online.observe(flow) }
    #expect(abs(online.mostLikelyRunLength - 12) <= 1)
  }

  /// Carlin, Gelfand & Smith (1992): the posterior of the change has its mode at the 41st year, 1891.
  @Test("coal-mining disasters become rarer after 1891")
  func coal() throws {
    #expect(try changePoints(Self.coal, model: .poisson, penalty: 3 * log(112), minimumLength: 5).changes == [41])
    var online = try BayesianChangePoints(.poisson(shape: 1, rate: 0.5), meanRunLength: 100)
    for (year, count) in Self.coal.enumerated() {
      try online.observe(count)
      if year == 35 { #expect(online.mostLikelyRunLength == 36) }
    }
    #expect(abs(online.mostLikelyRunLength - 71) < 4 || online.mostLikelyRunLength < 20)
  }
}
