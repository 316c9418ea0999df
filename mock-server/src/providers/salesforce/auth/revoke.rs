//! `/services/oauth2/revoke`: the end of an access token, or of a refresh token and its children.

use super::cx::Cx;
use super::errors::OAuthError;
use super::state::Auth;
use crate::core::form::Form;

impl Auth {
    /// Ends the token in `token`, from the query of a GET or the body of a POST; 200 and no body.
    ///
    /// # Errors
    /// If the token is missing or unknown; to be answered form-encoded.
    pub fn revoke(&mut self, cx: &Cx<'_>, form: &Form) -> Result<(), OAuthError> {
        let text = form.filled("token").ok_or(OAuthError::InvalidToken)?;
        if self.tokens.revoke(text, cx.now) { Ok(()) } else { Err(OAuthError::InvalidToken) }
    }
}
