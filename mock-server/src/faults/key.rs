//! The key of a request: made only of what the client says, never of an id from a counter, so that
//! whether a fault fires does not depend on who came first.

use serde_json::Value;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::facts::{Facts, Said};
use crate::core::form::Form;
use crate::core::multipart::{self, Part};

/// The field in which a body may hold a token: it says who calls, not what is asked.
const TOKEN: &str = "access_token";

/// A part of a body that is longer is no field of a form.
const FIELD_BYTES_MAX: usize = 64 << 10;

/// The key of a request that makes a job: what is done with the job has it as a part.
pub fn key_of_job(facts: &Facts) -> u64 {
    hash(&[facts.operation, &facts.client], facts.body_digest)
}

/// The key of any request; `job` is that of the request which made its job.
pub fn key_of_request(facts: &Facts, said: &Said, job: Option<u64>) -> u64 {
    match (job, &said.known_by) {
        (Some(job), _) if facts.makes_job => job,
        (Some(job), _) => hash(&[facts.operation, &said.page.unwrap_or(0).to_string()], job),
        (None, Some(known_by)) => hash(&[facts.operation, known_by], 0),
        (None, None) => {
            let mut words = vec![facts.method.as_str(), facts.path.as_str(), &facts.client];
            for (name, value) in &facts.query {
                words.extend([name.as_str(), value.as_str()]);
            }
            hash(&words, facts.body_digest)
        }
    }
}

/// A body in a form in which those that say the same are equal: what it says as JSON, and its digest.
pub fn canonical_body(content_type: &str, body: &[u8]) -> (Option<Value>, u64) {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/x-www-form-urlencoded" => {
            let form = Form::from_bytes(body);
            let mut pairs: Vec<(&str, &str)> = form.fields().collect();
            pairs.sort_unstable();
            let object = |pairs: &[(&str, &str)]| {
                let said = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into()));
                Value::Object(said.collect())
            };
            let value = object(&pairs);
            pairs.retain(|(name, _)| *name != TOKEN);
            (Some(value), xxh3_64(object(&pairs).to_string().as_bytes()))
        }
        "text/xml" | "application/soap+xml" => {
            (Some(Value::String(String::from_utf8_lossy(body).into_owned())), xxh3_64(body))
        }
        "multipart/form-data" => {
            let boundary = multipart::boundary(content_type).unwrap_or("");
            match multipart::lenient_parts(body, boundary) {
                parts if boundary.is_empty() || parts.is_empty() => (None, xxh3_64(body)),
                parts => (Some(fields(&parts)), digest_of(&parts)),
            }
        }
        _ => match serde_json::from_slice::<Value>(body) {
            Ok(mut value) => {
                value.sort_all_objects();
                let digest = xxh3_64(value.to_string().as_bytes());
                (Some(value), digest)
            }
            Err(_) => (None, xxh3_64(body)),
        },
    }
}

/// The fields of a form in parts, as those of any form; files are none of them.
fn fields(parts: &[Part<'_>]) -> Value {
    let short = parts.iter().filter(|part| part.content.len() <= FIELD_BYTES_MAX);
    let fields = short.filter(|part| part.disposition("filename").is_none());
    let said = fields.filter_map(|part| {
        let value = String::from_utf8_lossy(part.content).into_owned();
        Some((part.disposition("name")?.into_owned(), Value::String(value)))
    });
    Value::Object(said.collect())
}

/// The digest of what the parts of a body say: their boundary is drawn anew each time, and a token
/// says who calls.
fn digest_of(parts: &[Part<'_>]) -> u64 {
    let mut hasher = Xxh3::new();
    for part in parts {
        let name = part.disposition("name").unwrap_or_default();
        if name == TOKEN {
            continue;
        }
        let file = part.disposition("filename").unwrap_or_default();
        for said in [name.as_bytes(), file.as_bytes(), part.content] {
            hasher.update(&(said.len() as u64).to_le_bytes());
            hasher.update(said);
        }
    }
    hasher.digest()
}

fn hash(words: &[&str], seed: u64) -> u64 {
    crate::core::random::key(seed, words)
}

#[cfg(test)]
mod tests {
    use super::canonical_body;

    #[test]
    fn bodies_that_say_the_same_have_one_digest() {
        let digest = |kind: &str, body: &str| canonical_body(kind, body.as_bytes()).1;
        let json = "application/json; charset=UTF-8";
        assert_eq!(digest(json, r#"{"a":1,"b":2}"#), digest(json, r#"{ "b": 2, "a": 1 }"#));
        assert_ne!(digest(json, r#"{"a":1}"#), digest(json, r#"{"a":2}"#));
        let form = "application/x-www-form-urlencoded";
        assert_eq!(digest(form, "a=1&b=%32"), digest(form, "b=2&a=1"));
        let parts = |boundary: &str| {
            let kind = format!("multipart/form-data; boundary={boundary}");
            digest(&kind, &format!("--{boundary}\r\n\r\nx\r\n--{boundary}--"))
        };
        assert_eq!(parts("one"), parts("another"));
    }

    #[test]
    fn a_token_in_a_body_says_who_calls_and_not_what_is_asked() {
        let of_parts = |token: &str, rows: &str| {
            let part = |head: &str, content: &str| {
                format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
            };
            let body = part("name=\"access_token\"", token)
                + &part("name=\"format\"", "csv")
                + &part("name=\"file\"; filename=\"leads.csv\"", rows)
                + "--B--\r\n";
            canonical_body("multipart/form-data; boundary=B", body.as_bytes())
        };
        let (said, digest) = of_parts("one", "email\na@example.com\n");
        assert_eq!(said, Some(serde_json::json!({ "access_token": "one", "format": "csv" })));
        assert_eq!(digest, of_parts("another", "email\na@example.com\n").1);
        assert_ne!(digest, of_parts("one", "email\nb@example.com\n").1);
        let of_form = |token: &str| {
            let body = format!("access_token={token}&format=CSV");
            canonical_body("application/x-www-form-urlencoded", body.as_bytes())
        };
        assert_eq!(of_form("one").1, of_form("another").1);
        assert_ne!(of_form("one").0, of_form("another").0);
    }
}
