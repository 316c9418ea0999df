//! A connection that is closed without a single byte of an answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cut, Delivery, End, Place};
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::{Instead, InsteadBody, Verdict};

/// The connection is closed in order, without any answer, and what was asked is not done. Where it is
/// done all the same, the fault is a `lost_response`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmptyReply {}

impl Kind for EmptyReply {
    fn scope(&self) -> Scope {
        Scope::Any
    }

    fn fire(&self, _: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let cut = Cut { at: Place::BeforeHead, end: End::Fin, promises_length: false };
        if !verdict.deliver(Delivery::Cut(cut)) {
            return false;
        }
        // Nobody sees the answer; what counts is that the rules do not run.
        verdict.instead.get_or_insert(Instead {
            effect: false,
            status: 503,
            headers: Vec::new(),
            retry_after: None,
            body: InsteadBody::Empty,
        });
        true
    }
}
