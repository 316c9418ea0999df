//! The call for a token: its parameters, wherever they stand, and its answer (1.1 to 1.4).

use serde_json::{Value, json};

use super::{Auth, Client, IdentityError, Permission, TokenLife};
use crate::core::form::Form;
use crate::core::time::{SimDuration, SimTime};

/// What a client sends for a token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenCall {
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`.
    pub client_secret: String,
}

/// A token that was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenAnswer {
    /// The token.
    pub access_token: String,
    /// How long it lives yet.
    pub expires_in: SimDuration,
    /// The mail address of the API-only user.
    pub scope: String,
}

impl TokenCall {
    /// The parameters of a query and a form; where both name one, the query's counts (1.2).
    ///
    /// # Errors
    /// A parameter that is missing, or another grant.
    pub fn read(query: &[u8], form: &[u8]) -> Result<Self, IdentityError> {
        let (query, form) = (Form::from_bytes(query), Form::from_bytes(form));
        let filled = |name: &str| {
            let found = [&query, &form]
                .into_iter()
                .find_map(|from| from.get(name).filter(|v| !v.is_empty()));
            found.map(str::to_owned)
        };
        match filled("grant_type") {
            None => return Err(IdentityError::Missing("grant_type")),
            Some(grant) if grant != "client_credentials" => {
                return Err(IdentityError::UnsupportedGrantType(grant));
            }
            Some(_) => {}
        }
        let client_id = filled("client_id").ok_or(IdentityError::Missing("client_id"))?;
        let client_secret = filled("client_secret").ok_or(IdentityError::BadCredentials)?;
        Ok(Self { client_id, client_secret })
    }
}

impl Auth {
    /// Gives a client its token.
    ///
    /// # Errors
    /// The client is unknown, or its secret is another one.
    pub fn give_token(
        &mut self,
        call: &TokenCall,
        life: TokenLife,
        felt: SimTime,
    ) -> Result<TokenAnswer, IdentityError> {
        if self.opens_to_first_use && !self.clients.contains_key(&call.client_id) {
            self.declare(Client {
                client_id: call.client_id.clone(),
                client_secret: Some(call.client_secret.clone()),
                user: format!("{}@api.example.com", call.client_id),
                permissions: Permission::ALL.to_vec(),
            });
        }
        let client = self.clients.get(&call.client_id).cloned();
        let client = client.ok_or_else(|| IdentityError::UnknownClient(call.client_id.clone()))?;
        if client.client_secret.as_ref().is_some_and(|secret| *secret != call.client_secret) {
            return Err(IdentityError::BadCredentials);
        }
        let (access_token, expires_in) = self.token_of(&client, life, felt);
        Ok(TokenAnswer { access_token, expires_in, scope: client.user })
    }
}

impl TokenAnswer {
    /// As JSON; a second is over as soon as it has begun, so that a fresh token shows 3599 (1.4).
    pub fn json(&self) -> Value {
        json!({
            "access_token": self.access_token,
            "token_type": "bearer",
            "expires_in": self.expires_in.millis().saturating_sub(1) / 1000,
            "scope": self.scope,
        })
    }
}
