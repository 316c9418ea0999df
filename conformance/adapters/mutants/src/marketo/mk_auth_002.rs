//! MK-AUTH-002: a refusal that is taken for an empty list.

use std::path::PathBuf;
use std::sync::Arc;

use bulk_reference::marketo::{self, Steps};
use bulk_reference::rows::Kind;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-002",
    bug: "takes a refused list of failed rows for an empty one",
    client: || made(|parts| parts.marketo = Arc::new(Trusting)),
};

struct Trusting;

impl Steps for Trusting {
    fn report(&self, run: &Run<'_>, id: &str, kind: Kind) -> Result<Option<PathBuf>> {
        Ok(marketo::report(run, id, kind).unwrap_or_default())
    }
}
