//! MK-IMPORT-008: a page that is no JSON.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Class;
use bulk_reference::answers::{self, Classify, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-008",
    bug: "takes a page of 413 for a broken connection",
    client: || made(|parts| parts.classify = Arc::new(Puzzled)),
};

struct Puzzled;

impl Classify for Puzzled {
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        let honest = answers::Honest.marketo(status, retry_after, body);
        match status {
            413 => Refusal { class: Class::Transport, kind: Kind::Final, ..honest },
            _ => honest,
        }
    }
}
