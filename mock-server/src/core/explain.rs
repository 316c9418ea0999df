//! What a provider can say of calls that it refused: why, and what would have been right.

use schemars::JsonSchema;
use serde::Serialize;

use super::journal::Exchange;
use super::nearest::PathWords;

/// A refusal in its provider's words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Refused {
    /// The provider's code.
    pub code: Option<String>,
    /// Its message.
    pub message: Option<String>,
}

/// A call that was legal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Legal {
    /// Its operation.
    pub operation: &'static str,
    /// What it would have done, in words.
    pub does: &'static str,
}

/// A provider, as one who explains its refusals.
#[derive(Clone, Copy)]
pub struct Explains {
    /// Its name, as its operations begin.
    pub provider: &'static str,
    /// The refusal in an exchange; `None` if the call was not refused.
    pub refused: fn(&Exchange) -> Option<Refused>,
    /// The calls that were legal on a job of the kind that an operation is about, by its state.
    pub legal: fn(operation: &str, state: &str) -> &'static [Legal],
    /// What to do about a code.
    pub remedy: fn(code: &str) -> Option<&'static str>,
    /// All paths.
    pub paths: fn() -> Vec<PathWords>,
}
