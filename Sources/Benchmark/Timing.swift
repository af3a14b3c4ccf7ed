import Foundation
import Glibc
import Inventory
import Store

enum Timing {
  /// RUSAGE_SELF, whose imported type is not the one that getrusage takes.
  private static let ourselves: __rusage_who_t = 0

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return (ContinuousClock.now - began) / .seconds(1)
  }

  /// CPU seconds of this process so far.
  static var cpu: Double {
    var usage = rusage()
    getrusage(ourselves, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// CPU seconds so far of another process of this machine: the server's, for one connection.
  ///
  /// Fields 14 and 15 of `/proc/PID/stat`, in clock ticks (proc(5)); the name before them may hold blanks.
  static func cpu(of process: Int64) throws -> Double { try seconds(in: 14...15, of: process) }

  /// The same of its children that have ended.
  static func cpuOfEndedChildren(of process: Int64) throws -> Double { try seconds(in: 16...17, of: process) }

  static func parent(of process: Int64) throws -> Int64 { Int64(try field(4, of: process)) ?? 0 }

  private static func seconds(in fields: ClosedRange<Int>, of process: Int64) throws -> Double {
    try fields.reduce(0) { $0 + (Double(try field($1, of: process)) ?? .nan) } / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func field(_ number: Int, of process: Int64) throws -> Substring {
    let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return text.drop { $0 != ")" }.split(separator: " ")[number - 2]
  }

  /// The most memory that this program held at once.
  ///
  /// `VmHWM` of `/proc/self/status`: `ru_maxrss` begins with that of the process that started this one (getrusage(2)).
  static var peakMegabytes: Double {
    get throws {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) }.map { $0 / 1024 } ?? .nan
    }
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The median of the ratios run by run: drift of the machine cancels.
  static func ratio(_ a: [Double], _ b: [Double]) -> Double { median(zip(a, b).map { $0 / $1 }) }

  static func show(_ seconds: [Double]) -> String { String(format: "%.2f s", median(seconds)) }
}

enum Table {
  static func row(_ goal: String, _ name: String, _ value: Double, _ want: String) {
    say(String(format: "| %@ | %@ | %.2f | %@ |", goal, name, value, want))
  }

  static func note(_ text: String) { say("|   | \(text) | | |") }

  /// Unbuffered: rows appear as they are measured, in a file too.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}

enum BenchmarkDimensions {
  static func of(_ companions: Companions) throws -> Dimensions {
    let locations = companions.reference.locations
    let zone = ZoneOffsets(systemZone: "Europe/Berlin") ?? .utc
    return Dimensions(
      locations: locations, items: companions.reference.items, zones: Array(repeating: zone, count: locations.count))
  }
}

/// The fused kernel of scoring: one pass over the features, the best kept in a bounded heap.
enum TopScores {
  static func sum(_ features: [Float]) -> Float {
    features.withUnsafeBufferPointer { all in
      var lanes = SIMD16<Float>()
      var index = 0
      while index + 16 <= all.count {
        lanes += UnsafeRawPointer(all.baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: SIMD16<Float>.self)
        index += 16
      }
      return lanes.sum()
    }
  }

  static func best(_ count: Int, of features: [Float], weights: [Float]) -> [(row: Int32, score: Float)] {
    var heap: [(row: Int32, score: Float)] = []
    heap.reserveCapacity(count + 1)
    func quarter(_ place: Int) -> SIMD4<Float> {
      SIMD4(weights[place], weights[place + 1], weights[place + 2], weights[place + 3])
    }
    let (first, second, third) = (quarter(0), quarter(4), quarter(8))
    features.withUnsafeBufferPointer { all in
      let base = UnsafeRawPointer(all.baseAddress.unsafelyUnwrapped)
      for row in 0..<all.count / 12 {
        let a = base.loadUnaligned(fromByteOffset: row * 48, as: SIMD4<Float>.self) * first
        let b = a + base.loadUnaligned(fromByteOffset: row * 48 + 16, as: SIMD4<Float>.self) * second
        let c = b + base.loadUnaligned(fromByteOffset: row * 48 + 32, as: SIMD4<Float>.self) * third
        let pair = c.lowHalf + c.highHalf
        let score = pair.x + pair.y
        if heap.count < count {
          heap.append((Int32(row), score))
          if heap.count == count { heap.sort { $0.score < $1.score } }
        } else if score > heap[0].score {
          heap[0] = (Int32(row), score)
          var parent = 0
          while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < count && heap[child].score < heap[least].score {
              least = child
            }
            if least == parent { break }
            heap.swapAt(parent, least)
            parent = least
          }
        }
      }
    }
    return heap.sorted { ($1.score, $0.row) < ($0.score, $1.row) }
  }
}
