//! A journal in a form that two runs can be compared by.
//!
//! [`Snapshot::comparable`] is for one client at a time: only real time and the server's address are
//! left out. [`Snapshot::canonical`] is for several clients in one org, of whom nobody knows who comes
//! first: exchanges are grouped by the key of their job, in their own order within a group; groups
//! stand in the order of their keys; ids, tokens and places in the one order are named anew or left
//! out. Nothing is said of the order between groups. Source: architecture, section 8.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::entry::Entry;
use super::snapshot::Snapshot;

/// What of an org's answers depends on who came first, and is no secret.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// Whether a word is an id that comes from a counter. Words are letters, digits, `-` and `#`;
    /// one that is no id is cut at its `-` and `#`, and its parts are asked about.
    pub is_id: &'a dyn Fn(&str) -> bool,
    /// Headers of answers that tell what all clients of the org do together, in small letters.
    pub headers: &'a [&'a str],
}

impl Snapshot {
    /// One JSON object a line, without real time and without the server's address.
    pub fn comparable(&self) -> String {
        let mut out = String::new();
        for (_, mut entry) in self.values() {
            drop_members(&mut entry, &["wall_ms"]);
            let host = host_of(&entry);
            change_texts(&mut entry, &mut |text| without_host(text, host.as_deref()));
            out.push_str(&entry.to_string());
            out.push('\n');
        }
        out
    }

    /// One JSON object a line, group by group.
    pub fn canonical(&self, shared: &Shared<'_>) -> String {
        let mut groups: BTreeMap<Group, Vec<Value>> = BTreeMap::new();
        let mut subjects: HashMap<String, Option<u64>> = HashMap::new();
        for (entry, _) in self.values() {
            if let Entry::Transition(transition) = entry {
                subjects.insert(transition.subject.clone(), transition.key);
            }
        }
        for (place, (entry, mut value)) in self.values().enumerate() {
            let group = Group::of(place, entry, &value, &subjects);
            settle(&mut value, shared);
            groups.entry(group).or_default().push(value);
        }
        let mut groups: Vec<(Option<u64>, String, Vec<Value>)> = groups
            .into_iter()
            .map(|(group, entries)| (group.key(), nameless(&entries, shared), entries))
            .collect();
        groups.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut names = Names::default();
        let mut out = String::new();
        for mut entry in groups.into_iter().flat_map(|(_, _, entries)| entries) {
            change_texts(&mut entry, &mut |text| named(text, shared, &mut |id| names.of(id)));
            out.push_str(&entry.to_string());
            out.push('\n');
        }
        out
    }
}

/// What belongs together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// All that has one key.
    Key(u64),
    /// All about one job, where no key is known.
    Job(String),
    /// An exchange about no job, where no key is known.
    Alone(usize),
}

impl Group {
    fn of(
        place: usize,
        entry: &Entry,
        value: &Value,
        subjects: &HashMap<String, Option<u64>>,
    ) -> Self {
        let (key, job) = match entry {
            Entry::Transition(transition) => (transition.key, Some(transition.subject.as_str())),
            Entry::Exchange(exchange) => {
                let answer = value.pointer("/response/whole").and_then(Value::as_str);
                let said = || words(&exchange.target).chain(words(answer.unwrap_or("")));
                (exchange.key, said().find(|word| subjects.contains_key(*word)))
            }
        };
        let known = || job.and_then(|job| subjects.get(job).copied().flatten());
        match (key.or_else(known), job) {
            (Some(key), _) => Self::Key(key),
            (None, Some(job)) => Self::Job(job.to_owned()),
            (None, None) => Self::Alone(place),
        }
    }

    fn key(&self) -> Option<u64> {
        match self {
            Self::Key(key) => Some(*key),
            Self::Job(_) | Self::Alone(_) => None,
        }
    }
}

/// The entries of a group as text in which all ids are alike.
fn nameless(entries: &[Value], shared: &Shared<'_>) -> String {
    let blank = |mut entry: Value| {
        let change = &mut |text: &str| named(text, shared, &mut |_| "<id>".to_owned());
        change_texts(&mut entry, change);
        entry.to_string()
    };
    entries.iter().cloned().map(blank).collect::<Vec<_>>().join("\n")
}

