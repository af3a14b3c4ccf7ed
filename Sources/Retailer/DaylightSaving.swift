public import Inventory

extension ZoneOffsets {
  /// Europe/Berlin: an hour ahead of UTC, two in summer.
  public static func centralEurope(years: ClosedRange<Int>) -> ZoneOffsets {
    european(identifier: "Europe/Berlin", winterHours: 1, years: years)
  }

  /// Europe/London: UTC, an hour ahead in summer.
  public static func unitedKingdom(years: ClosedRange<Int>) -> ZoneOffsets {
    european(identifier: "Europe/London", winterHours: 0, years: years)
  }

  /// Summer time lasts from 01:00 UTC of the last Sunday of March to that of October (Directive 2000/84/EC and
  /// the Summer Time Order 2002).
  private static func european(identifier: String, winterHours: Int, years: ClosedRange<Int>) -> ZoneOffsets {
    let changes = years.flatMap { year in
      [(month: 3, hours: winterHours + 1), (month: 10, hours: winterHours)].map { change in
        let last = Day(year: year, month: change.month, day: 31)
        let sunday = last.advanced(by: -(last.isoWeekday % 7))
        return (at: sunday.utcStart.advanced(bySeconds: 3600), offset: change.hours * 3600)
      }
    }
    return ZoneOffsets(identifier: identifier, initialOffset: winterHours * 3600, changes: changes)
  }
}
