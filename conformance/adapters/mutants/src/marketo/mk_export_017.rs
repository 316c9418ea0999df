//! MK-EXPORT-017: a filter that is asked for again.

use std::sync::Arc;
use std::time::Duration;

use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-017",
    bug: "asks again for a filter that the subscription has not (1035)",
    client: || made(|parts| parts.classify = Arc::new(Stubborn)),
};

struct Stubborn;

impl Classify for Stubborn {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match honest.code.as_deref() {
            Some("1035") => Refusal { kind: Kind::Unavailable, ..honest },
            _ => honest,
        }
    }
}