/// Leaves out of an entry what depends on other clients: places, lengths on the wire, digests of what
/// holds ids, headers that tell of all.
fn settle(entry: &mut Value, shared: &Shared<'_>) {
    let host = host_of(entry);
    drop_members(entry, &["seq", "wall_ms", "raw_bytes"]);
    for body in ["request", "response"] {
        let Some(body) = entry.get_mut(body).and_then(Value::as_object_mut) else { continue };
        if body.contains_key("whole") {
            body.remove("xxh3");
        }
    }
    if let Some(headers) = entry.get_mut("response_headers").and_then(Value::as_array_mut) {
        headers.retain(|header| {
            !header
                .get(0)
                .and_then(Value::as_str)
                .is_some_and(|name| shared.headers.contains(&name))
        });
    }
    change_texts(entry, &mut |text| without_host(text, host.as_deref()));
}

/// Names in the order in which they are asked for.
#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    fn of(&mut self, id: &str) -> String {
        let next = self.0.len() + 1;
        format!("<id:{}>", self.0.entry(id.to_owned()).or_insert(next))
    }
}

/// A text with another name for each id and each secret in it.
fn named(text: &str, shared: &Shared<'_>, name: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(secret) = secret_name(rest) {
            out.push_str(&name(secret));
            rest = &rest[secret.len()..];
            continue;
        }
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        if end == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let word = &rest[..end];
        rest = &rest[end..];
        if (shared.is_id)(word) {
            out.push_str(&name(word));
            continue;
        }
        for part in word.split_inclusive(['-', '#']) {
            let bare = part.trim_end_matches(['-', '#']);
            if (shared.is_id)(bare) {
                out.push_str(&name(bare));
                out.push_str(&part[bare.len()..]);
            } else {
                out.push_str(part);
            }
        }
    }
    out
}

/// The name of a secret at the beginning of a text, such as `<token:1>`.
fn secret_name(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    let (inside, _) = inside.split_once('>')?;
    let (kind, number) = inside.split_once(':')?;
    let is_kind = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_kind && is_number).then(|| &text[..inside.len() + 2])
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '#')
}

/// The words of a text, and the parts of those with a `-` or `#` in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c| !is_of_word(c));
    words.flat_map(|word| std::iter::once(word).chain(word.split(['-', '#'])))
}

fn host_of(entry: &Value) -> Option<String> {
    let headers = entry.get("headers")?.as_array()?;
    let host = headers.iter().find(|header| header.get(0).and_then(Value::as_str) == Some("host"));
    host?.get(1)?.as_str().filter(|host| !host.is_empty()).map(str::to_owned)
}

fn without_host(text: &str, host: Option<&str>) -> String {
    host.map_or_else(|| text.to_owned(), |host| text.replace(host, "<host>"))
}

fn drop_members(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !names.contains(&name.as_str()));
            members.values_mut().for_each(|member| drop_members(member, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_members(item, names)),
        _ => {}
    }
}

fn change_texts(value: &mut Value, change: &mut dyn FnMut(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| change_texts(item, change)),
        Value::Object(members) => members.values_mut().for_each(|item| change_texts(item, change)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_secrets_are_named_in_the_order_of_first_sight() {
        let is_id = |word: &str| matches!(word, "750a" | "750b");
        let shared = Shared { is_id: &is_id, headers: &[] };
        let mut names = Names::default();
        let mut name = |text: &str| named(text, &shared, &mut |id| names.of(id));
        assert_eq!(
            name("/jobs/750b/x?at=750a-2000 Bearer <token:7>, <a:b> <1:2>"),
            "/jobs/<id:1>/x?at=<id:2>-2000 Bearer <id:3>, <a:b> <1:2>"
        );
        assert_eq!(name("{\"id\":\"750a\"}"), "{\"id\":\"<id:2>\"}");
    }
}
