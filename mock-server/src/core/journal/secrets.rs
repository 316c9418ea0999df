//! Names for secrets, in the order in which they were first seen.

/// The secrets that passed, each with the name under which a reader sees it.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Kind and value; the value may stand inside another one, so longer values are replaced first.
    seen: Vec<(&'static str, String)>,
}

impl Secrets {
    /// Remembers `value`; seeing it again changes nothing. An empty value is no secret.
    pub fn saw(&mut self, kind: &'static str, value: &str) {
        if !value.is_empty() && !self.seen.iter().any(|(_, known)| known == value) {
            self.seen.push((kind, value.to_owned()));
        }
    }

    /// `text` with each secret replaced by its name, such as `<token:1>`.
    pub fn named(&self, text: String) -> String {
        let mut numbered: Vec<(String, &str)> = Vec::new();
        for (place, (kind, value)) in self.seen.iter().enumerate() {
            let of_kind = self.seen[..place].iter().filter(|(other, _)| other == kind).count();
            numbered.push((format!("<{kind}:{}>", of_kind + 1), value));
        }
        numbered.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
        let mut text = text;
        for (name, value) in &numbered {
            if text.contains(value) {
                text = text.replace(value, name);
            }
            let encoded = form_encoded(value);
            if encoded != *value && text.contains(&encoded) {
                text = text.replace(&encoded, name);
            }
        }
        text
    }
}

/// The value as it stands in a URL or a form body.
fn form_encoded(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
