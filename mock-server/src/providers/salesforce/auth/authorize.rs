//! `/services/oauth2/authorize`: a code at once, without a page and without asking anyone.

use super::cx::Cx;
use super::errors::OAuthError;
use super::pkce::Challenge;
use super::state::Auth;
use super::tokens::{Code, Grant};
use crate::core::form::{self, Form};

/// The scope of an authorization that asks for none: all of a usual connected app. Assumed.
const ALL_SCOPES: &str = "refresh_token api id web";

impl Auth {
    /// Where to send the browser: the redirect URI with `code`, or with `error` and
    /// `error_description`, and in both cases the `state` that was sent.
    ///
    /// `login_hint` names the user, else it is the org's default user.
    ///
    /// # Errors
    /// If there is nowhere to send it: the redirect URI is missing or no URI, or the client is
    /// unknown.
    pub fn authorize(&mut self, cx: &Cx<'_>, query: &Form) -> Result<String, OAuthError> {
        let client_id = self.client(query.get("client_id"))?.id.clone();
        let redirect_uri = query.filled("redirect_uri").filter(|uri| is_uri(uri));
        let redirect_uri = redirect_uri.ok_or(OAuthError::RedirectMismatch)?;
        let state = query.get("state");
        let user = match self.authorizing_user(cx, query) {
            Ok(user) => user,
            Err(error) => {
                let (error, description) = error.texts();
                let fields = [("error", error), ("error_description", description)];
                return Ok(redirect(redirect_uri, &fields, state));
            }
        };
        let scope = query.filled("scope").unwrap_or(ALL_SCOPES).into();
        let grant = Grant { user, client_id: Some(client_id), scope };
        let challenge = Challenge::of(query);
        let code = Code { grant, redirect_uri: redirect_uri.to_owned(), challenge };
        let code = self.tokens.issue_code(cx.now, code);
        Ok(redirect(redirect_uri, &[("code", &code)], state))
    }

    fn authorizing_user(&self, cx: &Cx<'_>, query: &Form) -> Result<u64, OAuthError> {
        if query.get("response_type") != Some("code") {
            return Err(OAuthError::UnsupportedResponseType);
        }
        let user = match query.filled("login_hint") {
            Some(name) => self.user_number(name).ok_or(OAuthError::AccessDenied)?,
            None => self.default_user(),
        };
        self.active(cx, user)
    }
}

/// Whether `text` can stand in a `Location` header and names a scheme.
fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn redirect(uri: &str, fields: &[(&str, &str)], state: Option<&str>) -> String {
    let mut fields = fields.to_vec();
    fields.extend(state.map(|state| ("state", state)));
    let separator = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{separator}{}", form::encode(&fields))
}
