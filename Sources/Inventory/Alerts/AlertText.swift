/// An alert in words: one line, one plain sentence, what to do and who.
public struct AlertText: Sendable {
  public let title: String
  public let description: String
  /// Of the numbers of the description, in their order.
  public let figures: [Figure]
  public let likelyCause: String
  public let suggestedAction: String
  public let ownerRole: String

  public init(signal: AlertSignal, alert: Alert) {
    let place = signal.scope
    let sentence = AlertSentence(signal: signal, alert: alert).sentence
    description = sentence.text
    figures = sentence.figures
    switch signal.family {
    case .latency where signal.scope == AlertSignal.network:
      title = "everywhere: messages are recorded late"
      likelyCause = "a system that all locations post through"
      suggestedAction = "check the feeds' common system; do not count before it has caught up"
      ownerRole = "integration"
    case .latency:
      title = "\(place): messages are recorded late"
      likelyCause = "a feed that posts late or in batches"
      suggestedAction = "check the feed of \(place); do not count there before it has caught up"
      ownerRole = "integration"
    case .cancellation where signal.scope == AlertSignal.network:
      title = "everywhere: more orders are cancelled than usual"
      likelyCause = "a promise made for all locations, a payment service or a campaign that was not announced"
      suggestedAction = "look at the reasons of the cancellations before any single location"
      ownerRole = "order management"
    case .cancellation:
      title = "\(place): more orders are cancelled than usual"
      likelyCause = "records that promise what is not there, or orders routed to the wrong place"
      suggestedAction = "look at the reasons of \(place)'s cancellations and count the items not found"
      ownerRole = "order management"
    case .shrink where signal.scope == AlertSignal.network:
      title = "everywhere: counts find more missing than usual"
      likelyCause = "movements that a common system does not record, or another way of counting"
      suggestedAction = "check the feeds and the instructions for counting before any single location"
      ownerRole = "loss prevention"
    case .shrink:
      title = "\(place): counts find more missing than usual"
      likelyCause = "theft, damage that is not recorded, or receipts booked short"
      suggestedAction = "count the items with the largest gaps again and review receiving at \(place)"
      ownerRole = "loss prevention"
    case .multivariate:
      title = "\(place): figures are unusual beside each other"
      likelyCause = "a change in how \(place) works or records that several figures show at once"
      suggestedAction = "ask \(place) what was different, beginning with the first figure"
      ownerRole = "operations"
    case .drift:
      title = "\(place): figures have been off for days"
      likelyCause = "a lasting change in how \(place) works or records, too small to see on a single day"
      suggestedAction =
        "ask \(place) what has changed since \(signal.day.advanced(by: 1 - signal.span)), beginning with the first figure"
      ownerRole = "operations"
    }
  }

  static func duration(_ seconds: Double?) -> String {
    guard let seconds else { return "an unknown time" }
    if seconds < 90 { return "\(Int(seconds.rounded())) s" }
    if seconds < 5400 { return "\(Int((seconds / 60).rounded())) min" }
    return "\((seconds / 360).rounded() / 10) h"
  }

  static func percent(_ share: Double?) -> String {
    share.map { "\(($0 * 1000).rounded() / 10) %" } ?? "an unknown share"
  }

  static func money(_ value: Double?) -> String {
    value.map { "\(Int($0.rounded()))" } ?? "an unknown amount"
  }
}
