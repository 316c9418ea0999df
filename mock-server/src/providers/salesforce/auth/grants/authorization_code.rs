//! `authorization_code`: the exchange of a code, once, with what the authorization said before.
//!
//! A refresh token comes with it if the scope holds `refresh_token` or `offline_access`.

use super::{Allowed, RefreshPlan};
use crate::core::form::Form;
use crate::providers::salesforce::auth::client::{Presented, SecretNeed};
use crate::providers::salesforce::auth::cx::Cx;
use crate::providers::salesforce::auth::errors::OAuthError;
use crate::providers::salesforce::auth::pkce;
use crate::providers::salesforce::auth::state::Auth;

pub(super) fn allow(
    auth: &mut Auth,
    cx: &Cx<'_>,
    client: &Presented,
    form: &Form,
) -> Result<Allowed, OAuthError> {
    let client_id = auth.admit_client(client, SecretNeed::Optional)?;
    let text = form.get("code").unwrap_or("");
    let code = auth.tokens.codes.get(text, cx.now).ok_or(OAuthError::ExpiredCode)?;
    if code.grant.client_id != Some(client_id) {
        return Err(OAuthError::ExpiredCode);
    }
    if form.get("redirect_uri") != Some(code.redirect_uri.as_str()) {
        return Err(OAuthError::RedirectMismatch);
    }
    pkce::check(code.challenge.as_ref(), form.filled("code_verifier"))?;
    let grant = code.grant.clone();
    auth.active(cx, grant.user)?;
    auth.tokens.codes.take(text);
    let refresh =
        if gives_refresh(&grant.scope) { RefreshPlan::First } else { RefreshPlan::Nothing };
    Ok(Allowed { grant, refresh })
}

/// Documented, unread: `full` alone gives none.
fn gives_refresh(scope: &str) -> bool {
    scope.split(' ').any(|one| matches!(one, "refresh_token" | "offline_access"))
}
