//! Where a page of results begins, as clients hold it: opaque text that names a row.
//!
//! Documented samples are the base64 of a decimal number (`MTAwMDA` is 10000). Of digits it needs
//! neither `+` nor `/`, and it is not padded, since clients put it into URLs as it is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The locator of the page that begins at row `offset`.
pub(super) fn locator(offset: u64) -> String {
    STANDARD_NO_PAD.encode(offset.to_string())
}

/// The row that a locator names; `None` for what is no locator of ours.
pub fn offset(locator: &str) -> Option<u64> {
    let digits = STANDARD_NO_PAD.decode(locator.trim_end_matches('=')).ok()?;
    let digits = std::str::from_utf8(&digits).ok()?;
    let offset: u64 = digits.parse().ok()?;
    (offset.to_string() == digits).then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_is_the_documented_text_and_leads_back() {
        assert_eq!(locator(10_000), "MTAwMDA");
        assert_eq!(locator(200_000), "MjAwMDAw");
        for row in [0, 1, 9, 10, 99, 12_345, u64::MAX] {
            assert_eq!(offset(&locator(row)), Some(row));
            assert!(!locator(row).contains(['+', '/', '=']));
        }
        for bad in ["", "null", "MDAx", "!", "LTE"] {
            assert_eq!(offset(bad), None, "{bad}");
        }
    }
}
