//! Looking at a job until it has ended.

use bulk_conformance::protocol::{Class, Failure};

use super::job::{Info, Job, Phase, info, jobs_path};
use crate::http::{Repeat, Request, fetch};
use crate::run::{Result, Run};

/// As `Steps::look`.
///
/// # Errors
/// Those of `Steps::look`.
pub fn look(run: &Run<'_>, job: &Job) -> Result<Info> {
    let request = Request::get(format!("{}/{}", jobs_path(run, job.job_type), job.id));
    info(fetch(run, &request, Repeat::Safe)?)
}

/// As `Steps::wait`.
///
/// # Errors
/// Those of `Steps::wait`.
pub fn wait(run: &Run<'_>, job: &Job) -> Result<Info> {
    let (steps, policy) = (&run.parts.salesforce, &run.parts.policy);
    let (mut looks, mut open_looks, mut last) = (0, 0, String::new());
    loop {
        run.pause(policy.poll_pause(run, looks)).map_err(|failure| late(failure, job, &last))?;
        let info = steps.look(run, job).map_err(|failure| late(failure, job, &last))?;
        looks += 1;
        if info.state != last {
            run.note_state(&job.id, &info.state);
            last.clone_from(&info.state);
        }
        match steps.phase(&info.state) {
            Phase::Done | Phase::Failed | Phase::Aborted => return Ok(info),
            Phase::Running => {}
            Phase::Open => {
                open_looks += 1;
                if open_looks > policy.open_looks_max(run) {
                    let what = "the job is still open, although it was closed";
                    return Err(job.blame(Failure::new(Class::Other, what)));
                }
            }
        }
    }
}

/// A client that gives up says which job goes on without it.
fn late(failure: Failure, job: &Job, state: &str) -> Failure {
    let failure = job.blame(failure);
    if failure.class != Class::Timeout {
        return failure;
    }
    let message = format!("job {} has not ended in time; last seen as {state:?}", job.id);
    Failure { message, retryable: Some(true), ..failure }
}
