//! `client_credentials`: a client by its secret, as the org's default user. No refresh token.

use super::{Allowed, RefreshPlan, scope_of};
use crate::core::form::Form;
use crate::providers::salesforce::auth::client::{Presented, SecretNeed};
use crate::providers::salesforce::auth::cx::Cx;
use crate::providers::salesforce::auth::errors::OAuthError;
use crate::providers::salesforce::auth::state::Auth;
use crate::providers::salesforce::auth::tokens::Grant;

pub(super) fn allow(
    auth: &mut Auth,
    cx: &Cx<'_>,
    client: &Presented,
    form: &Form,
) -> Result<Allowed, OAuthError> {
    let client_id = auth.admit_client(client, SecretNeed::Required)?;
    let user = auth.active(cx, auth.default_user())?;
    let grant = Grant { user, client_id: Some(client_id), scope: scope_of(form).into() };
    Ok(Allowed { grant, refresh: RefreshPlan::Nothing })
}
