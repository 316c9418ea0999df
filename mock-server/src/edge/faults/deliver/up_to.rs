//! A body up to a place in it: what surely lies before the place goes out, the rest is held back.

use bytes::{Bytes, BytesMut};

use super::Source;
use crate::faults::{Finder, Place};

/// Gives a body piece by piece, up to a place.
pub(super) struct UpTo {
    source: Source,
    finder: Finder,
    /// Bytes that were taken from the body and not given yet.
    held: BytesMut,
    given: u64,
    over: bool,
}

impl UpTo {
    pub(super) fn new(source: Source, place: Place) -> Self {
        let finder = Finder::new(place);
        Self { source, finder, held: BytesMut::new(), given: 0, over: false }
    }

    /// The next piece; `None` at the place, or at the end of a body that has none.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        loop {
            let before = if self.over && self.finder.found().is_none() {
                self.held.len()
            } else {
                usize::try_from(self.finder.before() - self.given).unwrap_or(usize::MAX)
            };
            if before > 0 && !self.held.is_empty() {
                let piece = self.held.split_to(before.min(self.held.len())).freeze();
                self.given += piece.len() as u64;
                return Some(piece);
            }
            if self.over || self.finder.found().is_some() {
                return None;
            }
            match self.source.next().await {
                Some(piece) => {
                    self.finder.feed(&piece);
                    self.held.extend_from_slice(&piece);
                }
                None => {
                    self.finder.finish();
                    self.over = true;
                }
            }
        }
    }

    /// Where the place is, once all before it was given.
    pub(super) fn found(&self) -> Option<u64> {
        self.finder.found()
    }

    /// What lies behind the place.
    pub(super) fn rest(mut self) -> Source {
        self.source.put_back(self.held.freeze());
        self.source
    }
}
