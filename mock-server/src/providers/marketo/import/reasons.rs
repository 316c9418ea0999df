//! Which rows failed or were odd, and why; a text that many rows share is kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// Rows in their order, each with its reason.
#[derive(Clone, Default, Debug)]
pub(super) struct Reasons {
    rows: Vec<(u32, Arc<str>)>,
    texts: HashSet<Arc<str>>,
}

impl Reasons {
    /// Adds a row, which must come behind those that are there.
    pub(super) fn push(&mut self, row: u32, text: &str) {
        let kept = match self.texts.get(text) {
            Some(kept) => Arc::clone(kept),
            None => {
                let kept: Arc<str> = text.into();
                self.texts.insert(Arc::clone(&kept));
                kept
            }
        };
        self.rows.push((row, kept));
    }

    /// The row at that place, and its reason.
    pub(super) fn get(&self, place: usize) -> Option<(u32, &str)> {
        self.rows.get(place).map(|(row, text)| (*row, &**text))
    }

    /// The reason of a row, if it is there.
    pub(super) fn of(&self, row: u32) -> Option<&str> {
        let place = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        self.get(place).map(|(_, text)| text)
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
