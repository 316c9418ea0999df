//! SF-INGEST-006: a close that does not wait.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use bulk_conformance::adapter::Cx;
use bulk_conformance::protocol::{Class, Failure};
use bulk_reference::answers::Trouble;
use bulk_reference::clock;
use bulk_reference::rows::Part;
use bulk_reference::run::Run;
use bulk_reference::salesforce::{self, Job, Steps};

use crate::Mutant;
use crate::made::made;

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "SF-INGEST-006",
    bug: "closes a job whose upload takes its time to be answered",
    client: || made(|parts| parts.salesforce = Arc::new(Early)),
};

struct Early;

impl Steps for Early {
    fn upload(&self, run: &Run<'_>, job: &Job, part: &Part) -> Result<(), Trouble> {
        thread::scope(|scope| {
            let upload = scope.spawn(|| salesforce::upload(run, job, part));
            let began = clock::now();
            while !upload.is_finished() && began.elapsed() < PATIENCE {
                Cx::default().wait(Duration::from_millis(5));
            }
            if !upload.is_finished() {
                // Whether that went well is seen when the job is closed once more.
                let _ = salesforce::close(run, job);
            }
            let lost = || Trouble::from(Failure::new(Class::Other, "the upload panicked"));
            upload.join().map_err(|_| lost())?
        })
    }
}

/// Much longer than an upload takes that is answered at once.
const PATIENCE: Duration = Duration::from_millis(700);
