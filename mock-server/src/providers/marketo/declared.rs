//! What a user says of a Marketo instance before any client calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::auth::Permission;

/// A Marketo instance as an org declares it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Declared {
    /// Custom services that may get tokens.
    pub clients: Vec<DeclaredClient>,
    /// A token that is valid from the start and does not expire.
    pub access_token: Option<String>,
    /// Settings that differ from the server's.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub settings: Option<toml::Table>,
}

/// A custom service: what Marketo calls a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredClient {
    /// Its id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// The mail address of its API-only user; one of its own unless given.
    #[serde(default)]
    pub user: Option<String>,
    /// What its user may do; everything unless given.
    #[serde(default)]
    pub permissions: Option<Vec<Permission>>,
}
