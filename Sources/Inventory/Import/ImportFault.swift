/// What is wrong with one field or row of a file: where, what kind of thing stands there, what should.
///
/// It never holds a value of the file, because that may be a customer's.
public struct ImportFault: Error, Hashable, Sendable {
  public enum Code: String, CaseIterable, Sendable {
    case headerMissing = "header_missing"
    case columnMissing = "column_missing"
    case columnTwice = "column_twice"
    case fieldCount = "field_count"
    case quoteUnclosed = "quote_unclosed"
    case quoteStray = "quote_stray"
    case notText = "not_text"
    case valueMissing = "value_missing"
    case notANumber = "not_a_number"
    case numberTooFine = "number_too_fine"
    case numberTooLarge = "number_too_large"
    case wrongSign = "wrong_sign"
    case notATime = "not_a_time"
    case noRule = "no_rule"

    var message: String {
      switch self {
      case .headerMissing: "the file begins with no header"
      case .columnMissing: "the header lacks a column of the map"
      case .columnTwice: "the header names a column of the map more than once"
      case .fieldCount: "the row is not as wide as the header"
      case .quoteUnclosed: "a quoted field does not end"
      case .quoteStray: "a quote stands where none may"
      case .notText: "the field is no UTF-8 text"
      case .valueMissing: "the field is empty"
      case .notANumber: "the field is no number"
      case .numberTooFine: "the number is finer than a thousandth"
      case .numberTooLarge: "the number is too large"
      case .wrongSign: "the number has the wrong sign"
      case .notATime: "the field is no time of the map's format"
      case .noRule: "no rule of the map says what the row is"
      }
    }
  }

  /// What stands there, as far as it may be told.
  public enum Kind: Hashable, Sendable {
    case nothing, text, number, negative, positive, bytes, aQuote
    case fields(Int)

    var description: String {
      switch self {
      case .nothing: "nothing"
      case .text: "text"
      case .number: "a number"
      case .negative: "a number below zero"
      case .positive: "a number above zero"
      case .bytes: "bytes"
      case .aQuote: "a quote"
      case .fields(let count): count == 1 ? "1 field" : "\(count) fields"
      }
    }
  }

  public var line: Int
  /// Characters from the beginning of the line, the first is 1.
  public var column: Int
  public var code: Code
  /// The column's name as the map has it.
  public var field: String?
  public var got: Kind
  public var want: String

  public init(line: Int, column: Int, code: Code, field: String? = nil, got: Kind, want: String) {
    self.line = line
    self.column = column
    self.code = code
    self.field = field
    self.got = got
    self.want = want
  }
}

extension ImportFault: CustomStringConvertible {
  /// `line:column: code: message (got ..., want ...)`, to be put behind the file's name.
  public var description: String {
    let place = field.map { "\($0): " } ?? ""
    return "\(line):\(column): \(code.rawValue): \(place)\(code.message) (got \(got.description), want \(want))"
  }
}

/// One row of a file as it was cut into fields.
public struct ImportRecord: Equatable, Sendable {
  public struct Field: Equatable, Sendable {
    public var text: String
    public var line: Int
    public var column: Int

    public init(text: String, line: Int, column: Int) {
      self.text = text
      self.line = line
      self.column = column
    }
  }

  public var line: Int
  public var fields: [Field]

  public init(line: Int, fields: [Field]) {
    self.line = line
    self.fields = fields
  }
}
