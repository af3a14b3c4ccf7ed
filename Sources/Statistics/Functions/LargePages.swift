import Glibc

/// Asks for large pages below memory that is about to be written for the first time.
///
/// Where the system gives them on request only, a fault for each 4 KiB costs as much as sorting what is written there. It
/// is advice: nothing depends on its being taken.
func expectWriting<Element>(_ memory: UnsafeMutableBufferPointer<Element>) {
  let bytes = memory.count * MemoryLayout<Element>.stride
  guard bytes >= 1 << 22, let base = memory.baseAddress else { return }
  let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
  let start = (UInt(bitPattern: base) + page - 1) & ~(page - 1)
  let end = (UInt(bitPattern: base) + UInt(bytes)) & ~(page - 1)
  _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE)
}
