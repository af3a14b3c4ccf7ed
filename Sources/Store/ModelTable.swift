internal import Foundation
public import Inventory
public import PostgreSQL
internal import Statistics

/// `trueup.model`: the fitted models of record errors.
public enum ModelTable {
  /// A model and the night that fitted it.
  public struct Stored: Sendable {
    public var id: String
    public var businessDate: Day
    public var model: RecordModel

    /// A model as it was fitted; its identity is its contents, so that the same fit has the same one.
    public init(_ model: RecordModel, fitted day: Day) {
      self.init(
        id: String(
          TableDigest.of(
            "\(day)\n\(model.rates)\n\(model.effects.factors)\n\(model.dispersion)\n\(model.calibration)\n\(model.sizes.sizes)"
          ).prefix(16)
        ),
        businessDate: day, model: model)
    }

    init(id: String, businessDate: Day, model: RecordModel) {
      self.id = id
      self.businessDate = businessDate
      self.model = model
    }
  }

  /// The newest model that nights up to a date know; `nil` when there is none, or it was made of other evidence.
  ///
  /// Levels are matched by name: one the model has not seen is like the others.
  public static func newest(upTo day: Day, dimensions: Dimensions, on connection: Connection) throws -> Stored? {
    let rows = try connection.query(
      """
      select model.model_id, model.business_date - date '2000-01-01', model.rates::text,
        pg_catalog.to_json(model.classes)::text, model.sizes::text, model.size_tail, model.size_mean, model.size_variance,
        model.labels, model.wrong, model.dispersion, model.spreads::text, model.calibration::text, model.covariance::text,
        model.class_groups::text
      from trueup.model
      inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id
      where model.business_date <= $1 and model.spreads is not null and model.calibration is not null and model.covariance is not null
      order by model.business_date desc limit 1
      """, [Parameter("\(day)")], place: "model")
    guard let row = rows.first, try names(row.text(3)) == RecordModel.classes else { return nil }
    let sizes = try CompoundSizeLaw(
      sizes: try numbers(row.text(4)), tail: try row.double(5), mean: try row.double(6), variance: try row.double(7))
    let id = try row.text(0)
    let calibration = try numbers(row.text(12))
    let covariance = try numbers(row.text(13))
    let groups = try numbers(row.text(14)).map { Int($0) }
    let classes = RecordModel.classes.count
    guard calibration.count == 3, covariance.count == classes * classes, groups.count == classes,
      groups.allSatisfy((0..<classes).contains)
    else { return nil }
    return Stored(
      id: id, businessDate: Day(number: Int32(try row.int(1))),
      model: RecordModel(
        rates: try numbers(row.text(2)),
        covariance: covariance,
        groups: groups,
        effects: try effects(of: id, spreads: try numbers(row.text(11)), dimensions: dimensions, on: connection), sizes: sizes,
        dispersion: try row.double(10),
        calibration: BetaCalibration(a: calibration[0], b: calibration[1], c: calibration[2]), labels: Int(try row.int(8)),
        wrong: Int(try row.int(9))))
  }

  private static func effects(of id: String, spreads: [Double], dimensions: Dimensions, on connection: Connection) throws
    -> HazardEffects
  {
    var factors = zip(spreads, dimensions.levelNames).map { spread, names in
      HazardEffects.Factor(
        effects: Array(repeating: 0, count: names.count), variances: Array(repeating: spread, count: names.count), spread: spread)
    }
    let places = dimensions.levelNames.map { names in
      Dictionary(zip(names.map { ByteText($0) }, names.indices)) { first, _ in first }
    }
    let rows = try connection.query(
      "select factor, level, effect, variance from trueup.model_effect where model_id = $1", [Parameter(id)],
      place: "model_effect")
    for index in 0..<rows.count {
      let row = rows[index]
      guard let factor = RecordModel.factors.firstIndex(of: try row.text(0)), factors.indices.contains(factor),
        let level = places[factor][ByteText(try row.text(1))]
      else { continue }
      factors[factor].effects[level] = try row.double(2)
      factors[factor].variances[level] = try row.double(3)
    }
    return HazardEffects(factors)
  }

  /// Keeps a model; inside the publish transaction of the night that fitted it.
  public static func insert(_ stored: Stored, publication: Int64, dimensions: Dimensions, on connection: Connection) throws {
    func array(_ values: [Double]) -> Parameter { Parameter(array: values.map { "\($0)" }) }
    let model = stored.model
    let categories = dimensions.categories.indices.map { model.effects.multiplier([$0]) }
    let inserted = try connection.query(
      """
      insert into trueup.model (model_id, publication_id, business_date, rates, rate_sds, classes, categories, multipliers,
        sizes, size_tail, size_mean, size_variance, labels, wrong, dispersion, spreads, calibration, covariance, class_groups)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
      on conflict (model_id) do nothing
      """,
      [
        Parameter(stored.id), Parameter(publication), Parameter("\(stored.businessDate)"), array(model.rates),
        array(model.rateDeviations), Parameter(array: RecordModel.classes), Parameter(array: dimensions.categories),
        array(categories), array(model.sizes.sizes), Parameter(model.sizes.tail), Parameter(model.sizes.mean),
        Parameter(model.sizes.variance), Parameter(model.labels), Parameter(model.wrong), Parameter(model.dispersion),
        array(model.effects.factors.map(\.spread)),
        array([model.calibration.a, model.calibration.b, model.calibration.c]),
        array(model.covariance), Parameter(array: model.groups.map { "\($0)" }),
      ], place: "model")
    guard inserted.affected == 1 else { return }
    try connection.copyIn("trueup.model_effect (model_id, factor, level, effect, variance)", place: "model_effect") { writer in
      for (place, factor) in model.effects.factors.enumerated() {
        for (level, name) in dimensions.levelNames[place].enumerated() {
          try writer.row(5)
          writer.text(stored.id)
          writer.text(RecordModel.factors[place])
          writer.text(name)
          writer.double(factor.effects[level])
          writer.double(factor.variances[level])
        }
      }
    }
  }

  private static func numbers(_ array: String) throws -> [Double] {
    array.dropFirst().dropLast().split(separator: ",").map { Double($0) ?? .nan }
  }

  private static func names(_ json: String) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(json.utf8))
  }
}
