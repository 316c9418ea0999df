//! SF-INGEST-023: a load by two jobs.

use std::collections::BTreeSet;
use std::sync::Arc;

use bulk_conformance::protocol::Class;
use bulk_reference::Parts;
use bulk_reference::policy::{Attempt, Policy};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, Plan, Steps, Tally};
use parking_lot::Mutex;

use crate::Mutant;
use crate::made::{made, under};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-023",
    bug: "loads by two jobs when the answer to the first create is lost",
    client: || made(|parts| parts.salesforce = Arc::new(Doubled::default())),
};

/// Cases whose first create was lost.
#[derive(Default)]
struct Doubled(Mutex<BTreeSet<String>>);

impl Steps for Doubled {
    fn create(&self, run: &Run<'_>, plan: &Plan) -> Result<Job> {
        let parts = Parts { policy: Arc::new(NoRetries), ..run.parts.clone() };
        match salesforce::create(&under(run, &parts), plan) {
            Err(failure) if failure.class == Class::Transport => {
                self.0.lock().insert(run.case.id.clone());
                salesforce::create(run, plan)
            }
            made => made,
        }
    }

    fn load_part(&self, run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
        salesforce::load_part(run, plan, part, tally)?;
        match self.0.lock().remove(&run.case.id) {
            true => salesforce::load_part(run, plan, part, tally),
            false => Ok(()),
        }
    }
}

struct NoRetries;

impl Policy for NoRetries {
    fn retry(&self, _run: &Run<'_>, _attempt: &Attempt<'_>) -> Option<std::time::Duration> {
        None
    }
}
