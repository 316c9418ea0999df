//! The JWT bearer grant: who made the assertion, for whom, until when.

use bulk_mock::providers::salesforce::auth::{Client, OAuthError};

use super::support::{World, assertion_of, jwt_grant};

/// A self-signed certificate of RSA 2048; its private key is gone.
const CERTIFICATE: &str = include_str!("certificate.pem");

/// Made with that key by `openssl dgst -sha256 -sign`: signed-client for Ada, exp 00:02 as text.
const ASSERTION: &str = include_str!("assertion.jwt");

fn claims(iss: &str, sub: &str, aud: &str, exp: &str) -> String {
    assertion_of(&format!(r#"{{"iss":"{iss}","sub":"{sub}","aud":"{aud}","exp":{exp}}}"#))
}

const LOGIN: &str = "https://login.salesforce.com";

#[test]
fn audience_life_client_and_user_are_checked() {
    let mut world = World::declared();
    let ada = "ada@example.com";
    let wrong = [
        (claims("app", ada, "https://example.com", "1767225720"), OAuthError::InvalidAudience),
        (claims("app", ada, LOGIN, "1767225600"), OAuthError::ExpiredCode),
        (claims("app", ada, LOGIN, "\"1767225599\""), OAuthError::ExpiredCode),
        (claims("no-client", ada, LOGIN, "1767225720"), OAuthError::InvalidClientId),
        (claims("app", "no@example.com", LOGIN, "1767225720"), OAuthError::NotApproved),
        (jwt_grant("a.b.c"), OAuthError::InvalidAssertion),
        (jwt_grant(""), OAuthError::InvalidAssertion),
    ];
    for (body, refusal) in wrong {
        assert_eq!(world.token(&body), Err(refusal), "{body}");
    }
    assert!(world.token(&claims("app", ada, LOGIN, "\"1767225720\"")).is_ok());
}

#[test]
fn more_than_three_minutes_are_refused_only_at_the_documented_value() {
    let mut world = World::declared();
    let [long, longest] =
        ["1767225781", "1767225780"].map(|exp| claims("app", "ada@example.com", LOGIN, exp));
    assert!(world.token(&long).is_ok());
    world.strict = true;
    assert_eq!(world.token(&long), Err(OAuthError::InvalidAssertion));
    assert!(world.token(&longest).is_ok());
}

#[test]
fn the_signature_counts_where_a_certificate_is_declared() {
    let mut world = World::declared();
    let client = Client {
        client_id: "signed-client".into(),
        client_secret: None,
        certificate_pem: Some(CERTIFICATE.into()),
    };
    world.auth.declare_client(client).unwrap();
    assert!(world.token(&jwt_grant(ASSERTION)).is_ok());

    let (signed, _) = ASSERTION.rsplit_once('.').unwrap();
    let unsigned = format!("{signed}.{}", "A".repeat(342));
    assert_eq!(world.token(&jwt_grant(&unsigned)), Err(OAuthError::InvalidAssertion));
    let by_nobody = claims("signed-client", "ada@example.com", LOGIN, "1767225720");
    assert_eq!(world.token(&by_nobody), Err(OAuthError::InvalidAssertion));
}

#[test]
fn a_certificate_that_cannot_be_used_is_refused_with_a_remedy() {
    let mut world = World::declared();
    let mut refused = |pem: &str| {
        let certificate_pem = Some(pem.to_owned());
        let client = Client { client_id: "c".into(), client_secret: None, certificate_pem };
        world.auth.declare_client(client).unwrap_err().to_string()
    };
    let cut = CERTIFICATE.replace("MII", "AII");
    let messages = ["no pem", &cut, &CERTIFICATE.replace("MII", "???")].map(&mut refused);
    insta::assert_snapshot!("bad_certificates", messages.join("\n"));
}
