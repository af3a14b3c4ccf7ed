import Glibc

/// One BLAS thread for the whole process.
///
/// OpenBLAS takes as many threads as there are cores unless told otherwise, which under concurrent tasks was seen to be
/// 3 to 180 times slower. `OPENBLAS_NUM_THREADS` set inside a running program comes too late, so the library is told
/// by its own function, found at run time: the reference library has none and needs none.
enum BLASThreads {
  private typealias SetThreads = @convention(c) (CInt) -> Void

  /// Touched by every door to BLAS and LAPACK; the first touch sets the number.
  static let single: Bool = {
    guard let symbol = dlsym(nil, "openblas_set_num_threads") else { return false }
    unsafeBitCast(symbol, to: SetThreads.self)(1)
    return true
  }()
}
