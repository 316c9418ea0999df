//! MK-AUTH-006: a wrong secret that is taken for bad weather.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Class;
use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-AUTH-006",
    bug: "takes refused credentials for an outage of the provider",
    client: || made(|parts| parts.classify = Arc::new(Hopeful)),
};

struct Hopeful;

impl Classify for Hopeful {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match honest.code.as_deref() {
            Some("invalid_client") => {
                Refusal { class: Class::Transport, kind: Kind::Unavailable, ..honest }
            }
            _ => honest,
        }
    }
}
