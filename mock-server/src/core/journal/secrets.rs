//! Names for secrets, in the order in which they were first seen, and texts with names in place.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::spelling::{self, Reading};

/// At most so many secrets are known; the oldest is forgotten, and stands in the clear again.
const KNOWN_MAX: usize = 10_000;

/// At most so many bytes of secrets are known.
const KNOWN_BYTES_MAX: usize = 16 << 20;

/// A secret of fewer characters is named only where it is a value of its own, since its letters
/// stand in many words.
const SHORT_CHARS: usize = 4;

/// A place in a text is read in at most so many ways more than one: enough for all that is no riddle.
const FORKS_MAX: usize = 16;

/// Members of an entry whose texts are words of ours, or numbers: no client put a secret there.
const OURS: [&str; 8] = ["entry", "operation", "method", "from", "to", "at", "xxh3", "csv"];

/// The secrets that passed, each with the name under which a reader sees it.
#[derive(Clone, Default)]
pub struct Secrets {
    known: HashMap<Arc<str>, (&'static str, u64)>,
    oldest_first: VecDeque<Arc<str>>,
    of_kind: BTreeMap<&'static str, u64>,
    bytes: usize,
}

impl Secrets {
    /// Remembers `value`; seeing it again changes nothing. An empty value is no secret.
    pub fn saw(&mut self, kind: &'static str, value: &str) {
        if !self.is_new(value) {
            return;
        }
        let number = self.of_kind.entry(kind).or_default();
        *number += 1;
        let value: Arc<str> = value.into();
        self.bytes += value.len();
        self.known.insert(Arc::clone(&value), (kind, *number));
        self.oldest_first.push_back(value);
        while self.known.len() > KNOWN_MAX || self.bytes > KNOWN_BYTES_MAX {
            let Some(oldest) = self.oldest_first.pop_front() else { return };
            self.known.remove(&oldest);
            self.bytes -= oldest.len();
        }
    }

    /// Whether `value` is a secret that is not known yet.
    pub(super) fn is_new(&self, value: &str) -> bool {
        !value.is_empty() && !self.known.contains_key(value)
    }

    /// The secrets as they are now, made ready for naming them in many texts.
    pub fn names(&self) -> Names<'_> {
        let mut sorted: Vec<Known<'_>> = self
            .known
            .iter()
            .map(|(text, (kind, number))| Known { text, kind, number: *number })
            .collect();
        sorted.sort_unstable_by_key(|known| known.text.as_bytes());
        let mut begins = [false; 256];
        for byte in 0..=u8::MAX {
            begins[usize::from(byte)] = spelling::is_escape(byte);
        }
        for known in &sorted {
            begins[usize::from(known.text.as_bytes()[0])] = true;
        }
        Names { sorted, begins }
    }
}

struct Known<'a> {
    text: &'a str,
    kind: &'static str,
    number: u64,
}

impl Known<'_> {
    fn is_short(&self) -> bool {
        self.text.chars().nth(SHORT_CHARS - 1).is_none()
    }
}

/// Puts names in the place of secrets, such as `<token:1>`.
///
/// A secret is found as it is and in the spellings of forms, JSON and XML, in one pass from left to
/// right; where two begin at one place, the longer is taken. One of fewer than four characters is
/// named only where it is a value of its own: all of a text, all after the scheme of an
/// `Authorization` header, or what a form field or an XML element named after its kind holds.
pub struct Names<'a> {
    /// By text, so that those with a common beginning stand together.
    sorted: Vec<Known<'a>>,
    /// With which bytes a spelling of a secret may begin.
    begins: [bool; 256],
}

