//! SF-INGEST-005: a file of no type.

use std::sync::Arc;

use bulk_reference::http::{Method, Request};

use crate::Mutant;
use crate::made::{Edited, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-005",
    bug: "uploads its file as `application/octet-stream`",
    client: || made(|parts| parts.transport = Arc::new(Edited::new(edit))),
};

fn edit(request: &mut Request) {
    if request.method == Method::Put {
        let kinds = request.headers.iter_mut().filter(|(name, _)| name == "Content-Type");
        kinds.for_each(|(_, kind)| *kind = "application/octet-stream".to_owned());
    }
}
