//! Proof key for code exchange: the challenge of an authorization and the verifier of its exchange.

use sha2::{Digest, Sha256};

use super::errors::OAuthError;
use super::text::to_base64url;
use crate::core::form::Form;

/// What an authorization said about its proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Challenge {
    text: String,
    method: Method,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Method {
    S256,
    Plain,
    /// No method was named. The provider means S256 then, and jsforce relies on it; the standard
    /// means `plain`. Both are taken.
    Unnamed,
}

impl Challenge {
    /// The challenge in an authorization's query, if there is one; an unknown method is `None` too.
    pub(super) fn of(query: &Form) -> Option<Self> {
        let method = match query.filled("code_challenge_method") {
            Some("S256") => Method::S256,
            Some("plain") => Method::Plain,
            None => Method::Unnamed,
            Some(_) => return None,
        };
        let text = query.filled("code_challenge")?.to_owned();
        Some(Self { text, method })
    }

    fn fits(&self, verifier: &str) -> bool {
        // Some clients keep the padding of their base64.
        let challenge = self.text.trim_end_matches('=');
        let hashed = || to_base64url(&Sha256::digest(verifier.as_bytes())) == challenge;
        let plain = || verifier == self.text;
        match self.method {
            Method::S256 => hashed(),
            Method::Plain => plain(),
            Method::Unnamed => hashed() || plain(),
        }
    }
}

/// A challenge needs its verifier, and a verifier needs a challenge. Documented, unread.
pub(super) fn check(
    challenge: Option<&Challenge>,
    verifier: Option<&str>,
) -> Result<(), OAuthError> {
    let right = match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => challenge.fits(verifier),
        (Some(_), None) | (None, Some(_)) => false,
    };
    if right { Ok(()) } else { Err(OAuthError::InvalidCodeVerifier) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Verifier and challenge of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn checked(query: &str, verifier: Option<&str>) -> bool {
        check(Challenge::of(&Form::from_bytes(query.as_bytes())).as_ref(), verifier).is_ok()
    }

    #[test]
    fn the_verifier_fits_by_the_method_that_was_named() {
        let hashed = format!("code_challenge={CHALLENGE}&code_challenge_method=S256");
        let unnamed = format!("code_challenge={CHALLENGE}");
        let plain = format!("code_challenge={VERIFIER}&code_challenge_method=plain");
        for query in [&hashed, &unnamed, &plain] {
            assert!(checked(query, Some(VERIFIER)), "{query}");
            assert!(!checked(query, Some("other")), "{query}");
            assert!(!checked(query, None), "{query}");
        }
        assert!(!checked(&plain.replace("plain", "S256"), Some(VERIFIER)));
        assert!(checked("", None) && !checked("", Some(VERIFIER)));
    }
}
