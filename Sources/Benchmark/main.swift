import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  if arguments.first == "fold" {
    // A child of its own, so that its peak memory is its own
    try Benchmark().foldOnce()
  } else {
    if arguments == ["retailers"] {
      try RetailersBenchmark().run()
      exit(0)
    }
    if arguments == ["power"] {
      try PowerBenchmark().run()
      exit(0)
    }
    if arguments != ["statistics"] { try Benchmark().run(only: arguments.filter { $0 != "statistics" }) }
    if arguments.isEmpty || arguments.contains("statistics") { try StatisticsBenchmark().run() }
  }
} catch {
  FileHandle.standardError.write(Data("trueup-bench: \(error)\n".utf8))
  exit(70)
}
