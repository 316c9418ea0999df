//! A journal as it was at one instant: entries, and the names of the secrets in them.

use std::sync::Arc;

use super::entry::Entry;
use super::secrets::{Names, Secrets};

/// A journal as it was at one instant, to be read without holding on to it.
pub struct Snapshot {
    pub(super) entries: Vec<Arc<Entry>>,
    pub(super) secrets: Arc<Secrets>,
}

impl Snapshot {
    /// The entries, and each as JSON with its secrets named.
    pub(super) fn values(&self) -> impl Iterator<Item = (&Entry, serde_json::Value)> {
        let names = self.secrets.names();
        self.entries.iter().filter_map(move |entry| {
            let mut value = serde_json::to_value(entry).ok()?;
            names.put_into(&mut value);
            Some((&**entry, value))
        })
    }

    /// The entries, oldest first, secrets in the clear.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().map(Arc::as_ref)
    }

    /// One JSON object a line, secrets named in the order in which they were first seen.
    pub fn json_lines(&self) -> String {
        let names = self.secrets.names();
        self.lines(|entry| names.put_into(entry))
    }

    /// One JSON object a line, secrets in the clear.
    pub fn json_lines_in_the_clear(&self) -> String {
        self.lines(|_| ())
    }

    fn lines(&self, name: impl Fn(&mut serde_json::Value)) -> String {
        let mut out = String::new();
        for entry in &self.entries {
            if let Ok(mut entry) = serde_json::to_value(entry) {
                name(&mut entry);
                out.push_str(&entry.to_string());
                out.push('\n');
            }
        }
        out
    }

    /// What secrets are called.
    pub fn names(&self) -> Names<'_> {
        self.secrets.names()
    }
}
