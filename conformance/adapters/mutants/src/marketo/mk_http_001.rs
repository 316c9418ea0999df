//! MK-HTTP-001: paths with dot segments.

use std::sync::Arc;

use bulk_reference::http::Request;

use crate::Mutant;
use crate::made::{Edited, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-HTTP-001",
    bug: "goes to the bulk API through `/rest/..`",
    client: || made(|parts| parts.transport = Arc::new(Edited::new(edit))),
};

fn edit(request: &mut Request) {
    request.url = request.url.replace("/bulk/v1", "/rest/../bulk/v1");
}
