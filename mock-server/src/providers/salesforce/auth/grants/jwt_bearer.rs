//! `urn:ietf:params:oauth:grant-type:jwt-bearer`: an assertion of the client about a user.
//!
//! The signature counts only if the client was declared with a certificate. No refresh token.

use super::{Allowed, RefreshPlan, scope_of};
use crate::core::form::Form;
use crate::providers::salesforce::auth::cx::Cx;
use crate::providers::salesforce::auth::errors::OAuthError;
use crate::providers::salesforce::auth::jwt::Assertion;
use crate::providers::salesforce::auth::state::Auth;
use crate::providers::salesforce::auth::tokens::Grant;

pub(super) fn allow(auth: &mut Auth, cx: &Cx<'_>, form: &Form) -> Result<Allowed, OAuthError> {
    let assertion = form.get("assertion").and_then(Assertion::read);
    let assertion = assertion.ok_or(OAuthError::InvalidAssertion)?;
    let client = auth.client(Some(&assertion.issuer))?;
    if client.certificate.as_ref().is_some_and(|certificate| !assertion.is_signed_by(certificate)) {
        return Err(OAuthError::InvalidAssertion);
    }
    let client_id = Some(client.id.clone());
    assertion.check_audience(cx)?;
    assertion.check_life(cx)?;
    let user = auth.user_number(&assertion.subject).ok_or(OAuthError::NotApproved)?;
    let user = auth.active(cx, user)?;
    let grant = Grant { user, client_id, scope: scope_of(form).into() };
    Ok(Allowed { grant, refresh: RefreshPlan::Nothing })
}
