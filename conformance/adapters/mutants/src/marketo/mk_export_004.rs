//! MK-EXPORT-004: looks without a pause.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Op;
use bulk_reference::policy::{self, Policy};
use bulk_reference::run::Run;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-004",
    bug: "looks at its export without a pause",
    client: || made(|parts| parts.policy = Arc::new(Hasty)),
};

struct Hasty;

impl Policy for Hasty {
    fn poll_pause(&self, run: &Run<'_>, looks: u32) -> Duration {
        match run.case.op {
            Op::MkExport => Duration::ZERO,
            _ => policy::poll_pause(run, looks),
        }
    }
}
