//! The decisions of a client that are numbers: how long it waits, how often it tries, how much it
//! sends at once. Pure functions of a case and of what happened; nothing here waits or sends.

use std::time::Duration;

use crate::answers::{Kind, Trouble};
use crate::http::Repeat;
use crate::run::{Provider, Run};

/// A call that failed.
pub struct Attempt<'a> {
    /// How.
    pub trouble: &'a Trouble,
    /// How many times in a row by now; 1 for the first.
    pub failures: u32,
    /// What the call allows.
    pub repeat: Repeat,
}

/// Decisions. A method that is not overridden is the honest one.
pub trait Policy: Send + Sync {
    /// Whether a call that failed is made again, and after which pause at least.
    fn retry(&self, run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
        retry(run, attempt)
    }

    /// Whether a call that failed like this needs another token.
    fn renews(&self, _run: &Run<'_>, trouble: &Trouble) -> bool {
        trouble.refusal().is_some_and(|refusal| refusal.kind == Kind::TokenDead)
    }

    /// How many new tokens one call may cost.
    fn renewals_max(&self, _run: &Run<'_>) -> u32 {
        1
    }

    /// How often a token is asked for before the client believes that there is none.
    fn logins_max(&self, _run: &Run<'_>) -> u32 {
        3
    }

    /// The pause before the next look at a job, after so many looks that saw nothing new to do.
    fn poll_pause(&self, run: &Run<'_>, looks: u32) -> Duration {
        poll_pause(run, looks)
    }

    /// How many looks may find a job open that was closed.
    fn open_looks_max(&self, _run: &Run<'_>) -> u32 {
        8
    }

    /// After how long the client gives a job up.
    fn give_up_after(&self, run: &Run<'_>) -> Duration {
        give_up_after(run)
    }

    /// The longest silence of the other side within one call.
    fn patience(&self, run: &Run<'_>) -> Duration {
        patience(run)
    }

    /// The most bytes of one upload, header and all.
    fn upload_bytes_max(&self, run: &Run<'_>) -> u64 {
        upload_bytes_max(run)
    }

    /// How many jobs one part of the input may cost, when uploads are lost.
    fn uploads_max(&self, _run: &Run<'_>) -> u32 {
        3
    }

    /// How often a result that came damaged is fetched once more.
    fn refetches_max(&self, _run: &Run<'_>) -> u32 {
        2
    }

    /// How often a download may break without a byte gained.
    fn idle_downloads_max(&self, _run: &Run<'_>) -> u32 {
        5
    }

    /// The longest range of one export, in days.
    fn export_range_days(&self, run: &Run<'_>) -> u64 {
        run.case.limits.export_range_days.unwrap_or(31)
    }

    /// How long Marketo counts calls together.
    fn rate_window(&self, run: &Run<'_>) -> Duration {
        Duration::from_millis(run.case.limits.rate_window_ms.unwrap_or(20_000))
    }

    /// How many calls of one session may be in flight.
    fn in_flight_max(&self, run: &Run<'_>) -> usize {
        match run.provider() {
            Provider::Salesforce => 25,
            Provider::Marketo => 10,
        }
    }
}

/// The honest one.
pub struct Honest;

impl Policy for Honest {}

/// Five more tries, each after twice the pause of the one before; what the provider asks for is the
/// least. A full queue is waited for as long as the job itself would be.
pub fn retry(run: &Run<'_>, attempt: &Attempt<'_>) -> Option<Duration> {
    const TRIES_MAX: u32 = 6;
    let allowed = match attempt.repeat {
        Repeat::Safe => true,
        Repeat::IfNotDone => !attempt.trouble.maybe_done(),
        Repeat::Never => false,
    };
    let (asked, kind) = match attempt.trouble {
        Trouble::Broken(_) => (None, Kind::Unknown),
        Trouble::Refused(refusal) if refusal.is_passing() => (refusal.retry_after, refusal.kind),
        Trouble::Refused(_) | Trouble::Stopped(_) => return None,
    };
    if !allowed || (attempt.failures >= TRIES_MAX && kind != Kind::QueueFull) {
        return None;
    }
    let own = match (kind, run.provider()) {
        (Kind::TooFast, Provider::Marketo) => run.parts.policy.rate_window(run),
        _ => back_off(run, attempt.failures),
    };
    let pause = asked.map_or(own, |asked| asked.max(own));
    // Whoever tidies up after an error keeps its caller waiting.
    let patient = !run.tidying || (attempt.failures < 3 && pause <= TIDY_PAUSE_MAX);
    patient.then_some(pause)
}

/// The longest pause of a client that only tidies up.
const TIDY_PAUSE_MAX: Duration = Duration::from_secs(2);

/// The pause after so many failures: the case's own between polls, doubled each time.
pub fn back_off(run: &Run<'_>, failures: u32) -> Duration {
    let first = Duration::from_millis(run.case.poll_ms.max(20));
    first * 2_u32.pow(failures.saturating_sub(1).min(6))
}

/// The case's own pause, which grows by half with each look, to eight times of it.
pub fn poll_pause(run: &Run<'_>, looks: u32) -> Duration {
    let first = Duration::from_millis(run.case.poll_ms.max(1));
    first.mul_f64(1.5_f64.powi(looks.min(32) as i32).min(8.0))
}

/// What the case says, or else shortly before the caller would lose patience.
pub fn give_up_after(run: &Run<'_>) -> Duration {
    let by_caller = Duration::from_millis(run.case.deadline_ms).mul_f64(0.85);
    run.case.limits.timeout_ms.map_or(by_caller, Duration::from_millis)
}

/// Thirty seconds, and less if the job as a whole has not that much.
pub fn patience(run: &Run<'_>) -> Duration {
    let share = run.parts.policy.give_up_after(run).mul_f64(0.25);
    share.clamp(Duration::from_millis(500), Duration::from_secs(30))
}

/// What the case says, or else what the provider takes.
pub fn upload_bytes_max(run: &Run<'_>) -> u64 {
    let said = run.case.limits.upload_bytes;
    match run.provider() {
        // The limit is 150 MB after base 64; the guide advises 100 MB.
        Provider::Salesforce => said.unwrap_or(100_000_000),
        // Marketo counts the whole body, so that what is around the file in it needs room.
        Provider::Marketo => said.unwrap_or(10 * 1024 * 1024).saturating_sub(AROUND_A_FILE),
    }
}

/// More than a multipart body holds beside its file.
const AROUND_A_FILE: u64 = 400;
