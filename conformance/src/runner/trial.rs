//! One case and what is said of it: judged, and played again before it counts against a client.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::case::{Blame, Played, Stage};
use super::options::Options;
use super::plan::{self, Item, Place, Which};
use super::{claims, clock, passive, wire};
use crate::adapter::Ended;
use crate::evidence::Evidence;
use crate::judge::{Finding, Objection, Status, Verdict};
use crate::protocol::{Feature, Outcome};
use crate::report::{self, Event, Failure};
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
    /// Where it stands among those of its requirement.
    pub(super) place: Place,
    /// What is said of it.
    pub(super) verdict: Verdict,
    /// What was wrong when it was played again.
    pub(super) again: Option<Finding>,
    /// Requirements that it speaks against besides its own, with what is said there.
    pub(super) passive: Vec<(&'static str, Status, Failure)>,
    /// Features that the client uses and does not declare.
    pub(super) unclaimed: Vec<Feature>,
    /// What it was, to play it once more; absent if it was not played.
    pub(super) scenario: Option<Arc<Scenario>>,
    /// How long it took, with the second time if it was played again, in milliseconds.
    pub(super) took_ms: u64,
    /// What is told of it.
    pub(super) events: Vec<Event>,
}

/// One attempt, before anything is said of the case.
struct Attempt {
    verdict: Verdict,
    /// Whether a program hung or ended in it: other cases would suffer from it once more.
    wild: bool,
    passive: BTreeMap<&'static str, Finding>,
    unclaimed: Vec<Feature>,
    events: Vec<Event>,
}

/// How a case is played.
#[derive(Clone, Copy)]
enum Way {
    /// Among others.
    First,
    /// Once more, because it failed.
    Again,
    /// The same in a program of its own.
    AgainAlone,
    /// In a program of its own, though it passed.
    Probe,
}

