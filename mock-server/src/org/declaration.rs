//! What a user says of an org before any client calls: names, secrets, settings, data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clock::ClockMode;
use crate::providers::marketo;
use crate::providers::salesforce::{DeclaredClient, DeclaredUser};

/// An org that is declared, in the settings file or over the admin surface.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// The org's name; it stands in admin paths.
    pub name: String,
    /// Users who may log in.
    #[serde(default)]
    pub users: Vec<DeclaredUser>,
    /// Clients (connected apps) that may get tokens.
    #[serde(default)]
    pub clients: Vec<DeclaredClient>,
    /// A token that is valid from the start and does not expire.
    #[serde(default)]
    pub access_token: Option<String>,
    /// Settings that differ from the server's, as the settings file writes them.
    #[serde(default)]
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub settings: Option<toml::Table>,
    /// Its Marketo side.
    #[serde(default)]
    pub marketo: marketo::Declared,
    /// How time flows, if not as in the server.
    #[serde(default)]
    pub clock: Option<ClockMode>,
}
