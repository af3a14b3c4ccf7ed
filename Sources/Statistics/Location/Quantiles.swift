/// The `q` quantile of values in any order, by selection (type 7 of Hyndman & Fan 1996, the default of R and NumPy).
///
///     h = q (n - 1),   quantile = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h])
///
/// Nothing is ignored: one NaN makes the answer NaN.
/// - Returns: `nil` for no values, or `q` outside 0...1.
public func quantile(_ values: [Double], _ q: Double) -> Double? {
  guard !values.isEmpty, q >= 0, q <= 1 else { return nil }
  if values.contains(where: \.isNaN) { return .nan }
  var work = values
  let place = q * Double(values.count - 1)
  let low = Int(place.rounded(.down))
  let atLow = selectInPlace(&work, low)
  let fraction = place - Double(low)
  guard fraction > 0 else { return atLow }
  // after selection everything behind `low` is at least as large
  return interpolate(atLow, work[(low + 1)...].min() ?? atLow, fraction)
}

/// The same for values already in ascending order, without touching them.
public func quantile(sorted values: [Double], _ q: Double) -> Double? {
  guard let last = values.last, let first = values.first, q >= 0, q <= 1 else { return nil }
  if first.isNaN || last.isNaN { return .nan }
  let place = q * Double(values.count - 1)
  let low = Int(place.rounded(.down))
  let fraction = place - Double(low)
  return fraction > 0 ? interpolate(values[low], values[low + 1], fraction) : values[low]
}

/// The middle value; of an even number, the mean of the middle two.
public func median(_ values: [Double]) -> Double? {
  quantile(values, 0.5)
}

/// The median absolute deviation, median(|x - median(x)|) / 0.6745: sigma for normal data.
///
/// Multiplying the data by `c` multiplies it by `|c|`; adding a constant leaves it alone. It is 0 when more than half of
/// the values agree: that is not precision. The divisor is the upper quartile of the normal law to full precision.
public func mad(_ values: [Double]) -> Double? {
  guard let centre = median(values) else { return nil }
  return median(values.map { abs($0 - centre) }).map { $0 / 0.674489750196081743 }
}

/// Between equal infinities the difference would be NaN.
private func interpolate(_ low: Double, _ high: Double, _ fraction: Double) -> Double {
  low == high ? low : low + fraction * (high - low)
}

/// Moves the element of rank `rank` to its sorted place, smaller ones before it and larger ones behind.
///
/// Quickselect with the median of three as pivot, so no chance is involved; after too many rounds without progress the
/// rest is sorted, which keeps a hostile order from costing n^2.
func selectInPlace(_ values: inout [Double], _ rank: Int) -> Double {
  var (low, high) = (0, values.count - 1)
  var rounds = 4 * (Int.bitWidth - values.count.leadingZeroBitCount) + 8
  while low < high {
    rounds -= 1
    if rounds < 0 || high - low < 12 {
      values[low...high].sort()
      return values[rank]
    }
    let middle = low + (high - low) / 2
    let (a, b, c) = (values[low], values[middle], values[high])
    let pivot = max(min(a, b), min(max(a, b), c))
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
    if rank <= j { high = j } else if rank >= i { low = i } else { return values[rank] }
  }
  return values[rank]
}
