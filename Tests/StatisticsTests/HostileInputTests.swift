import Glibc
import LinearAlgebra
import Statistics
import Testing

/// Every public fit answers every hostile input with numbers that are finite, a verdict or a typed error, and soon.
@Suite struct HostileInputTests {
  @Test("answers within two seconds of CPU, and nothing that is not finite counts as a success", arguments: PublicFit.all)
  func answers(fit: PublicFit) {
    for input in HostileInput.all {
      let start = threadSeconds
      do {
        let infinite = try fit.numbers(input).count { !$0.isFinite }
        #expect(infinite == 0, "\(fit.name): \(input.name)")
      } catch is StatisticsError {
      } catch is LinearAlgebraError {
      } catch {
        Issue.record("\(fit.name): \(input.name) throws an untyped \(error)")
      }
      #expect(threadSeconds - start < 2, "\(fit.name): \(input.name)")
    }
  }

  /// CPU time of this thread: what else the machine does is no part of it.
  private var threadSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test("the inputs are many, of different names, and the ordinary one has an answer of every fit")
  func inputs() throws {
    #expect(HostileInput.all.count >= 40 && Set(HostileInput.all.map(\.name)).count == HostileInput.all.count)
    // positive and below one, so that it is a probability, a count rate, a p-value and a measurement
    var ordinary = HostileInput.ordinary()
    ordinary.response = ordinary.response.map { Normal.standard.cumulative($0) }
    let ordinaryInput = ordinary
    let silent = PublicFit.all.filter { fit in (try? fit.numbers(ordinaryInput))?.isEmpty ?? true }.map(\.name)
    #expect(silent == [], "no number where there should be some")
  }
}
