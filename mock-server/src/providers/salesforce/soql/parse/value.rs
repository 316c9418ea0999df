//! What has a value: paths, and functions of them.

use super::super::ast::{Path, Selected, Value, What};
use super::super::error::Read;
use super::super::query::{AggregateFunction, DatePart};
use super::cursor::Cursor;

const AGGREGATES: [(&str, AggregateFunction); 6] = [
    ("COUNT", AggregateFunction::Count),
    ("COUNT_DISTINCT", AggregateFunction::CountDistinct),
    ("SUM", AggregateFunction::Sum),
    ("AVG", AggregateFunction::Avg),
    ("MIN", AggregateFunction::Min),
    ("MAX", AggregateFunction::Max),
];

/// Fiscal years begin in January.
const DATE_PARTS: [(&str, DatePart); 13] = [
    ("CALENDAR_YEAR", DatePart::Year),
    ("CALENDAR_QUARTER", DatePart::Quarter),
    ("CALENDAR_MONTH", DatePart::Month),
    ("FISCAL_YEAR", DatePart::Year),
    ("FISCAL_QUARTER", DatePart::Quarter),
    ("FISCAL_MONTH", DatePart::Month),
    ("WEEK_IN_YEAR", DatePart::WeekInYear),
    ("WEEK_IN_MONTH", DatePart::WeekInMonth),
    ("DAY_IN_YEAR", DatePart::DayInYear),
    ("DAY_IN_MONTH", DatePart::DayInMonth),
    ("DAY_IN_WEEK", DatePart::DayInWeek),
    ("DAY_ONLY", DatePart::Day),
    ("HOUR_IN_DAY", DatePart::HourInDay),
];

/// Functions that are known, and not faked.
const GAPS: [(&str, &str); 6] = [
    ("DISTANCE", "DISTANCE()"),
    ("GEOLOCATION", "GEOLOCATION()"),
    ("GROUPING", "GROUPING()"),
    ("toLabel", "toLabel() outside of the select list"),
    ("FORMAT", "FORMAT()"),
    ("convertCurrency", "convertCurrency()"),
];

impl AggregateFunction {
    /// Its name in a query.
    pub(in super::super) fn word(self) -> &'static str {
        AGGREGATES.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

impl Selected<'_> {
    /// Whether something is computed over records, which makes the query one of groups.
    pub(in super::super) fn is_aggregate(&self) -> bool {
        matches!(self.what, What::Value(Value::Aggregate { .. }))
    }
}

impl<'t> Cursor<'t> {
    /// A path, or a function of one.
    pub(super) fn value(&mut self) -> Read<Value<'t>> {
        if !self.is_sign_ahead(1, "(") {
            return self.path().map(Value::Path);
        }
        let at = self.peek().at;
        if let Some(function) = self.function(&AGGREGATES) {
            let open = self.peek().at;
            return Ok(Value::Aggregate { function, open, path: self.argument()? });
        }
        if let Some(part) = self.function(&DATE_PARTS) {
            return Ok(Value::Part(part, self.zoned_argument()?));
        }
        if let Some(gap) = self.function(&GAPS) {
            self.skip_parentheses()?;
            return Ok(Value::Gap(at, gap));
        }
        // Recorded: the parenthesis is what cannot stand there, whatever the name.
        self.name()?;
        Err(self.unexpected())
    }

    /// Takes the name of one of these functions.
    fn function<F: Copy>(&mut self, known: &[(&str, F)]) -> Option<F> {
        let found = known.iter().find(|(word, _)| self.at_word(word)).map(|(_, found)| *found);
        if found.is_some() {
            self.skip();
        }
        found
    }

    fn argument(&mut self) -> Read<Path<'t>> {
        self.need_sign("(")?;
        let path = self.path()?;
        self.need_sign(")")?;
        Ok(path)
    }

    /// `(path)` or `(convertTimezone(path))`; the zone is UTC, so both are the same.
    fn zoned_argument(&mut self) -> Read<Path<'t>> {
        self.need_sign("(")?;
        let converted = self.at_word("convertTimezone") && self.is_sign_ahead(1, "(");
        let path = if converted {
            self.skip();
            self.argument()?
        } else {
            self.path()?
        };
        self.need_sign(")")?;
        Ok(path)
    }
}
