//! Names for what differs from run to run: ids, tokens, times and hosts, in order of first sight, so
//! that it stays visible which of them are the same.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const MINUTE_MS: i64 = 60 * 1000;

/// Moments less than that apart are the same one: real time flows too, and how much of it a case takes
/// depends on the machine.
const SAME_MS: i64 = MINUTE_MS / 2;

/// Names given so far.
pub(super) struct Names {
    known: HashMap<String, String>,
    of_kind: BTreeMap<String, u32>,
    /// The time from which times are counted.
    begun: Option<Timestamp>,
    /// Moments that were named, with their names.
    moments: Vec<(i64, String)>,
    /// The org, whose name stands in those of its users and secrets.
    org: Option<String>,
}

impl Names {
    /// None yet; times are counted from there.
    pub(super) fn new(begun: Option<&str>) -> Self {
        Self {
            known: HashMap::new(),
            of_kind: BTreeMap::new(),
            begun: begun.and_then(moment),
            moments: Vec::new(),
            org: None,
        }
    }

    /// Names a value wherever it stands from here on.
    pub(super) fn remember(&mut self, kind: &str, value: &str) -> String {
        if let Some(name) = self.known.get(value) {
            return name.clone();
        }
        let number = self.of_kind.entry(kind.to_owned()).or_default();
        *number += 1;
        let name = format!("<{kind}{number}>");
        self.known.insert(value.to_owned(), name.clone());
        name
    }

    /// A text with names in place.
    pub(super) fn named(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some((masked, after)) = masked(rest) {
                let (kind, _) = masked.split_once(':').unwrap_or((masked, ""));
                out += &self.remember(kind, masked);
                rest = after;
            } else if is_word(first) {
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                out += &self.word(&rest[..end]);
                rest = &rest[end..];
            } else {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        out
    }

    fn word(&mut self, word: &str) -> String {
        if let Some(name) = self.known.get(word) {
            return name.clone();
        }
        if let Some(at) = moment(word) {
            return self.time(at, word);
        }
        if let Some(kind) = id_kind(word) {
            return self.remember(kind, word);
        }
        if word.starts_with("127.0.0.1:") || word.starts_with("localhost:") {
            return "<host>".to_owned();
        }
        match word.find("case-") {
            Some(at) => self.org_in(word, at),
            None => word.to_owned(),
        }
    }

    /// A word in which the name of an org stands.
    fn org_in(&mut self, word: &str, at: usize) -> String {
        let (before, rest) = word.split_at(at);
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let (org, after) = rest.split_at(rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()));
        if !org.ends_with(|c: char| c.is_ascii_digit()) {
            return word.to_owned();
        }
        self.org.get_or_insert_with(|| org.to_owned());
        let name = if self.org.as_deref() == Some(org) { "<org>" } else { "<other org>" };
        format!("{before}{name}{after}")
    }

    fn time(&mut self, at: Timestamp, word: &str) -> String {
        let Some(begun) = self.begun else { return "<time>".to_owned() };
        let ms = at.as_millisecond() - begun.as_millisecond();
        // What is far away is a value of the case, and the same in every run.
        if ms.abs() > DAY_MS {
            return word.to_owned();
        }
        let is_same = |known: i64| (known - ms).abs() < SAME_MS;
        if let Some((_, name)) = self.moments.iter().find(|(known, _)| is_same(*known)) {
            return name.clone();
        }
        let name = match is_same(0) {
            true => "<t>".to_owned(),
            false => format!("<t{:+}min>", (ms + ms.signum() * MINUTE_MS / 2) / MINUTE_MS),
        };
        self.moments.push((ms, name.clone()));
        name
    }
}

/// Characters of which ids, times, hosts and plain words are made.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+' | '@')
}

/// A secret as the journal names it: `<token:1>`.
fn masked(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    let (kind, number) = name.split_once(':')?;
    let right = !kind.is_empty()
        && kind.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit());
    right.then_some((name, after))
}

/// A moment, as either provider writes it.
fn moment(text: &str) -> Option<Timestamp> {
    // Salesforce leaves the colon of an offset out: `+0000`.
    let utc = text.strip_suffix("+0000").map(|head| format!("{head}Z"));
    utc.as_deref().unwrap_or(text).parse().ok()
}

/// What an id is one of. No word of a language has its length and such a mixture.
fn id_kind(word: &str) -> Option<&'static str> {
    if is_uuid(word) {
        return Some("export");
    }
    let right = matches!(word.len(), 15 | 18) && word.chars().all(|c| c.is_ascii_alphanumeric());
    let has = |kind: fn(&char) -> bool| word.chars().any(|c| kind(&c));
    if !right || !has(char::is_ascii_digit) || !has(char::is_ascii_uppercase) {
        return None;
    }
    Some(match &word[..3] {
        "750" => "job",
        "00D" => "org",
        "005" => "user",
        _ => "record",
    })
}

fn is_uuid(word: &str) -> bool {
    word.len() == 36
        && word.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}
