import Glibc
import LinearAlgebra

/// A plane a'z = b and the points on it.
struct MCDHyperplane {
  let normal: [Double]
  let offset: Double
  let members: [Int]
}

extension MCDProblem {
  /// The hyperplane in the direction of least scatter, if at least a full subset lies on it.
  ///
  /// Its offset is sought anew among the projections of all points: the mean of a few points with one far away says
  /// nothing. On the plane means within what the rank decision takes for rounding.
  func holdsHyperplane(scatter: Matrix) -> MCDHyperplane? {
    let p = dimension
    guard let spectrum = try? SymmetricEigen(scatter) else { return nil }
    let normal = spectrum.vectors.column(p - 1)
    var projections = [Double](repeating: 0, count: count)
    for j in 0..<count {
      for i in 0..<p { projections[j] += normal[i] * points[i, j] }
    }
    guard projections.allSatisfy(\.isFinite) else { return nil }
    let sorted = projections.sorted()
    var best = (width: Double.infinity, first: 0)
    for first in 0...(count - size) {
      let width = sorted[first + size - 1] - sorted[first]
      if width < best.width { best = (width, first) }
    }
    let tolerance = 2 * (8 * Double(p) * Double.ulpOfOne).squareRoot()
    guard best.width <= tolerance else { return nil }
    let offset = sorted[best.first + size / 2]
    let members = (0..<count).filter { abs(projections[$0] - offset) <= tolerance }
    return MCDHyperplane(normal: normal, offset: offset, members: members)
  }
}
