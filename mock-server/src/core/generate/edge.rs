//! Values that clients stumble over, at rows that can be computed.

use super::numbers::Divisor;
use super::words::Text;
use crate::core::csv;

/// Awkward values by name: what stands in each is what a reader of CSV, a spreadsheet, a database
/// or a terminal takes badly.
pub const AWKWARD: [(&str, &str); 15] = [
    ("newline", "two\nlines"),
    ("crlf", "two\r\nlines of DOS"),
    ("carriage_return", "an old\rMac line"),
    ("quotes", "she said \"no\" and \"\"no\"\" again"),
    ("delimiters", "comma, semicolon; tab\tpipe| caret^ backquote`"),
    ("nul", "a\0b"),
    ("astral", "👩\u{200d}🚀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠮷"),
    ("leading_blanks", "   three blanks before"),
    ("trailing_blanks", "three blanks after   "),
    ("formula", "=cmd|' /C calc'!A0"),
    ("right_to_left", "مرحبا \u{202e}abc\u{202c} שלום"),
    ("line_separator", "one\u{2028}two\u{2029}three"),
    ("combining", "e\u{301}galite\u{301} Zalgo\u{30d}\u{311}\u{317}"),
    ("markup", "<b onclick=\"alert(1)\">&amp; ]]> --></b>"),
    ("long", LONG),
];

/// 255 characters, the longest value of a plain text field.
const LONG: &str = "long long long long long long long long long long long long long long long \
    long long long long long long long long long long long long long long long long long long long \
    long long long long long long long long long long long long long long long long long.";

/// The awkward value of that name.
pub fn awkward(name: &str) -> Option<&'static str> {
    AWKWARD.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// Values that stand at every so many rows instead of what the column would hold.
#[derive(Clone, Debug)]
pub struct Edges {
    every: u32,
    at: u32,
    period: Divisor,
    plain: Vec<Text>,
    quoted: Vec<Text>,
}

impl Edges {
    /// The values in turn, at rows `at`, `at + every`, `at + 2 * every` and so on. `every` is above
    /// `at`, and there is a value at least.
    pub fn new<'v>(every: u32, at: u32, values: impl IntoIterator<Item = &'v str>) -> Self {
        assert!(at < every, "an edge case has its row below the period");
        let (mut plain, mut quoted) = (Vec::new(), Vec::new());
        for value in values {
            let mut cell = Vec::new();
            csv::quoted(&mut cell, value.as_bytes());
            plain.push(Text::new(value.as_bytes()));
            quoted.push(Text::new(&cell));
        }
        assert!(!plain.is_empty(), "edge cases have a value");
        Self { every, at, period: Divisor::new(every), plain, quoted }
    }

    #[inline]
    pub(super) fn at(&self, row: u32) -> Option<usize> {
        if self.period.remainder(row) != self.at {
            return None;
        }
        Some((row / self.every) as usize % self.plain.len())
    }

    pub(super) fn plain(&self, place: usize) -> &Text {
        &self.plain[place]
    }

    pub(super) fn quoted(&self, place: usize) -> &Text {
        &self.quoted[place]
    }

    pub(super) fn longest(&self) -> usize {
        self.plain.iter().map(|text| text.bytes().len()).max().unwrap_or(0)
    }

    pub(super) fn overhead_bytes(&self) -> usize {
        self.plain.len() * 2 * (size_of::<Text>() + self.longest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_case_stands_at_its_rows_only() {
        for every in [1, 2, 7, 1000, 1 << 31] {
            let edges = Edges::new(every, every / 2, ["a", "b"]);
            for row in (0..5000).chain([every, every + every / 2, (1 << 31) - 1]) {
                let due = row % every == every / 2;
                let place = due.then_some((row / every) as usize % 2);
                assert_eq!(edges.at(row), place, "{row} of {every}");
            }
        }
        assert_eq!(awkward("long").map(|long| long.chars().count()), Some(255));
    }
}
