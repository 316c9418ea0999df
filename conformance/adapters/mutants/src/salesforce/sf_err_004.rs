//! SF-ERR-004: a closed list of states.

use std::sync::Arc;

use bulk_reference::salesforce::{self, Phase, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-004",
    bug: "takes a state that it does not know for the end",
    client: || made(|parts| parts.salesforce = Arc::new(Sure)),
};

struct Sure;

impl Steps for Sure {
    fn phase(&self, state: &str) -> Phase {
        match state {
            "UploadComplete" | "InProgress" => Phase::Running,
            _ => match salesforce::phase(state) {
                Phase::Running => Phase::Done,
                known => known,
            },
        }
    }
}
