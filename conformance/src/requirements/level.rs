//! How much a requirement counts, and how well it is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a requirement counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Reported, never scored.
    May,
    /// Reported; a failure only under `--strict`.
    Should,
    /// A client that does otherwise is wrong.
    Must,
}

/// How well the fact behind a requirement is known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Assumed: nobody has seen it.
    Assumed,
    /// Documented, in a page that was not read itself.
    DocumentedUnread,
    /// A real client breaks without it.
    ReliedUpon,
    /// Seen in an answer of the provider.
    Recorded,
    /// Documented by the provider, or by the standard behind it.
    Documented,
}

impl Grade {
    /// The highest level that a requirement of this grade may have.
    pub fn cap(self) -> Level {
        match self {
            Self::Assumed | Self::DocumentedUnread => Level::Should,
            Self::ReliedUpon | Self::Recorded | Self::Documented => Level::Must,
        }
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::DocumentedUnread => "documented_unread",
            Self::ReliedUpon => "relied_upon",
            Self::Recorded => "recorded",
            Self::Documented => "documented",
        }
    }
}

impl Level {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::May => "MAY",
            Self::Should => "SHOULD",
            Self::Must => "MUST",
        }
    }
}
