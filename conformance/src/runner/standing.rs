//! What a verdict means for a run: whether it counts, whether the baseline knows it, and the exit code.

use jiff::civil::Date;

use crate::baseline::Known;
use crate::judge::Status;
use crate::report::{Check, Standing};
use crate::requirements::{Grade, Level};

/// So many ids are named with a reason; all of them have checks of their own.
const IDS_MAX: usize = 12;

/// How a check stands, from its status, level and grade, and from what is known.
pub(super) fn standing(
    check: &Check,
    known: Option<&Known>,
    today: Date,
    strict: bool,
) -> Standing {
    let scored = is_scored(check, strict);
    match (check.status, known) {
        (Status::AdapterError | Status::KitError, _) => Standing::Broken,
        (Status::NotLookedAt, _) => Standing::Fine,
        (Status::Fail | Status::Flaky, Some(known)) if !known.is_over(today) => Standing::Known,
        (Status::Fail | Status::Flaky, Some(_)) if scored => Standing::Expired,
        (Status::Fail | Status::Flaky, _) if scored => Standing::New,
        (Status::Fail | Status::Flaky, _) => Standing::Warned,
        (Status::NotExercised | Status::NotObserved, Some(known)) if !known.is_over(today) => {
            Standing::Known
        }
        (Status::NotExercised | Status::NotObserved, _) if is_core(check) => Standing::Uncovered,
        (Status::NotExercised | Status::NotObserved, _) => Standing::Warned,
        (Status::Pass, Some(known)) if known.sometimes => Standing::Fine,
        (Status::Pass | Status::Declined | Status::NotApplicable, Some(_)) => Standing::Fixed,
        (Status::Pass | Status::Declined | Status::NotApplicable, None) => Standing::Fine,
    }
}

/// Whether a failure of it is one of the run.
fn is_scored(check: &Check, strict: bool) -> bool {
    let counts = match check.level {
        Level::Must => true,
        Level::Should => strict,
        Level::May => false,
    };
    counts && check.grade != Grade::Assumed
}

/// Whether something must be found out of it.
pub(super) fn is_core(check: &Check) -> bool {
    check.core && check.level == Level::Must
}

/// The exit code, and why it is that. `faults` are the adapter's, outside of any case.
pub(super) fn exit(checks: &[Check], faults: &[String]) -> (u8, Vec<String>) {
    let ids = |standings: &[Standing]| -> Vec<&str> {
        let meant = checks.iter().filter(|check| standings.contains(&check.standing));
        meant.map(|check| check.requirement.as_str()).collect()
    };
    let verdicts = checks.iter().filter(|check| check.status.is_verdict()).count();
    let nothing = if verdicts == 0 { vec!["nothing was exercised"] } else { Vec::new() };
    let reasons = [
        (3, ids(&[Standing::Broken]), "the adapter or the kit is at fault"),
        (3, faults.iter().map(String::as_str).collect(), "the adapter is at fault between cases"),
        (1, ids(&[Standing::New]), "new failures"),
        (
            1,
            ids(&[Standing::Expired]),
            "failures that the baseline accepted until a day that is over",
        ),
        (2, ids(&[Standing::Fixed]), "no longer true in the baseline (remove these entries)"),
        (4, nothing, "no requirement was passed or failed"),
        (4, ids(&[Standing::Uncovered]), "nothing was found out at the core"),
    ];
    let reasons: Vec<_> = reasons.into_iter().filter(|(_, ids, _)| !ids.is_empty()).collect();
    let code = reasons.first().map_or(0, |(code, ..)| *code);
    let told = reasons.iter().map(|(_, ids, what)| {
        let more = ids.len().saturating_sub(IDS_MAX);
        let first = ids[..ids.len() - more].join(", ");
        match more {
            0 => format!("{what}: {first}"),
            _ => format!("{what}: {first} and {more} more"),
        }
    });
    (code, told.collect())
}
