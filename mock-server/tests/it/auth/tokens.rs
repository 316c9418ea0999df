//! The token endpoint's successes, grant by grant, and what a token is worth.

use bulk_mock::providers::salesforce::auth::{Auth, OAuthError, User, org_of_grant};
use bulk_mock::providers::salesforce::id::org_id;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::support::{CLIENT, ORG, SEED, World, assertion_of, form, password_grant, text};

#[test]
fn the_password_grant_answers_without_a_refresh_token() {
    let answer = World::declared().token(&password_grant("ADA@example.COM", "pa+ss%261"));
    insta::assert_json_snapshot!("token_password", answer.unwrap());
}

#[test]
fn client_credentials_may_stand_in_the_header_and_run_as_the_default_user() {
    let mut world = World::declared();
    // "app:s3cret"
    let head = Some("Basic YXBwOnMzY3JldA==");
    let answer = world.token_with_head(head, "grant_type=client_credentials").unwrap();
    insta::assert_json_snapshot!("token_client_credentials", answer);
    let in_body = world.token(&format!("grant_type=client_credentials&{CLIENT}")).unwrap();
    assert_eq!(in_body["id"], answer["id"]);
}

#[test]
fn an_assertion_answers_without_a_refresh_token() {
    let claims = r#"{"iss":"app","sub":"grace@example.com","aud":"http://127.0.0.1:8080/","exp":1767225720}"#;
    let answer = World::declared().token(&assertion_of(claims)).unwrap();
    insta::assert_json_snapshot!("token_jwt_bearer", answer);
}

#[test]
fn a_code_answers_with_a_refresh_token_that_can_be_used_again_and_again() {
    let mut world = World::declared();
    let query = "response_type=code&client_id=app&redirect_uri=http://localhost/cb";
    let code = world.code(query);
    let exchange = format!(
        "grant_type=authorization_code&{CLIENT}&code={code}&redirect_uri=http://localhost/cb"
    );
    let answer = world.token(&exchange).unwrap();
    insta::assert_json_snapshot!("token_authorization_code", answer);

    world.pass(60);
    let refresh = text(&answer, "refresh_token");
    let body = format!("grant_type=refresh_token&client_id=app&refresh_token={refresh}");
    insta::assert_json_snapshot!("token_refresh", world.token(&body).unwrap());
    assert!(world.token(&body).is_ok());
}

#[test]
fn with_rotation_a_refresh_token_works_once() {
    let mut world = World::declared();
    world.settings.refresh_token_rotation = true;
    let code = world.code("response_type=code&client_id=app&redirect_uri=http://localhost/cb");
    let exchange = format!(
        "grant_type=authorization_code&{CLIENT}&code={code}&redirect_uri=http://localhost/cb"
    );
    let first = text(&world.token(&exchange).unwrap(), "refresh_token");
    let refresh =
        |token: &str| format!("grant_type=refresh_token&client_id=app&refresh_token={token}");
    let answer = world.token(&refresh(&first)).unwrap();
    insta::assert_json_snapshot!("token_refresh_rotated", answer);
    assert_eq!(world.token(&refresh(&first)), Err(OAuthError::ExpiredToken));
    assert!(world.token(&refresh(&text(&answer, "refresh_token"))).is_ok());
}

#[test]
fn a_refresh_token_of_another_client_is_refused() {
    let mut world = World::declared();
    world.declare_client("other", None);
    let code = world.code("response_type=code&client_id=app&redirect_uri=x:y");
    let exchange =
        format!("grant_type=authorization_code&client_id=app&code={code}&redirect_uri=x:y");
    let refresh = text(&world.token(&exchange).unwrap(), "refresh_token");
    let body = format!("grant_type=refresh_token&client_id=other&refresh_token={refresh}");
    assert_eq!(world.token(&body), Err(OAuthError::ExpiredToken));
}

