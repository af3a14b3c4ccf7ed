/// What an event type does to the books of its location, as a rule in words; read off `Event.effect`, never written down beside it.
public struct BookEffect: Equatable, Sendable {
  /// Which state units leave or enter, as a function of what the message says.
  public enum Side: Equatable, Sendable {
    /// The world outside: a customer, a supplier, another location.
    case outside
    case always(StockState)
    /// The message's `from_state`, and this one where it says none.
    case fromState(otherwise: StockState)
    case toState(otherwise: StockState)
    /// `to_state`, else `from_state`, else this one.
    case eitherState(otherwise: StockState)
    /// This state where `to_state` says so, any other message the second one.
    case only(StockState, otherwise: StockState)
    case fromStateAsSaid, toStateAsSaid

    /// The state of a message, `nil` for outside.
    public func state(from: StockState?, to: StockState?) -> StockState? {
      switch self {
      case .outside: nil
      case .always(let state): state
      case .fromState(let otherwise): from ?? otherwise
      case .toState(let otherwise): to ?? otherwise
      case .eitherState(let otherwise): to ?? from ?? otherwise
      case .only(let state, let otherwise): to == state ? state : otherwise
      case .fromStateAsSaid: from
      case .toStateAsSaid: to
      }
    }

    /// Every rule there is, plain ones first: of several that agree the plainest is meant.
    fileprivate static let candidates: [Side] =
      [.outside] + StockState.allCases.map(Side.always) + [.fromStateAsSaid, .toStateAsSaid]
      + StockState.allCases.flatMap { [.fromState(otherwise: $0), .toState(otherwise: $0), .eitherState(otherwise: $0)] }
      + StockState.allCases.flatMap { state in StockState.allCases.map { .only(state, otherwise: $0) } }
  }

  public var leaves: Side
  public var enters: Side
  /// Nothing moves unless the message says both states.
  public var needsBothStates: Bool
  /// It corrects the book and moves no goods, unless its reason is physical.
  public var isBookOnly: Bool

  /// The rule of a type; `nil` for one that leaves the books alone.
  public init?(of type: EventType) {
    let cases = BookEffect.messages.map { (from: $0.from, to: $0.to, effect: BookEffect.effect(type, $0.from, $0.to)) }
    let moving = cases.filter { $0.effect != nil }
    guard let first = moving.first?.effect,
      let leaves = Side.candidates.first(where: { side in
        moving.allSatisfy { side.state(from: $0.from, to: $0.to) == $0.effect?.from }
      }),
      let enters = Side.candidates.first(where: { side in
        moving.allSatisfy { side.state(from: $0.from, to: $0.to) == $0.effect?.to }
      })
    else { return nil }
    self.leaves = leaves
    self.enters = enters
    needsBothStates = moving.count < cases.count
    isBookOnly = first.isBookOnly
  }

  /// Every pair of states that a message can say, none included.
  public static let messages: [(from: StockState?, to: StockState?)] = {
    let states = [nil] + StockState.allCases.map(Optional.init)
    return states.flatMap { from in states.map { (from, $0) } }
  }()

  private static func effect(_ type: EventType, _ from: StockState?, _ to: StockState?) -> Effect? {
    var event = Event(slot: 0, type: type, quantity: 1000, at: 0, recordedAt: 0, ingestedAt: 0, source: 0, identity: 0)
    event.fromState = from
    event.toState = to
    return event.effect
  }
}

extension BookEffect: CustomStringConvertible {
  public var description: String {
    let sign = isBookOnly ? "signed quantity" : "quantity"
    let movement =
      switch (leaves, enters) {
      case (_, .outside): "\(sign) leaves \(leaves)"
      case (.outside, _): "\(sign) enters \(enters)"
      default: "\(sign) goes from \(leaves) to \(enters)"
      }
    return movement + (needsBothStates ? ", where the message says both" : "")
      + (isBookOnly ? "; a correction of the book, a movement of goods only where feed.reason_map says physical" : "")
  }
}

extension BookEffect.Side: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outside: "outside"
    case .always(let state): state.name
    case .fromState(let otherwise): "from_state (\(otherwise.name) where none is said)"
    case .toState(let otherwise): "to_state (\(otherwise.name) where none is said)"
    case .eitherState(let otherwise): "to_state or from_state (\(otherwise.name) where none is said)"
    case .only(let state, let otherwise): "\(state.name) where to_state says so, else \(otherwise.name)"
    case .fromStateAsSaid: "from_state"
    case .toStateAsSaid: "to_state"
    }
  }
}
