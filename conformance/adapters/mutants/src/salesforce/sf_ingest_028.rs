//! SF-INGEST-028: more rows than a create may carry.

use std::io::Read;
use std::sync::Arc;

use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::http::{Method, Payload, Repeat, Request, fetch};
use bulk_reference::rows::Part;
use bulk_reference::run::{Result, Run};
use bulk_reference::salesforce::{self, Job, JobType, Plan, Steps, Tally};
use serde_json::json;

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-028",
    bug: "makes large jobs together with their rows",
    client: || made(|parts| parts.salesforce = Arc::new(AllInOne)),
};

const LARGE: u64 = 100_000;

struct AllInOne;

impl Steps for AllInOne {
    fn load_part(&self, run: &Run<'_>, plan: &Plan, part: &Part, tally: &mut Tally) -> Result<()> {
        if part.bytes < LARGE {
            return salesforce::load_part(run, plan, part, tally);
        }
        let path = salesforce::jobs_path(run, JobType::Ingest);
        let body = Payload::bytes(multipart(run, part)?);
        let request =
            Request::new(Method::Post, path).body("multipart/form-data; boundary=part", body);
        let made = salesforce::info(fetch(run, &request, Repeat::Never)?)?;
        let (job_type, format) = (JobType::Ingest, plan.format);
        let job = Job { id: made.id, job_type, content_url: None, format };
        let info = run.parts.salesforce.wait(run, &job)?;
        run.parts.salesforce.results(run, &job, part, &info, tally)
    }
}

fn multipart(run: &Run<'_>, part: &Part) -> Result<Vec<u8>> {
    let job = json!({ "object": run.needed("object")?, "operation": run.needed("operation")? });
    let mut rows = String::new();
    let read = part.open()?.read_to_string(&mut rows);
    read.map_err(|error| Failure::new(Class::Data, error.to_string()))?;
    let head = |name: &str, kind: &str| {
        format!(
            "--part\r\nContent-Type: {kind}\r\n\
             Content-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\r\n"
        )
    };
    let (json, csv) = (head("job", "application/json"), head("content", "text/csv"));
    Ok(format!("{json}{job}\r\n{csv}{rows}\r\n--part--\r\n").into_bytes())
}
