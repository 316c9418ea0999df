//! The key of a request: made only of what the client says, never of an id from a counter, so that
//! whether a fault fires does not depend on who came first.

use serde_json::Value;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::facts::{Facts, Said};
use crate::core::form::Form;

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
            let said = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into()));
            let value = Value::Object(said.collect());
            let digest = xxh3_64(value.to_string().as_bytes());
            (Some(value), digest)
        }
        "text/xml" | "application/soap+xml" => {
            (Some(Value::String(String::from_utf8_lossy(body).into_owned())), xxh3_64(body))
        }
        "multipart/form-data" => {
            let boundary = crate::core::multipart::boundary(content_type).unwrap_or("");
            (None, digest_without(body, boundary.as_bytes()))
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

/// The digest of a body whose boundary a client draws anew each time.
fn digest_without(body: &[u8], boundary: &[u8]) -> u64 {
    if boundary.is_empty() {
        return xxh3_64(body);
    }
    let mut hasher = Xxh3::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(body, boundary) {
        hasher.update(&body[from..at]);
        from = at + boundary.len();
    }
    hasher.update(&body[from..]);
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
}
