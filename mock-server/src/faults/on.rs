//! Which requests a rule is about: everything that is said must hold.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::facts::Facts;
use super::rule::Many;
use crate::core::pattern::like;

/// The requests that a rule is about. What is left out matches everything; texts may have `*` for
/// any characters.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct On {
    /// Names of operations, such as `salesforce.ingest.create` or `marketo.export.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<Many<String>>,
    /// Methods, such as `PUT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Many<String>>,
    /// The path without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Headers and what they must say; names in any letter case.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub header: BTreeMap<String, String>,
    /// Members of a JSON body, or fields of a form, by JSON pointer such as `/operation`, and what
    /// they must say.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub body: BTreeMap<String, Value>,
    /// The object that the job is about, such as `Contact` or `leads`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<Many<String>>,
    /// The id of the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// The job's state when the request comes, such as `InProgress`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Many<String>>,
    /// The name of the org.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<Many<String>>,
    /// The user or client who calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Many<String>>,
}

impl On {
    /// Whether a request is one of those.
    pub fn matches(&self, facts: &Facts) -> bool {
        let job = facts.job.as_ref();
        any(self.operation.as_ref(), Some(facts.operation))
            && any(self.method.as_ref(), Some(&facts.method))
            && self.path.as_ref().is_none_or(|path| like(path, &facts.path))
            && any(self.object.as_ref(), facts.object())
            && any(self.state.as_ref(), job.map(|job| job.state))
            && self.job.as_ref().is_none_or(|id| job.is_some_and(|job| like(id, &job.id)))
            && any(self.org.as_ref(), Some(&facts.org))
            && any(self.client.as_ref(), Some(&facts.client))
            && self
                .header
                .iter()
                .all(|(name, wanted)| facts.header(name).is_some_and(|value| like(wanted, value)))
            && self.body.iter().all(|(pointer, wanted)| says(facts.body.as_ref(), pointer, wanted))
    }
}

fn any(wanted: Option<&Many<String>>, said: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| {
        said.is_some_and(|said| wanted.iter().any(|pattern| like(pattern, said)))
    })
}

fn says(body: Option<&Value>, pointer: &str, wanted: &Value) -> bool {
    let Some(said) = body.and_then(|body| body.pointer(pointer)) else { return false };
    match (wanted, said) {
        (Value::String(wanted), Value::String(said)) => like(wanted, said),
        // A form has texts only.
        (Value::Number(wanted), Value::String(said)) => wanted.to_string().as_str() == said,
        (Value::Bool(wanted), Value::String(said)) => said.parse() == Ok(*wanted),
        (wanted, said) => wanted == said,
    }
}
