//! The generated rows that somebody changed: sorted by row, in chunks that forks share.
//!
//! A row that nobody wrote takes no memory. It knows histories, not what a generator would say.

use std::sync::Arc;

use super::record::History;

/// How many rows one shared chunk holds at most.
const CHUNK_ROWS: usize = 512;

type Chunk = Arc<Vec<(u32, History)>>;

/// Histories by row.
#[derive(Clone, Default)]
pub(super) struct Changed {
    /// Sorted, none empty. Shared as a whole, so that a fork is one reference count.
    chunks: Arc<Vec<Chunk>>,
}

impl Changed {
    pub(super) fn get(&self, row: u32) -> Option<&History> {
        let chunk = self.chunks.get(self.chunk_of(row))?;
        let at = chunk.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(&chunk[at].1)
    }

    /// The history of a row, which begins with what `begin` gives.
    pub(super) fn get_or_begin(
        &mut self,
        row: u32,
        begin: impl FnOnce() -> History,
    ) -> &mut History {
        let at = self.room_for(row);
        let chunks = Arc::make_mut(&mut self.chunks);
        let chunk = Arc::make_mut(&mut chunks[at]);
        let place = match chunk.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(place) => place,
            Err(place) => {
                chunk.insert(place, (row, begin()));
                place
            }
        };
        &mut chunk[place].1
    }

    /// The changed rows from `first` on, in order.
    pub(super) fn from(&self, first: u32) -> impl Iterator<Item = (u32, &History)> {
        let chunks = self.chunks.get(self.chunk_of(first)..).unwrap_or(&[]);
        let skipped = chunks.first().map_or(0, |chunk| chunk.partition_point(|it| it.0 < first));
        let all = chunks.iter().flat_map(|chunk| chunk.iter()).skip(skipped);
        all.map(|(row, history)| (*row, history))
    }

    /// Changes histories for which `concerns` holds.
    pub(super) fn each_mut(
        &mut self,
        concerns: impl Fn(&History) -> bool,
        mut change: impl FnMut(&mut History),
    ) {
        let places = self.chunks.iter().enumerate();
        let touched: Vec<usize> = places
            .filter(|(_, chunk)| chunk.iter().any(|(_, history)| concerns(history)))
            .map(|(place, _)| place)
            .collect();
        if touched.is_empty() {
            return;
        }
        let chunks = Arc::make_mut(&mut self.chunks);
        for place in touched {
            Arc::make_mut(&mut chunks[place]).iter_mut().for_each(|(_, history)| change(history));
        }
    }

    pub(super) fn overhead_bytes(&self) -> usize {
        let chunk = |chunk: &Chunk| {
            chunk.capacity() * size_of::<(u32, History)>()
                + chunk.iter().map(|(_, history)| history.change_bytes()).sum::<usize>()
        };
        self.chunks.capacity() * size_of::<Chunk>() + self.chunks.iter().map(chunk).sum::<usize>()
    }

    /// The place of the last chunk that begins at `row` or before it.
    fn chunk_of(&self, row: u32) -> usize {
        let begins = |chunk: &Chunk| chunk.first().is_some_and(|(first, _)| *first <= row);
        self.chunks.partition_point(begins).saturating_sub(1)
    }

    /// The place of a chunk that takes `row`, cut in two if it was full.
    fn room_for(&mut self, row: u32) -> usize {
        let at = self.chunk_of(row);
        let Some(chunk) = self.chunks.get(at) else {
            Arc::make_mut(&mut self.chunks).push(Arc::default());
            return 0;
        };
        let known = chunk.binary_search_by_key(&row, |(row, _)| *row);
        let place = match known {
            Err(place) if chunk.len() >= CHUNK_ROWS => place,
            Ok(_) | Err(_) => return at,
        };
        let chunks = Arc::make_mut(&mut self.chunks);
        // Rows that come in order leave full chunks behind, not halves.
        let keep = if place == CHUNK_ROWS { CHUNK_ROWS } else { CHUNK_ROWS / 2 };
        let rest = Arc::make_mut(&mut chunks[at]).split_off(keep);
        chunks.insert(at + 1, Arc::new(rest));
        if place >= keep { at + 1 } else { at }
    }
}
