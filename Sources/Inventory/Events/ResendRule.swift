/// Where two messages that say the same under different ids are two events, and not one that was sent again.
///
/// By default none: the same source, type, location, item, document, line, event time and quantity are one event.
public struct ResendRule: Equatable, Sendable {
  /// Types of message by source; `nil` for all of a source's types.
  public private(set) var distinct: [String: Set<String>?] = [:]

  public init() {}

  /// Takes every message of a source, or of some of its types, for an event of its own.
  ///
  /// - Parameter types: names of `EventType`; `nil` for all.
  public mutating func keepDistinct(source: String, types: [String]?) {
    distinct[source] = .some(types.map(Set.init))
  }

  public func areDistinct(source: String, type: String) -> Bool {
    guard let types = distinct[source] else { return false }
    return types?.contains(type) ?? true
  }

  /// One line for each source, in their order: what a change of the rule is noticed by.
  public var text: String {
    distinct.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value?.sorted().joined(separator: ",") ?? "all")" }
      .joined(separator: ";")
  }
}
