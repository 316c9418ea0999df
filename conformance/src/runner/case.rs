//! One case from beginning to end: an org, the client, and everything that is known afterwards.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::clock;
use super::world::World;
use crate::adapter::{Cx, Ended, Report, Subject};
use crate::evidence::{Evidence, Rows, Seen};
use crate::fake::{AdminError, Fake};
use crate::protocol::{Case, Outcome};
use crate::requirements::Requirement;
use crate::scenario::{Call, Order, Scenario};

/// How often a caller who waits for a place in the journal looks.
const LOOK: Duration = Duration::from_millis(5);

/// Where cases are played: the fake, the client, and a folder for files.
pub struct Stage<'a> {
    /// The fake.
    pub fake: &'a Arc<Fake>,
    /// The client.
    pub subject: &'a dyn Subject,
    /// Files of cases go below it.
    pub dir: &'a Path,
}

/// A case that was played.
pub enum Played {
    /// To its end.
    Whole(Box<Evidence>),
    /// Not at all, through the fault of the kit or the adapter; in words.
    Broken {
        /// Who is at fault.
        blame: Blame,
        /// What happened.
        what: String,
    },
}

/// Who is at fault if a case cannot be played to its end. Never the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The kit, or its fake.
    Kit,
    /// The adapter, as it says itself.
    Adapter,
    /// The adapter, which did not keep to the protocol.
    Protocol,
}

impl Played {
    fn kit(error: &AdminError) -> Self {
        Self::Broken { blame: Blame::Kit, what: error.to_string() }
    }
}

impl Stage<'_> {
    /// Plays a case. `id` is the name of its folder, of its messages to the client, and of its orgs. If
    /// a program ended under it, what came of it came of two attempts in one org: then it is played
    /// again in another, and alone, so that no other case can be to blame, and none is disturbed by it.
    pub fn play(&self, requirement: &Requirement, scenario: &Arc<Scenario>, id: &str) -> Played {
        match self.try_play(requirement, scenario, id, false) {
            Ok(Played::Whole(evidence)) if evidence.is_of_two_attempts() => {
                self.play_fresh(requirement, scenario, id)
            }
            played => played.unwrap_or_else(|error| Played::kit(&error)),
        }
    }

    /// Plays a case as [`Self::play`] does, in a program that is started for it where there is one. One
    /// whose calls share a client is played with all others away, as it always is.
    pub fn play_fresh(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        id: &str,
    ) -> Played {
        let fresh = !scenario.shares_a_session();
        self.try_play(requirement, scenario, id, fresh).unwrap_or_else(|error| Played::kit(&error))
    }

    fn try_play(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        id: &str,
        fresh: bool,
    ) -> Result<Played, AdminError> {
        let worlds = (0..scenario.orgs).map(|_| World::make(self.fake, scenario, id));
        let mut worlds = worlds.collect::<Result<Vec<_>, _>>()?;
        let dir = self.dir.join(id);
        let cases = (scenario.calls.iter().enumerate())
            .map(|(at, call)| {
                let name = if at == 0 { id.to_owned() } else { format!("{id}.{at}") };
                let mut case =
                    worlds[call.org].case(requirement, call, name, &dir.join(at.to_string()))?;
                // Another case, or the same played again, is another session: its orgs are others.
                case.session = case.session.map(|session| format!("{session} of {id}"));
                Ok(case)
            })
            .collect::<Result<Vec<_>, AdminError>>()?;
        worlds.iter_mut().try_for_each(|world| world.open(scenario))?;
        let calls = scenario.calls.iter().zip(cases);
        let calls: Vec<Result<Seen, (Blame, String)>> = match scenario.order {
            Order::OneByOne => {
                calls.map(|(call, case)| self.run(&worlds, call, case, fresh)).collect()
            }
            Order::Together => thread::scope(|scope| {
                let running: Vec<_> = calls
                    .map(|(call, case)| scope.spawn(|| self.run(&worlds, call, case, fresh)))
                    .collect();
                let ended = running.into_iter().map(|call| call.join());
                let panicked = || Err((Blame::Kit, "the kit panicked".to_owned()));
                ended.map(|call| call.unwrap_or_else(|_| panicked())).collect()
            }),
        };
        let calls = match calls.into_iter().collect::<Result<Vec<_>, _>>() {
            Ok(calls) => calls,
            Err((blame, what)) => return Ok(Played::Broken { blame, what }),
        };
        let orgs = worlds.iter().map(|world| world.book(scenario)).collect::<Result<_, _>>()?;
        let ready = Arc::new(self.subject.ready().clone());
        let evidence = Evidence { scenario: Arc::clone(scenario), ready, calls, orgs };
        Ok(Played::Whole(Box::new(evidence)))
    }

    /// Lets the client make one call. An error is the adapter's own.
    fn run(
        &self,
        worlds: &[World],
        call: &Call,
        case: Case,
        fresh: bool,
    ) -> Result<Seen, (Blame, String)> {
        let again = Arc::new(AtomicBool::new(false));
        let mark = Arc::clone(&again);
        let cx = Cx::default().before_again(move || mark.store(true, Ordering::Relaxed));
        let begun = clock::now();
        let report = thread::scope(|scope| {
            let over = Cx::default();
            if let Some(when) = &call.cancel {
                let (org, cx, over) = (&worlds[call.org].org, &cx, over.clone());
                scope.spawn(move || {
                    while !over.wait(LOOK) {
                        let path = format!("/journal?operation={}", when.operation);
                        let seen = org.text("GET", &path, None).unwrap_or_default();
                        if seen.lines().count() as u64 >= when.answered {
                            return cx.cancel();
                        }
                    }
                });
            }
            let report = match call.fresh || fresh {
                true => self.subject.run_fresh(&case, &cx),
                false => self.subject.run(&case, &cx),
            };
            over.cancel();
            report
        });
        let took_ms = clock::ms_since(begun);
        let rows = rows_of(&report)?;
        Ok(Seen { case, report, rows, took_ms, again: again.load(Ordering::Relaxed) })
    }
}

fn rows_of(report: &Report) -> Result<Rows, (Blame, String)> {
    let files = match &report.ended {
        Ended::Done(Outcome::Ok(success)) => &success.rows,
        Ended::Done(Outcome::Error(failure)) => &failure.rows,
        Ended::Done(Outcome::Broken { message }) => return Err((Blame::Adapter, message.clone())),
        Ended::Protocol { what } => {
            return Err((Blame::Protocol, format!("it broke the protocol: {what}")));
        }
        _ => return Ok(Rows::default()),
    };
    Rows::load(files).map_err(|what| (Blame::Protocol, what))
}