#[test]
fn the_signature_is_made_with_the_client_secret_over_id_and_issued_at() {
    let answer = World::declared().token(&password_grant("ada@example.com", "pa+ss%261")).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"s3cret").unwrap();
    mac.update(text(&answer, "id").as_bytes());
    mac.update(text(&answer, "issued_at").as_bytes());
    let sent = text(&answer, "signature");
    let sent = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, sent).unwrap();
    assert!(mac.verify_slice(&sent).is_ok());
}

#[test]
fn every_secret_that_is_issued_carries_the_org_and_the_right_letters() {
    let mut world = World::declared();
    let org = org_id(SEED, ORG);
    let access = world.access_token();
    let (_, opaque) = access.split_once('!').expect("a bang");
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_';
    assert!(opaque.len() >= 32 && opaque.starts_with("AQ") && opaque.chars().all(allowed));
    assert_eq!(org_of_grant(&access), Some(org.short()));

    let code = world.code("response_type=code&client_id=app&redirect_uri=x:y");
    assert_eq!(org_of_grant(&code), Some(org.short()));
    let exchange =
        format!("grant_type=authorization_code&client_id=app&code={code}&redirect_uri=x:y");
    let refresh = text(&world.token(&exchange).unwrap(), "refresh_token");
    assert!(refresh.starts_with("5Aep861") && code.starts_with("aPrx"));
    assert_eq!(org_of_grant(&refresh), Some(org.short()));
    for other in ["", "!", "5Aep861", "aPrxé0000000000000000", "0010000000000AA!x", "00D"] {
        assert_eq!(org_of_grant(other), None, "{other}");
    }
}

#[test]
fn tokens_depend_on_seed_and_org_and_never_repeat() {
    let first = |seed, org| {
        let mut world = World::declared();
        let mut ada = User::named("ada@example.com", 1);
        ada.password = Some("p".into());
        world.auth = Auth::new(seed, org, ada);
        world.declare_client("app", Some("s3cret"));
        let mut next =
            || text(&world.token(&password_grant("ada@example.com", "p")).unwrap(), "access_token");
        [next(), next()]
    };
    assert_eq!(first(1, "a"), first(1, "a"));
    let [one, two] = first(1, "a");
    let mut all = vec![one, two];
    all.extend(first(2, "a"));
    all.extend(first(1, "b"));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6);
}

#[test]
fn a_token_lives_as_long_as_the_setting_says_and_is_then_dropped() {
    let mut world = World::declared();
    let token = world.access_token();
    let grant = world.auth.check(&token, world.now).unwrap();
    assert_eq!(
        (grant.user, grant.client_id.as_deref(), &*grant.scope),
        (1, Some("app"), "api id web")
    );

    world.pass(7199);
    assert!(world.knows(&token));
    world.pass(1);
    assert!(!world.knows(&token));
    assert_eq!(world.auth.next_deadline(), Some(world.now));
    world.auth.expire(world.now);
    assert_eq!(world.auth.next_deadline(), None);
}

#[test]
fn a_declared_token_lasts_until_it_is_revoked() {
    let mut world = World::declared();
    world.auth.declare_token("00Dxx0000000000!fixed", 2);
    world.pass(100 * 365 * 24 * 3600);
    let grant = world.auth.check("00Dxx0000000000!fixed", world.now).unwrap();
    assert_eq!((grant.user, grant.client_id), (2, None));
    let revoked = world.call(|auth, cx| auth.revoke(cx, &form("token=00Dxx0000000000!fixed")));
    assert_eq!(revoked, Ok(()));
    assert!(!world.knows("00Dxx0000000000!fixed"));
}

#[test]
fn a_token_can_be_made_to_die_early() {
    let mut world = World::declared();
    let token = world.access_token();
    let early = world.now;
    assert!(world.auth.token_ends_at(&token, early));
    assert!(!world.knows(&token));
    assert!(!world.auth.token_ends_at("unknown", early));
}
