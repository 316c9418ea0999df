//! SF-AUTH-008: one word for all refusals.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Class;
use bulk_reference::answers::{Classify, Honest, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-AUTH-008",
    bug: "tells used up calls as any other refusal",
    client: || made(|parts| parts.classify = Arc::new(Plain)),
};

struct Plain;

impl Classify for Plain {
    fn salesforce(&self, status: u16, wait: Option<Duration>, body: &[u8]) -> Refusal {
        let said = Honest.salesforce(status, wait, body);
        match status {
            403 => Refusal { class: Class::Rejected, ..said },
            _ => said,
        }
    }
}
