//! Errors of the token call: OAuth's own form, never the envelope (1.7, 1.8).

use serde_json::{Value, json};

/// Why no token is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum IdentityError {
    /// The client is known and the secret is wrong. Text confirmed by a client's author.
    BadCredentials,
    /// Nobody knows the client. Text confirmed by a client's author.
    UnknownClient(String),
    /// The grant is another than `client_credentials`. Assumed.
    UnsupportedGrantType(String),
    /// A parameter is missing. Assumed.
    Missing(&'static str),
    /// The server has no room for one more org: ours, not the provider's.
    NoRoom(String),
}

impl IdentityError {
    /// The HTTP status. Documented for the first two, assumed for the others.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadCredentials | Self::UnknownClient(_) => 401,
            Self::UnsupportedGrantType(_) | Self::Missing(_) => 400,
            Self::NoRoom(_) => 503,
        }
    }

    /// The body.
    pub fn json(&self) -> Value {
        let (error, description) = match self {
            Self::BadCredentials => ("invalid_client", "Bad client credentials".to_owned()),
            Self::UnknownClient(id) => {
                ("unauthorized", format!("No client with requested id: {id}"))
            }
            Self::UnsupportedGrantType(grant) => {
                ("unsupported_grant_type", format!("Unsupported grant type: {grant}"))
            }
            Self::Missing(name) => {
                ("invalid_request", format!("Missing {}", name.replace('_', " ")))
            }
            Self::NoRoom(message) => ("server_error", message.clone()),
        };
        json!({ "error": error, "error_description": description })
    }
}
