//! Classes of records: keys that differ, nulls, and values that are no texts in the caller's language.

use proptest::prelude::*;

use super::Draw;
use crate::protocol::{Cell, Typed};

/// A class of values in records.
#[derive(Clone, Copy, Debug)]
pub struct RecordClass {
    /// Its name in the counts of coverage.
    pub name: &'static str,
    /// The column of the sheet that takes it; any text column if `None`.
    pub column: Option<&'static str>,
    /// Its values.
    pub strategy: fn() -> BoxedStrategy<Cell>,
}

/// All classes. A line adds one.
#[rustfmt::skip]
pub const RECORDS: &[RecordClass] = &[
    RecordClass { name: "record: missing key", column: None, strategy: || Just(Cell::missing()).boxed() },
    RecordClass { name: "record: explicit null", column: None, strategy: || Just(Cell::Null).boxed() },
    RecordClass { name: "record: truth value", column: Some("Flag__c"), strategy: || any::<bool>().prop_map(|value| Cell::Typed(Typed::Bool(value))).boxed() },
    RecordClass { name: "record: small integer", column: Some("Count__c"), strategy: || (-1000_i64..1000).prop_map(|value| Cell::Typed(Typed::Int(value.to_string()))).boxed() },
    RecordClass { name: "record: integer beyond 2^53", column: Some("Count__c"), strategy: || (0_i64..1000).prop_map(|value| Cell::Typed(Typed::Int((9_007_199_254_740_993 + 2 * value).to_string()))).boxed() },
    RecordClass { name: "record: decimal", column: Some("Amount__c"), strategy: || one_of(&["0.10", "1234567.8901", "-0.0001", "100.00"], Typed::Decimal) },
    RecordClass { name: "record: date", column: Some("Day__c"), strategy: || one_of(&["2026-03-29", "2026-10-25", "1999-12-31", "2024-02-29"], Typed::Date) },
    RecordClass { name: "record: moment", column: Some("Moment__c"), strategy: || one_of(&["2026-03-29T00:59:59.000Z", "2026-03-29T01:30:00.000Z", "2026-10-25T01:30:00.000Z", "2025-12-31T23:59:59.999Z"], Typed::Datetime) },
];

fn one_of(texts: &'static [&'static str], typed: fn(String) -> Typed) -> BoxedStrategy<Cell> {
    prop::sample::select(texts).prop_map(move |text| Cell::Typed(typed(text.to_owned()))).boxed()
}

impl RecordClass {
    /// A value.
    pub fn draw(&self, draw: &mut Draw) -> Cell {
        draw.pick((self.strategy)())
    }
}
