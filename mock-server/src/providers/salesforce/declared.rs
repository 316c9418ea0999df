//! Users and clients that are declared before any client calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A user of a declared org.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredUser {
    /// The user name; letter case does not count.
    pub username: String,
    /// The password.
    pub password: String,
    /// The security token: then the password alone and the password followed by it are both right.
    #[serde(default)]
    pub security_token: Option<String>,
}

/// A client of a declared org.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredClient {
    /// The client id (consumer key).
    pub client_id: String,
    /// The client secret; without one the client is public.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// A certificate in PEM form that JWT assertions must be signed for.
    #[serde(default)]
    pub certificate: Option<String>,
}
