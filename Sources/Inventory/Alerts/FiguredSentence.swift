/// A sentence each number of which is a figure that is kept beside it.
///
/// Words, names and days go in as they are, numbers as a `Figure` alone:
///
///     let sentence: FiguredSentence = "\(cancelled) of \(lines) order lines at \(location) were cancelled."
public struct FiguredSentence: ExpressibleByStringInterpolation, Equatable, Sendable {
  public private(set) var text: String
  /// In the order of the sentence.
  public private(set) var figures: [Figure]

  public init(stringLiteral words: String) {
    (text, figures) = (words, [])
  }

  public init(stringInterpolation parts: StringInterpolation) {
    (text, figures) = (parts.text, parts.figures)
  }

  /// Keeps a figure that only stands behind others.
  mutating func keep(_ figure: Figure) { figures.append(figure) }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""
    fileprivate var figures: [Figure] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    public mutating func appendLiteral(_ words: String) { text += words }
    public mutating func appendInterpolation(_ name: String) { text += name }
    public mutating func appendInterpolation(_ day: Day) { text += "\(day)" }

    public mutating func appendInterpolation(_ figure: Figure) {
      text += figure.shown ?? ""
      figures.append(figure)
    }

    public mutating func appendInterpolation(_ part: FiguredSentence) {
      text += part.text
      figures += part.figures
    }
  }
}

extension [FiguredSentence] {
  func joined(separator: String) -> FiguredSentence {
    dropFirst().reduce(first ?? "") { "\($0)\(separator)\($1)" }
  }
}
