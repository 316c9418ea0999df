//! How a run is made: how many cases, from which seed, how many at a time.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The seed of all runs that name none.
pub const SEED: u64 = 62;

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// All fixed cases, and 4 drawn ones of each requirement that has any: a minute or less.
    #[default]
    Quick,
    /// The same with 32 drawn ones.
    Ci,
    /// The same with 2 000 drawn ones, and heavy cases too.
    Nightly,
}

impl Profile {
    /// How many cases are drawn for a requirement.
    pub fn draws(self) -> u32 {
        match self {
            Self::Quick => 4,
            Self::Ci => 32,
            Self::Nightly => 2_000,
        }
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Ci => "ci",
            Self::Nightly => "nightly",
        }
    }
}

/// How a run is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of what is played, for reports: `2026.11`.
    pub suite: String,
    /// How much is looked at.
    pub profile: Profile,
    /// What drawn cases are drawn from.
    pub seed: u64,
    /// At most so many cases at a time; fewer if the client takes fewer.
    pub jobs: usize,
    /// At most so many cases of a requirement, the first ones; all of the profile if absent.
    pub cases_max: Option<u32>,
    /// Whether cases that need a client's own long pauses are played.
    pub slow: bool,
    /// Whether a SHOULD counts like a MUST.
    pub strict: bool,
    /// How many cases are played a second time in a fresh program, to find state that one case leaves
    /// to the next.
    pub probes: usize,
    /// How the client is named on a command line, for reports that say how to play something again;
    /// empty for a client in this process.
    pub command: Vec<String>,
    /// Where files of cases go; a scratch folder of the run's own if absent.
    pub dir: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            suite: "2026.11".to_owned(),
            profile: Profile::Quick,
            seed: SEED,
            jobs: 16,
            cases_max: None,
            slow: false,
            strict: false,
            probes: 3,
            command: Vec::new(),
            dir: None,
        }
    }
}

impl Options {
    /// The part of the suite's name that draws depend on: a requirement draws the same cases in all
    /// suites of a version.
    pub(super) fn draws_of(&self) -> &str {
        self.suite.rsplit('-').next().unwrap_or_default()
    }
}
