//! SF-ERR-001: errors without words.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{Classify, Honest, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-001",
    bug: "tells the status of an error, and not its message",
    client: || made(|parts| parts.classify = Arc::new(Terse)),
};

struct Terse;

impl Classify for Terse {
    fn salesforce(&self, status: u16, wait: Option<Duration>, body: &[u8]) -> Refusal {
        let said = Honest.salesforce(status, wait, body);
        match status {
            400 => Refusal { message: "Bad Request".to_owned(), ..said },
            _ => said,
        }
    }
}
