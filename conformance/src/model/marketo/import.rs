//! Batches of imports on their way through their states, and what their status says (4.4).

use super::lanes::{Lanes, Moved, Pace};

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// It waits for its turn.
    Queued,
    /// Its rows are being written.
    Importing,
    /// Its rows are written, those that could be.
    Complete,
}

impl ImportState {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Importing => "Importing",
            Self::Complete => "Complete",
        }
    }
}

/// What became of the rows of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BatchView {
    /// Rows that were written.
    pub processed: u64,
    /// Rows that were not.
    pub failed: u64,
    /// Rows that were written and are odd.
    pub warned: u64,
}

impl BatchView {
    /// The message of a batch that is over (4.4.3).
    pub fn message(&self) -> String {
        let counts = format!("{} records imported ({} members)", self.processed, self.processed);
        if self.failed > 0 {
            return format!("Import completed with errors, {counts}, {} failed", self.failed);
        }
        match self.warned {
            0 => format!("Import succeeded, {counts}"),
            1 => format!("Import succeeded, {counts}, 1 warning."),
            many => format!("Import succeeded, {counts}, {many} warnings."),
        }
    }
}

/// One batch.
#[derive(Debug, Clone)]
struct Batch {
    state: ImportState,
    rows: BatchView,
    list: Option<u64>,
}

/// All batches of an instance, and their queue.
#[derive(Debug, Clone)]
pub struct Imports {
    batches: Vec<Batch>,
    lanes: Lanes,
    row_ms: u64,
    now_ms: u64,
}

impl Imports {
    /// None yet; each row will take `row_ms`.
    pub fn new(pace: Pace, row_ms: u64) -> Self {
        Self { batches: Vec::new(), lanes: Lanes::new(pace), row_ms, now_ms: 0 }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.batches.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.batches.is_empty()
    }

    /// Why one more batch, to that list, is refused; codes that the sheet allows.
    pub fn refuses(&self, list: Option<u64>) -> Vec<&'static str> {
        let busy = |batch: &Batch| batch.list.is_some() && batch.list == list;
        let open = |batch: &&Batch| batch.state != ImportState::Complete;
        let mut codes = Vec::new();
        if self.lanes.is_full() {
            codes.push("1016");
        }
        if self.batches.iter().filter(open).any(busy) {
            codes.push("1019");
        }
        codes
    }

    /// A batch was taken; `rows` is what will become of its rows.
    pub fn create(&mut self, rows: BatchView, list: Option<u64>) {
        let work_ms = self.row_ms * (rows.processed + rows.failed);
        self.lanes.enter(self.batches.len(), self.now_ms, work_ms);
        self.batches.push(Batch { state: ImportState::Queued, rows, list });
    }

    /// Time passes; gives the batches that came to their end, in that order.
    pub fn advance_to(&mut self, now_ms: u64) -> Vec<usize> {
        self.now_ms = now_ms;
        let mut ended = Vec::new();
        for moved in self.lanes.advance_to(now_ms) {
            match moved {
                Moved::Started { job, .. } => self.batches[job].state = ImportState::Importing,
                Moved::Finished { job, .. } => {
                    self.batches[job].state = ImportState::Complete;
                    ended.push(job);
                }
            }
        }
        ended
    }

    /// The state of a batch, and its counters once it is over.
    pub fn status(&self, batch: usize) -> (ImportState, Option<BatchView>) {
        let Batch { state, rows, .. } = self.batches[batch];
        (state, (state == ImportState::Complete).then_some(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_read_as_in_the_sheet() {
        let said = |processed, failed, warned| BatchView { processed, failed, warned }.message();
        assert_eq!(said(3, 0, 0), "Import succeeded, 3 records imported (3 members)");
        assert_eq!(said(1, 0, 1), "Import succeeded, 1 records imported (1 members), 1 warning.");
        assert_eq!(
            said(2, 1, 0),
            "Import completed with errors, 2 records imported (2 members), 1 failed"
        );
        assert_eq!(
            said(0, 3, 0),
            "Import completed with errors, 0 records imported (0 members), 3 failed"
        );
    }
}
