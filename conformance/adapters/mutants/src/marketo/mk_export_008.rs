//! MK-EXPORT-008: downloads that begin again.

use std::sync::Arc;

use bulk_reference::http::Request;

use crate::Mutant;
use crate::made::{Edited, made};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-008",
    bug: "begins a broken download again from its first byte",
    client: || made(|parts| parts.transport = Arc::new(Edited::new(edit))),
};

fn edit(request: &mut Request) {
    request.headers.retain(|(name, _)| name != "Range");
}
