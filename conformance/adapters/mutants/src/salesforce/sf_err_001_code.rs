//! SF-ERR-001: an error without its code.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{Classify, Honest, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-001",
    bug: "tells the message of an error, and not its code",
    client: || made(|parts| parts.classify = Arc::new(Wordy)),
};

struct Wordy;

impl Classify for Wordy {
    fn salesforce(&self, status: u16, wait: Option<Duration>, body: &[u8]) -> Refusal {
        let said = Honest.salesforce(status, wait, body);
        match status {
            400 => Refusal { code: None, ..said },
            _ => said,
        }
    }
}
