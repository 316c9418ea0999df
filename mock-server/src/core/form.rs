//! `application/x-www-form-urlencoded` in both directions: bodies, queries and redirects.

/// The fields of a form body or a query, decoded.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// Reads a body or the part of a target after `?`.
    ///
    /// `+` is a space, `%XX` a byte; a `%` without two digits stands for itself, and bytes that are
    /// no UTF-8 become U+FFFD. Whatever is sent, this succeeds.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let parts = bytes.split(|byte| *byte == b'&').filter(|part| !part.is_empty());
        Self { fields: parts.map(field).collect() }
    }

    /// The first value of `name`, which may be empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// As [`Form::get`]; an empty value counts as none.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All fields, in the order in which they were sent.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn field(part: &[u8]) -> (String, String) {
    match part.iter().position(|byte| *byte == b'=') {
        Some(equals) => (decode(&part[..equals]), decode(&part[equals + 1..])),
        None => (decode(part), String::new()),
    }
}

fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match (first, hex_byte(tail)) {
            (b'+', _) => bytes.push(b' '),
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (other, _) => bytes.push(*other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_byte(text: &[u8]) -> Option<u8> {
    let digit = |place: usize| (*text.get(place)? as char).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// `name=value&…` with everything but letters, digits and `-._~` as `%XX`.
///
/// A space is `%20`, which readers of forms and of plain URLs both understand.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A text as one segment of a path, or as a name or value of a query or form.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_decodes_plus_and_hex_and_keeps_the_first_of_repeated_keys() {
        let form = Form::from_bytes(b"a=1+2%2B3&a=9&empty=&flag&&%C3%A9=%e2%82%ac&odd=100%&x=%zz");
        let got = ["a", "empty", "flag", "\u{e9}", "odd", "x", "none"].map(|name| form.get(name));
        assert_eq!(
            got,
            [Some("1 2+3"), Some(""), Some(""), Some("\u{20ac}"), Some("100%"), Some("%zz"), None]
        );
        assert_eq!(form.filled("empty"), None);
    }

    #[test]
    fn what_is_encoded_is_read_back() {
        let fields = [("state", "a b&c=d%\u{e9}+"), ("code", "aPrx==")];
        let text = encode(&fields);
        assert_eq!(text, "state=a%20b%26c%3Dd%25%C3%A9%2B&code=aPrx%3D%3D");
        assert_eq!(Form::from_bytes(text.as_bytes()).fields().collect::<Vec<_>>(), fields);
    }

    #[test]
    fn garbage_is_a_form_too() {
        assert_eq!(Form::from_bytes(b"\xff\xfe=%f").get("\u{fffd}\u{fffd}"), Some("%f"));
    }
}
