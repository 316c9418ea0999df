//! Where in a JSON text a property stands: line and column, as error messages give them.
//!
//! The text was read already, so it is JSON; only its brackets, quotes and commas are looked at.

/// One step from a value to a value inside it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// The property of that name.
    Key(&'a str),
    /// The element at that place.
    Item(usize),
}

/// Line and column, from 1, of the name of the property (or of the element) that a path leads to;
/// of the first byte if it leads nowhere.
pub(super) fn position(text: &[u8], path: &[Step<'_>]) -> (usize, usize) {
    let offset = find(text, path).map_or(0, |(name, _)| name);
    let before = &text[..offset];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// The text of the value that a path leads to, as it was sent.
pub(super) fn sent<'t>(text: &'t [u8], path: &[Step<'_>]) -> Option<&'t str> {
    let (_, from) = find(text, path)?;
    let value = text.get(from..past_value(text, from)?)?;
    std::str::from_utf8(value).ok().map(str::trim_end)
}

/// Where the name and the value begin that a path leads to.
fn find(text: &[u8], path: &[Step<'_>]) -> Option<(usize, usize)> {
    let mut found = 0;
    let mut value = blanks(text, 0);
    for step in path {
        // Past the opening bracket.
        let mut at = blanks(text, value + 1);
        let mut place = 0;
        loop {
            if matches!(text.get(at)?, b'}' | b']') {
                return None;
            }
            let begin = at;
            let reached = match step {
                Step::Item(wanted) => place == *wanted,
                Step::Key(wanted) => {
                    let end = past_string(text, at)?;
                    let name: String = serde_json::from_slice(&text[at..end]).ok()?;
                    at = blanks(text, blanks(text, end) + 1);
                    name == *wanted
                }
            };
            if reached {
                (found, value) = (begin, at);
                break;
            }
            at = blanks(text, past_value(text, at)?);
            if text.get(at)? == &b',' {
                at = blanks(text, at + 1);
            }
            place += 1;
        }
    }
    Some((found, value))
}

fn blanks(text: &[u8], from: usize) -> usize {
    let blank = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    text.get(from..).and_then(|rest| rest.iter().position(blank)).map_or(text.len(), |n| from + n)
}

/// The offset behind the string that begins at `from`.
fn past_string(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The offset behind the value that begins at `from`.
fn past_value(text: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = from;
    loop {
        match text.get(at) {
            Some(b'"') => at = past_string(text, at)?,
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
            }
            Some(b'}' | b']') if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            // What holds the value goes on or ends.
            Some(b',' | b'}' | b']') | None if depth == 0 => return Some(at),
            Some(_) => at += 1,
            None => return None,
        }
        if depth == 0 && matches!(text.get(at), None | Some(b',' | b'}' | b']')) {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Step::{Item, Key};
    use super::{position, sent};

    #[test]
    fn a_property_is_found_by_line_and_column() {
        let text = "{ \"a\": {\"x\": [1, \"],}\\\"\", {}]},\n  \"é\": 2, \"records\" : [{\"b\":1},\n {\"b\":[]}] }"
            .as_bytes();
        assert_eq!(position(text, &[Key("a")]), (1, 3));
        assert_eq!(position(text, &[Key("a"), Key("x"), Item(1)]), (1, 18));
        assert_eq!(position(text, &[Key("é")]), (2, 3));
        assert_eq!(position(text, &[Key("records")]), (2, 11));
        assert_eq!(position(text, &[Key("records"), Item(1), Key("b")]), (3, 3));
        assert_eq!(position(text, &[Key("nothing")]), (1, 1));
        assert_eq!(position(b"", &[Key("a")]), (1, 1));
        assert_eq!(sent(text, &[Key("a"), Key("x"), Item(0)]), Some("1"));
        assert_eq!(sent(text, &[Key("é")]), Some("2"));
        assert_eq!(sent(b"{\"a\": 1.10 }", &[Key("a")]), Some("1.10"));
        assert_eq!(sent(b"7", &[]), Some("7"));
        assert_eq!(sent(text, &[Key("nothing")]), None);
    }
}
