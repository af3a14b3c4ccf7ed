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
          TableDigest.of("\(day)\n\(model.rates)\n\(model.multipliers)\n\(model.dispersion)\n\(model.sizes.sizes)").prefix(16)),
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
  /// Categories are matched by name: one the model has not seen is like the others.
  public static func newest(upTo day: Day, categories: [String], on connection: Connection) throws -> Stored? {
    let rows = try connection.query(
      """
      select model.model_id, model.business_date - date '2000-01-01', model.rates::text, model.rate_sds::text,
        pg_catalog.to_json(model.classes)::text, pg_catalog.to_json(model.categories)::text, model.multipliers::text,
        model.sizes::text, model.size_tail, model.size_mean, model.size_variance, model.labels, model.wrong,
        model.dispersion
      from trueup.model
      inner join trueup.kept_publication on kept_publication.publication_id = model.publication_id
      where model.business_date <= $1 and model.size_tail is not null
      order by model.business_date desc limit 1
      """, [Parameter("\(day)")], place: "model")
    guard let row = rows.first, try names(row.text(4)) == RecordModel.classes else { return nil }
    let known = Dictionary(zip(try names(row.text(5)), try numbers(row.text(6)))) { first, _ in first }
    let sizes = try CompoundSizeLaw(
      sizes: try numbers(row.text(7)), tail: try row.double(8), mean: try row.double(9), variance: try row.double(10))
    return Stored(
      id: try row.text(0), businessDate: Day(number: Int32(try row.int(1))),
      model: RecordModel(
        rates: try numbers(row.text(2)), rateDeviations: try numbers(row.text(3)),
        multipliers: categories.map { known[$0] ?? 1 }, sizes: sizes, dispersion: try row.double(13),
        labels: Int(try row.int(11)), wrong: Int(try row.int(12))))
  }

  /// Keeps a model; inside the publish transaction of the night that fitted it.
  public static func insert(_ stored: Stored, publication: Int64, categories: [String], on connection: Connection) throws {
    func array(_ values: [Double]) -> Parameter { Parameter(array: values.map { "\($0)" }) }
    let model = stored.model
    try connection.query(
      """
      insert into trueup.model (model_id, publication_id, business_date, rates, rate_sds, classes, categories, multipliers,
        sizes, size_tail, size_mean, size_variance, labels, wrong, dispersion)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (model_id) do nothing
      """,
      [
        Parameter(stored.id), Parameter(publication), Parameter("\(stored.businessDate)"), array(model.rates),
        array(model.rateDeviations), Parameter(array: RecordModel.classes), Parameter(array: categories),
        array(model.multipliers), array(model.sizes.sizes), Parameter(model.sizes.tail), Parameter(model.sizes.mean),
        Parameter(model.sizes.variance), Parameter(model.labels), Parameter(model.wrong), Parameter(model.dispersion),
      ], place: "model")
  }

  private static func numbers(_ array: String) throws -> [Double] {
    array.dropFirst().dropLast().split(separator: ",").map { Double($0) ?? .nan }
  }

  private static func names(_ json: String) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data(json.utf8))
  }
}
