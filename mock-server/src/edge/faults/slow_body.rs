//! The body of a request that is read slowly, or whose bytes and rows take time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::wait;
use crate::faults::{Felt, Pace, RowCounter, SlowRead, Verdict};

/// Reads a body as slowly as faults say.
pub(in crate::edge) struct SlowBody {
    slow: Option<SlowRead>,
    pace: Pace<Felt>,
    rows: RowCounter,
    /// Bytes since the last pause.
    since: u64,
    carried: Arc<Carried>,
}

/// How much the body of a request carried.
#[derive(Default)]
pub(in crate::edge) struct Carried {
    bytes: AtomicU64,
    rows: AtomicU64,
}

impl Carried {
    /// Bytes and rows.
    pub(in crate::edge) fn get(&self) -> (u64, u64) {
        (self.bytes.load(Ordering::Acquire), self.rows.load(Ordering::Acquire))
    }
}

impl SlowBody {
    /// What a verdict says of the body; `None` if it is read as any other.
    pub(in crate::edge) fn of(verdict: &Verdict) -> Option<Self> {
        let Verdict { slow_read, pace, clock_pace, .. } = verdict;
        if slow_read.is_none() && pace.is_none() && clock_pace.is_none() {
            return None;
        }
        Some(Self {
            slow: *slow_read,
            pace: *pace,
            rows: RowCounter::default(),
            since: 0,
            carried: Arc::default(),
        })
    }

    /// The count of what passes.
    pub(in crate::edge) fn carried(&self) -> Arc<Carried> {
        Arc::clone(&self.carried)
    }

    /// Waits for as long as a piece takes.
    pub(in crate::edge) async fn pass(&mut self, piece: &[u8]) {
        let bytes = piece.len() as u64;
        let rows = self.rows.feed(piece);
        self.carried.bytes.fetch_add(bytes, Ordering::AcqRel);
        self.carried.rows.fetch_add(rows, Ordering::AcqRel);
        wait(self.pace.of(bytes, rows)).await;
        if let Some(slow) = self.slow {
            self.since += bytes;
            // A pause at a time: whoever gives up on the request ends all of them.
            while self.since >= slow.bytes {
                self.since -= slow.bytes;
                wait(slow.pause).await;
            }
        }
    }
}
