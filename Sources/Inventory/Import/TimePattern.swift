/// A way to write local times, such as `M/d/yy H:mm`.
///
/// `yyyy yy MM M dd d HH H mm m ss s` stand for numbers, a single letter for one or two digits and `yy` for the years
/// 1969 to 2068. Texts in single quotes and everything that is no letter stand for themselves.
public struct TimePattern: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case number(Character, digits: ClosedRange<Int>)
    case literal(UInt8)
  }

  public let text: String
  private let parts: [Part]

  /// `nil` when the text is no pattern, or lacks year, month or day, or has minutes without hours.
  public init?(_ text: String) {
    var parts: [Part] = []
    var seen: [Character] = []
    var rest = text[...]
    while let letter = rest.first {
      if letter == "'" {
        guard let end = rest.dropFirst().firstIndex(of: "'") else { return nil }
        parts += rest[..<end].dropFirst().utf8.map { .literal($0) }
        rest = rest[rest.index(after: end)...]
      } else if letter.isLetter {
        let run = rest.prefix { $0 == letter }
        rest = rest.dropFirst(run.count)
        guard "yMdHms".contains(letter), !seen.contains(letter) else { return nil }
        seen.append(letter)
        switch (letter, run.count) {
        case ("y", 2), ("y", 4): parts.append(.number(letter, digits: run.count...run.count))
        case ("M", 1), ("d", 1), ("H", 1), ("m", 1), ("s", 1): parts.append(.number(letter, digits: 1...2))
        case ("M", 2), ("d", 2), ("H", 2), ("m", 2), ("s", 2): parts.append(.number(letter, digits: 2...2))
        default: return nil
        }
      } else {
        parts += String(letter).utf8.map { .literal($0) }
        rest = rest.dropFirst()
      }
    }
    func implies(_ a: Character, _ b: Character) -> Bool { !seen.contains(a) || seen.contains(b) }
    guard seen.contains("y"), seen.contains("M"), seen.contains("d"), implies("s", "m"), implies("m", "H") else { return nil }
    self.text = text
    self.parts = parts
  }

  /// The contract's word for how exactly such a time is known.
  public var precision: String {
    func has(_ letter: Character) -> Bool {
      parts.contains { if case .number(letter, _) = $0 { true } else { false } }
    }
    return has("s") ? "instant" : has("H") ? "minute" : "day"
  }

  /// The local day and second of a text; `nil` when it is not of this pattern or no such time exists.
  public func read(_ text: String) -> (day: Day, secondOfDay: Int)? {
    var bytes = Array(text.utf8)[...]
    var values: [Character: Int] = [:]
    for part in parts {
      switch part {
      case .literal(let byte):
        guard bytes.popFirst() == byte else { return nil }
      case .number(let letter, let digits):
        let run = bytes.prefix(digits.upperBound).prefix { (48...57).contains($0) }
        guard digits.contains(run.count) else { return nil }
        let value = run.reduce(0) { $0 * 10 + Int($1 - 48) }
        values[letter] = letter == "y" && digits.upperBound == 2 ? value + (value < 69 ? 2000 : 1900) : value
        bytes = bytes.dropFirst(run.count)
      }
    }
    guard bytes.isEmpty, let year = values["y"], let month = values["M"], let dayOfMonth = values["d"],
      (1...12).contains(month), dayOfMonth >= 1
    else { return nil }
    let day = Day(year: year, month: month, day: dayOfMonth)
    let (hour, minute, second) = (values["H"] ?? 0, values["m"] ?? 0, values["s"] ?? 0)
    guard day.civil == (year, month, dayOfMonth), hour < 24, minute < 60, second < 60 else { return nil }
    return (day, hour * 3600 + minute * 60 + second)
  }
}

/// Decimal numbers as whole thousandths, without a detour through binary fractions.
enum Thousandths {
  /// Why a text is no such number.
  enum Failure: Error {
    case notANumber, tooFine, tooLarge
  }

  static func read(_ text: String) throws(Failure) -> Int64 {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    let whole = bytes.prefix { (48...57).contains($0) }
    bytes = bytes.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if bytes.first == UInt8(ascii: ".") {
      fraction = bytes.dropFirst()
      bytes = []
    }
    guard bytes.isEmpty, whole.count + fraction.count > 0, fraction.allSatisfy({ (48...57).contains($0) })
    else { throw .notANumber }
    guard fraction.dropFirst(3).allSatisfy({ $0 == 48 }) else { throw .tooFine }
    var value: Int64 = 0
    for digit in Array(whole) + Array((Array(fraction) + [48, 48, 48]).prefix(3)) {
      let (tenfold, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOverStill) = tenfold.addingReportingOverflow(Int64(digit - 48))
      guard !isOver, !isOverStill else { throw .tooLarge }
      value = sum
    }
    return isNegative ? -value : value
  }
}
