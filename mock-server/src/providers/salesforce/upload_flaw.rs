//! What is wrong with an upload as a whole, so that its job fails before any row is looked at.
//!
//! Knows what the scanner saw, not what columns mean.

use super::model::line_ending_name;
use super::settings::{Blame, QuotedNewlines, Settings};
use crate::core::csv::{Facts, LineEnding};
use crate::core::rows::Upload;

/// What is wrong with an upload as a whole, in the order in which the provider would find it.
pub(super) fn upload_flaw(
    upload: &Upload,
    line_ending: LineEnding,
    settings: &Settings,
) -> Option<String> {
    let facts = upload.facts();
    let space_fails = settings.space_before_quote == Blame::Job;
    if facts.first_unescaped_quote.is_some() || (space_fails && facts.space_before_quote_rows > 0) {
        // Recorded (3.9); also what a byte order mark before a quoted header leads to.
        return Some(
            "InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should \
             be within a quote"
                .into(),
        );
    }
    if facts.unterminated_quote.is_some() {
        return Some(settings.messages.unterminated_quote.clone());
    }
    if has_wrong_line_ending(facts, line_ending, settings.quoted_newlines) {
        // Recorded (3.9).
        let name = line_ending_name(line_ending);
        return Some(format!(
            "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is \
             {name}"
        ));
    }
    has_oversized_record(upload, settings.record_chars_max)
        .then(|| settings.messages.record_too_large.clone())
}

/// Bytes bound characters, so records are counted only where the longest one has too many bytes.
fn has_oversized_record(upload: &Upload, chars_max: usize) -> bool {
    let oversized = |row: &[u8]| {
        row.len() > chars_max && String::from_utf8_lossy(row).chars().count() > chars_max
    };
    upload.facts().longest_record_bytes > chars_max as u64
        && upload.rows(0..upload.row_count()).any(oversized)
}

fn has_wrong_line_ending(facts: &Facts, expected: LineEnding, quoted: QuotedNewlines) -> bool {
    let must_match = quoted == QuotedNewlines::MustMatch;
    let (other, other_quoted) = match expected {
        LineEnding::Lf => (facts.crlf, facts.quoted_crlf),
        LineEnding::Crlf => (facts.lf, facts.quoted_lf),
    };
    other > 0 || (must_match && other_quoted + facts.quoted_cr > 0)
}
