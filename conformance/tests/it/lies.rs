//! The fake on trial: each lie that it can be made to tell is noticed by the models.
//!
//! A lie is told by all servers of the process, so this is one test, and runs alone:
//! `cargo test -p bulk-conformance --features lies --test it -- lies`.

use bulk_mock::core::lie::Lie;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use proptest_state_machine::ReferenceStateMachine;

use super::marketo::{exports, imports};
use super::model::machine::{World, hold};
use super::model::server::Server;
use super::model::step::Step;
use super::model::sut::Ids;
use super::model::walk::settings;

/// Stories that are told before a lie counts as unnoticed.
const STORIES: usize = 60;

/// The same stories in every run, each held against a model; the number of the first that shows
/// something, and what.
fn first<S: Strategy>(
    stories: &S,
    hold: impl Fn(&S::Value) -> Result<(), String>,
) -> Option<(usize, String)> {
    let mut runner = TestRunner::deterministic();
    (1..=STORIES).find_map(|number| {
        let story = stories.new_tree(&mut runner).expect("no filters").current();
        hold(&story).err().map(|error| (number, error))
    })
}

/// The first step of a walk through two Salesforce orgs that is not answered as predicted.
fn walk(steps: &[Step]) -> Result<(), String> {
    let (mut server, mut ids) = (Server::start(&settings()), Ids::default());
    let mut world = World::new(&settings());
    for step in steps {
        world = World::apply(world, step);
        hold(&mut server, &mut ids, &world, step).map_err(|error| format!("{step:?}: {error}"))?;
    }
    Ok(())
}

/// What the models notice, whichever does first.
fn noticed() -> Option<(usize, String)> {
    first(&World::sequential_strategy(1..80), |(_, steps, _)| walk(steps))
        .or_else(|| first(&imports::story(), imports::hold))
        .or_else(|| first(&exports::story(), exports::hold))
}

#[test]
fn every_lie_is_noticed_and_the_truth_is_not_doubted() {
    Lie::tell(None);
    assert_eq!(noticed(), None, "without a lie");
    let mut unnoticed = Vec::new();
    for lie in Lie::ALL {
        Lie::tell(Some(lie));
        if noticed().is_none() {
            unnoticed.push(lie);
        }
    }
    Lie::tell(None);
    assert!(unnoticed.is_empty(), "nobody noticed {unnoticed:?}");
}
