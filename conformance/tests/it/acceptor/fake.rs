//! Walks over the embedded fake, legal and illegal calls mixed: nothing in its journal is impossible.

use bulk_conformance::evidence::Journal;
use bulk_conformance::judge::acceptor::{Provider, impossible};
use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{StateMachineTest, prop_state_machine};

use crate::model::machine::{World, hold};
use crate::model::server::Server;
use crate::model::step::{Side, Step};
use crate::model::sut::Ids;
use crate::model::walk::settings;

struct Walk {
    server: Server,
    ids: Ids,
}

impl StateMachineTest for Walk {
    type SystemUnderTest = Walk;
    type Reference = World;

    fn init_test(_: &World) -> Walk {
        Walk { server: Server::start(&settings()), ids: Ids::default() }
    }

    fn apply(mut sut: Walk, world: &World, step: Step) -> Walk {
        // What each answer must be is looked at elsewhere.
        let _ = hold(&mut sut.server, &mut sut.ids, world, &step);
        sut
    }

    fn teardown(mut sut: Walk, _: World) {
        for side in Side::BOTH {
            let journal = Journal::read(&sut.server.journal(side)).expect("a journal");
            let found = impossible(&journal, Provider::Salesforce);
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}

fn config() -> Config {
    let mut config = Config { failure_persistence: None, cases: 64, ..Config::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(62);
    }
    config
}

prop_state_machine! {
    #![proptest_config(config())]

    #[test]
    fn the_journal_of_a_walk_holds_nothing_impossible(sequential 1..60 => Walk);
}
