//! A JSON answer that says more, less or something else.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// Members of any JSON answer, by JSON pointer such as `/result/0/status`.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// Members that say this; one that is not there is added to an object that is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, Value>,
    /// Members that are not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}

impl Kind for Answer {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let set = self.set.iter().map(|(at, value)| (at.clone(), Some(value.clone())));
        let removed = self.remove.iter().map(|at| (at.clone(), None));
        verdict.edits.push(Edit::Json(set.chain(removed).collect()));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        let mut pointers = self.set.keys().chain(&self.remove).peekable();
        if pointers.peek().is_none() {
            return Err(Wrong::at("answer", "it changes nothing", "give `set` or `remove`"));
        }
        match pointers.find(|pointer| !pointer.starts_with('/')) {
            Some(pointer) => {
                let problem = format!("`{pointer}` is no JSON pointer");
                let remedy = format!("write it as `/{}`", pointer.replace('.', "/"));
                Err(Wrong::at("answer", problem, remedy))
            }
            None => Ok(()),
        }
    }
}
