//! A request as the rules see it: parameters of the path, of the query and the form, and JSON.

use serde_json::{Map, Value};

use super::errors::ApiError;
use super::values::read_instant;
use crate::core::form::Form;
use crate::core::time::SimTime;

/// Characters of a day. A blank behind it stands before a time, any later one for a plus sign.
const DATE_CHARS: usize = 10;

/// What a call asks for.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    /// The parameters of the path, decoded.
    pub path: Vec<(String, String)>,
    /// The query, and the form of a body that is one.
    pub params: Params,
    /// The body, if the operation takes JSON.
    pub body: JsonBody,
}

/// A body that should be JSON.
#[derive(Clone, Default, Debug)]
pub enum JsonBody {
    /// No bytes at all.
    #[default]
    Absent,
    /// JSON that was read.
    Json(Value),
    /// Bytes that are no JSON.
    Unreadable,
    /// Bytes of another content type.
    OfOtherType,
}

impl Asked {
    /// A parameter of the path; empty if the template has none of that name.
    pub fn path(&self, name: &str) -> &str {
        self.path.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A number in the path.
    ///
    /// # Errors
    /// 1001 for what is no number.
    pub fn path_number(&self, name: &str) -> Result<u64, ApiError> {
        let text = self.path(name);
        text.parse().map_err(|_| ApiError::invalid_type(text, "Integer"))
    }

    /// The body as an object.
    ///
    /// # Errors
    /// 612 for another content type, 609 for what is no JSON object.
    pub fn object(&self) -> Result<&Map<String, Value>, ApiError> {
        match &self.body {
            JsonBody::Json(Value::Object(object)) => Ok(object),
            JsonBody::OfOtherType => Err(ApiError::invalid_content_type()),
            JsonBody::Absent | JsonBody::Unreadable | JsonBody::Json(_) => {
                Err(ApiError::invalid_json())
            }
        }
    }
}

/// Parameters of a query and a form, in which a key may stand several times.
#[derive(Clone, Default, Debug)]
pub struct Params {
    fields: Vec<(String, String)>,
}

impl Params {
    /// The parameters of a query, then those of a form.
    pub fn of(query: &[u8], form: &[u8]) -> Self {
        let mut fields = Vec::new();
        for part in [query, form] {
            let part = Form::from_bytes(part);
            fields.extend(part.fields().map(|(key, value)| (key.to_owned(), value.to_owned())));
        }
        Self { fields }
    }

    /// Adds a parameter that came some other way, such as in a part of a multipart body.
    pub fn add(&mut self, name: &str, value: &str) {
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// The first value of a parameter that is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values(name).find(|value| !value.is_empty())
    }

    /// Whether it is given, even empty.
    pub fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// All values of a parameter: keys may be repeated, bracketed (`fields[0]`), and hold lists with
    /// commas. Blanks around values are dropped, and so are empty ones.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let parts = self.values(name).flat_map(|value| value.split(','));
        parts.map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// A whole number.
    ///
    /// # Errors
    /// 1001 for what is none.
    pub fn number(&self, name: &str) -> Result<Option<i64>, ApiError> {
        let read =
            |text: &str| text.trim().parse().map_err(|_| ApiError::invalid_type(text, "Integer"));
        self.get(name).map(read).transpose()
    }

    /// An instant.
    ///
    /// # Errors
    /// 704 for what is none.
    pub fn instant(&self, name: &str) -> Result<Option<SimTime>, ApiError> {
        // A plus sign that was not encoded comes as a blank.
        let with_plus = |text: &str| match text.rsplit_once(' ') {
            Some((head, offset)) if head.len() > DATE_CHARS => format!("{head}+{offset}"),
            Some(_) | None => text.to_owned(),
        };
        let read = |text: &str| {
            let text = with_plus(text.trim());
            // Assets show dates so, and clients send back what they were shown.
            let zoned = text.strip_suffix("+0000").filter(|rest| rest.ends_with('Z'));
            read_instant(zoned.unwrap_or(&text)).ok_or_else(ApiError::invalid_date)
        };
        self.get(name).map(read).transpose()
    }

    /// A whole number between two bounds; what lies outside is the nearer bound.
    ///
    /// # Errors
    /// 1001 for what is no number.
    pub fn page_size(&self, name: &str, most: usize, usual: usize) -> Result<usize, ApiError> {
        let Some(wanted) = self.number(name)? else { return Ok(usual) };
        Ok(usize::try_from(wanted).unwrap_or(0).clamp(1, most))
    }

    fn values<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named =
            move |key: &str| key == name || key.strip_prefix(name).is_some_and(is_bracketed);
        self.fields.iter().filter(move |(key, _)| named(key)).map(|(_, value)| value.as_str())
    }
}

/// `[]` or `[0]`.
fn is_bracketed(rest: &str) -> bool {
    let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_be_repeated_bracketed_and_hold_a_list() {
        let params = Params::of(b"fields=a,b&batchSize=x", b"fields[0]=c&fields[]=d&fields2=e");
        assert_eq!(params.list("fields"), ["a", "b", "c", "d"]);
        assert_eq!(params.number("batchSize").unwrap_err().code, 1001);
        assert_eq!(Params::of(b"batchSize=900", b"").page_size("batchSize", 300, 300), Ok(300));
    }

    #[test]
    fn a_plus_sign_that_was_not_encoded_is_one() {
        for sent in [
            "2026-01-02T04:00:00+01:00",
            "2026-01-02T04:00:00%2B0100",
            "2026-01-02+04:00:00+01:00",
            "2026-01-02+03:00:00",
            "2026-01-02T03:00:00Z+0000",
        ] {
            let read = Params::of(format!("at={sent}").as_bytes(), b"").instant("at");
            let at = read.expect("an instant").map(|at| at.to_string());
            assert_eq!(at.as_deref(), Some("2026-01-02T03:00:00.000Z"), "{sent}");
        }
    }
}
