//! What an API-only user may do (1.15). Documented: each endpoint names the permission it wants.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One permission of an API role.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// Read-Only Lead.
    ReadOnlyLead,
    /// Read-Write Lead.
    ReadWriteLead,
    /// Read-Only Activity.
    ReadOnlyActivity,
    /// Read-Write Activity.
    ReadWriteActivity,
    /// Read-Only Custom Object.
    ReadOnlyCustomObject,
    /// Read-Write Custom Object.
    ReadWriteCustomObject,
    /// Read-Only Campaign.
    ReadOnlyCampaign,
    /// Read-Only Assets.
    ReadOnlyAssets,
    /// Read-Write Assets.
    ReadWriteAssets,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::ReadOnlyLead,
        Self::ReadWriteLead,
        Self::ReadOnlyActivity,
        Self::ReadWriteActivity,
        Self::ReadOnlyCustomObject,
        Self::ReadWriteCustomObject,
        Self::ReadOnlyCampaign,
        Self::ReadOnlyAssets,
        Self::ReadWriteAssets,
    ];

    /// Whether one who has `held` may do this: who may write may read.
    pub fn is_among(self, held: &[Self]) -> bool {
        let wider = match self {
            Self::ReadOnlyLead => Self::ReadWriteLead,
            Self::ReadOnlyActivity => Self::ReadWriteActivity,
            Self::ReadOnlyCustomObject => Self::ReadWriteCustomObject,
            Self::ReadOnlyAssets => Self::ReadWriteAssets,
            other => other,
        };
        held.contains(&self) || held.contains(&wider)
    }
}
