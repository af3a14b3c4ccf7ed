internal import Inventory
internal import Store

/// What the fold itself finds odd about the data.
extension FoldedNight {
  func findings(since: Instant?, until: Instant) -> [FeedFinding] {
    resendFindings(since: since, until: until) + negativeBooks(at: until)
  }

  /// By source: of the usable messages of the night, those that repeat another under a new id.
  private func resendFindings(since: Instant?, until: Instant) -> [FeedFinding] {
    var counts: [ByteText: Int64] = [:]
    for key in resends { counts[key.source, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { source, count in
      FeedFinding(
        check: .resend, source: source.text, location: nil, detail: nil, numerator: count,
        denominator: decoder.usableMessages(of: source.text) + (specialMessages[source] ?? 0), since: since, until: until)
    }
  }

  /// Of all positions, those whose saleable book is below zero.
  private func negativeBooks(at cutoff: Instant) -> [FeedFinding] {
    let negative = ledger.states.count { $0.books.saleable < 0 }
    if negative == 0 { return [] }
    return [
      FeedFinding(
        check: .negativeBook, source: nil, location: nil, detail: "books of the night", numerator: Int64(negative),
        denominator: Int64(ledger.states.count), since: nil, until: cutoff)
    ]
  }
}
