//! MK-IMPORT-002: a format that is always the same.

use std::sync::Arc;

use bulk_reference::http::Request;
use bulk_reference::marketo::{self, Steps};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-002",
    bug: "calls every file CSV",
    client: || made(|parts| parts.marketo = Arc::new(Uniform)),
};

struct Uniform;

impl Steps for Uniform {
    fn post_request(&self, run: &Run<'_>, part: &Part) -> Result<Request> {
        let mut request = marketo::post_request(run, part)?;
        request.url = request.url.replace("format=tsv", "format=csv");
        Ok(request)
    }
}
