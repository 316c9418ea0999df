//! A whole run: requirements against a client, told as events.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use super::case::Stage;
use super::options::Options;
use super::standing::{exit, is_core, standing};
use super::sum::Sum;
use super::trial::{Court, Trial};
use super::{clock, plan, work};
use crate::adapter::{Client, InProcess, Subject};
use crate::baseline::Baseline;
use crate::fake::Fake;
use crate::generate::Draw;
use crate::judge::Status;
use crate::protocol::Feature;
use crate::report::{self, Check, End, Event, Note, Standing};
use crate::requirements::Requirement;

/// What a run found out.
#[derive(Clone, Debug)]
pub struct Verdicts {
    /// What was played.
    pub run: report::Run,
    /// What went over the wire in cases that speak against the client.
    pub journals: Vec<report::Journal>,
    /// One for each requirement, in the order in which they were given.
    pub checks: Vec<Check>,
    /// What else is worth knowing.
    pub notes: Vec<Note>,
    /// How it ended.
    pub end: End,
}

impl Verdicts {
    /// What is said of a requirement, if it was played.
    pub fn of(&self, requirement: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.requirement == requirement)
    }

    /// The ids of all requirements of that status, in order.
    pub fn with(&self, status: Status) -> Vec<&str> {
        let meant = self.checks.iter().filter(|check| check.status == status);
        meant.map(|check| check.requirement.as_str()).collect()
    }

    /// Nothing, if all is as it should be or as the baseline says.
    ///
    /// # Panics
    /// With the findings, where the exit code of the same run on a command line were not 0.
    #[track_caller]
    pub fn assert(&self) {
        let words = || crate::report::terminal::plain(&self.events()) + &self.again();
        assert!(self.end.exit == 0, "\n{}", words());
    }

    /// How a test plays the first of what is wrong again, and nothing else.
    fn again(&self) -> String {
        let counts = |check: &&Check| {
            !matches!(check.standing, Standing::Fine | Standing::Warned | Standing::Known)
        };
        let Some(check) = self.checks.iter().find(counts) else { return String::new() };
        let (suite, id, seed) = (&self.run.suite, &check.requirement, self.run.seed);
        format!("play it again: `bulk_conformance::suite({suite:?}).only({id:?}).seed({seed})…`\n")
    }

    /// What a report shows, as events.
    fn events(&self) -> Vec<Event> {
        let journals = self.journals.iter().cloned().map(Event::Journal);
        let notes = self.notes.iter().cloned().map(Event::Note);
        let checks = self.checks.iter().map(|check| Event::Check(Box::new(check.clone())));
        let mut events = vec![Event::Run(Box::new(self.run.clone()))];
        events.extend(journals.chain(notes).chain(checks));
        events.push(Event::End(Box::new(self.end.clone())));
        events
    }
}

