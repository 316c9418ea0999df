//! Assertions of the JWT bearer grant: structure, audience, life, signature.

use serde_json::Value;

use super::certificate::Certificate;
use super::cx::Cx;
use super::errors::OAuthError;
use super::text::from_base64url;

/// An assertion may be good for so many seconds from now on. Documented, unread.
const LIFE_SECONDS_MAX: i64 = 180;

/// Audiences beside the server's own address. Relied upon.
const AUDIENCES: [&str; 2] = ["https://login.salesforce.com", "https://test.salesforce.com"];

/// An assertion that could be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Assertion {
    pub(super) issuer: String,
    pub(super) subject: String,
    audiences: Vec<String>,
    /// Seconds since the Unix epoch.
    expires: i64,
    signed: String,
    signature: Vec<u8>,
}

impl Assertion {
    /// Reads three base64url parts: a header with `alg` RS256, claims with `iss`, `sub` (or the
    /// older `prn`), `aud` and `exp`, and a signature. `None` if anything of that is missing.
    ///
    /// `exp` may be a number or text, since simple-salesforce sends text. Relied upon.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header = json_part(header)?;
        if header.get("alg")?.as_str()? != "RS256" {
            return None;
        }
        let claims = json_part(claims)?;
        let own =
            |name: &str| Some(claims.get(name)?.as_str()?.to_owned()).filter(|v| !v.is_empty());
        Some(Self {
            issuer: own("iss")?,
            subject: own("sub").or_else(|| own("prn"))?,
            audiences: audiences(claims.get("aud")?)?,
            expires: seconds(claims.get("exp")?)?,
            signed: signed.to_owned(),
            signature: from_base64url(signature).filter(|bytes| !bytes.is_empty())?,
        })
    }

    pub(super) fn is_signed_by(&self, certificate: &Certificate) -> bool {
        certificate.signed(self.signed.as_bytes(), &self.signature)
    }

    /// The audience is login, test or this server, with or without a slash or the endpoint's path.
    pub(super) fn check_audience(&self, cx: &Cx<'_>) -> Result<(), OAuthError> {
        let ours = cx.base().to_ascii_lowercase();
        let known = |audience: &String| {
            let audience = server_of(audience);
            audience == ours || AUDIENCES.contains(&audience.as_str())
        };
        if self.audiences.iter().any(known) { Ok(()) } else { Err(OAuthError::InvalidAudience) }
    }

    /// The assertion is not over, and, where open questions stand at their documented value, good
    /// for no more than three minutes.
    pub(super) fn check_life(&self, cx: &Cx<'_>) -> Result<(), OAuthError> {
        let expires_ms = self.expires.saturating_mul(1000);
        if expires_ms <= cx.now.millis() {
            return Err(OAuthError::ExpiredCode);
        }
        let ahead_ms = expires_ms.saturating_sub(cx.now.millis());
        if cx.strict && ahead_ms > LIFE_SECONDS_MAX * 1000 {
            return Err(OAuthError::InvalidAssertion);
        }
        Ok(())
    }
}

fn json_part(part: &str) -> Option<Value> {
    serde_json::from_slice(&from_base64url(part)?).ok()
}

fn audiences(claim: &Value) -> Option<Vec<String>> {
    match claim {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(several) => {
            several.iter().map(|one| one.as_str().map(str::to_owned)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

fn seconds(claim: &Value) -> Option<i64> {
    match claim {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|s| s as i64)),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn server_of(audience: &str) -> String {
    let audience = audience.trim().trim_end_matches('/').to_ascii_lowercase();
    let server = audience.strip_suffix("/services/oauth2/token").unwrap_or(&audience);
    server.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::text::to_base64url;
    use super::*;

    fn read(header: &str, claims: &str) -> Option<Assertion> {
        let [header, claims, signature] =
            [header, claims, "signature"].map(|part| to_base64url(part.as_bytes()));
        Assertion::read(&format!("{header}.{claims}.{signature}"))
    }

    #[test]
    fn exp_may_be_a_number_or_text() {
        let claims = |exp| {
            format!(r#"{{"iss":"c","sub":"u","aud":"https://test.salesforce.com","exp":{exp}}}"#)
        };
        let exp = |text| read(r#"{"alg":"RS256"}"#, &claims(text)).map(|a| a.expires);
        let got = ["1700000000", "\"1700000000\"", "1.7e9", "\"soon\"", "null", "[]"].map(exp);
        assert_eq!(
            got,
            [Some(1_700_000_000), Some(1_700_000_000), Some(1_700_000_000), None, None, None]
        );
    }

    #[test]
    fn what_lacks_a_part_a_claim_or_rs256_is_no_assertion() {
        let claims = r#"{"iss":"c","prn":"u","aud":["https://x"],"exp":1}"#;
        assert!(read(r#"{"alg":"RS256"}"#, claims).is_some());
        for header in ["{}", r#"{"alg":"none"}"#, r#"{"alg":"HS256"}"#, "[", "\"RS256\""] {
            assert!(read(header, claims).is_none(), "{header}");
        }
        for claims in [
            "{}",
            r#"{"iss":"c","sub":"","aud":"x","exp":1}"#,
            r#"{"iss":1,"sub":"u","aud":"x","exp":1}"#,
        ] {
            assert!(read(r#"{"alg":"RS256"}"#, claims).is_none(), "{claims}");
        }
        for text in ["", ".", "..", "a.b.c", "....", "\u{e9}.\u{e9}.\u{e9}"] {
            assert!(Assertion::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_audience_may_end_in_a_slash_or_in_the_endpoint() {
        for audience in [
            "https://login.salesforce.com",
            "https://login.salesforce.com/",
            "https://LOGIN.salesforce.com/services/oauth2/token",
            "https://login.salesforce.com/services/oauth2/token/",
        ] {
            assert_eq!(server_of(audience), AUDIENCES[0], "{audience}");
        }
        assert_ne!(server_of("https://login.salesforce.com/x"), AUDIENCES[0]);
    }
}
