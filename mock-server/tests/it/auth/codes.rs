//! The authorization endpoint and the exchange of its codes.

use bulk_mock::providers::salesforce::auth::OAuthError;

use super::support::{CLIENT, World};

const QUERY: &str =
    "response_type=code&client_id=app&redirect_uri=http%3A%2F%2Flocalhost%3A1717%2FOauthRedirect";
const REDIRECT: &str = "http://localhost:1717/OauthRedirect";

/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn exchange(code: &str, more: &str) -> String {
    format!("grant_type=authorization_code&{CLIENT}&code={code}&redirect_uri={REDIRECT}{more}")
}

#[test]
fn the_answer_is_a_redirect_at_once_with_code_and_state() {
    let mut world = World::declared();
    let url = world.authorize(&format!("{QUERY}&state=a+b%26c")).unwrap();
    insta::assert_snapshot!("authorize_redirect", url);
}

#[test]
fn what_the_user_would_see_as_an_error_goes_back_to_the_client() {
    let mut world = World::declared();
    let wrong = [
        QUERY.replace("response_type=code", "response_type=token") + "&state=s",
        QUERY.replace("response_type=code&", ""),
        format!("{QUERY}&login_hint=nobody%40example.com"),
    ];
    let urls = wrong.map(|query| world.authorize(&query).unwrap());
    insta::assert_snapshot!("authorize_errors", urls.join("\n"));
}

#[test]
fn without_a_place_to_go_back_to_the_refusal_is_an_answer() {
    let mut world = World::declared();
    let mut refused = |query: &str| world.authorize(query).unwrap_err();
    assert_eq!(refused("response_type=code&redirect_uri=x:y"), OAuthError::InvalidClientId);
    assert_eq!(
        refused("response_type=code&client_id=no&redirect_uri=x:y"),
        OAuthError::InvalidClientId
    );
    for uri in ["", "nowhere", "http://a/%0d%0aSet-Cookie:x", "//a", "http://%C3%A9"] {
        let query = format!("response_type=code&client_id=app&redirect_uri={uri}");
        assert_eq!(refused(&query), OAuthError::RedirectMismatch, "{uri}");
    }
}

#[test]
fn the_login_hint_names_the_user_and_the_default_user_stands_in_for_none() {
    let mut world = World::declared();
    let mut user_of = |query: &str| {
        let code = world.code(query);
        let answer = world.token(&exchange(&code, "")).unwrap();
        let token = super::support::text(&answer, "access_token");
        world.auth.check(&token, world.now).unwrap().user
    };
    assert_eq!(user_of(&format!("{QUERY}&login_hint=GRACE%40example.com")), 2);
    assert_eq!(user_of(QUERY), 1);
}

#[test]
fn a_code_works_once_and_for_fifteen_minutes() {
    let mut world = World::declared();
    let code = world.code(QUERY);
    assert!(world.token(&exchange(&code, "")).is_ok());
    assert_eq!(world.token(&exchange(&code, "")), Err(OAuthError::ExpiredCode));

    let code = world.code(QUERY);
    world.pass(15 * 60);
    assert_eq!(world.token(&exchange(&code, "")), Err(OAuthError::ExpiredCode));
}

#[test]
fn the_exchange_must_repeat_redirect_uri_client_and_proof() {
    let mut world = World::declared();
    world.declare_client("other", Some("s3cret"));
    let code =
        world.code(&format!("{QUERY}&code_challenge={CHALLENGE}&code_challenge_method=S256"));
    let right = exchange(&code, &format!("&code_verifier={VERIFIER}"));
    let wrong = [
        (right.replace(REDIRECT, "http://localhost:1717/"), OAuthError::RedirectMismatch),
        (right.replace("client_id=app", "client_id=other"), OAuthError::ExpiredCode),
        (right.replace(VERIFIER, "guess"), OAuthError::InvalidCodeVerifier),
        (exchange(&code, ""), OAuthError::InvalidCodeVerifier),
    ];
    for (body, refusal) in wrong {
        assert_eq!(world.token(&body), Err(refusal));
    }
    assert!(world.token(&right).is_ok());
}

#[test]
fn the_scope_decides_whether_a_refresh_token_comes_along() {
    let mut world = World::declared();
    let mut refreshed = |scope: &str| {
        let code = world.code(&format!("{QUERY}&scope={scope}"));
        let answer = world.token(&exchange(&code, "")).unwrap();
        assert_eq!(super::support::text(&answer, "scope"), scope.replace('+', " "));
        answer.get("refresh_token").is_some()
    };
    assert_eq!(
        ["api", "full", "api+refresh_token", "offline_access"].map(&mut refreshed),
        [false, false, true, true]
    );
}
