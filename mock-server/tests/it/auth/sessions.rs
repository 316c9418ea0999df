//! What can be asked of a token: introspection, userinfo, identity; and its revocation.

use bulk_mock::providers::salesforce::auth::{IdentityError, OAuthError};
use serde_json::json;

use super::support::{CLIENT, World, form, text};

fn introspected(world: &mut World, token: &str) -> serde_json::Value {
    let body = form(&format!("{CLIENT}&token={token}"));
    world.call(|auth, cx| auth.introspect(cx, None, &body)).expect("an answer")
}

#[test]
fn introspection_tells_user_client_scope_and_end() {
    let mut world = World::declared();
    let token = world.access_token();
    insta::assert_json_snapshot!("introspect_access_token", introspected(&mut world, &token));
}

#[test]
fn introspection_of_a_refresh_token_has_no_end() {
    let mut world = World::declared();
    let code = world.code("response_type=code&client_id=app&redirect_uri=x:y");
    let exchange = format!("grant_type=authorization_code&{CLIENT}&code={code}&redirect_uri=x:y");
    let refresh = text(&world.token(&exchange).unwrap(), "refresh_token");
    insta::assert_json_snapshot!("introspect_refresh_token", introspected(&mut world, &refresh));
}

#[test]
fn introspection_of_a_declared_token_has_an_end_all_the_same() {
    let mut world = World::declared();
    world.auth.began_at(world.now);
    world.auth.declare_token("fixed", 2);
    let answer = introspected(&mut world, "fixed");
    assert_eq!(answer["exp"], json!(1_767_225_600 + 7200));
    assert_eq!(answer["username"], json!("grace@example.com"));
    assert_eq!((&answer["client_id"], &answer["iat"]), (&json!("app"), &json!(1_767_225_600)));
}

#[test]
fn introspection_of_what_is_over_says_only_that() {
    let mut world = World::declared();
    let token = world.access_token();
    world.pass(7200);
    assert_eq!(introspected(&mut world, &token), json!({ "active": false }));
    let body = form("client_id=app&client_secret=wrong&token=x");
    let refused = world.call(|auth, cx| auth.introspect(cx, None, &body));
    assert_eq!(refused, Err(OAuthError::InvalidClient));
    let anonymous = world.call(|auth, cx| auth.introspect(cx, None, &form("token=x")));
    assert_eq!(anonymous, Ok(json!({ "active": false })));
}

#[test]
fn userinfo_tells_who_the_caller_is() {
    let mut world = World::declared();
    let token = world.access_token();
    let answer = world.call(|auth, cx| auth.userinfo(cx, &token)).unwrap();
    insta::assert_json_snapshot!("userinfo", answer);
    let refused = world.call(|auth, cx| auth.userinfo(cx, "unknown"));
    assert_eq!(refused, Err(IdentityError::BadToken));
}

#[test]
fn the_id_url_of_a_token_answer_leads_to_the_identity() {
    let mut world = World::declared();
    let answer =
        world.token(&super::support::password_grant("ada@example.com", "pa+ss%261")).unwrap();
    let (token, id) = (text(&answer, "access_token"), text(&answer, "id"));
    let mut parts = id.rsplit('/');
    let (user, org) = (parts.next().unwrap(), parts.next().unwrap());
    let identity = world.call(|auth, cx| auth.identity(cx, &token, org, user)).unwrap();
    assert_eq!(identity["id"], json!(id));
    insta::assert_json_snapshot!("identity", identity);

    let mut refused = |token: &str, org: &str, user: &str| {
        world.call(|auth, cx| auth.identity(cx, token, org, user)).unwrap_err()
    };
    assert_eq!(refused("no", org, user), IdentityError::BadToken);
    assert_eq!(refused(&token, "00D000000000001AAA", user), IdentityError::WrongOrg);
    assert_eq!(refused(&token, org, "005000000000001AAA"), IdentityError::BadId);
    assert!(world.call(|auth, cx| auth.identity(cx, &token, &org[..15], &user[..15])).is_ok());
}

#[test]
fn a_revoked_token_is_gone_and_cannot_be_revoked_again() {
    let mut world = World::declared();
    let token = world.access_token();
    let body = form(&format!("token={token}"));
    assert_eq!(world.call(|auth, cx| auth.revoke(cx, &body)), Ok(()));
    assert!(!world.knows(&token));
    assert_eq!(world.call(|auth, cx| auth.revoke(cx, &body)), Err(OAuthError::InvalidToken));
    assert_eq!(world.call(|auth, cx| auth.revoke(cx, &form(""))), Err(OAuthError::InvalidToken));
}

#[test]
fn a_revoked_refresh_token_takes_its_access_tokens_along() {
    let mut world = World::declared();
    let other = world.access_token();
    let code = world.code("response_type=code&client_id=app&redirect_uri=x:y");
    let exchange = format!("grant_type=authorization_code&{CLIENT}&code={code}&redirect_uri=x:y");
    let first = world.token(&exchange).unwrap();
    let refresh = text(&first, "refresh_token");
    let again = format!("grant_type=refresh_token&client_id=app&refresh_token={refresh}");
    let second = world.token(&again).unwrap();

    let body = form(&format!("token={refresh}"));
    assert_eq!(world.call(|auth, cx| auth.revoke(cx, &body)), Ok(()));
    let known = [&first, &second].map(|answer| world.knows(&text(answer, "access_token")));
    assert_eq!((known, world.knows(&other)), ([false, false], true));
    assert_eq!(world.token(&again), Err(OAuthError::ExpiredToken));
}
