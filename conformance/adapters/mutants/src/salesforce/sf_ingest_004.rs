//! SF-INGEST-004: a path of its own making.

use std::sync::Arc;

use bulk_reference::http::Request;
use bulk_reference::rows::Part;
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-004",
    bug: "uploads to a path of its own instead of `contentUrl`",
    client: || made(|parts| parts.salesforce = Arc::new(Own)),
};

struct Own;

impl Steps for Own {
    fn put_request(&self, run: &Run<'_>, job: &Job, part: &Part) -> Request {
        let url = format!("/services/data/v62.0/jobs/ingest/{}/batches", job.id);
        Request { url, ..salesforce::put_request(run, job, part) }
    }
}