/// Plays requirements against a client in this process, without a baseline.
///
/// # Errors
/// The fake cannot be started, or there is no room for files.
pub fn try_out(
    requirements: &[&'static Requirement],
    client: impl Client + 'static,
    options: &Options,
) -> Result<Verdicts, String> {
    try_out_on(&Fake::start()?, requirements, client, options)
}

/// The same on a fake that runs already: for many clients one after another.
///
/// # Errors
/// There is no room for files.
pub fn try_out_on(
    fake: &Arc<Fake>,
    requirements: &[&'static Requirement],
    client: impl Client + 'static,
    options: &Options,
) -> Result<Verdicts, String> {
    let baseline = Baseline::default();
    play_on(fake, requirements, &InProcess::new(client), options, &baseline, &mut |_| ())
}

/// Plays requirements against a client. `tell` hears every event as it happens, on this thread.
///
/// # Errors
/// The fake cannot be started, or there is no room for files.
pub fn play(
    requirements: &[&'static Requirement],
    subject: &dyn Subject,
    options: &Options,
    baseline: &Baseline,
    tell: &mut dyn FnMut(&Event),
) -> Result<Verdicts, String> {
    play_on(&Fake::start()?, requirements, subject, options, baseline, tell)
}

/// As [`play`], on a fake that runs already.
///
/// # Errors
/// There is no room for files.
pub fn play_on(
    fake: &Arc<Fake>,
    requirements: &[&'static Requirement],
    subject: &dyn Subject,
    options: &Options,
    baseline: &Baseline,
    tell: &mut dyn FnMut(&Event),
) -> Result<Verdicts, String> {
    let scratch;
    let dir = match &options.dir {
        Some(dir) => dir.as_path(),
        None => {
            scratch = tempfile::tempdir().map_err(|error| format!("no scratch folder: {error}"))?;
            scratch.path()
        }
    };
    let stage = Stage { fake, subject, dir };
    let failed = requirements.iter().map(|_| AtomicU32::new(0)).collect();
    let court = Court { stage, requirements, options, failed };
    let mut run = Run { court, sums: Vec::new(), classes: BTreeMap::new(), played: Vec::new() };
    Ok(run.all(baseline, tell))
}

struct Run<'a> {
    court: Court<'a>,
    /// One for each requirement.
    sums: Vec<Sum>,
    classes: BTreeMap<String, u32>,
    /// Cases that were played, with verdicts.
    played: Vec<Trial>,
}

impl Run<'_> {
    fn all(&mut self, baseline: &Baseline, tell: &mut dyn FnMut(&Event)) -> Verdicts {
        let begun = clock::now();
        let (subject, options) = (self.court.stage.subject, self.court.options);
        let ready = subject.ready();
        let items = self.plan();
        let jobs = options.jobs.min(subject.parallel()).max(1);
        let run = report::Run {
            kit: env!("CARGO_PKG_VERSION").to_owned(),
            suite: options.suite.clone(),
            profile: options.profile,
            seed: options.seed,
            slow: options.slow,
            strict: options.strict,
            client: ready.client.clone(),
            ops: ready.ops.clone(),
            jobs,
            command: options.command.clone(),
            requirements: self.court.requirements.len(),
            cases: items.len(),
        };
        tell(&Event::Run(Box::new(run.clone())));
        let requirements = self.court.requirements;
        let mut journals = Vec::new();
        let (sums, classes, played) = (&mut self.sums, &mut self.classes, &mut self.played);
        work::play(&self.court, items, jobs, &mut |mut trial| {
            for event in trial.events.drain(..) {
                tell(&event);
                if let Event::Journal(journal) = event {
                    journals.push(journal);
                }
            }
            sums[trial.requirement].add(&trial);
            for (id, status, failure) in trial.passive.drain(..) {
                if let Some(at) = requirements.iter().position(|asked| asked.id == id) {
                    sums[at].passive(trial.number, status, failure);
                }
            }
            if let Some(scenario) = &trial.scenario {
                for class in &scenario.covers {
                    *classes.entry((*class).to_owned()).or_default() += 1;
                }
                played.push(trial);
            }
        });
        let mut notes = self.unclaimed();
        notes.extend(self.probe(tell));
        let faults = subject.faults();
        let note = |fault: &String| Note { about: "adapter".to_owned(), text: fault.clone() };
        notes.extend(faults.iter().map(note));
        notes.iter().for_each(|note| tell(&Event::Note(note.clone())));
        let checks = self.checks(baseline);
        checks.iter().for_each(|check| tell(&Event::Check(Box::new(check.clone()))));
        let end = self.end(&checks, &faults, clock::ms_since(begun));
        tell(&Event::End(Box::new(end.clone())));
        Verdicts { run, journals, checks, notes, end }
    }

    /// What is to be played; slow cases first, since others fit beside them.
    fn plan(&mut self) -> Vec<plan::Item> {
        let ready = self.court.stage.subject.ready();
        let mut items = Vec::new();
        for (at, requirement) in self.court.requirements.iter().enumerate() {
            let (more, left) = plan::items(at, requirement, ready, self.court.options);
            items.extend(more);
            let mut sum = Sum::default();
            left.iter().for_each(|left| sum.left(left.verdict()));
            self.sums.push(sum);
        }
        items.sort_by_key(|item| match &item.which {
            plan::Which::Fixed(_, scenario) => !(scenario.slow || scenario.heavy),
            plan::Which::Drawn(_) => true,
        });
        items
    }

    fn unclaimed(&self) -> Vec<Note> {
        let seen: BTreeSet<Feature> =
            self.played.iter().flat_map(|trial| trial.unclaimed.iter().copied()).collect();
        let note = |feature: Feature| Note {
            about: "under_claimed".to_owned(),
            text: format!(
                "the client uses `{}`, which its adapter does not declare: requirements that need \
                 it are declined for nothing",
                feature.name()
            ),
        };
        seen.into_iter().map(note).collect()
    }

    /// Plays a few cases again in fresh programs: what comes out must be the same.
    fn probe(&mut self, tell: &mut dyn FnMut(&Event)) -> Vec<Note> {
        let options = self.court.options;
        let mut draw = Draw::new(options.seed, options.draws_of(), "X-ISO", 0);
        self.played.sort_by_key(|trial| (trial.requirement, trial.place));
        let meant: Vec<&Trial> =
            self.played.iter().filter(|trial| trial.verdict.status == Status::Pass).collect();
        let mut notes = Vec::new();
        for _ in 0..options.probes.min(meant.len()) {
            let trial = meant[draw.pick(0..meant.len())];
            let Some((verdict, events)) = self.court.probe(trial) else { continue };
            events.iter().for_each(&mut *tell);
            if verdict.status != trial.verdict.status {
                let id = self.court.requirements[trial.requirement].id;
                notes.push(Note {
                    about: "isolation".to_owned(),
                    text: format!(
                        "X-ISO: {id} ({}) is `{}` among other cases and `{}` in a fresh program: one \
                         case leaves something to the next",
                        trial.name,
                        trial.verdict.status.words(),
                        verdict.status.words()
                    ),
                });
            }
        }
        notes
    }

    fn checks(&mut self, baseline: &Baseline) -> Vec<Check> {
        let (ready, strict) = (self.court.stage.subject.ready(), self.court.options.strict);
        let today = clock::today();
        let sums = std::mem::take(&mut self.sums).into_iter().zip(self.court.requirements);
        let check = |(sum, requirement): (Sum, &&'static Requirement)| {
            let mut check = sum.check(requirement, ready);
            let known = baseline.of(requirement.id);
            check.standing = standing(&check, known, today, strict);
            if let Some(known) = known.filter(|_| check.standing == report::Standing::Known) {
                check.why = Some(known.reason.clone());
                check.issue.clone_from(&known.issue);
            }
            check
        };
        sums.map(check).collect()
    }

    fn end(&self, checks: &[Check], faults: &[String], took_ms: u64) -> End {
        let (code, because) = exit(checks, faults);
        let mut counts: BTreeMap<_, BTreeMap<Status, u32>> = BTreeMap::new();
        for check in checks {
            *counts.entry(check.level).or_default().entry(check.status).or_default() += 1;
        }
        let asked = |check: &&Check| {
            let out = [Status::NotApplicable, Status::Declined, Status::NotLookedAt];
            is_core(check) && !out.contains(&check.status)
        };
        let core = checks.iter().filter(asked);
        let covered = core.clone().filter(|check| check.status.is_verdict());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        End {
            exit: code,
            because,
            counts,
            core: count(core.clone().count()),
            core_covered: count(covered.count()),
            cases: count(self.played.len()),
            classes: self.classes.clone(),
            took_ms,
        }
    }
}
