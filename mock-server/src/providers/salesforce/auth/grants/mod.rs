//! The grants of the token endpoint, one file each: who is let in, and with which refresh token.

mod authorization_code;
mod client_credentials;
mod jwt_bearer;
mod password;
mod refresh_token;

use super::client::Presented;
use super::cx::Cx;
use super::errors::OAuthError;
use super::state::Auth;
use super::tokens::{Family, Grant};
use crate::core::form::Form;

/// The grant types that are served.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum GrantType {
    Password,
    ClientCredentials,
    RefreshToken,
    JwtBearer,
    AuthorizationCode,
}

/// A call that may have an access token.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    pub(super) grant: Grant,
    pub(super) refresh: RefreshPlan,
}

/// Which refresh token goes with the access token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RefreshPlan {
    /// None.
    Nothing,
    /// The first of a new family.
    First,
    /// A new one of that family, whose last one has died.
    Next(Family),
    /// The caller keeps the one it has.
    Keep(Family),
}

impl GrantType {
    /// Reads `grant_type`.
    ///
    /// # Errors
    /// `unsupported_grant_type` if it is another or missing.
    pub(super) fn of(form: &Form) -> Result<Self, OAuthError> {
        match form.get("grant_type") {
            Some("password") => Ok(Self::Password),
            Some("client_credentials") => Ok(Self::ClientCredentials),
            Some("refresh_token") => Ok(Self::RefreshToken),
            Some("urn:ietf:params:oauth:grant-type:jwt-bearer") => Ok(Self::JwtBearer),
            Some("authorization_code") => Ok(Self::AuthorizationCode),
            Some(_) | None => Err(OAuthError::UnsupportedGrantType),
        }
    }
}

/// Whom a call of the token endpoint lets in.
pub(super) fn allow(
    auth: &mut Auth,
    cx: &Cx<'_>,
    authorization: Option<&str>,
    form: &Form,
) -> Result<Allowed, OAuthError> {
    let client = Presented::of(authorization, form);
    match GrantType::of(form)? {
        GrantType::Password => password::allow(auth, cx, &client, form),
        GrantType::ClientCredentials => client_credentials::allow(auth, cx, &client, form),
        GrantType::RefreshToken => refresh_token::allow(auth, cx, &client, form),
        GrantType::JwtBearer => jwt_bearer::allow(auth, cx, form),
        GrantType::AuthorizationCode => authorization_code::allow(auth, cx, &client, form),
    }
}

/// The scope that a call asks for; without one, the scopes of a usual connected app. Assumed.
fn scope_of(form: &Form) -> &str {
    form.filled("scope").unwrap_or("api id web")
}
