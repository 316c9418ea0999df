//! `password`: user name and password of a user, by a client with its secret. No refresh token.

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
    let sent = |name| form.get(name).unwrap_or("");
    let user = auth.log_in(cx, sent("username"), sent("password"))?;
    let grant = Grant { user, client_id: Some(client_id), scope: scope_of(form).into() };
    Ok(Allowed { grant, refresh: RefreshPlan::Nothing })
}
