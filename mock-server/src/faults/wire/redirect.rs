//! An answer that sends the client elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words;
use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Instead, InsteadBody, Verdict};
use crate::faults::vocabulary::Vocabulary;

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// The client is sent elsewhere; what was asked is not done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// 301, 302, 303, 307 or 308; 302 if left out.
    #[serde(default = "found")]
    pub status: u16,
    /// Where to: a URL, or a path on the same server.
    pub location: String,
}

fn found() -> u16 {
    302
}

impl Kind for Redirect {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        verdict.answer(Instead {
            effect: false,
            status: self.status,
            headers: vec![("location".to_owned(), self.location.clone())],
            retry_after: None,
            body: InsteadBody::Empty,
        })
    }

    fn check(&self, _: &Vocabulary) -> Result<(), Wrong> {
        if !STATUSES.contains(&self.status) {
            let problem = format!("{} sends nobody elsewhere", self.status);
            let remedy = "write 301, 302, 303, 307 or 308";
            return Err(Wrong::at("redirect.status", problem, remedy));
        }
        words::check_value("redirect.location", &self.location)
    }
}
