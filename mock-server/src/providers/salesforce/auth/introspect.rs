//! `/services/oauth2/introspect`: what stands behind a token.
//!
//! Keys as in the provider's guide on token introspection (documented, unread); that aio-sf needs
//! `exp` is relied upon. A token of another client is told too, which the provider does for clients
//! with the right to introspect all tokens only.

use serde_json::{Map, Value, json};

use super::client::{Presented, SecretNeed};
use super::cx::Cx;
use super::errors::OAuthError;
use super::state::Auth;
use super::tokens::Grant;
use crate::core::form::Form;
use crate::core::time::SimTime;

struct Found<'a> {
    grant: &'a Grant,
    client_id: Option<&'a str>,
    kind: &'static str,
    issued: SimTime,
    until: Option<SimTime>,
}

/// The answer about a token that no org knows.
pub fn unknown_to_introspection() -> Value {
    json!({ "active": false })
}

impl Auth {
    /// What is known of the token; of an unknown one that it is not active.
    ///
    /// The client's credentials may be in the header or the body, or be left out (assumed).
    ///
    /// # Errors
    /// If client credentials are sent and wrong.
    pub fn introspect(
        &mut self,
        cx: &Cx<'_>,
        authorization: Option<&str>,
        form: &Form,
    ) -> Result<Value, OAuthError> {
        let client = Presented::of(authorization, form);
        if client.id.is_some() {
            self.admit_client(&client, SecretNeed::Optional)?;
        }
        let text = form.get("token").unwrap_or("");
        Ok(self.found(cx, text).map_or_else(unknown_to_introspection, |found| {
            Value::Object(self.described(cx, &found))
        }))
    }

    fn found(&self, cx: &Cx<'_>, text: &str) -> Option<Found<'_>> {
        if let Some(access) = self.tokens.access.get(text, cx.now) {
            // A token without an end has one here all the same, since clients need `exp`.
            let until = self.tokens.access.until(text);
            let until = Some(until.unwrap_or(cx.now + cx.settings.token_lifetime));
            let (grant, issued) = (&access.grant, access.issued);
            // A declared token comes from no client; readers are told the org's first.
            let first = self.first_client.as_deref().filter(|_| access.declared);
            let client_id = grant.client_id.as_deref().or(first);
            return Some(Found { grant, client_id, kind: "access_token", issued, until });
        }
        let refresh = self.tokens.refresh.get(text, cx.now)?;
        let until = self.tokens.refresh.until(text);
        let (grant, issued) = (&refresh.grant, refresh.issued);
        let client_id = grant.client_id.as_deref();
        Some(Found { grant, client_id, kind: "refresh_token", issued, until })
    }

    fn described(&self, cx: &Cx<'_>, found: &Found<'_>) -> Map<String, Value> {
        let seconds = |at: SimTime| Value::from(at.millis() / 1000);
        let mut answer = Map::new();
        let mut put = |key: &str, value: Value| answer.insert(key.to_owned(), value);
        put("active", true.into());
        put("scope", (&*found.grant.scope).into());
        if let Some(client_id) = found.client_id {
            put("client_id", client_id.into());
        }
        put("username", self.person(cx, found.grant.user).username.into());
        put("sub", cx.id_url(found.grant.user).into());
        put("token_type", found.kind.into());
        if let Some(until) = found.until {
            put("exp", seconds(until));
        }
        put("iat", seconds(found.issued));
        put("nbf", seconds(found.issued));
        answer
    }
}
