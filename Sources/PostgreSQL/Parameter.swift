/// A value for `$1`, `$2`, ... in PostgreSQL's text format; the server infers the type.
public struct Parameter: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
  let text: String?

  public init(_ text: String?) { self.text = text }
  public init(_ value: some BinaryInteger) { text = "\(value)" }
  public init(_ value: Double) {
    text = value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
  }
  public init(_ value: Bool) { text = value ? "t" : "f" }
  public init(stringLiteral value: String) { text = value }
  public init(integerLiteral value: Int) { text = "\(value)" }
  public init(nilLiteral: ()) { text = nil }

  /// A one-dimensional array literal, every element quoted.
  public init(array: [String]) {
    var literal = "{"
    for (index, element) in array.enumerated() {
      if index > 0 { literal += "," }
      literal += "\""
      for character in element.unicodeScalars {
        if character == "\"" || character == "\\" { literal += "\\" }
        literal.unicodeScalars.append(character)
      }
      literal += "\""
    }
    text = literal + "}"
  }
}
