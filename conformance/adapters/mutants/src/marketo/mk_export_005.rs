//! MK-EXPORT-005: ranges that overlap.

use std::sync::Arc;

use bulk_reference::marketo::{self, Range, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-005",
    bug: "begins each range where the one before ends",
    client: || made(|parts| parts.marketo = Arc::new(Overlapping)),
};

struct Overlapping;

impl Steps for Overlapping {
    fn ranges(&self, run: &Run<'_>) -> Result<Vec<Range>> {
        let mut ranges = marketo::ranges(run)?;
        for at in 1..ranges.len() {
            let begin = ranges[at].filter["createdAt"]["startAt"].clone();
            ranges[at - 1].filter["createdAt"]["endAt"] = begin;
        }
        Ok(ranges)
    }
}
