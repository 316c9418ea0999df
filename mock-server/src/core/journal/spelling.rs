//! How one character of a text may be spelled where it travels: plain, in a form, in JSON, in XML.

/// One reading of the beginning of a text: the bytes that are meant, and how many stand for them.
pub(super) struct Reading {
    meant: [u8; 4],
    meant_len: usize,
    /// How many bytes of the text were read.
    pub(super) read: usize,
}

impl Reading {
    fn of_byte(byte: u8, read: usize) -> Self {
        Self { meant: [byte, 0, 0, 0], meant_len: 1, read }
    }

    fn of_char(char: char, read: usize) -> Self {
        let mut meant = [0; 4];
        let meant_len = char.encode_utf8(&mut meant).len();
        Self { meant, meant_len, read }
    }

    /// The bytes that are meant.
    pub(super) fn meant(&self) -> &[u8] {
        &self.meant[..self.meant_len]
    }
}

/// The names that XML gives to characters.
const ENTITIES: [(&[u8], char); 5] =
    [(b"&amp;", '&'), (b"&lt;", '<'), (b"&gt;", '>'), (b"&quot;", '"'), (b"&apos;", '\'')];

/// Longest number of a character in XML that is read, with its `&#` and `;`.
const REFERENCE_BYTES_MAX: usize = 10;

/// Whether a text that begins with this byte has a reading other than the byte itself.
pub(super) fn is_escape(byte: u8) -> bool {
    matches!(byte, b'+' | b'%' | b'\\' | b'&')
}

/// The reading of a text's beginning as an escape, if it is one.
pub(super) fn escape(text: &[u8]) -> Option<Reading> {
    match text.first()? {
        b'+' => Some(Reading::of_byte(b' ', 1)),
        b'%' => Some(Reading::of_byte(u8::try_from(hex(text.get(1..3)?)?).ok()?, 3)),
        b'\\' => json(text),
        b'&' => xml(text),
        _ => None,
    }
}

/// The reading of a text's first byte as itself.
pub(super) fn plain(text: &[u8]) -> Option<Reading> {
    text.first().map(|byte| Reading::of_byte(*byte, 1))
}

fn json(text: &[u8]) -> Option<Reading> {
    let byte = match text.get(1)? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'u' => return Some(Reading::of_char(char::from_u32(hex(text.get(2..6)?)?)?, 6)),
        same @ (b'"' | b'\\' | b'/') => *same,
        _ => return None,
    };
    Some(Reading::of_byte(byte, 2))
}

fn xml(text: &[u8]) -> Option<Reading> {
    if let Some((name, char)) = ENTITIES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some(Reading::of_char(*char, name.len()));
    }
    let number = text.strip_prefix(b"&#")?;
    let end = number.iter().take(REFERENCE_BYTES_MAX).position(|byte| *byte == b';')?;
    let value = match number[..end].split_first()? {
        (b'x' | b'X', digits) => hex(digits)?,
        _ => std::str::from_utf8(&number[..end]).ok()?.parse().ok()?,
    };
    Some(Reading::of_char(char::from_u32(value)?, end + 3))
}

fn hex(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_nothing_else() {
        let read = |text: &str| {
            escape(text.as_bytes())
                .map(|one| (String::from_utf8_lossy(one.meant()).into_owned(), one.read))
        };
        for (text, meant, bytes) in [
            ("+x", " ", 1),
            ("%2b", "+", 3),
            ("%2Bx", "+", 3),
            ("\\\"", "\"", 2),
            ("\\u00e9x", "\u{e9}", 6),
            ("&amp;amp;", "&", 5),
            ("&#38;", "&", 5),
            ("&#x20AC;", "\u{20ac}", 8),
        ] {
            assert_eq!(read(text), Some((meant.to_owned(), bytes)), "{text}");
        }
        for text in ["", "a", "%", "%2", "%zz", "%+1", "\\", "\\q", "\\u12", "&x;", "&#;", "&#x;"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
