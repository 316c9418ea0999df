//! MK-AUTH-004: a token for every look.

use std::sync::Arc;

use bulk_reference::marketo::{self, Extract, Steps};
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-004",
    bug: "asks for a token before each look at a job",
    client: || made(|parts| parts.marketo = Arc::new(Forgetful)),
};

struct Forgetful;

impl Steps for Forgetful {
    fn look_at_extract(&self, run: &Run<'_>, id: &str) -> Result<Extract> {
        run.parts.login.log_in(run, &run.session)?;
        marketo::look_at_extract(run, id)
    }
}
