//! MK-RATE-004: a full queue that ends the work.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-RATE-004",
    bug: "gives up when the queue of exports is full",
    client: || made(|parts| parts.classify = Arc::new(Faint)),
};

struct Faint;

impl Classify for Faint {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match (honest.code.as_deref(), honest.kind) {
            (Some("1029"), Kind::QueueFull) => Refusal { kind: Kind::Final, ..honest },
            _ => honest,
        }
    }
}
