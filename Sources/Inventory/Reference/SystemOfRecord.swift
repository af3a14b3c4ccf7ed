/// The first on-hand snapshot that a system sent of a location.
public struct OpeningSnapshot: Equatable, Sendable {
  /// The source system it is of.
  public var system: String
  public var at: Instant
  /// Its rows.
  public var positions: Int

  public init(system: String, at: Instant, positions: Int) {
    self.system = system
    self.at = at
    self.positions = positions
  }
}

/// Which system's snapshot opens the book of a location where several sent one: books of different systems are compared,
/// never added up.
public struct SystemsOfRecord: Equatable, Sendable {
  /// By location id; it wins over its kind.
  public var byLocation: [String: String] = [:]
  public var byKind: [LocationKind: String] = [:]

  public init() {}

  /// The snapshot that counts: of the system that is named for the location or its kind, where it sent one; else of the system
  /// with the most rows, the earlier, the first by name.
  public func opening(of location: Location, among snapshots: [OpeningSnapshot]) -> OpeningSnapshot? {
    if let named = byLocation[location.id] ?? byKind[location.kind], let opening = snapshots.first(where: { $0.system == named })
    {
      return opening
    }
    return snapshots.min {
      ($1.positions, $0.at, ByteText($0.system)) < ($0.positions, $1.at, ByteText($1.system))
    }
  }
}
