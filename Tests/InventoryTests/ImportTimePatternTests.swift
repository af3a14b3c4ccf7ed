import Inventory
import Testing

@Suite struct ImportTimePatternTests {
  @Test(
    "times are read as the pattern says",
    arguments: [
      ("M/d/yy H:mm", "12/1/10 8:26", "2010-12-01", 30_360, "minute"),
      ("M/d/yy H:mm", "1/12/69 18:06", "1969-01-12", 65_160, "minute"),
      ("dd.MM.yyyy", "29.02.2024", "2024-02-29", 0, "day"),
      ("yyyy-MM-dd'T'HH:mm:ss", "2010-12-01T23:59:59", "2010-12-01", 86_399, "instant"),
      ("yyyyMMdd HHmm", "20101201 0007", "2010-12-01", 420, "minute"),
    ])
  func reads(pattern: String, text: String, day: String, second: Int, precision: String) throws {
    let pattern = try #require(TimePattern(pattern))
    let time = try #require(pattern.read(text))
    #expect("\(time.day)" == day)
    #expect(time.secondOfDay == second)
    #expect(pattern.precision == precision)
  }

  @Test(
    "what is no such time is nothing",
    arguments: [
      "", "12/1/10", "12/1/10 8:6", "13/1/10 8:26", "2/30/10 8:26", "12/1/10 24:00", "12/1/10 8:60", "12/1/10 8:26 ",
      "12/1/2010 8:26",
    ])
  func refuses(text: String) throws {
    #expect(try #require(TimePattern("M/d/yy H:mm")).read(text) == nil)
  }

  @Test(
    "what is no pattern is refused",
    arguments: ["", "M/d", "yyy-M-d", "M/d/yy mm", "M/d/yy H:ss", "M/d/yy M", "M/d/yy 'H", "M/d/yy a"])
  func patterns(text: String) {
    #expect(TimePattern(text) == nil)
  }
}
