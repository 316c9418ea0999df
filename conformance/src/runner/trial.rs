//! One case and what is said of it: judged, and played again before it counts against a client.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::case::{Played, Stage};
use super::options::Options;
use super::plan::{self, Item, Which};
use super::{claims, clock};
use crate::adapter::Ended;
use crate::evidence::{Evidence, Journal};
use crate::judge::{Finding, Status, Verdict};
use crate::protocol::{Feature, Outcome};
use crate::report::{self, Event, Wire};
use crate::requirements::Requirement;
use crate::scenario::Scenario;

/// When so many cases of a requirement failed, no more are drawn for it: enough is known, and a client
/// that hangs takes its time in each.
const FAILED_MAX: u32 = 3;

/// Everything that is known of a case when it is over.
pub(super) struct Trial {
    /// Its requirement, as a place in the list.
    pub(super) requirement: usize,
    /// Its place among all cases of the run.
    pub(super) number: usize,
    /// Which case.
    pub(super) name: String,
    /// Its number, if it was drawn.
    pub(super) drawn: Option<u32>,
    /// What is said of it.
    pub(super) verdict: Verdict,
    /// What was wrong when it was played again.
    pub(super) again: Option<Finding>,
    /// Features that the client uses and does not declare.
    pub(super) unclaimed: Vec<Feature>,
    /// What it was, to play it once more; absent if it was not played.
    pub(super) scenario: Option<Arc<Scenario>>,
    /// What is told of it.
    pub(super) events: Vec<Event>,
}

/// One attempt, before anything is said of the case.
struct Attempt {
    verdict: Verdict,
    unclaimed: Vec<Feature>,
    events: Vec<Event>,
}

/// What does not change from case to case.
pub(super) struct Court<'a> {
    pub(super) stage: Stage<'a>,
    pub(super) requirements: &'a [&'static Requirement],
    pub(super) options: &'a Options,
    /// How many cases of each requirement failed so far.
    pub(super) failed: Vec<AtomicU32>,
}

impl Court<'_> {
    /// Plays a case, and once more if it speaks against the client.
    pub(super) fn hear(&self, item: &Item, number: usize) -> Trial {
        let requirement = self.requirements[item.requirement];
        let failed = &self.failed[item.requirement];
        if let Which::Drawn(slot) = item.which
            && failed.load(Ordering::Relaxed) >= FAILED_MAX
        {
            let why = format!("{FAILED_MAX} of its cases fail already");
            let verdict = Verdict::nothing(Status::NotLookedAt, why);
            return Trial::unplayed(item.requirement, number, slot, verdict);
        }
        let (drawn, scenario) = match &item.which {
            Which::Fixed(scenario) => (None, Arc::clone(scenario)),
            Which::Drawn(slot) => match self.draw(requirement, *slot) {
                Ok((drawn, scenario)) => (Some(drawn), Arc::new(scenario)),
                Err(verdict) => return Trial::unplayed(item.requirement, number, *slot, verdict),
            },
        };
        let first = self.attempt(requirement, &scenario, drawn, number, 1);
        let mut trial = Trial {
            requirement: item.requirement,
            number,
            name: label(&scenario, drawn),
            drawn,
            verdict: first.verdict,
            again: None,
            unclaimed: first.unclaimed,
            scenario: Some(Arc::clone(&scenario)),
            events: first.events,
        };
        if trial.verdict.status == Status::Fail {
            let second = self.attempt(requirement, &scenario, drawn, number, 2);
            trial.events.extend(second.events);
            trial.again = second.verdict.finding;
            if second.verdict.status != Status::Fail {
                trial.verdict.status = Status::Flaky;
                trial.verdict.why = second.verdict.why;
            }
            failed.fetch_add(1, Ordering::Relaxed);
        }
        trial
    }

    fn draw(&self, requirement: &Requirement, slot: u32) -> Result<(u32, Scenario), Verdict> {
        let ready = self.stage.subject.ready();
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            plan::drawn(requirement, slot, ready, self.options).map_err(|left| left.verdict())
        }));
        drawn.unwrap_or_else(|_| {
            Err(Verdict::nothing(Status::KitError, "the drawing of a case panicked"))
        })
    }

    /// Plays a case in a program of its own: what is said of it there.
    pub(super) fn probe(&self, trial: &Trial, number: usize) -> Option<(Verdict, Vec<Event>)> {
        let scenario = trial.scenario.as_ref()?;
        let requirement = self.requirements[trial.requirement];
        let attempt = self.attempt(requirement, scenario, trial.drawn, number, 3);
        Some((attempt.verdict, attempt.events))
    }

    fn attempt(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        drawn: Option<u32>,
        number: usize,
        attempt: u32,
    ) -> Attempt {
        let id = format!("{}.{number}.{attempt}", requirement.id);
        let begun = clock::now();
        let heard = catch_unwind(AssertUnwindSafe(|| {
            let played = match attempt {
                3 => self.stage.play_fresh(requirement, scenario, &id),
                _ => self.stage.play(requirement, scenario, &id),
            };
            let verdict = judged(requirement, &played);
            (played, verdict)
        }));
        let (played, verdict) = match heard {
            Ok((played, verdict)) => (Some(played), verdict),
            Err(_) => {
                (None, Verdict::nothing(Status::KitError, "the kit panicked in the middle of it"))
            }
        };
        // Rows of cases are large, and nobody asks for them once they are judged.
        let _ = std::fs::remove_dir_all(self.stage.dir.join(&id));
        let evidence = match &played {
            Some(Played::Whole(evidence)) => Some(&**evidence),
            _ => None,
        };
        let told = report::Case {
            requirement: requirement.id.to_owned(),
            case: label(scenario, drawn),
            drawn,
            attempt,
            status: verdict.status,
            finding: verdict.finding.clone(),
            why: verdict.why.clone(),
            ended: evidence.map(endings).unwrap_or_default(),
            took_ms: clock::ms_since(begun),
            covers: scenario.covers.iter().map(|class| (*class).to_owned()).collect(),
        };
        let mut events = vec![Event::Case(Box::new(told))];
        if let Some(evidence) = evidence.filter(|_| verdict.status == Status::Fail) {
            events.extend(journals(requirement, label(scenario, drawn), evidence, attempt));
        }
        Attempt { verdict, unclaimed: evidence.map(claims::unclaimed).unwrap_or_default(), events }
    }
}

