//! SF-INGEST-013: rows that are left behind.

use std::sync::Arc;

use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps, Tally};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-013",
    bug: "fetches nothing of a job that did not complete",
    client: || made(|parts| parts.salesforce = Arc::new(Hurried)),
};

struct Hurried;

impl Steps for Hurried {
    fn results(
        &self,
        run: &Run<'_>,
        job: &Job,
        part: &Part,
        info: &Info,
        tally: &mut Tally,
    ) -> Result<()> {
        match info.state.as_str() {
            "JobComplete" => salesforce::results(run, job, part, info, tally),
            _ => Ok(()),
        }
    }
}
