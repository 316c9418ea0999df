//! SF-INGEST-002: line ends that are not declared.

use std::sync::Arc;

use bulk_reference::http::{Payload, Request};
use serde_json::Value;

use crate::Mutant;
use crate::made::{Edited, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-002",
    bug: "does not tell a job how its lines end",
    client: || made(|parts| parts.transport = Arc::new(Edited::new(edit))),
};

fn edit(request: &mut Request) {
    let Payload::Bytes(body) = &request.body else { return };
    let Ok(mut said) = serde_json::from_slice::<Value>(body) else { return };
    if let Some(job) = said.as_object_mut().filter(|job| job.contains_key("operation")) {
        job.remove("lineEnding");
        request.body = Payload::bytes(said.to_string());
    }
}
