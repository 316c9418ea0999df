//! SF-AUTH-002: a session that ends before the results are there.

use std::path::PathBuf;
use std::sync::Arc;

use bulk_reference::Parts;
use bulk_reference::policy::Policy;
use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-002",
    bug: "does not renew its token once the job is over",
    client: || made(|parts| parts.salesforce = Arc::new(Weary)),
};

struct Weary;

impl Steps for Weary {
    fn result_file(&self, run: &Run<'_>, job: &Job, kind: Kind) -> Result<PathBuf> {
        let parts = Parts { policy: Arc::new(NoRenewals), ..run.parts.clone() };
        salesforce::result_file(&under(run, &parts), job, kind)
    }
}

struct NoRenewals;

impl Policy for NoRenewals {
    fn renewals_max(&self, _run: &Run<'_>) -> u32 {
        0
    }
}
