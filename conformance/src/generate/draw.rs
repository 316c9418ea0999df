//! One stream of draws: a function of run seed, suite, requirement and number of the case.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};

/// A stream of draws that depends on its names and on nothing else, so that a requirement that is
/// added does not move the cases of the others.
pub struct Draw {
    runner: TestRunner,
}

impl Draw {
    /// The stream of one case.
    pub fn new(seed: u64, suite: &str, requirement: &str, case: u32) -> Self {
        let mut digest = Sha256::new();
        digest.update(seed.to_be_bytes());
        for name in [suite, requirement] {
            digest.update((name.len() as u64).to_be_bytes());
            digest.update(name.as_bytes());
        }
        digest.update(case.to_be_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &digest.finalize());
        let config = Config { failure_persistence: None, ..Config::default() };
        Self { runner: TestRunner::new_with_rng(config, rng) }
    }

    /// Draws a value.
    ///
    /// # Panics
    /// A strategy that filters nearly everything away: a mistake in the kit.
    pub fn pick<S: Strategy>(&mut self, strategy: S) -> S::Value {
        match strategy.new_tree(&mut self.runner) {
            Ok(tree) => tree.current(),
            Err(reason) => panic!("a strategy gives nothing: {reason}"),
        }
    }
}
