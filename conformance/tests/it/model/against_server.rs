//! Server against model: two orgs, any commands, any waits.
//!
//! The same sequences in every run; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` walk others.

use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{StateMachineTest, prop_state_machine};

use super::machine::{World, hold};
use super::server::Server;
use super::step::Step;
use super::sut::Ids;
use super::walk::settings;

struct Against {
    server: Server,
    ids: Ids,
}

impl StateMachineTest for Against {
    type SystemUnderTest = Against;
    type Reference = World;

    fn init_test(_: &World) -> Against {
        Against { server: Server::start(&settings()), ids: Ids::default() }
    }

    fn apply(mut sut: Against, world: &World, step: Step) -> Against {
        if let Err(error) = hold(&mut sut.server, &mut sut.ids, world, &step) {
            panic!("{step:?}: {error}");
        }
        sut
    }
}

fn config() -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(62);
    }
    config
}

prop_state_machine! {
    #![proptest_config(config())]

    #[test]
    fn the_server_answers_as_the_model_predicts(sequential 1..80 => Against);
}
