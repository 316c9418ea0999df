//! Two orgs as a reference state machine, and one step of a system under test held against it.

use std::collections::BTreeMap;
use std::fmt;

use bulk_conformance::model::salesforce::{Body, Command, JobName, Org, Prediction, Settings};
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use super::compare::{compare, created_id};
use super::generate;
use super::step::{Side, Step};
use super::sut::{Ids, Sut};
use super::walk::settings;

/// Both orgs, their clocks, and what the last step had to answer.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) orgs: [Org; 2],
    pub(crate) now: [u64; 2],
    next_job: u32,
    due: Option<Prediction>,
}

impl World {
    pub(crate) fn new(settings: &Settings) -> Self {
        let org = || Org::new(settings.clone());
        World { orgs: [org(), org()], now: [0, 0], next_job: 1, due: None }
    }
}

/// Stands at the head of each counterexample, so it says little.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two orgs, {} jobs so far", self.next_job - 1)
    }
}

/// Time that passes before a command: closing takes a millisecond, so that no two jobs of an org
/// are ever due at the same instant. For that case the sheet has no rule.
fn takes_ms(step: &Step) -> u64 {
    match step {
        Step::Wait(_, ms) => *ms,
        Step::Call(_, Command::Close(_)) => 1,
        Step::Call(..) => 0,
    }
}

impl ReferenceStateMachine for World {
    type State = World;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<World> {
        Just(World::new(&settings())).boxed()
    }

    fn transitions(world: &World) -> BoxedStrategy<Step> {
        let [a, b] = &world.orgs;
        let next = JobName(world.next_job);
        prop_oneof![
            4 => generate::step(Side::A, a, b, next),
            1 => generate::step(Side::B, b, a, next),
        ]
        .boxed()
    }

    fn apply(mut world: World, step: &Step) -> World {
        let (Step::Wait(side, _) | Step::Call(side, _)) = step;
        let at = side.index();
        world.now[at] += takes_ms(step);
        let now = world.now[at];
        world.due = match step {
            Step::Wait(..) => {
                world.orgs[at].advance_to(now);
                None
            }
            Step::Call(_, command) => Some(world.orgs[at].apply(now, command)),
        };
        if let Step::Call(_, Command::Create(new)) = step {
            world.next_job = world.next_job.max(new.name.0 + 1);
        }
        world
    }
}

/// Takes one step with the system under test; `world` is the model after the same step.
pub(crate) fn hold(
    sut: &mut impl Sut,
    ids: &mut Ids,
    world: &World,
    step: &Step,
) -> Result<(), String> {
    let (Step::Wait(side, _) | Step::Call(side, _)) = step;
    let ms = takes_ms(step);
    if ms > 0 {
        sut.wait(*side, ms);
        same_contacts(sut, ids, world, *side)?;
    }
    match (step, &world.due) {
        (Step::Call(_, command), Some(due)) => hold_call(sut, ids, world, *side, command, due),
        (Step::Call(..), None) | (Step::Wait(..), _) => same_jobs(sut, ids, world, *side),
    }
}

fn hold_call(
    sut: &mut impl Sut,
    ids: &mut Ids,
    world: &World,
    side: Side,
    command: &Command,
    due: &Prediction,
) -> Result<(), String> {
    let command = match command {
        Command::Upload(job, upload) => {
            Command::Upload(*job, world.orgs[side.index()].resolve(*job, upload))
        }
        other => other.clone(),
    };
    let answer = sut.call(side, &command, ids);
    if let (Command::Create(new), 200) = (&command, answer.status) {
        ids.learn_job(new.name, &created_id(&answer)?)?;
    }
    compare(side, about(&command), due, &answer, ids)
        .map_err(|error| format!("{error}\n  due: {}\n  got: {answer:?}", brief(due)))
}

fn about(command: &Command) -> Option<JobName> {
    match command {
        Command::Create(new) => Some(new.name),
        Command::Upload(job, _)
        | Command::Close(job)
        | Command::Abort(job)
        | Command::Delete(job)
        | Command::Info(job)
        | Command::Results(job, _) => Some(*job),
        Command::List => None,
    }
}

fn brief(due: &Prediction) -> String {
    match &due.body {
        Body::Job(view) => format!("{} {:?}", due.status, view.keys),
        body => format!("{} {body:?}", due.status),
    }
}

/// Looks at every job of an org after time has passed there.
fn same_jobs(sut: &mut impl Sut, ids: &mut Ids, world: &World, side: Side) -> Result<(), String> {
    let mut org = world.orgs[side.index()].clone();
    let jobs: Vec<JobName> = org.jobs().collect();
    for job in jobs {
        let command = Command::Info(job);
        let due = org.apply(world.now[side.index()], &command);
        hold_call(sut, ids, world, side, &command, &due)
            .map_err(|error| format!("job {} after the wait: {error}", job.0))?;
    }
    Ok(())
}

/// The live records are those of the model. They are told apart by their `Description`, which
/// no two writes share; so their ids are learned here.
fn same_contacts(
    sut: &mut impl Sut,
    ids: &mut Ids,
    world: &World,
    side: Side,
) -> Result<(), String> {
    let mut rows = sut.contacts(side);
    let org = &world.orgs[side.index()];
    for (name, record) in org.records("Contact").filter(|(_, record)| !record.deleted) {
        let same = |row: &BTreeMap<String, String>| {
            record.values.iter().all(|(field, value)| row.get(field) == Some(value))
                && row.len() == record.values.len() + 1
        };
        let Some(at) = rows.iter().position(same) else {
            return Err(format!("no record {:?} of {name} among {rows:?}", record.values));
        };
        let id = rows.swap_remove(at).remove("Id").unwrap_or_default();
        ids.learn_record(side, name, &id)?;
    }
    if rows.is_empty() { Ok(()) } else { Err(format!("records that nobody made: {rows:?}")) }
}
