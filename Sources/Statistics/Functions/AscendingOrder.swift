/// A value and where it stood.
struct Ranked {
  /// Bits whose order as whole numbers is the order of the doubles.
  fileprivate(set) var key: UInt64
  fileprivate(set) var place: Int32

  /// The value itself, -0 as 0.
  @inline(__always)
  var value: Double {
    Double(bitPattern: key ^ (key >> 63 == 1 ? 1 << 63 : ~0))
  }
}

/// The values in ascending order with their places; equal values (and -0 and 0) keep the order they came in.
///
/// A radix sort of the doubles' bits, on just so many of the leading bits that differ as leave few values a bucket, in
/// passes of at most 13 bits from the low end; then insertion among the few values that agree so far. Fewer than 2^31
/// values, none of them NaN.
func ascending(_ values: [Double]) -> [Ranked] {
  guard values.count > 64 else {
    return values.enumerated().map { Ranked(key: sortKey($1), place: Int32($0)) }.sorted(by: precedes)
  }
  return values.withUnsafeBufferPointer { values in
    var (least, most) = (UInt64.max, UInt64.min)
    for value in values {
      let key = sortKey(value)
      (least, most) = (min(least, key), max(most, key))
    }
    let width = UInt64.bitWidth - (most - least).leadingZeroBitCount
    let wanted = min(width, Int.bitWidth - values.count.leadingZeroBitCount + 6)
    let passes = max(1, (wanted + 12) / 13)
    let bits = (wanted + passes - 1) / passes
    let shift = UInt64(max(0, width - passes * bits))
    var sorted = firstPass(values, least, shift, bits)
    for pass in 1..<max(1, passes) { sorted = nextPass(sorted, least, shift + UInt64(pass * bits), bits) }
    sorted.withUnsafeMutableBufferPointer { sortRuns($0, least, shift) }
    return sorted
  }
}

/// The places of the values in ascending order; equal values keep the order they came in.
func ascendingOrder(_ values: [Double]) -> [Int32] {
  ascending(values).map { $0.place }
}

@inline(__always)
private func sortKey(_ value: Double) -> UInt64 {
  // adding 0 makes -0 into 0
  let bits = (value + 0).bitPattern
  return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
}

@inline(__always)
private func precedes(_ a: Ranked, _ b: Ranked) -> Bool {
  a.key != b.key ? a.key < b.key : a.place < b.place
}

/// Counts, then starts of the buckets.
private func starts(bits: Int, _ count: (UnsafeMutableBufferPointer<Int32>) -> Void) -> [Int32] {
  var histogram = [Int32](repeating: 0, count: 1 << bits)
  histogram.withUnsafeMutableBufferPointer { count($0) }
  var start: Int32 = 0
  for digit in histogram.indices { (histogram[digit], start) = (start, start + histogram[digit]) }
  return histogram
}

private func firstPass(_ values: UnsafeBufferPointer<Double>, _ least: UInt64, _ shift: UInt64, _ bits: Int) -> [Ranked] {
  let mask = UInt64(1) << UInt64(bits) - 1
  var next = starts(bits: bits) { histogram in
    for value in values { histogram[Int((sortKey(value) &- least) >> shift & mask)] += 1 }
  }
  return [Ranked](unsafeUninitializedCapacity: values.count) { target, count in
    expectWriting(target)
    next.withUnsafeMutableBufferPointer { next in
      for index in 0..<values.count {
        let key = sortKey(values[index])
        let digit = Int((key &- least) >> shift & mask)
        (target.baseAddress! + Int(next[digit])).initialize(to: Ranked(key: key, place: Int32(truncatingIfNeeded: index)))
        next[digit] += 1
      }
    }
    count = values.count
  }
}

private func nextPass(_ source: [Ranked], _ least: UInt64, _ shift: UInt64, _ bits: Int) -> [Ranked] {
  let mask = UInt64(1) << UInt64(bits) - 1
  return source.withUnsafeBufferPointer { source in
    var next = starts(bits: bits) { histogram in
      for element in source { histogram[Int((element.key &- least) >> shift & mask)] += 1 }
    }
    return [Ranked](unsafeUninitializedCapacity: source.count) { target, count in
      expectWriting(target)
      next.withUnsafeMutableBufferPointer { next in
        for element in source {
          let digit = Int((element.key &- least) >> shift & mask)
          (target.baseAddress! + Int(next[digit])).initialize(to: element)
          next[digit] += 1
        }
      }
      count = source.count
    }
  }
}

/// Orders the runs that agree in the bits looked at: short ones by insertion, long ones by the library.
private func sortRuns(_ sorted: UnsafeMutableBufferPointer<Ranked>, _ least: UInt64, _ shift: UInt64) {
  guard shift > 0 else { return }
  var start = 0
  while start < sorted.count {
    let top = (sorted[start].key &- least) >> shift
    var (end, isSorted) = (start + 1, true)
    while end < sorted.count, (sorted[end].key &- least) >> shift == top {
      if sorted[end].key < sorted[end - 1].key { isSorted = false }
      end += 1
    }
    if !isSorted {
      if end - start > 24 {
        sorted[start..<end].sort(by: precedes)
      } else {
        for index in (start + 1)..<end {
          let element = sorted[index]
          var hole = index
          while hole > start, element.key < sorted[hole - 1].key {
            sorted[hole] = sorted[hole - 1]
            hole -= 1
          }
          sorted[hole] = element
        }
      }
    }
    start = end
  }
}
