import Statistics

/// What is tried, and what must hold for any bytes whatever: no fault, and the laws that are asserted.
enum Target: UInt8, CaseIterable {
  case sketch, numeric, event, csv, orders, rows

  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first, let target = Target(rawValue: first % UInt8(Target.allCases.count)) else { return }
    let rest = Array(bytes.dropFirst())
    switch target {
    case .sketch: Decoders.sketch(rest)
    case .numeric: Decoders.numeric(rest)
    case .event: Decoders.event(rest)
    case .csv: Decoders.csv(rest)
    case .orders: Kernels.orders(rest)
    case .rows: Kernels.rows(rest)
    }
  }

  /// One sound input or more for each.
  static let sound: [[UInt8]] = {
    var sketch = DDSketch()
    for delay in 1...40 { sketch.add(Int64(delay * delay * 1000), count: Int64(delay)) }
    let doubles = [1.5, -2, 0, 1e300, 0.25, 3, 3, -1e-300, 7, 11, 2.5, 0.5].flatMap { bytes(of: $0.bitPattern) }
    return [
      [Target.sketch.rawValue] + sketch.packed(),
      [Target.numeric.rawValue, 0, 2, 0, 0, 0, 0, 0, 3, 0, 12, 0x13, 0x88],
      [Target.event.rawValue] + Decoders.soundEvent,
      [Target.csv.rawValue] + Array("a,\"b \"\"c\"\"\",d\r\n1,\"2\n3\",\u{e9}\n".utf8),
      [Target.orders.rawValue] + doubles,
      [Target.rows.rawValue, 3] + doubles,
    ]
  }()

  static func bytes<Word: FixedWidthInteger>(of word: Word) -> [UInt8] {
    withUnsafeBytes(of: word.bigEndian) { Array($0) }
  }
}
