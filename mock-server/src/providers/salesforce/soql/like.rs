//! `LIKE`: a pattern is built from a literal, and matched in time that grows with pattern times text.
//!
//! Documented (SOQL reference, "Comparison operators", unread): `%` is any number of characters, `_` is
//! one, letter case is ignored.

use super::literal::Unit;
use super::query::{Pattern, PatternPart};
use crate::core::table::folded;

/// The pattern of these characters.
pub(super) fn pattern(units: impl Iterator<Item = Unit>) -> Pattern {
    let mut parts = Vec::new();
    let mut text = String::new();
    for unit in units {
        let wild = match unit {
            Unit::Plain('%') => PatternPart::Any,
            Unit::Plain('_') => PatternPart::One,
            Unit::Plain(c) | Unit::Literal(c) => {
                text.extend(c.to_lowercase());
                continue;
            }
        };
        push_text(&mut parts, &mut text);
        if wild != PatternPart::Any || parts.last() != Some(&PatternPart::Any) {
            parts.push(wild);
        }
    }
    push_text(&mut parts, &mut text);
    Pattern(parts)
}

fn push_text(parts: &mut Vec<PatternPart>, text: &mut String) {
    if !text.is_empty() {
        parts.push(PatternPart::Text(std::mem::take(text)));
    }
}

impl Pattern {
    /// Whether a text is of that pattern, letter case ignored.
    ///
    /// Only the last `%` is ever tried again: what stands before it matched as early as it could, and
    /// a later place for it would leave less to what follows.
    pub fn matches(&self, text: &str) -> bool {
        let lower = folded(text);
        let parts = &self.0;
        let (mut part, mut rest) = (0, lower.as_str());
        let mut retry: Option<(usize, &str)> = None;
        loop {
            if part == parts.len() && rest.is_empty() {
                return true;
            }
            match parts.get(part) {
                Some(PatternPart::Any) if part + 1 == parts.len() => return true,
                Some(PatternPart::Any) => {
                    part += 1;
                    retry = Some((part, rest));
                    continue;
                }
                Some(step) => {
                    if let Some(after) = step_over(step, rest) {
                        (part, rest) = (part + 1, after);
                        continue;
                    }
                }
                None => {}
            }
            let Some((from, tried)) = retry else { return false };
            let Some(later) = step_over(&PatternPart::One, tried) else { return false };
            retry = Some((from, later));
            (part, rest) = (from, later);
        }
    }
}

/// What is left of a text behind one part.
fn step_over<'t>(part: &PatternPart, rest: &'t str) -> Option<&'t str> {
    match part {
        PatternPart::Text(text) => rest.strip_prefix(text.as_str()),
        PatternPart::One => rest.chars().next().map(|c| &rest[c.len_utf8()..]),
        PatternPart::Any => Some(rest),
    }
}
