//! The values that rows and queries are made of: few, so that they meet, and nasty.

use bulk_conformance::model::soql::fold;
use proptest::prelude::*;
use proptest::sample::select;

/// Texts of up to 40 characters.
pub(crate) const TEXTS: &[&str] = &[
    "Ada",
    "ada",
    "ADA",
    "Ad",
    "Adam",
    "a%a",
    "a_a",
    "aXa",
    "%",
    "_",
    "\\",
    "\\%",
    "O'Brien",
    "\"",
    "\"q\"",
    "a,b",
    "a;b",
    " lead",
    "trail ",
    "two\nlines",
    "two\r\nlines",
    "tab\there",
    "Äda",
    "äda",
    "ÀÉÎÕÜ",
    "àéîõü",
    "straße",
    "STRASSE",
    "Жук",
    "жук",
    "日本",
    "😀",
    "😀😀",
    "𝒳y",
    "nul\0nul",
    "null",
    "NULL",
    "true",
    "0",
    "-1",
    "=1+1",
    "2026-01-01",
    "z",
    "Z",
    "[",
    "^",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "e\u{301}",
    "ΟΔΟΣ",
    "οδοσ",
    "οδος",
];

/// Values that differ, some by letter case only.
pub(crate) const CODES: &[&str] = &[
    "aB", "Ab", "AB", "ab", "Éa", "éa", "x%", "X%", "b'", "B'", "_", "zz", "ZZ", "Zz", "q\\", "Q\\",
];

/// The external id of the record at a place: no two are the same without letter case.
pub(crate) fn key(place: usize) -> String {
    const HEADS: &[&str] = &["a-", "É-", "Жук ", "ΟΔΟΣ", "c'", "%_", "日", "\u{e5}\\"];
    format!("{}{place}", HEADS[place % HEADS.len()])
}

/// What stands before the number in the keys of generated rows.
pub(crate) const GENERATED_KEY: &str = "ÉΣg-";
pub(crate) const GENERATED_CODE: &str = "cO";

pub(crate) const SOURCES: &[&str] = &["Web", "Phone Inquiry", "Other"];
pub(crate) const INDUSTRIES: &[&str] = &["Banking", "Food & Beverage", "Energy"];
pub(crate) const TAGS: &[&str] = &["Red", "Green", "Blue", "Dark blue"];

/// 2026-01-01, where the clock stands.
pub(crate) const TODAY: i64 = 20_454;
pub(crate) const DAY_MS: i64 = 86_400_000;

/// The same, lower or upper.
pub(crate) fn in_some_case(text: impl Into<String>) -> BoxedStrategy<String> {
    let same = text.into();
    let (lower, upper) = (fold(&same), same.to_uppercase());
    // Letter case that changes how long a text is (ß) is nothing that the reference speaks of.
    let upper = if upper.chars().count() == same.chars().count() { upper } else { same.clone() };
    prop_oneof![2 => Just(same), 1 => Just(lower), 1 => Just(upper)].boxed()
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    select(TEXTS).prop_map(str::to_owned)
}

pub(crate) fn number() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), (-8_i32..8).prop_map(|n| f64::from(n) / 4.0), Just(1e6), Just(-12345.25)]
}

pub(crate) fn whole() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), (-3_i32..9).prop_map(f64::from), Just(12_345_678.0)]
}

/// Days around today, around the ends of units, and far away.
pub(crate) fn day() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => (-10_i64..10).prop_map(|n| TODAY + n),
        3 => (-800_i64..800).prop_map(|n| TODAY + n),
        1 => select(&[TODAY - 90, TODAY - 91, TODAY + 90, TODAY + 91, 11_016, 0, -25_508][..]),
    ]
}

/// Whole seconds, many of them at the ends of days.
pub(crate) fn instant() -> impl Strategy<Value = i64> {
    let second = prop_oneof![Just(0), Just(86_399), 0_i64..86_400];
    (day(), second).prop_map(|(day, second)| day * DAY_MS + second * 1_000)
}
