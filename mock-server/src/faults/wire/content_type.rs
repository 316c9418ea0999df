//! An answer that says that it is something else than it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{HeaderChange, words};
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Edit, Verdict};
use crate::faults::vocabulary::Vocabulary;

/// The `Content-Type` is another one, names another charset, or is missing; the body stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// It is this one.
    Value(String),
    /// There is none.
    Missing,
    /// It names this charset.
    Charset(String),
}

impl Kind for ContentType {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let name = "content-type".to_owned();
        verdict.edits.push(Edit::Header(match self {
            Self::Value(value) => HeaderChange::Set(name, value.clone()),
            Self::Missing => HeaderChange::Remove(name),
            Self::Charset(charset) => HeaderChange::Charset(charset.clone()),
        }));
        true
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        match self {
            Self::Value(value) => words::check_value("content_type.value", value),
            Self::Missing => Ok(()),
            Self::Charset(charset) => {
                words::check_name("content_type.charset", charset).map_err(|wrong| Wrong {
                    remedy: "write one such as `ISO-8859-1`".into(),
                    ..wrong
                })
            }
        }
    }
}
