//! MK-IMPORT-012: a list that is left out.

use std::sync::Arc;

use bulk_reference::http::Request;
use bulk_reference::marketo::{self, Steps};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-IMPORT-012",
    bug: "does not say which list its leads belong to",
    client: || made(|parts| parts.marketo = Arc::new(Terse)),
};

struct Terse;

impl Steps for Terse {
    fn post_request(&self, run: &Run<'_>, part: &Part) -> Result<Request> {
        let mut request = marketo::post_request(run, part)?;
        let kept: Vec<_> =
            request.url.split('&').filter(|pair| !pair.starts_with("listId=")).collect();
        request.url = kept.join("&");
        Ok(request)
    }
}
