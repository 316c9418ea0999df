//! A job is shown in another state than it is in: one that nobody knows, or the one before or after.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reword::{At, Reword};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::{Answers, Vocabulary};

/// The word for the job's state; the job itself is not touched.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShowState {
    /// This word, whatever state the job is in. It need be no state of the provider's.
    State(String),
    /// Other words for some states; one that is shown as the state before or after it is skipped.
    Map(BTreeMap<String, String>),
}

impl Kind for ShowState {
    fn scope(&self) -> Scope {
        Scope::ShowsJob
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let Answers::Job { state, .. } = draw.words.answers else { return false };
        let how = match self {
            Self::State(word) => Reword::Unless("", word.clone()),
            Self::Map(map) => Reword::Words(map.clone()),
        };
        verdict.edits.push(Edit::Said(At::Pointer(state.into()), how));
        true
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        let Self::Map(map) = self else { return Ok(()) };
        match map.keys().find(|state| !words.states.contains(&state.as_str())) {
            Some(state) => Err(Wrong::word("show_state.map", state, words.states.iter().copied())),
            None => Ok(()),
        }
    }
}
