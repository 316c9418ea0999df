//! Values for findings: every character that a reader of the report could miss is written out.

/// As many characters of a value as a finding shows.
const SHOWN: usize = 60;

/// A value with visible escapes, in quotes: `"a\r\n\u{FEFF}b"`. A long one is cut, and its length told.
pub fn visible(text: &str) -> String {
    let mut shown = String::from("\"");
    for char in text.chars().take(SHOWN) {
        escape(&mut shown, char);
    }
    shown.push('"');
    let length = text.chars().count();
    if length > SHOWN {
        shown += &format!(" … ({length} characters)");
    }
    shown
}

/// The same for bytes; those that are no UTF-8 stand as `\xFF`.
pub fn visible_bytes(bytes: &[u8]) -> String {
    let mut shown = String::from("\"");
    let mut left = SHOWN;
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars().take(left) {
            escape(&mut shown, char);
            left -= 1;
        }
        for byte in chunk.invalid().iter().take(left) {
            shown += &format!("\\x{byte:02X}");
            left -= 1;
        }
    }
    shown.push('"');
    if left == 0 {
        shown += &format!(" … ({} bytes)", bytes.len());
    }
    shown
}

/// Where two texts part, and what stands there in either: `character 3: "\r" became "\n"`.
pub fn difference(expected: &str, seen: &str) -> Option<String> {
    if expected == seen {
        return None;
    }
    let (mut left, mut right) = (expected.chars(), seen.chars());
    let mut at = 1;
    loop {
        return Some(match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => {
                at += 1;
                continue;
            }
            (Some(a), Some(b)) => format!("character {at}: {} became {}", one(a), one(b)),
            (Some(a), None) => format!("the text ends before character {at}, {}", one(a)),
            (None, Some(b)) => format!("the text goes on at character {at} with {}", one(b)),
            (None, None) => return None,
        });
    }
}

fn one(char: char) -> String {
    let mut shown = String::from("\"");
    escape(&mut shown, char);
    shown.push('"');
    shown
}

fn escape(to: &mut String, char: char) {
    match char {
        '"' => to.push_str("\\\""),
        '\\' => to.push_str("\\\\"),
        '\n' => to.push_str("\\n"),
        '\r' => to.push_str("\\r"),
        '\t' => to.push_str("\\t"),
        ' '..='~' => to.push(char),
        // Letters that are plain on their own; marks, blanks and the like are written out.
        _ if char.is_alphanumeric() => to.push(char),
        _ => to.push_str(&format!("\\u{{{:04X}}}", char as u32)),
    }
}
