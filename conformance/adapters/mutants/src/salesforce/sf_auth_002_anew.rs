//! SF-AUTH-002: a job that begins anew.

use std::sync::Arc;

use bulk_conformance::protocol::Class;
use bulk_reference::Parts;
use bulk_reference::policy::Policy;
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Plan, Steps, Tally};

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-002",
    bug: "makes another job when its token dies at the close",
    client: || made(|parts| parts.salesforce = Arc::new(Anew)),
};

struct Anew;

impl Steps for Anew {
    fn close(&self, run: &Run<'_>, job: &Job) -> Result<()> {
        let parts = Parts { policy: Arc::new(NoRenewals), ..run.parts.clone() };
        salesforce::close(&under(run, &parts), job)
    }

    fn load_part(&self, run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
        match salesforce::load_part(run, plan, part, tally) {
            Err(failure) if failure.class == Class::Auth && failure.job_id.is_some() => {
                let dead = run.session.token(run)?;
                run.session.renew(run, &dead)?;
                salesforce::load_part(run, plan, part, tally)
            }
            ended => ended,
        }
    }
}

struct NoRenewals;

impl Policy for NoRenewals {
    fn renewals_max(&self, _run: &Run<'_>) -> u32 {
        0
    }
}
