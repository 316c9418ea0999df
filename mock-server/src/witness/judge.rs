//! What was seen of an answer against what is expected of it: every difference, in words.

use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::saved::Saved;
use super::wire::Seen;
use crate::core::pattern::like;
use crate::core::text::visible;
use crate::faults::Many;
use crate::scenario::file::{Expect, HeaderWish};

/// A body that is longer is shown in part.
const SHOWN_MAX: usize = 600;

/// Everything in which an answer differs from what is expected.
pub(super) fn differences(expect: &Expect, seen: &Seen, saved: &Saved) -> Vec<String> {
    let mut told = Vec::new();
    if expect.end != seen.ending {
        told.push(format!("end: expected {}, saw {}", expect.end.words(), seen.ending.words()));
    }
    if expect.status.is_some() && expect.status != seen.status {
        let saw = seen.status.map_or("none".to_owned(), |status| status.to_string());
        told.push(format!("status: expected {}, saw {saw}", expect.status.unwrap_or_default()));
    }
    headers(expect, seen, saved, &mut told);
    body(expect, seen, saved, &mut told);
    json(expect, seen, saved, &mut told);
    if expect.missing.is_some() && expect.missing != seen.missing {
        let saw = seen.missing.unwrap_or(0);
        told.push(format!("missing: expected {}, saw {saw}", expect.missing.unwrap_or(0)));
    }
    if let Some(least) = expect.at_least
        && seen.took.as_millis() < u128::from(least.millis())
    {
        told.push(format!("at_least: expected {least}, it took less"));
    }
    if !told.is_empty() {
        told.push(format!("it was: {}", shown(seen)));
    }
    told
}

fn headers(expect: &Expect, seen: &Seen, saved: &Saved, told: &mut Vec<String>) {
    for (name, wish) in &expect.headers {
        let is = seen.header(name);
        let told_of = match (wish, is) {
            (HeaderWish::There(true), None) => "it is not there".to_owned(),
            (HeaderWish::There(false), Some(is)) => format!("it is there: `{is}`"),
            (HeaderWish::Says(wanted), Some(is)) if !like(&saved.fill(wanted), is) => {
                format!("expected `{}`, saw `{is}`", saved.fill(wanted))
            }
            (HeaderWish::Says(wanted), None) => format!("expected `{wanted}`, it is not there"),
            _ => continue,
        };
        told.push(format!("headers.{name}: {told_of}"));
    }
}

fn body(expect: &Expect, seen: &Seen, saved: &Saved, told: &mut Vec<String>) {
    let text = String::from_utf8_lossy(&seen.body);
    if let Some(wanted) = expect.body.as_ref().map(|wanted| saved.fill(wanted))
        && wanted.as_bytes() != seen.body
    {
        let (wanted, saw) = (visible(wanted.as_bytes()), visible(&seen.body));
        told.push(format!("body: expected\n    {}\n  saw\n    {}", cut(&wanted), cut(&saw)));
    }
    if let Some(wanted) = expect.escaped.as_ref().map(|wanted| saved.fill(wanted))
        && wanted != visible(&seen.body)
    {
        let saw = visible(&seen.body);
        told.push(format!("escaped: expected\n    {}\n  saw\n    {}", cut(&wanted), cut(&saw)));
    }
    if let Some(wanted) = expect.like.as_ref().map(|wanted| saved.fill(wanted))
        && !like(&wanted, &text)
    {
        told.push(format!("like: expected `{}`", cut(&visible(wanted.as_bytes()))));
    }
    for wanted in expect.contains.iter().flat_map(Many::iter) {
        if !text.contains(&saved.fill(wanted)) {
            told.push(format!("contains: `{}` is not there", saved.fill(wanted)));
        }
    }
    for unwanted in expect.lacks.iter().flat_map(Many::iter) {
        if text.contains(&saved.fill(unwanted)) {
            told.push(format!("lacks: `{}` is there", saved.fill(unwanted)));
        }
    }
    if expect.bytes.is_some_and(|bytes| bytes != seen.bytes) {
        told.push(format!("bytes: expected {}, saw {}", expect.bytes.unwrap_or(0), seen.bytes));
    }
    if let Some(wanted) = &expect.sha256 {
        let saw = Sha256::digest(&seen.body).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        if !wanted.eq_ignore_ascii_case(&saw) {
            told.push(format!("sha256: expected {wanted}, saw {saw}"));
        }
    }
}

fn json(expect: &Expect, seen: &Seen, saved: &Saved, told: &mut Vec<String>) {
    if expect.json.is_empty() && expect.no_json.is_none() {
        return;
    }
    let Ok(is) = serde_json::from_slice::<Value>(&seen.body) else {
        told.push("json: the body is no JSON".into());
        return;
    };
    for (pointer, wanted) in &expect.json {
        let wanted = saved.fill_json(wanted);
        match is.pointer(pointer) {
            None => told.push(format!("json.{pointer}: expected {wanted}, it is not there")),
            Some(is) if !says(&wanted, is) => {
                told.push(format!("json.{pointer}: expected {wanted}, saw {is}"));
            }
            Some(_) => {}
        }
    }
    for pointer in expect.no_json.iter().flat_map(Many::iter) {
        if let Some(is) = is.pointer(pointer) {
            told.push(format!("no_json: `{pointer}` is there: {is}"));
        }
    }
}

fn says(wanted: &Value, is: &Value) -> bool {
    match (wanted, is) {
        (Value::String(wanted), Value::String(is)) => like(wanted, is),
        (Value::Number(wanted), Value::Number(is)) => wanted.as_f64() == is.as_f64(),
        (wanted, is) => wanted == is,
    }
}

/// An answer on one line.
fn shown(seen: &Seen) -> String {
    let mut out = match seen.status {
        Some(status) => status.to_string(),
        None => "no head".into(),
    };
    for (name, value) in &seen.headers {
        let _ = write!(out, ", {name}: {value}");
    }
    let _ = write!(out, " | {}", cut(&visible(&seen.body)));
    out
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}
