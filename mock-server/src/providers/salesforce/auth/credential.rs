//! Which credential a request carries, found before it is known which org the request is for.

use super::Credential;
use super::client::Presented;
use super::errors::{IdentityError, OAuthError};
use super::grants::GrantType;
use super::jwt::Assertion;
use super::tokens::{CODE_START, REFRESH_START};
use crate::core::form::Form;
use crate::providers::salesforce::errors::ApiError;

/// The access token in an `Authorization` header; the scheme is Bearer or OAuth in any letter case.
///
/// # Errors
/// `INVALID_AUTH_HEADER` if there is no header, another scheme or no token. Documented, unread.
pub fn token_in_head(authorization: Option<&str>) -> Result<Credential, ApiError> {
    let token = authorization.and_then(bearer).ok_or_else(ApiError::invalid_auth_header)?;
    Ok(Credential::Token(token.to_owned()))
}

pub(super) fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.trim().split_once(' ')?;
    let known = ["bearer", "oauth"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    Some(token.trim()).filter(|token| known && !token.is_empty())
}

/// How an access token that names nobody is refused.
///
/// Three parts between dots are taken for a JWT, unless there is the `!` of our own tokens, which
/// no JWT has and whose dots mean nothing. Recorded (airbyte issue 71024).
pub fn unknown_token(token: &str) -> ApiError {
    if token.split('.').count() == 3 && !token.contains('!') {
        ApiError::invalid_jwt_format()
    } else {
        ApiError::session_expired()
    }
}

/// The 15-character id of the org in an access token, refresh token or code of this server.
///
/// A declared access token may hold anything: look for it first.
pub fn org_of_grant(text: &str) -> Option<&str> {
    let org15 = match text.split_once('!') {
        Some((org15, _)) => org15,
        None => [REFRESH_START, CODE_START]
            .iter()
            .find_map(|start| text.strip_prefix(start))?
            .get(..15)?,
    };
    let shaped = org15.len() == 15 && org15.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (shaped && org15.starts_with("00D")).then_some(org15)
}

/// What names the org of a call of the token endpoint.
///
/// # Errors
/// As the endpoint itself refuses a call whose grant type is unknown or that lacks what its grant
/// is about: the user name, the client id, the refresh token, the assertion, the code.
pub fn credential_of_token_call(
    authorization: Option<&str>,
    form: &Form,
) -> Result<Credential, OAuthError> {
    let own = |name| form.filled(name).map(str::to_owned);
    match GrantType::of(form)? {
        GrantType::Password => {
            own("username").map(Credential::User).ok_or(OAuthError::AuthenticationFailure)
        }
        GrantType::ClientCredentials => Presented::of(authorization, form)
            .id
            .filter(|id| !id.is_empty())
            .map(Credential::Client)
            .ok_or(OAuthError::InvalidClientId),
        GrantType::RefreshToken => {
            own("refresh_token").map(Credential::RefreshToken).ok_or(OAuthError::ExpiredToken)
        }
        GrantType::JwtBearer => {
            let assertion = form.get("assertion").and_then(Assertion::read);
            let assertion = assertion.ok_or(OAuthError::InvalidAssertion)?;
            Ok(Credential::User(assertion.subject))
        }
        GrantType::AuthorizationCode => {
            own("code").map(Credential::Code).ok_or(OAuthError::ExpiredCode)
        }
    }
}

/// What names the org of a call of the authorization endpoint: the login hint, else the client.
///
/// # Errors
/// `invalid_client_id` if there is neither.
pub fn credential_of_authorize(query: &Form) -> Result<Credential, OAuthError> {
    let own = |name| form_value(query, name);
    own("login_hint")
        .map(Credential::User)
        .or_else(|| own("client_id").map(Credential::Client))
        .ok_or(OAuthError::InvalidClientId)
}

/// What names the org of an introspection or a revocation: the `token` parameter.
///
/// # Errors
/// `invalid_token` if there is none.
pub fn credential_of_token(form: &Form) -> Result<Credential, OAuthError> {
    let token = form_value(form, "token").ok_or(OAuthError::InvalidToken)?;
    if token.starts_with(REFRESH_START) {
        Ok(Credential::RefreshToken(token))
    } else {
        Ok(Credential::Token(token))
    }
}

/// What names the org of userinfo and of an id URL: the header, else `oauth_token` or
/// `access_token` in the query.
///
/// # Errors
/// `Missing_OAuth_Token` if there is none.
pub fn credential_of_identity(
    authorization: Option<&str>,
    query: &Form,
) -> Result<Credential, IdentityError> {
    let in_query = || query.filled("oauth_token").or_else(|| query.filled("access_token"));
    let token = authorization.and_then(bearer).or_else(in_query);
    let token = token.ok_or(IdentityError::MissingToken)?;
    Ok(Credential::Token(token.to_owned()))
}

fn form_value(form: &Form, name: &str) -> Option<String> {
    form.filled(name).map(str::to_owned)
}

impl Credential {
    /// How the OAuth endpoints refuse a credential that no org knows.
    pub fn unknown(&self) -> OAuthError {
        match self {
            Self::Token(_) => OAuthError::InvalidToken,
            Self::User(_) => OAuthError::AuthenticationFailure,
            Self::Client(_) => OAuthError::InvalidClientId,
            Self::RefreshToken(_) => OAuthError::ExpiredToken,
            Self::Code(_) => OAuthError::ExpiredCode,
        }
    }

    /// As [`Credential::unknown`], for a call of the token endpoint: the user of an assertion is
    /// not one with a wrong password. Relied upon (simple-salesforce compares the text).
    pub fn unknown_in_token_call(&self, form: &Form) -> OAuthError {
        match GrantType::of(form) {
            Ok(GrantType::JwtBearer) => OAuthError::NotApproved,
            Ok(
                GrantType::Password
                | GrantType::ClientCredentials
                | GrantType::RefreshToken
                | GrantType::AuthorizationCode,
            ) => self.unknown(),
            Err(error) => error,
        }
    }
}
