import Glibc

/// Moves the element of rank `rank` to its sorted place, smaller ones before it and larger ones behind; NaN must not be
/// among them.
///
/// Floyd & Rivest (1975, algorithm 489): the pivot comes from a selected sample, about 1.5 n comparisons. A hostile
/// order that uses up its rounds continues with medians of medians (Blum et al. 1973), so the cost stays linear. No
/// chance is involved, and the answer does not depend on the order of the values.
func selectInPlace(_ values: inout [Double], _ rank: Int) -> Double {
  values.withUnsafeMutableBufferPointer { values in
    introselect(values, 0, values.count - 1, rank)
    return values[rank]
  }
}

func introselect(_ values: UnsafeMutableBufferPointer<Double>, _ from: Int, _ through: Int, _ rank: Int) {
  var (low, high) = (from, through)
  var rounds = 2 * (Int.bitWidth - values.count.leadingZeroBitCount) + 8
  while low < high {
    rounds -= 1
    if high - low < 16 { return insertionSort(values, low, high) }
    if rounds < 0 {
      values.swapAt(rank, placeOfMedianOfMedians(values, low, high))
    } else if high - low > 600 {
      selectPivotFromSample(values, low, high, rank)
    } else {
      let middle = low + (high - low) / 2
      let (a, b, c) = (values[low], values[middle], values[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      values.swapAt(rank, pivot == a ? low : pivot == b ? middle : high)
    }
    let pivot = values[rank]
    var (i, j) = (low, high)
    while i <= j {
      while values[i] < pivot { i += 1 }
      while values[j] > pivot { j -= 1 }
      if i <= j {
        values.swapAt(i, j)
        i += 1
        j -= 1
      }
    }
    if rank <= j { high = j } else if rank >= i { low = i } else { return }
  }
}

/// Leaves at `rank` a value whose rank in the whole run is close to it, from a sample of about n^(2/3).
private func selectPivotFromSample(_ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int, _ rank: Int) {
  let n = Double(high - low + 1)
  let place = Double(rank - low + 1)
  let z = log(n)
  let size = 0.5 * exp(2 * z / 3)
  let slack = 0.5 * (z * size * (n - size) / n).squareRoot() * (place < n / 2 ? -1 : 1)
  let first = max(low, Int(Double(rank) - place * size / n + slack))
  let last = min(high, Int(Double(rank) + (n - place) * size / n + slack))
  introselect(values, max(low, min(first, rank)), min(high, max(last, rank)), rank)
}

/// A place whose value has at least three tenths of the run on either side.
private func placeOfMedianOfMedians(_ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int) -> Int {
  var groups = 0
  var start = low
  while start <= high {
    let end = min(start + 4, high)
    insertionSort(values, start, end)
    values.swapAt(low + groups, start + (end - start) / 2)
    groups += 1
    start += 5
  }
  let middle = low + (groups - 1) / 2
  introselect(values, low, low + groups - 1, middle)
  return middle
}

private func insertionSort(_ values: UnsafeMutableBufferPointer<Double>, _ low: Int, _ high: Int) {
  guard low < high else { return }
  for i in low + 1...high {
    let value = values[i]
    var j = i
    while j > low, values[j - 1] > value {
      values[j] = values[j - 1]
      j -= 1
    }
    values[j] = value
  }
}

/// The `count` smallest of `keys`, as ascending indices; among equal keys the lower index is taken first.
///
/// Keys must not be NaN.
func indicesOfSmallest(_ keys: [Double], _ count: Int) -> [Int] {
  guard count > 0 else { return [] }
  guard count < keys.count else { return Array(keys.indices) }
  var work = keys
  let threshold = selectInPlace(&work, count - 1)
  var below = 0
  for i in 0..<count where work[i] < threshold { below += 1 }
  var ties = count - below
  var chosen: [Int] = []
  chosen.reserveCapacity(count)
  keys.withUnsafeBufferPointer { keys in
    for i in 0..<keys.count {
      if keys[i] < threshold {
        chosen.append(i)
      } else if ties > 0, keys[i] == threshold {
        chosen.append(i)
        ties -= 1
      }
    }
  }
  return chosen
}