impl Trial {
    fn unplayed(requirement: usize, number: usize, slot: u32, verdict: Verdict) -> Self {
        Self {
            requirement,
            number,
            name: format!("drawn {slot}"),
            drawn: Some(slot),
            verdict,
            again: None,
            unclaimed: Vec::new(),
            scenario: None,
            events: Vec::new(),
        }
    }
}

fn judged(requirement: &Requirement, played: &Played) -> Verdict {
    let evidence = match played {
        Played::Broken { adapter: true, what } => {
            return Verdict::nothing(Status::AdapterError, what);
        }
        Played::Broken { adapter: false, what } => {
            return Verdict::nothing(Status::KitError, what);
        }
        Played::Whole(evidence) => evidence,
    };
    let unsupported = evidence.calls.iter().find_map(|call| match &call.report.ended {
        Ended::Done(Outcome::Unsupported { what }) => Some(what),
        _ => None,
    });
    if let Some(what) = unsupported {
        // What is at the core cannot be declined: a client that does not do it was not seen to.
        let core = requirement.is_core();
        let status = if core { Status::NotExercised } else { Status::Declined };
        return Verdict::nothing(status, format!("the adapter says that it cannot: {what}"));
    }
    let verdict = Verdict::from((requirement.judge)(evidence));
    match evidence.calls.iter().find_map(|call| call.must_end().err()) {
        // Whatever else is seen: a client that does not come back is wrong in the case at hand.
        Some(objection) if verdict.status != Status::Fail => Err(objection).into(),
        _ => verdict,
    }
}

fn endings(evidence: &Evidence) -> Vec<String> {
    evidence.calls.iter().map(crate::evidence::Seen::ending).collect()
}

/// A case as reports name it.
fn label(scenario: &Scenario, drawn: Option<u32>) -> String {
    match drawn {
        Some(number) => format!("{} (drawn {number})", scenario.name),
        None => scenario.name.clone(),
    }
}

fn journals<'a>(
    requirement: &'a Requirement,
    case: String,
    evidence: &'a Evidence,
    attempt: u32,
) -> impl Iterator<Item = Event> + 'a {
    evidence.orgs.iter().enumerate().map(move |(org, book)| {
        Event::Journal(report::Journal {
            requirement: requirement.id.to_owned(),
            case: case.clone(),
            attempt,
            org,
            calls: wire(&book.journal),
        })
    })
}

fn wire(journal: &Journal) -> Vec<Wire> {
    journal
        .exchanges()
        .map(|exchange| Wire {
            place: exchange.seq(),
            method: exchange.method.clone(),
            operation: exchange.operation.clone(),
            target: crate::text::visible(&exchange.target),
            status: exchange.status,
            sent_bytes: exchange.request.raw_bytes,
            received_bytes: exchange.response.raw_bytes,
            broke: exchange.broke.clone(),
            faults: exchange.faults.iter().map(|fault| fault.rule.clone()).collect(),
        })
        .collect()
}
