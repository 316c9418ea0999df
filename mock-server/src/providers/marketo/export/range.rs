//! The range of a file that a client asks for, as HTTP writes it (5.5.10).

use std::ops::Range;

/// What a client wants of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// All of it: no range, several ones, or something that is none.
    Whole,
    /// Some of its bytes, at least one.
    Some(Range<u64>),
    /// Bytes behind its end.
    PastEnd,
}

/// Reads the header `Range` for a file of that size.
///
/// What cannot be read is ignored, as HTTP wants it and as node-marketo's `bytes=0--1` needs it. The
/// beginning of an empty file is all of it (assumed: clients ask for `bytes=0-` before they know).
pub fn wanted(header: Option<&str>, bytes: u64) -> Wanted {
    let Some((first, last)) = header.and_then(ends) else { return Wanted::Whole };
    match (first, last) {
        (None, Some(0)) => Wanted::PastEnd,
        (None, Some(_)) | (Some(0), _) if bytes == 0 => Wanted::Whole,
        (None, Some(last)) => Wanted::Some(bytes.saturating_sub(last)..bytes),
        (Some(first), _) if first >= bytes => Wanted::PastEnd,
        (Some(first), Some(last)) if last < first => Wanted::Whole,
        (Some(first), None) => Wanted::Some(first..bytes),
        (Some(first), Some(last)) => Wanted::Some(first..last.saturating_add(1).min(bytes)),
        (None, None) => Wanted::Whole,
    }
}

/// Both ends of `bytes=a-b`, either of which may be left out.
fn ends(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = header.split_once('=')?;
    let (first, last) = range.split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    Some((end(first.trim())?, end(last.trim())?))
}

/// One end: `Some(None)` if it is left out, `None` if it is no number.
fn end(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    // A number of that many digits lies behind every end.
    is_number.then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::Wanted::{PastEnd, Some as Part, Whole};
    use super::*;

    #[test]
    fn a_range_may_leave_out_either_end_and_what_is_none_is_ignored() {
        for (header, of_ten) in [
            ("bytes=0-0", Part(0..1)),
            ("bytes=0-", Part(0..10)),
            ("bytes=3-5", Part(3..6)),
            ("Bytes = 3 - 5", Part(3..6)),
            ("bytes=3-99999999999999999999999", Part(3..10)),
            ("bytes=-4", Part(6..10)),
            ("bytes=-40", Part(0..10)),
            ("bytes=9-", Part(9..10)),
            ("bytes=10-", PastEnd),
            ("bytes=10-12", PastEnd),
            ("bytes=99999999999999999999999-", PastEnd),
            ("bytes=-0", PastEnd),
            ("bytes=5-3", Whole),
            ("bytes=0--1", Whole),
            ("bytes=0-1,3-4", Whole),
            ("bytes=-", Whole),
            ("bytes=a-b", Whole),
            ("lines=0-1", Whole),
            ("", Whole),
        ] {
            assert_eq!(wanted(Some(header), 10), of_ten, "{header}");
        }
        assert_eq!(wanted(None, 10), Whole);
        assert_eq!(wanted(Some("bytes=0-"), 0), Whole);
        assert_eq!(wanted(Some("bytes=0-0"), 0), Whole);
        assert_eq!(wanted(Some("bytes=1-"), 0), PastEnd);
    }
}
