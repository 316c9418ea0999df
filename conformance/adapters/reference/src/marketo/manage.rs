//! Exports that are there already.

use bulk_conformance::protocol::{Class, Failure, Success};

use super::extract::{Extract, ExtractPhase, export_path};
use crate::http::{Method, Repeat, Request, fetch};
use crate::policy::back_off;
use crate::run::{Result, Run};

/// As `Steps::cancel_export`.
///
/// # Errors
/// Those of `Steps::cancel_export`.
pub fn cancel_export(run: &Run<'_>) -> Result<Success> {
    let id = run.needed("export_id")?;
    let blame = |failure: Failure| Failure { job_id: Some(id.clone()), ..failure };
    let extract = run.parts.marketo.cancel(run, &id).map_err(blame)?;
    Ok(Success { jobs: vec![extract.report()], ..Success::default() })
}

/// As `Steps::cancel`. When the answer is lost, the export itself knows.
///
/// # Errors
/// Those of `Steps::cancel`.
pub fn cancel(run: &Run<'_>, id: &str) -> Result<Extract> {
    let request = Request::new(Method::Post, export_path(run, Some(id), "cancel"));
    let mut lost = 0;
    loop {
        let trouble = match fetch(run, &request, Repeat::IfNotDone) {
            Ok(answer) => return Extract::of(answer),
            Err(trouble) => trouble,
        };
        lost += 1;
        if !trouble.maybe_done() || lost > 3 {
            return Err(trouble.into());
        }
        let seen = run.parts.marketo.look_at_extract(run, id)?;
        if run.parts.marketo.extract_phase(&seen.status) == ExtractPhase::Cancelled {
            return Ok(seen);
        }
        run.pause(back_off(run, lost))?;
    }
}

/// As `Steps::tidy_up`. An export that somebody may still want, by its id, goes on.
pub fn tidy_up(run: &Run<'_>, extract: &Extract, failure: &Failure) {
    if matches!(failure.class, Class::Auth | Class::Timeout) {
        return;
    }
    let run = run.tidy();
    if let Err(failure) = run.parts.marketo.cancel(&run, &extract.id) {
        run.note_log(&format!("export {} could not be cancelled: {}", extract.id, failure.message));
    }
}
