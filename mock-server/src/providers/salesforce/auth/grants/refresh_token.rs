//! `refresh_token`: a new access token for the grant of a refresh token.
//!
//! With the setting `refresh_token_rotation`, or a fault that wants it, the answer brings a new refresh token and the one
//! that was sent is dead at once. Relied upon (airbyte).

use super::{Allowed, RefreshPlan};
use crate::core::form::Form;
use crate::providers::salesforce::auth::client::{Presented, SecretNeed};
use crate::providers::salesforce::auth::cx::Cx;
use crate::providers::salesforce::auth::errors::OAuthError;
use crate::providers::salesforce::auth::state::Auth;

pub(super) fn allow(
    auth: &mut Auth,
    cx: &Cx<'_>,
    client: &Presented,
    form: &Form,
) -> Result<Allowed, OAuthError> {
    let client_id = auth.admit_client(client, SecretNeed::Optional)?;
    let text = form.get("refresh_token").unwrap_or("");
    let refresh = auth.tokens.refresh.get(text, cx.now).ok_or(OAuthError::ExpiredToken)?;
    let (grant, family) = (refresh.grant.clone(), refresh.family);
    if grant.client_id != Some(client_id) {
        return Err(OAuthError::ExpiredToken);
    }
    auth.active(cx, grant.user)?;
    if !cx.rotates() {
        return Ok(Allowed { grant, refresh: RefreshPlan::Keep(family) });
    }
    auth.tokens.refresh.take(text);
    Ok(Allowed { grant, refresh: RefreshPlan::Next(family) })
}
