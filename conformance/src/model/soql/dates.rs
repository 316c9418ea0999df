//! Calendar arithmetic in UTC, and date literals as spans of whole units.

/// How days are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// One day.
    Day,
    /// Seven, from Sunday on.
    Week,
    /// A calendar month.
    Month,
    /// Three, from January on.
    Quarter,
    /// Twelve.
    Year,
}

/// A literal such as `LAST_N_DAYS:3`: the units from the `first` to the `last`, counted from the
/// one that now is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateLiteral {
    /// How it is written.
    pub text: String,
    /// What it counts.
    pub unit: Unit,
    /// Its first unit.
    pub first: i64,
    /// Its last unit.
    pub last: i64,
}

const DAY_MS: i64 = 86_400_000;

impl DateLiteral {
    /// Its first day, and the first day after it.
    pub(super) fn days(&self, now_ms: i64) -> (i64, i64) {
        let today = now_ms.div_euclid(DAY_MS);
        (start(self.unit, today, self.first), start(self.unit, today, self.last + 1))
    }
}

/// The first day of the unit that lies so many units after the one that a day is in.
fn start(unit: Unit, day: i64, offset: i64) -> i64 {
    let (year, month, _) = civil(day);
    match unit {
        Unit::Day => day + offset,
        // 1970-01-04 was the first Sunday.
        Unit::Week => day - (day - 3).rem_euclid(7) + 7 * offset,
        Unit::Month => month_start(year, month - 1 + offset),
        Unit::Quarter => month_start(year, (month - 1) / 3 * 3 + 3 * offset),
        Unit::Year => month_start(year + offset, 0),
    }
}

/// The first day of a month, counted from January of that year on.
fn month_start(year: i64, months: i64) -> i64 {
    let (year, month) = (year + months.div_euclid(12), months.rem_euclid(12) as usize);
    let before =
        |year: i64| 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    before(year - 1) - before(1969) + lengths(year)[..month].iter().sum::<i64>()
}

fn lengths(year: i64) -> [i64; 12] {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

/// Year, month from 1, day from 1.
fn civil(day: i64) -> (i64, i64, i64) {
    let mut year = 1970 + day.div_euclid(366);
    while month_start(year + 1, 0) <= day {
        year += 1;
    }
    let mut month = 0;
    while month_start(year, month + 1) <= day {
        month += 1;
    }
    (year, month + 1, day - month_start(year, month) + 1)
}

/// A day as `2026-01-01`.
pub fn day_text(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// An instant as `2026-01-01T00:00:00.000` and an end: `Z`, `+0000`.
pub fn instant_text(ms: i64, end: &str) -> String {
    let (day, rest) = (ms.div_euclid(DAY_MS), ms.rem_euclid(DAY_MS));
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}.{:03}{end}", day_text(day), rest % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let days = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (20_454, "2026-01-01"),
            (-25_508, "1900-03-01"),
        ];
        for (day, text) in days {
            assert_eq!(day_text(day), text);
        }
    }

    #[test]
    fn literals_are_spans_of_whole_units() {
        // A Thursday.
        let now = 20_454 * DAY_MS + 5;
        let span = |unit, first, last| {
            let literal = DateLiteral { text: String::new(), unit, first, last };
            let (from, to) = literal.days(now);
            format!("{} {}", day_text(from), day_text(to))
        };
        assert_eq!(span(Unit::Day, -3, 0), "2025-12-29 2026-01-02");
        assert_eq!(span(Unit::Week, 0, 0), "2025-12-28 2026-01-04");
        assert_eq!(span(Unit::Month, -2, -1), "2025-11-01 2026-01-01");
        assert_eq!(span(Unit::Quarter, 1, 1), "2026-04-01 2026-07-01");
        assert_eq!(span(Unit::Year, -1, -1), "2025-01-01 2026-01-01");
    }
}
