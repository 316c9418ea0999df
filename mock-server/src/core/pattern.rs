//! Patterns of texts, in which `*` stands for any characters.

/// Whether a text is what a pattern says, in which `*` stands for any characters.
pub fn like(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut rest = rest;
    let mut last = None;
    for part in parts {
        if let Some(part) = last.replace(part) {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
    }
    match last {
        None => rest.is_empty(),
        Some(part) => rest.ends_with(part),
    }
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, text, is) in [
            ("", "", true),
            ("*", "", true),
            ("a.*", "a.b.c", true),
            ("a.*.c", "a.b.c", true),
            ("a*b*b", "axbyb", true),
            ("a*b*b", "ab", false),
            ("a", "ab", false),
            ("*b", "ab", true),
            ("ab*b", "ab", false),
        ] {
            assert_eq!(like(pattern, text), is, "{pattern} {text}");
        }
    }
}