impl Names<'_> {
    /// Names the secrets in the texts of an entry; keys, numbers and words of ours stay.
    pub fn put_into(&self, entry: &mut Value) {
        if !self.sorted.is_empty() {
            self.walk(entry, false);
        }
    }

    /// A text with names in the place of secrets.
    pub fn in_text(&self, text: &str) -> String {
        self.named(text, false).unwrap_or_else(|| text.to_owned())
    }

    fn walk(&self, value: &mut Value, authorization: bool) {
        match value {
            Value::String(text) => {
                if let Some(named) = self.named(text, authorization) {
                    *text = named;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, false)),
            Value::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), member) {
                        ("headers" | "response_headers", Value::Array(headers)) => {
                            headers.iter_mut().for_each(|header| self.walk_header(header));
                        }
                        (key, _) if OURS.contains(&key) => {}
                        (_, member) => self.walk(member, false),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// A header is a pair of name and value.
    fn walk_header(&self, header: &mut Value) {
        if let Some([name, value]) = header.as_array_mut().map(Vec::as_mut_slice) {
            let name = name.as_str().unwrap_or_default();
            let authorization = name.eq_ignore_ascii_case("authorization");
            self.walk(value, authorization);
        }
    }

    /// The text with names; `None` if it holds no secret.
    fn named(&self, text: &str, authorization: bool) -> Option<String> {
        let bytes = text.as_bytes();
        let (mut out, mut copied, mut at) = (String::new(), 0, 0);
        while at < bytes.len() {
            let found =
                if self.begins[usize::from(bytes[at])] { self.longest(&bytes[at..]) } else { None };
            let Some((read, known)) = found else {
                at += 1;
                continue;
            };
            let end = at + read;
            if known.is_short() && !stands_alone(bytes, at, end, known.kind, authorization) {
                at += 1;
                continue;
            }
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push_str(&format!("<{}:{}>", known.kind, known.number));
            (copied, at) = (end, end);
        }
        if copied == 0 {
            return None;
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        Some(out)
    }

    /// The longest beginning of `text` that spells a secret: how long it is, and the secret.
    fn longest(&self, text: &[u8]) -> Option<(usize, &Known<'_>)> {
        let mut best: Option<(usize, &Known<'_>)> = None;
        let (mut forks, mut tried) = (Vec::new(), 0);
        // Bytes read, bytes of a secret that they mean, and the secrets that begin so.
        let mut next = Some((0, 0, 0..self.sorted.len()));
        while let Some((read, depth, range)) = next.take().or_else(|| forks.pop()) {
            // All in the range begin alike, so the shortest stands first.
            let whole = self.sorted.get(range.start).filter(|known| known.text.len() == depth);
            if let Some(known) = whole
                && best.is_none_or(|(most, _)| most < read)
            {
                best = Some((read, known));
            }
            let rest = &text[read..];
            for reading in [spelling::plain(rest), spelling::escape(rest)].into_iter().flatten() {
                let Some(narrow) = self.narrow(&reading, depth, range.clone()) else { continue };
                let state = (read + reading.read, depth + reading.meant().len(), narrow);
                if next.is_none() {
                    next = Some(state);
                } else if tried < FORKS_MAX {
                    tried += 1;
                    forks.push(state);
                }
            }
        }
        best
    }

    /// Those in the range that go on, after `depth` bytes, with what was read.
    fn narrow(
        &self,
        reading: &Reading,
        depth: usize,
        mut range: std::ops::Range<usize>,
    ) -> Option<std::ops::Range<usize>> {
        for (place, meant) in reading.meant().iter().enumerate() {
            let byte = |known: &Known<'_>| known.text.as_bytes().get(depth + place).copied();
            let within = &self.sorted[range.clone()];
            let start = within.partition_point(|known| byte(known) < Some(*meant));
            let end = within.partition_point(|known| byte(known) <= Some(*meant));
            range = range.start + start..range.start + end;
        }
        (!range.is_empty()).then_some(range)
    }
}

/// Whether the text from `start` to `end` is a value of its own.
fn stands_alone(text: &[u8], start: usize, end: usize, kind: &str, authorization: bool) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    if after.is_empty() && (before.is_empty() || (authorization && before.ends_with(b" "))) {
        return true;
    }
    let named =
        |sign: u8| before.strip_suffix(&[sign]).is_some_and(|name| name.ends_with(kind.as_bytes()));
    match after.first() {
        None | Some(b'&') if named(b'=') => true,
        Some(b'<') => named(b'>'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(secrets: &[(&'static str, &str)], text: &str) -> String {
        let mut known = Secrets::default();
        secrets.iter().for_each(|(kind, value)| known.saw(kind, value));
        let mut value = json!(text);
        known.names().put_into(&mut value);
        value.as_str().expect("a text").to_owned()
    }

    #[test]
    fn every_usual_spelling_is_found_and_the_longest_secret_wins() {
        let secret = "p w\"<+\u{e9}&";
        let secrets = [("password", secret), ("code", "p w\"<"), ("token", "word")];
        for text in [
            secret,
            "p+w%22%3C%2B%C3%A9%26",
            "p%20w%22%3c%2b%c3%a9%26",
            r#"p w\"<+\u00e9&"#,
            "p w&quot;&lt;+\u{e9}&amp;",
            "p w&#34;&#x3c;+&#233;&amp;",
        ] {
            assert_eq!(named(&secrets, text), "<password:1>", "{text}");
        }
        assert_eq!(named(&secrets, "[p+w%22%3c%26 words]"), "[<code:1>%26 <token:1>s]");
        assert_eq!(named(&secrets, "p w+"), "p w+");
    }

    #[test]
    fn a_name_is_not_searched_for_secrets() {
        let secrets = [("token", "first-secret"), ("password", "token")];
        assert_eq!(named(&secrets, "first-secret token"), "<token:1> <password:1>");
    }

    #[test]
    fn a_short_secret_is_named_only_where_it_is_a_value_of_its_own() {
        let secrets = [("password", "1"), ("token", "tok")];
        for (text, expected) in [
            ("1", "<password:1>"),
            ("a=1&password=1&b=11", "a=1&password=<password:1>&b=11"),
            ("password=1", "password=<password:1>"),
            ("<n:password>1</n:password><b>1</b>", "<n:password><password:1></n:password><b>1</b>"),
            ("tokens 1", "tokens 1"),
            ("Bearer tok", "Bearer tok"),
        ] {
            assert_eq!(named(&secrets, text), expected);
        }
        let mut known = Secrets::default();
        known.saw("token", "tok");
        let mut entry = json!({ "headers": [["Authorization", "Bearer tok"], ["tok", "a tok"]] });
        known.names().put_into(&mut entry);
        let expected =
            json!({ "headers": [["Authorization", "Bearer <token:1>"], ["tok", "a tok"]] });
        assert_eq!(entry, expected);
    }

    #[test]
    fn the_oldest_secret_is_forgotten_and_its_number_is_not_given_again() {
        let mut known = Secrets::default();
        for number in 0..=KNOWN_MAX {
            known.saw("token", &format!("secret {number}"));
        }
        known.saw("token", "secret 1");
        let mut value = json!(["secret 0", "secret 1", format!("secret {KNOWN_MAX}")]);
        known.names().put_into(&mut value);
        assert_eq!(value, json!(["secret 0", "<token:2>", format!("<token:{}>", KNOWN_MAX + 1)]));
        known.saw("assertion", &"a".repeat(KNOWN_BYTES_MAX));
        assert_eq!(known.oldest_first.len(), 1);
    }

    #[test]
    fn a_riddle_of_escapes_is_read_in_bounded_time() {
        let secret = "\\".repeat(100);
        let text = secret.repeat(3);
        assert!(named(&[("password", &secret)], &text).starts_with("<password:1>"));
    }
}