impl Way {
    /// As reports count attempts.
    fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Again | Self::AgainAlone => 2,
            Self::Probe => 3,
        }
    }
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
        let (place, scenario) = match &item.which {
            Which::Fixed(place, scenario) => (Place::Fixed(*place), Arc::clone(scenario)),
            Which::Drawn(slot) => match self.draw(requirement, *slot) {
                Ok((drawn, scenario)) => (Place::Drawn(drawn), Arc::new(scenario)),
                Err(verdict) => return Trial::unplayed(item.requirement, number, *slot, verdict),
            },
        };
        let begun = clock::now();
        let first = self.attempt(requirement, &scenario, place, Way::First);
        let mut trial = Trial {
            requirement: item.requirement,
            number,
            name: label(&scenario, place),
            place,
            verdict: first.verdict,
            again: None,
            passive: Vec::new(),
            unclaimed: first.unclaimed,
            scenario: Some(Arc::clone(&scenario)),
            took_ms: 0,
            events: first.events,
        };
        if trial.verdict.status == Status::Fail || !first.passive.is_empty() {
            let again = if first.wild { Way::AgainAlone } else { Way::Again };
            let second = self.attempt(requirement, &scenario, place, again);
            trial.confirm(requirement, first.passive, second);
        }
        trial.took_ms = clock::ms_since(begun);
        if trial.verdict.status.is_failure() {
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

    /// Plays a case in a program of its own: what is said of it there. Nothing of a case whose calls
    /// share a client: each of them would have a program of its own.
    pub(super) fn probe(&self, trial: &Trial) -> Option<(Verdict, Vec<Event>)> {
        let scenario = trial.scenario.as_ref().filter(|scenario| !scenario.shares_a_session())?;
        let requirement = self.requirements[trial.requirement];
        let attempt = self.attempt(requirement, scenario, trial.place, Way::Probe);
        Some((attempt.verdict, attempt.events))
    }

    fn attempt(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        place: Place,
        way: Way,
    ) -> Attempt {
        let attempt = way.number();
        let id = format!("{}.{place}.{attempt}", requirement.id);
        let begun = clock::now();
        let heard = catch_unwind(AssertUnwindSafe(|| {
            let played = match way {
                Way::First | Way::Again => self.stage.play(requirement, scenario, &id),
                Way::AgainAlone | Way::Probe => self.stage.play_fresh(requirement, scenario, &id),
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
            case: label(scenario, place),
            drawn: place.drawn(),
            attempt,
            status: verdict.status,
            finding: verdict.finding.clone(),
            why: verdict.why.clone(),
            ended: evidence.map(endings).unwrap_or_default(),
            took_ms: clock::ms_since(begun),
            covers: scenario.covers.iter().map(|class| (*class).to_owned()).collect(),
        };
        let mut events = vec![Event::Case(Box::new(told))];
        let passive = evidence.map(|evidence| self.passive(requirement, evidence));
        let passive = passive.unwrap_or_default();
        if let Some(evidence) = evidence {
            let own = (verdict.status == Status::Fail).then_some(requirement.id);
            for id in own.into_iter().chain(passive.keys().copied()) {
                let case = case_of(id, requirement, &label(scenario, place));
                events.extend(wire::journals(id, &case, attempt, evidence));
            }
        }
        let unclaimed = evidence.map(claims::unclaimed).unwrap_or_default();
        let wild = evidence.is_some_and(|evidence| {
            evidence.calls.iter().any(|call| !matches!(call.report.ended, Ended::Done(_)))
        });
        Attempt { verdict, wild, passive, unclaimed, events }
    }

    /// What speaks against the client in a case, beside the requirement that the case is for, among the
    /// requirements of this run.
    fn passive(
        &self,
        requirement: &Requirement,
        evidence: &Evidence,
    ) -> BTreeMap<&'static str, Finding> {
        let mut found = passive::findings(evidence);
        found.retain(|id, _| {
            *id != requirement.id && self.requirements.iter().any(|asked| asked.id == *id)
        });
        found
    }
}

/// A case as a requirement names it that it is not for.
fn case_of(id: &str, requirement: &Requirement, label: &str) -> String {
    match id == requirement.id {
        true => label.to_owned(),
        false => format!("{}: {label}", requirement.id),
    }
}

impl Trial {
    /// Holds the first attempt against the second: what is seen in both is a failure.
    fn confirm(
        &mut self,
        requirement: &Requirement,
        passive: BTreeMap<&'static str, Finding>,
        second: Attempt,
    ) {
        self.events.extend(second.events);
        if self.verdict.status == Status::Fail {
            self.again = second.verdict.finding;
            if second.verdict.status != Status::Fail {
                self.verdict.status = Status::Flaky;
                self.verdict.why = second.verdict.why;
            }
        }
        for (id, finding) in passive {
            let again = second.passive.get(id).cloned();
            let status = if again.is_some() { Status::Fail } else { Status::Flaky };
            let case = case_of(id, requirement, &self.name);
            self.passive.push((id, status, Failure { case, finding, again }));
        }
    }

    fn unplayed(requirement: usize, number: usize, slot: u32, verdict: Verdict) -> Self {
        Self {
            requirement,
            number,
            name: format!("drawn {slot}"),
            place: Place::Drawn(slot),
            verdict,
            again: None,
            passive: Vec::new(),
            unclaimed: Vec::new(),
            scenario: None,
            took_ms: 0,
            events: Vec::new(),
        }
    }
}

fn judged(requirement: &Requirement, played: &Played) -> Verdict {
    let evidence = match played {
        Played::Broken { blame: Blame::Protocol, what } if requirement.of_adapter => {
            return Err(Objection::fails(what)).into();
        }
        Played::Broken { blame: Blame::Adapter | Blame::Protocol, what } => {
            return Verdict::nothing(Status::AdapterError, what);
        }
        Played::Broken { blame: Blame::Kit, what } => {
            return Verdict::nothing(Status::KitError, what);
        }
        Played::Whole(evidence) => evidence,
    };
    if let Some(what) = passive::impossible(evidence) {
        // Nobody is held against what no provider would have answered.
        return Verdict::nothing(Status::KitError, format!("the fake is wrong: {what}"));
    }
    if evidence.is_of_two_attempts() {
        // It was played again already: calls that share a client cannot be played in a program each.
        let what = "the program ended under it each time: what is seen is of two attempts";
        return Verdict::nothing(Status::NotObserved, what);
    }
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
    let lost = evidence.calls.iter().find_map(|call| call.must_end().err());
    if let Some(objection) = lost.clone().filter(|_| evidence.calls.iter().any(|call| call.again)) {
        // The journal is of two attempts; that the client did not come back is of the second alone.
        return Err(objection).into();
    }
    let verdict = Verdict::from((requirement.judge)(evidence));
    match lost {
        // Whatever else is seen: a client that does not come back is wrong in the case at hand, unless
        // its judge knows that it may have a bound which lies further off.
        Some(objection) if !matches!(verdict.status, Status::Fail | Status::NotObserved) => {
            Err(objection).into()
        }
        _ => verdict,
    }
}

fn endings(evidence: &Evidence) -> Vec<String> {
    evidence.calls.iter().map(crate::evidence::Seen::ending).collect()
}

/// A case as reports name it.
fn label(scenario: &Scenario, place: Place) -> String {
    match place.drawn() {
        Some(number) => format!("{} (drawn {number})", scenario.name),
        None => scenario.name.clone(),
    }
}
