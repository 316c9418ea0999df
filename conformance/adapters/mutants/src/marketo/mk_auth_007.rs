//! MK-AUTH-007: a final refusal that is tried again.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-007",
    bug: "tries again what it is not allowed to do (603)",
    client: || made(|parts| parts.classify = Arc::new(Stubborn)),
};

struct Stubborn;

impl Classify for Stubborn {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match honest.code.as_deref() {
            Some("603") => Refusal { kind: Kind::Unavailable, ..honest },
            _ => honest,
        }
    }
}
