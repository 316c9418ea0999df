//! Date literals: the span of days that `TODAY` or `LAST_N_WEEKS:3` stands for.
//!
//! Source: SOQL reference, "Date formats and date literals in WHERE" (documented, unread). Days are
//! those of UTC, weeks begin on Sunday, and the fiscal year is the calendar year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::core::calendar::day_number;

/// A date literal: from one unit to another, counted from the one that today is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct DateName {
    unit: Unit,
    from: i64,
    until: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The literals without a number, and the units from the first to the one after the last.
const PLAIN: [(&str, Unit, i64, i64); 23] = [
    ("YESTERDAY", Unit::Day, -1, 0),
    ("TODAY", Unit::Day, 0, 1),
    ("TOMORROW", Unit::Day, 1, 2),
    ("LAST_WEEK", Unit::Week, -1, 0),
    ("THIS_WEEK", Unit::Week, 0, 1),
    ("NEXT_WEEK", Unit::Week, 1, 2),
    ("LAST_MONTH", Unit::Month, -1, 0),
    ("THIS_MONTH", Unit::Month, 0, 1),
    ("NEXT_MONTH", Unit::Month, 1, 2),
    ("LAST_90_DAYS", Unit::Day, -90, 1),
    ("NEXT_90_DAYS", Unit::Day, 1, 91),
    ("LAST_QUARTER", Unit::Quarter, -1, 0),
    ("THIS_QUARTER", Unit::Quarter, 0, 1),
    ("NEXT_QUARTER", Unit::Quarter, 1, 2),
    ("LAST_YEAR", Unit::Year, -1, 0),
    ("THIS_YEAR", Unit::Year, 0, 1),
    ("NEXT_YEAR", Unit::Year, 1, 2),
    ("LAST_FISCAL_QUARTER", Unit::Quarter, -1, 0),
    ("THIS_FISCAL_QUARTER", Unit::Quarter, 0, 1),
    ("NEXT_FISCAL_QUARTER", Unit::Quarter, 1, 2),
    ("LAST_FISCAL_YEAR", Unit::Year, -1, 0),
    ("THIS_FISCAL_YEAR", Unit::Year, 0, 1),
    ("NEXT_FISCAL_YEAR", Unit::Year, 1, 2),
];

/// What stands where in the literals with a number.
const COUNTED: [(&str, Unit); 7] = [
    ("DAYS", Unit::Day),
    ("WEEKS", Unit::Week),
    ("MONTHS", Unit::Month),
    ("QUARTERS", Unit::Quarter),
    ("YEARS", Unit::Year),
    ("FISCAL_QUARTERS", Unit::Quarter),
    ("FISCAL_YEARS", Unit::Year),
];

/// More than this many units lie outside of every calendar.
const UNITS_MAX: i64 = 1_000_000;

impl DateName {
    /// The literal of that name, letter case ignored.
    pub(super) fn plain(name: &str) -> Option<Self> {
        let is_it = |(known, ..): &&(&str, _, _, _)| known.eq_ignore_ascii_case(name);
        let &(_, unit, from, until) = PLAIN.iter().find(is_it)?;
        Some(Self { unit, from, until })
    }

    /// Whether a literal of that name has a number behind a colon.
    pub(super) fn takes_number(name: &str) -> bool {
        Self::counted(name, 0).is_some()
    }

    /// The literal of that name and number.
    pub(super) fn counted(name: &str, number: u64) -> Option<Self> {
        let name = name.to_ascii_uppercase();
        let number = i64::try_from(number).unwrap_or(UNITS_MAX).min(UNITS_MAX);
        let unit = |word: &str| COUNTED.iter().find(|(known, _)| *known == word).map(|(_, u)| *u);
        if let Some(unit) = name.strip_prefix("NEXT_N_").and_then(unit) {
            return Some(Self { unit, from: 1, until: number + 1 });
        }
        if let Some(unit) = name.strip_prefix("LAST_N_").and_then(unit) {
            // Of days, and only of days, the current one is among them.
            return Some(Self { unit, from: -number, until: i64::from(unit == Unit::Day) });
        }
        let unit = name.strip_prefix("N_")?.strip_suffix("_AGO").and_then(unit)?;
        Some(Self { unit, from: -number, until: 1 - number })
    }

    /// The first day, and the first day after, in days since 1970.
    pub(super) fn days(self, today: Date) -> (i64, i64) {
        (self.unit.start(today, self.from), self.unit.start(today, self.until))
    }
}

impl Unit {
    /// The first day of the unit that lies `offset` units after that of today.
    fn start(self, today: Date, offset: i64) -> i64 {
        let month = today.first_of_month();
        let (first, span) = match self {
            Unit::Day => (today, offset.days()),
            Unit::Week => {
                let since_sunday = today.weekday().since(Weekday::Sunday);
                (today.saturating_sub(i64::from(since_sunday).days()), (offset * 7).days())
            }
            Unit::Month => (month, months(offset)),
            Unit::Quarter => {
                let into = i64::from((month.month() - 1) % 3);
                (month.saturating_sub(months(into)), months(offset * 3))
            }
            Unit::Year => (today.first_of_year(), months(offset * 12)),
        };
        day_number(first.saturating_add(span))
    }
}

/// A span of months; what is too long for a span is longer than any calendar.
fn months(number: i64) -> jiff::Span {
    const MONTHS_MAX: i64 = 230_000;
    number.clamp(-MONTHS_MAX, MONTHS_MAX).months()
}
