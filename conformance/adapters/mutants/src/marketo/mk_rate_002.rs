//! MK-RATE-002: too many at once, for ever.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-RATE-002",
    bug: "gives up when too many calls are under way",
    client: || made(|parts| parts.classify = Arc::new(Faint)),
};

struct Faint;

impl Classify for Faint {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match honest.kind {
            Kind::TooMany => Refusal { kind: Kind::Final, ..honest },
            _ => honest,
        }
    }
}
