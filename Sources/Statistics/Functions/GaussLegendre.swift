import Glibc

/// Nodes and weights of Gauss and Legendre on (-1, 1): exact for polynomials of degree 2 n - 1.
struct GaussLegendre {
  let nodes: [Double]
  let weights: [Double]

  /// Newton steps on the Legendre polynomial from Tricomi's estimate of its zeros.
  init(points n: Int) {
    var (nodes, weights) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    for k in 0..<(n + 1) / 2 {
      var x = cos(Double.pi * (Double(k) + 0.75) / (Double(n) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (last, value) = (1.0, x)
        for degree in stride(from: 2, through: n, by: 1) {
          (last, value) = (value, (Double(2 * degree - 1) * x * value - Double(degree - 1) * last) / Double(degree))
        }
        slope = Double(n) * (x * value - last) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-15 { break }
      }
      if n % 2 == 1, k == n / 2 { x = 0 }
      let weight = 2 / ((1 - x * x) * slope * slope)
      (nodes[k], nodes[n - 1 - k]) = (-x, x)
      (weights[k], weights[n - 1 - k]) = (weight, weight)
    }
    (self.nodes, self.weights) = (nodes, weights)
  }

  /// Nodes and weights on (a, b).
  func on(_ a: Double, _ b: Double) -> [(node: Double, weight: Double)] {
    let (middle, half) = ((a + b) / 2, (b - a) / 2)
    return zip(nodes, weights).map { (middle + half * $0, half * $1) }
  }
}
