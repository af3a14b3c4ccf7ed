import Foundation

// Bytes from outside and numbers at their edges, thrown at decoders and kernels. The first byte chooses which.
//
// Built with libFuzzer (make fuzz), that finds inputs by coverage and takes its own arguments; "trueup-fuzz sound FOLDER"
// writes it a few sound inputs to begin with. Without it, a seeded driver mutates those: trueup-fuzz [seconds] [seed].

typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
typealias Driver =
  @convention(c) (
    UnsafeMutablePointer<CInt>, UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>, Callback
  ) -> CInt

let callback: Callback = { bytes, count in
  Target.run(UnsafeBufferPointer(start: bytes, count: count).map { $0 })
  return 0
}

if CommandLine.arguments.dropFirst().first == "sound", let folder = CommandLine.arguments.dropFirst(2).first {
  for (place, input) in Target.sound.enumerated() {
    try Data(input).write(to: URL(fileURLWithPath: "\(folder)/sound-\(place)"))
  }
  exit(0)
}
if let symbol = dlsym(nil, "LLVMFuzzerRunDriver") {
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  exit(unsafeBitCast(symbol, to: Driver.self)(&count, &arguments, callback))
}
let seconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 20
let seed = CommandLine.arguments.dropFirst(2).first.flatMap(UInt64.init) ?? 1
MutationDriver(seed: seed).run(seconds: seconds)
