//! Patterns of `LIKE`.

use bulk_mock::providers::salesforce::soql::{Condition, Pattern};
use proptest::prelude::*;

use super::support::rest;

fn pattern(literal: &str) -> Pattern {
    let query = rest(&format!("SELECT Id FROM Account WHERE Name LIKE '{literal}'"));
    match query.filter {
        Some(Condition::Like { pattern, .. }) => pattern,
        other => panic!("{literal}: {other:?}"),
    }
}

#[test]
fn a_pattern_matches_the_whole_text_and_ignores_letter_case() {
    for (literal, text, matches) in [
        ("acme", "ACME", true),
        ("acme", "acme inc", false),
        ("ac%", "Acme", true),
        ("%me", "Acme", true),
        ("%c%e%", "Acme", true),
        ("%c%x%", "Acme", false),
        ("a_me", "Acme", true),
        ("a_me", "Ame", false),
        ("____", "Acme", true),
        ("___", "Acme", false),
        ("%_", "", false),
        ("%", "", true),
        ("", "", true),
        (r"50\%", "50%", true),
        (r"50\%", "500", false),
        (r"a\_b", "a_b", true),
        (r"a\_b", "axb", false),
        ("%ab%abc", "ababab abc", true),
        ("STRAẞE", "straße", true),
        ("É%", "école", true),
    ] {
        assert_eq!(pattern(literal).matches(text), matches, "{literal} {text}");
    }
}

#[test]
fn many_wildcards_are_no_trap() {
    let trap = "%a".repeat(1000) + "%b";
    assert!(!pattern(&trap).matches(&"a".repeat(20_000)));
}

/// The plain definition, which may take for ever.
fn matches(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], text) => text.is_empty(),
        (['%', rest @ ..], text) => (0..=text.len()).any(|at| matches(rest, &text[at..])),
        (['_', rest @ ..], [_, text @ ..]) => matches(rest, text),
        ([c, rest @ ..], [d, text @ ..]) => c == d && matches(rest, text),
        (_, []) => false,
    }
}

proptest! {
    #[test]
    fn a_pattern_matches_what_its_definition_says(like in "[ab%_]{0,8}", text in "[ab]{0,10}") {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        prop_assert_eq!(pattern(&like).matches(&text), matches(&chars(&like), &chars(&text)));
    }
}
