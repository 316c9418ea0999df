//! Bytes as a reader sees them: text as it is, everything that does not print as an escape.

use std::fmt::Write;

/// Bytes on one line.
pub fn visible(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            match char {
                '\u{feff}' | '\u{7f}'..='\u{9f}' | '\0'..='\u{1f}' => {
                    out.extend(char.escape_default());
                }
                _ => out.push(char),
            }
        }
        for byte in chunk.invalid() {
            // A text takes everything.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_does_not_print_is_an_escape() {
        assert_eq!(visible("é\r\n\u{feff}".as_bytes()), "é\\r\\n\\u{feff}");
        assert_eq!(visible(b"a\xff"), "a\\xff");
    }
}
