//! Addresses and forms.

use std::fmt::Write;

/// A value for a query string: what a query may hold stays as it is, the rest is percent-encoded.
///
/// So an opaque locator goes back exactly as it came, unless that would change its meaning.
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'@' | b'!' | b'$' | b',' | b'*' | b'='
            | b'(' | b')' | b'\'' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Pairs as a form, or as a query string.
pub fn form(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| {
        let value = escape(value).replace('=', "%3D");
        format!("{}={value}", escape(name))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// A path below a base, with exactly one slash between them.
pub fn join(base: &str, path: &str) -> String {
    format!("{}/{}", base.trim_end_matches('/'), path.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_goes_back_as_it_came() {
        assert_eq!(escape("MDowR2FIbjAwMDAwNXMyVDRLQUk6MQ"), "MDowR2FIbjAwMDAwNXMyVDRLQUk6MQ");
        assert_eq!(escape("a=b/c:d-e_f.g~h"), "a=b/c:d-e_f.g~h");
        assert_eq!(escape("a+b&c#d e%"), "a%2Bb%26c%23d%20e%25");
    }

    #[test]
    fn a_path_is_joined_by_one_slash() {
        assert_eq!(join("http://h/", "/services"), "http://h/services");
        assert_eq!(join("http://h", "services"), "http://h/services");
    }
}
