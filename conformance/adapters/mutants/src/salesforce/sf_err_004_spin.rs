//! SF-ERR-004: a poll without a pause.

use std::sync::Arc;

use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Info, Job, Steps};

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
        loop {
            let info = salesforce::look(run, job)?;
            let known =
                ["Open", "UploadComplete", "InProgress", "JobComplete", "Failed", "Aborted"];
            if known.contains(&info.state.as_str()) {
                return Ok(info);
            }
        }
    }
}
