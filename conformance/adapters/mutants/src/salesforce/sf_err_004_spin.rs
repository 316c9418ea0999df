//! SF-ERR-004: a poll without a pause.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Phase, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-004",
    bug: "polls without a pause while it does not know the state",
    client: || made(|parts| parts.salesforce = Arc::new(Spinning)),
};

struct Spinning;

impl Steps for Spinning {
    fn look(&self, run: &Run<'_>, job: &Job) -> Result<Info> {
        let mut info = salesforce::look(run, job)?;
        for _ in 0..20 {
            if !["Open", "UploadComplete", "InProgress"].contains(&info.state.as_str())
                && salesforce::phase(&info.state) == Phase::Running
            {
                info = salesforce::look(run, job)?;
            }
        }
        Ok(info)
    }
}
