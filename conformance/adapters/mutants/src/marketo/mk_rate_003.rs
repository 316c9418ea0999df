//! MK-RATE-003: a quota that is tried again.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Class;
use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-RATE-003",
    bug: "takes a used-up quota of exports for a busy moment",
    client: || made(|parts| parts.classify = Arc::new(Hopeful)),
};

struct Hopeful;

impl Classify for Hopeful {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match honest.code.as_deref() {
            Some("1029") if honest.class == Class::Quota => {
                Refusal { class: Class::RateLimited, kind: Kind::TooMany, ..honest }
            }
            _ => honest,
        }
    }
}
