//! The pattern of a LIKE.

/// One part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `%`: any text, the empty one too.
    Any,
    /// `_`: one character.
    One,
    /// This character, escaped where it has to be.
    Char(char),
}

/// A pattern, part by part.
pub type Pattern = Vec<Part>;

/// Whether a pattern fits a text from end to end; both without letter case, if it makes no
/// difference.
pub(super) fn fits(pattern: &[Part], text: &[char]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        ([Part::Any, rest @ ..], text) => (0..=text.len()).any(|skip| fits(rest, &text[skip..])),
        ([_, ..], []) => false,
        ([Part::One, rest @ ..], [_, text @ ..]) => fits(rest, text),
        ([Part::Char(wanted), rest @ ..], [got, text @ ..]) => wanted == got && fits(rest, text),
    }
}

/// A pattern without the difference of letter case.
pub(super) fn folded(pattern: &[Part]) -> Pattern {
    let fold = |part: &Part| match part {
        Part::Char(char) => char.to_lowercase().map(Part::Char).collect(),
        other => vec![*other],
    };
    pattern.iter().flat_map(fold).collect()
}
