//! SF-INGEST-001: an upsert without its key.

use std::sync::Arc;

use bulk_reference::http::{Payload, Request};
use serde_json::Value;

use crate::Mutant;
use crate::made::{Edited, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-001",
    bug: "does not name the external id of an upsert",
    client: || made(|parts| parts.transport = Arc::new(Edited::new(edit))),
};

fn edit(request: &mut Request) {
    let Payload::Bytes(body) = &request.body else { return };
    let Ok(mut said) = serde_json::from_slice::<Value>(body) else { return };
    if let Some(job) = said.as_object_mut().filter(|job| job.contains_key("operation")) {
        job.remove("externalIdFieldName");
        request.body = Payload::bytes(said.to_string());
    }
}
