//! The upload: once for each job, whole or not at all.

use super::job::{Job, jobs_path};
use crate::answers::Trouble;
use crate::http::{Method, Repeat, Request, fetch};
use crate::rows::Part;
use crate::run::Run;

/// As `Steps::put_request`: to the place that the job named, which has no slash in front.
pub fn put_request(run: &Run<'_>, job: &Job, part: &Part) -> Request {
    let own = || format!("{}/{}/batches", jobs_path(run, job.job_type), job.id);
    let path = match &job.content_url {
        // A token goes to its own instance, and nowhere else.
        Some(url) if !url.is_empty() && !url.contains("://") => {
            format!("/{}", url.trim_start_matches('/'))
        }
        _ => own(),
    };
    Request::new(Method::Put, path).body("text/csv; charset=UTF-8", part.body())
}

/// As `Steps::upload`. It is repeated for a dead token alone, since that upload was not taken.
///
/// # Errors
/// Those of `Steps::upload`.
pub fn upload(run: &Run<'_>, job: &Job, part: &Part) -> Result<(), Trouble> {
    let request = run.parts.salesforce.put_request(run, job, part);
    fetch(run, &request, Repeat::Never).map(drop)
}
