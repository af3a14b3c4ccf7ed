/// For each row, what may still be among its nearest: upper bounds of squared distances with indices, packed into words
/// that order as the bounds do.
///
/// Rows are seen in random order. When a list is full, a share f of the rows having been seen, it is cut to what its share
/// of the `count` nearest will hardly exceed: rank r = k f + 4 sqrt(k f) + 4. At the end it is checked that nothing was cut
/// too early; a row of which that cannot be said has no list.
struct NeighbourShortlists {
  private let rows: Int
  private let count: Int
  private let norms: [Float]
  private let slack: Float
  private let tiny: Float
  private var lists: [[UInt64]]
  /// A list is cut when it gets this long.
  private var trigger: [Int]
  /// What a row still looks for, in the form that the scan compares; infinite at first.
  private var reach: [Float]
  /// All bounds that were cut are above this.
  private var limits: [Float]

  init(rows: Int, count: Int, norms: [Float], slack: Float, tiny: Float) {
    self.rows = rows
    self.count = count
    self.norms = norms
    self.slack = slack
    self.tiny = tiny
    lists = Array(repeating: [], count: rows)
    trigger = Array(repeating: min(count, 100) + 28, count: rows)
    reach = Array(repeating: .infinity, count: rows)
    limits = Array(repeating: .infinity, count: rows)
  }

  struct Pointers {
    let reach: UnsafeMutableBufferPointer<Float>
    fileprivate let lists: UnsafeMutableBufferPointer<[UInt64]>
    fileprivate let trigger: UnsafeMutableBufferPointer<Int>
    fileprivate let limits: UnsafeMutableBufferPointer<Float>
    fileprivate let norms: UnsafeBufferPointer<Float>
    fileprivate let rows: Int
    fileprivate let count: Int
    fileprivate let slack: Float
    fileprivate let tiny: Float
    /// How many rows have met the columns and the rows of the present block.
    var seen = (columns: 0, rows: 0)
  }

  mutating func withPointers(_ body: (inout Pointers) -> Void) {
    let (rows, count, slack, tiny) = (rows, count, slack, tiny)
    norms.withUnsafeBufferPointer { norms in
      lists.withUnsafeMutableBufferPointer { lists in
        trigger.withUnsafeMutableBufferPointer { trigger in
          reach.withUnsafeMutableBufferPointer { reach in
            limits.withUnsafeMutableBufferPointer { limits in
              var pointers = Pointers(
                reach: reach, lists: lists, trigger: trigger, limits: limits, norms: norms, rows: rows, count: count,
                slack: slack, tiny: tiny)
              body(&pointers)
            }
          }
        }
      }
    }
  }

  /// The candidates of a row, in no order; `nil` if one may be missing.
  mutating func finished(_ row: Int) -> [Int32]? {
    guard lists[row].count >= count else { return nil }
    let (limit, count) = (limits[row], count)
    var kept: [Int32]?
    withPointers { pointers in
      let bound = pointers.cut(row, to: count)
      if bound <= limit { kept = pointers.lists[row].map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) } }
    }
    return kept
  }
}

extension NeighbourShortlists.Pointers {
  @inline(__always) func consider(_ i: Int, _ j: Int, _ product: Float) {
    let (a, b) = (norms[i], norms[j])
    let (keep, double) = (1 - slack, 2 * product)
    let upper = max(0, a + b - double + (slack * (a + b) + tiny))
    let bits = UInt64(upper.bitPattern) << 32
    if b * keep - double <= reach[i] { add(bits | UInt64(j), to: i, seen: seen.rows) }
    if a * keep - double <= reach[j] { add(bits | UInt64(i), to: j, seen: seen.columns) }
  }

  @inline(__always) private func add(_ word: UInt64, to row: Int, seen: Int) {
    lists[row].append(word)
    if lists[row].count >= trigger[row] { shorten(row, seen: seen) }
  }

  private func shorten(_ row: Int, seen: Int) {
    // the present block counts as seen: too long a list does no harm
    let share = min(1, (Double(seen) + 256) / Double(rows))
    let expected = Double(count) * share
    let rank = min(count, Int(expected + 4 * expected.squareRoot()) + 4)
    guard rank < lists[row].count else {
      trigger[row] *= 2
      return
    }
    let limit = cut(row, to: rank)
    limits[row] = min(limits[row], limit)
    let own = norms[row]
    reach[row] = (limit + tiny) * (1 + 0x1p-20) - own * (1 - slack) + own * 0x1p-21
    trigger[row] = 2 * lists[row].count + 32
  }

  /// Drops what `rank` upper bounds rule out, and returns the last of them.
  fileprivate func cut(_ row: Int, to rank: Int) -> Float {
    let (norms, slack, tiny) = (norms, slack, tiny)
    let own = norms[row]
    var limit = Float.infinity
    var left = rank
    lists[row].withUnsafeMutableBufferPointer { list in
      select(list, rank - 1)
      limit = Float(bitPattern: UInt32(truncatingIfNeeded: list[rank - 1] >> 32))
      for k in rank..<list.count {
        let word = list[k]
        let margin = slack * (own + norms[Int(word & 0xFFFF_FFFF)]) + tiny
        if Float(bitPattern: UInt32(truncatingIfNeeded: word >> 32)) - 2 * margin <= limit.nextUp {
          list[left] = word
          left += 1
        }
      }
    }
    lists[row].removeLast(lists[row].count - left)
    return limit
  }

  private func select(_ list: UnsafeMutableBufferPointer<UInt64>, _ rank: Int) {
    var (low, high) = (0, list.count - 1)
    while low < high {
      let (a, b, c) = (list[low], list[low + (high - low) / 2], list[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while list[i] < pivot { i += 1 }
        while list[j] > pivot { j -= 1 }
        if i <= j {
          list.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j { high = j } else if rank >= i { low = i } else { return }
    }
  }
}
