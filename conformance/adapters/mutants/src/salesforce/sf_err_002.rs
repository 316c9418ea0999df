//! SF-ERR-002: a parser that takes any body for JSON.

use std::sync::Arc;
use std::time::Duration;

use bulk_conformance::protocol::Class;
use bulk_reference::answers::{Classify, Honest, Kind, Refusal};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-ERR-002",
    bug: "fails in its parser when an error comes as a page",
    client: || made(|parts| parts.classify = Arc::new(Trusting)),
};

struct Trusting;

impl Classify for Trusting {
    fn salesforce(&self, status: u16, wait: Option<Duration>, body: &[u8]) -> Refusal {
        let said = Honest.salesforce(status, wait, body);
        if body.first() != Some(&b'<') {
            return said;
        }
        let message = "Unexpected token < in JSON at position 0".to_owned();
        Refusal { class: Class::Other, kind: Kind::Final, message, ..said }
    }
}
