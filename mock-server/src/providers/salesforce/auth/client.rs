//! Clients (connected apps) of an org, what a call presents of one, and when a secret is right.

use std::sync::Arc;

use super::certificate::Certificate;
use super::errors::OAuthError;
use super::text::from_base64;
use crate::core::form::Form;

/// A connected app, as it is declared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Client {
    /// The client id (consumer key).
    pub client_id: String,
    /// The client secret. Without one an org that is open to first use keeps the first that it is
    /// shown, and in any other org the client is public: it has no secret to be wrong.
    pub client_secret: Option<String>,
    /// The X.509 certificate (PEM, RSA of at least 2048 bits) against which assertions are checked.
    /// Without one the signature is not looked at.
    pub certificate_pem: Option<String>,
}

/// A client as an org keeps it.
#[derive(Clone, Debug)]
pub(super) struct Registered {
    pub(super) id: Arc<str>,
    pub(super) secret: Option<String>,
    pub(super) certificate: Option<Certificate>,
}

/// Whether a grant works without a client secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretNeed {
    /// Password and client credentials.
    Required,
    /// Refresh, code and introspection.
    Optional,
}

impl Registered {
    /// Whether the secret is right; `open` lets an unknown one be learned.
    pub(super) fn admit(
        &mut self,
        given: Option<&str>,
        need: SecretNeed,
        open: bool,
    ) -> Result<(), OAuthError> {
        let right = match (&self.secret, given) {
            (Some(secret), Some(given)) => secret == given,
            (None, Some(given)) => {
                if open {
                    self.secret = Some(given.to_owned());
                }
                true
            }
            (Some(_) | None, None) => need == SecretNeed::Optional,
        };
        if right { Ok(()) } else { Err(OAuthError::InvalidClient) }
    }
}

/// The client id and secret that a call shows.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Presented {
    pub(super) id: Option<String>,
    pub(super) secret: Option<String>,
}

impl Presented {
    /// From the `Authorization: Basic` header if there is one, else from the body. Relied upon:
    /// simple-salesforce sends the header and nothing but `grant_type` in the body.
    pub(super) fn of(authorization: Option<&str>, form: &Form) -> Self {
        let own = |name| form.filled(name).map(str::to_owned);
        let basic = authorization.and_then(basic_credentials);
        let (id, secret) = basic.unzip();
        Self {
            id: id.or_else(|| own("client_id")),
            secret: secret.or_else(|| own("client_secret")).filter(|secret| !secret.is_empty()),
        }
    }
}

/// User and password of a `Basic` header.
fn basic_credentials(authorization: &str) -> Option<(String, String)> {
    let (scheme, encoded) = authorization.trim().split_once(' ')?;
    let decoded = from_base64(encoded.trim()).filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8_lossy(&decoded);
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_wins_over_the_body_and_a_bad_header_counts_for_nothing() {
        let form = Form::from_bytes(b"client_id=body&client_secret=s");
        let presented = |header| {
            let Presented { id, secret } = Presented::of(header, &form);
            (id.unwrap_or_default(), secret.unwrap_or_default())
        };
        // "key:a:b"
        assert_eq!(presented(Some("bAsIc a2V5OmE6Yg==")), ("key".into(), "a:b".into()));
        for header in [None, Some("Basic ?"), Some("Bearer a2V5OmE6Yg=="), Some("Basic")] {
            assert_eq!(presented(header), ("body".into(), "s".into()), "{header:?}");
        }
    }
}
