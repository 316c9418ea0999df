//! Trust on first use: what an org keeps of the first secret it is shown.

use bulk_mock::providers::salesforce::auth::OAuthError;

use super::support::{World, assertion_of, password_grant};

#[test]
fn the_first_password_and_the_first_client_secret_are_kept() {
    let mut world = World::opened_by("new@example.com");
    assert!(world.token(&password_grant("new@example.com", "first")).is_ok());
    assert!(world.token(&password_grant("NEW@example.com", "first")).is_ok());
    assert_eq!(
        world.token(&password_grant("new@example.com", "second")),
        Err(OAuthError::AuthenticationFailure)
    );
    let other_secret = password_grant("new@example.com", "first").replace("s3cret", "other");
    assert_eq!(world.token(&other_secret), Err(OAuthError::InvalidClient));
}

#[test]
fn an_opened_org_takes_in_the_client_that_opens_it() {
    let mut world = World::opened_by("admin@example.com");
    let body = "grant_type=client_credentials&client_id=fresh&client_secret=";
    assert_eq!(world.token(body), Err(OAuthError::InvalidClient));
    assert!(world.token(&format!("{body}one")).is_ok());
    assert_eq!(world.token(&format!("{body}two")), Err(OAuthError::InvalidClient));
}

#[test]
fn an_opened_org_knows_no_other_user() {
    let mut world = World::opened_by("new@example.com");
    let body = password_grant("other@example.com", "first");
    assert_eq!(world.token(&body), Err(OAuthError::AuthenticationFailure));
}

#[test]
fn an_assertion_needs_no_secret_and_leaves_the_password_to_be_learned() {
    let mut world = World::opened_by("new@example.com");
    let claims = r#"{"iss":"app","sub":"new@example.com","aud":"https://test.salesforce.com","exp":1767225720}"#;
    assert!(world.token(&assertion_of(claims)).is_ok());
    assert!(world.token(&password_grant("new@example.com", "first")).is_ok());
}

#[test]
fn a_declared_user_without_a_password_cannot_use_one() {
    let mut world = World::declared();
    let body = password_grant("grace@example.com", "anything");
    assert_eq!(world.token(&body), Err(OAuthError::AuthenticationFailure));
}

#[test]
fn a_clone_is_a_snapshot_that_learns_on_its_own() {
    let mut world = World::opened_by("new@example.com");
    let before = world.auth.clone();
    assert!(world.token(&password_grant("new@example.com", "first")).is_ok());
    world.auth = before;
    assert!(world.token(&password_grant("new@example.com", "second")).is_ok());
}
