import Glibc

/// A function of two variables with its derivatives at a point.
struct Curvature2 {
  var value = 0.0
  var gradient = (0.0, 0.0)
  var hessian = (xx: 0.0, xy: 0.0, yy: 0.0)
}

/// Maximises over x and y <= cap by Newton steps, each accepted only if the value rises.
///
/// Where the Hessian is not negative definite its eigenvalues are turned to point uphill. At the cap, with the slope
/// still upwards, y stays and x alone moves. Meant for likelihoods in (location, log concentration): both of order 1.
func climb(from start: (Double, Double), cap: Double, floor: Double, _ f: (Double, Double) -> Curvature2) -> (Double, Double) {
  var (x, y) = (start.0, min(max(start.1, floor), cap))
  var here = f(x, y)
  for _ in 0..<200 {
    let held = (y >= cap && here.gradient.1 > 0) || (y <= floor && here.gradient.1 < 0)
    var step: (Double, Double)
    if held {
      step = (here.gradient.0 / max(abs(here.hessian.xx), 1e-12), 0)
    } else {
      step = uphill(here)
    }
    let longest = max(abs(step.0), abs(step.1))
    if longest > 3 { step = (step.0 * 3 / longest, step.1 * 3 / longest) }
    var length = 1.0
    var moved = false
    while length > 1e-9 {
      let (nextX, nextY) = (x + length * step.0, min(max(y + length * step.1, floor), cap))
      let next = f(nextX, nextY)
      if next.value > here.value {
        moved = true
        (x, y, here) = (nextX, nextY, next)
        break
      }
      length /= 2
    }
    if !moved || length * max(abs(step.0), abs(step.1)) < 1e-10 { break }
  }
  return polished(x, y, here, cap: cap, floor: floor, f)
}

/// The last digits: near the top the value no longer tells points apart, but the gradient does.
private func polished(
  _ x: Double, _ y: Double, _ start: Curvature2, cap: Double, floor: Double, _ f: (Double, Double) -> Curvature2
) -> (Double, Double) {
  var (x, y, here) = (x, y, start)
  for _ in 0..<6 {
    let held = (y >= cap && here.gradient.1 > 0) || (y <= floor && here.gradient.1 < 0)
    let (a, b, c) = (here.hessian.xx, here.hessian.xy, here.hessian.yy)
    guard a < 0, held || a * c > b * b else { break }
    let step =
      held
      ? (-here.gradient.0 / a, 0)
      : (
        (b * here.gradient.1 - c * here.gradient.0) / (a * c - b * b),
        (b * here.gradient.0 - a * here.gradient.1) / (a * c - b * b)
      )
    guard max(abs(step.0), abs(step.1)) < 1e-3 else { break }
    let (nextX, nextY) = (x + step.0, min(max(y + step.1, floor), cap))
    let next = f(nextX, nextY)
    let (before, after) = (
      abs(here.gradient.0) + (held ? 0 : abs(here.gradient.1)), abs(next.gradient.0) + (held ? 0 : abs(next.gradient.1))
    )
    guard after < before else { break }
    (x, y, here) = (nextX, nextY, next)
  }
  return (x, y)
}

/// The Newton step with the Hessian replaced by minus its absolute value.
private func uphill(_ f: Curvature2) -> (Double, Double) {
  let (a, b, c) = (f.hessian.xx, f.hessian.xy, f.hessian.yy)
  let (mean, half) = ((a + c) / 2, (a - c) / 2)
  let radius = hypot(half, b)
  // eigenvector of mean + radius; the other is orthogonal to it
  var direction = half >= 0 ? (half + radius, b) : (b, radius - half)
  let norm = hypot(direction.0, direction.1)
  direction = norm > 0 ? (direction.0 / norm, direction.1 / norm) : (1, 0)
  let floor = 1e-12 * max(1e-300, abs(mean) + radius)
  let along = (direction.0 * f.gradient.0 + direction.1 * f.gradient.1) / max(abs(mean + radius), floor)
  let across = (-direction.1 * f.gradient.0 + direction.0 * f.gradient.1) / max(abs(mean - radius), floor)
  return (along * direction.0 - across * direction.1, along * direction.1 + across * direction.0)
}
