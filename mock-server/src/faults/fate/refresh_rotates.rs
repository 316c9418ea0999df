//! A refresh that brings a new refresh token.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::faults::facts::Facts;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;

/// The answer to a refresh brings a new refresh token, and the old one is worth nothing. Other token
/// calls are left alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRotates {}

impl Kind for RefreshRotates {
    fn scope(&self) -> Scope {
        Scope::GivesToken
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let refreshes = is_refresh(draw.facts);
        verdict.session.rotates |= refreshes;
        refreshes
    }
}

/// The grant is named in the form, or in the query.
fn is_refresh(facts: &Facts) -> bool {
    let in_form = facts.body.as_ref().and_then(|body| body.pointer("/grant_type"));
    let in_query = facts.query.iter().find(|(name, _)| name == "grant_type");
    let grant = in_form.and_then(Value::as_str).or(in_query.map(|(_, value)| value.as_str()));
    grant == Some("refresh_token")
}
