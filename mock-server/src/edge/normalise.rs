//! A request's target, brought into one form before anything is routed.
//!
//! Real clients send doubled leading slashes, dot segments and a trailing slash, and all of them
//! work. Any other empty segment stays: the provider answers 404 to it.

use std::borrow::Cow;

/// The path of a target without its query: no dot segments, one leading slash, no trailing one.
pub(super) fn path(target: &str) -> String {
    let raw = target.split(['?', '#']).next().unwrap_or("").trim_start_matches('/');
    let mut segments: Vec<&str> = Vec::new();
    for segment in raw.strip_suffix('/').unwrap_or(raw).split('/') {
        match segment {
            "." => {}
            // A segment goes, with the empty ones behind it: `/rest//../bulk` is `/bulk`.
            ".." => while segments.pop().is_some_and(str::is_empty) {},
            other => segments.push(other),
        }
    }
    format!("/{}", segments.join("/"))
}

/// The query of a target, without its question mark.
pub(super) fn query(target: &str) -> &str {
    target.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or(""))
}

/// A path segment with its percent escapes decoded.
pub fn segment(raw: &str) -> Cow<'_, str> {
    if !raw.contains('%') {
        return Cow::Borrowed(raw);
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.get(..2)).flatten();
        let byte = escaped
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_come_into_one_form() {
        assert_eq!(path("//services/data/"), "/services/data");
        assert_eq!(path("/bulk/v1/../../rest/./v1/a.json?x=1"), "/rest/v1/a.json");
        assert_eq!(path("/../../etc"), "/etc");
        assert_eq!(path("/jobs/query//750/results"), "/jobs/query//750/results");
        assert_eq!(path("/jobs/ingest/750//"), "/jobs/ingest/750/");
        assert_eq!(path("/a://b/c"), "/a://b/c");
        assert_eq!(path("/a/b/.."), "/a");
        assert_eq!(path("/rest//../bulk"), "/bulk");
        assert_eq!(path("//"), "/");
        assert_eq!(path(""), "/");
        assert_eq!(query("/a?b=c&d=e#f"), "b=c&d=e");
        assert_eq!(segment("a%2Fb%C3%A9%zz%4"), "a/bé%zz%4");
    }
}
