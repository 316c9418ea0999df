//! Which rows of a job are refused: found without any lock from what a row says, then counted by
//! attempts where a rule wants that.

use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::row_errors::RowErrors;
use super::{JobFate, JobFates};
use crate::core::random::key;
use crate::core::recent::Recent;
use crate::faults::rule::Many;

/// Row errors as they were drawn for a job.
#[derive(Clone, PartialEq, Debug)]
pub struct DrawnRowErrors {
    /// The rule's words.
    pub errors: RowErrors,
    /// What its share of rows is drawn from: the seed, the org and the rule's name.
    pub seed: u64,
}

/// A row, as far as its errors depend on it.
pub struct RowFacts<'a> {
    /// Its place in the job's file, from 1.
    pub number: u64,
    /// The digest of its cells, as [`row_digest`] makes it.
    pub digest: u64,
    /// Its cell in the column of that name, in the letter case that the provider allows.
    pub cell: &'a dyn Fn(&str) -> Option<String>,
}

/// An error that a row was drawn for.
#[derive(Clone, Debug)]
pub struct RowHit {
    /// The error.
    pub drawn: Arc<DrawnRowErrors>,
    /// The digest of the row's cells.
    pub digest: u64,
}

/// How often rows were refused that are taken after some attempts; of a million rows, after which the
/// first of them begin anew.
#[derive(Clone, Debug, Default)]
pub struct RowAttempts(Recent<(u64, u64), u32, 1_000_000>);

/// A digest of a row's decoded cells: equal for rows that say the same, however they are quoted.
pub fn row_digest<C: AsRef<[u8]>>(cells: impl Iterator<Item = C>) -> u64 {
    let mut hasher = Xxh3::new();
    for cell in cells {
        let cell = cell.as_ref();
        hasher.update(&(cell.len() as u64).to_le_bytes());
        hasher.update(cell);
    }
    hasher.digest()
}

impl DrawnRowErrors {
    fn hits(&self, row: &RowFacts<'_>) -> bool {
        let RowErrors { rows, share, what, .. } = &self.errors;
        rows.as_ref().is_none_or(|rows| Many::iter(rows).any(|span| span.holds(row.number)))
            && share.is_none_or(|share| {
                share.holds(key(self.seed, &["row", &format!("{:016x}", row.digest)]))
            })
            && what
                .as_ref()
                .is_none_or(|what| (row.cell)(&what.column).is_some_and(|cell| what.holds(&cell)))
    }
}

impl JobFates {
    /// Whether any rows of the job are to be refused.
    pub fn refuses_rows(&self) -> bool {
        self.iter().any(|fate| matches!(fate, JobFate::RowErrors(_)))
    }

    /// The errors that a row is drawn for, in the order of their rules. No lock is needed.
    pub fn row_hits(&self, row: &RowFacts<'_>) -> Vec<RowHit> {
        let drawn = self.iter().filter_map(|fate| match fate {
            JobFate::RowErrors(drawn) if drawn.hits(row) => Some(drawn),
            _ => None,
        });
        drawn.map(|drawn| RowHit { drawn: Arc::clone(drawn), digest: row.digest }).collect()
    }
}

impl RowAttempts {
    /// The error of a row that is tried now: the first of its hits that has attempts left.
    pub fn error<'h>(&mut self, hits: &'h [RowHit]) -> Option<&'h RowErrors> {
        let hit = hits.iter().find(|hit| self.fails(hit))?;
        Some(&hit.drawn.errors)
    }

    fn fails(&mut self, hit: &RowHit) -> bool {
        let Some(attempts) = hit.drawn.errors.attempts else { return true };
        let failed = self.0.entry((hit.drawn.seed, hit.digest));
        let fails = *failed < attempts;
        *failed += u32::from(fails);
        fails
    }
}
