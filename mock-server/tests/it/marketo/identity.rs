//! Tokens: how they are asked for, how long they live, where they may stand.

use bulk_mock::MockServer;
use bulk_mock::org::Declaration;
use bulk_mock::providers::marketo::auth::Permission;
use bulk_mock::providers::marketo::{Declared, DeclaredClient};

use super::support::{CLIENT, Instance, SECRET, TOKEN, refusal};
use crate::support::{Answer, builder, call, server};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn ask(server: &MockServer, query: &str) -> Answer {
    call(server, "GET", &format!("/identity/oauth/token?{query}"), &[], "").await
}

fn parameters(secret: &str) -> String {
    format!("grant_type=client_credentials&client_id={CLIENT}&client_secret={secret}")
}

#[tokio::test]
async fn a_token_is_asked_for_in_a_query_a_form_or_both() {
    let server = server();
    let _instance = Instance::fresh(&server, "");
    let all = parameters(SECRET);
    let (some, rest) = all.split_once('&').expect("several");
    let path = "/identity/oauth/token";
    let with = |query: &str| format!("{path}?{query}&partner_id=p");
    let mut tokens = vec![
        call(&server, "GET", &with(&all), &[], "").await.ok().json(),
        call(&server, "POST", &with(&all), &[], "").await.ok().json(),
        call(&server, "POST", path, &[FORM], all.clone()).await.ok().json(),
        call(&server, "POST", &with(some), &[FORM], rest.to_owned()).await.ok().json(),
    ];
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "the same token each time");
}

#[tokio::test]
async fn a_token_answer_has_its_keys_and_headers_in_order() {
    let server = server();
    let _instance = Instance::fresh(&server, "");
    let answer = ask(&server, &parameters(SECRET)).await.ok();
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}"));
    let text = headers.chain([answer.text()]).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("token_answer", text);
}

#[tokio::test]
async fn a_live_token_comes_back_with_the_rest_of_its_life_and_a_dead_one_does_not() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut seen = Vec::new();
    for wait in ["0ms", "10s", "3589s", "1s"] {
        instance.wait(wait).await;
        let answer = ask(&server, &parameters(SECRET)).await.ok().json();
        seen.push((answer["expires_in"].as_u64(), answer["access_token"].clone()));
    }
    let lives: Vec<_> = seen.iter().map(|(life, _)| *life).collect();
    assert_eq!(lives, [Some(3599), Some(3589), Some(0), Some(3599)]);
    assert!(seen[..3].windows(2).all(|pair| pair[0].1 == pair[1].1), "one token until it dies");
    assert_ne!(seen[2].1, seen[3].1, "then another one");
}

#[tokio::test]
async fn a_token_that_cannot_be_given_is_refused_as_oauth_does() {
    let server = builder().configure(|config, _| config.declared_only = true);
    let server = server.offline().expect("a server");
    let _instance = Instance::fresh(&server, "");
    let asks = [
        parameters("wrong"),
        parameters("").replace(CLIENT, "nobody") + "x",
        parameters(""),
        "client_id=a&client_secret=b".into(),
        "grant_type=password&client_id=a&client_secret=b".into(),
        "grant_type=client_credentials".into(),
        String::new(),
    ];
    let mut table = String::new();
    for asked in asks {
        let answer = ask(&server, &asked).await;
        table += &format!("{asked}\n    {} {}\n", answer.status, answer.text());
    }
    insta::assert_snapshot!("refused_tokens", table);
}

#[tokio::test]
async fn an_unknown_client_opens_an_instance_of_its_own_and_keeps_its_secret() {
    let server = server();
    let fresh = "grant_type=client_credentials&client_id=new&client_secret=";
    ask(&server, &format!("{fresh}one")).await.ok();
    assert_eq!(ask(&server, &format!("{fresh}two")).await.status, 401);
    assert!(server.find_org("marketo:new").is_some(), "an org is named after the client");
}

#[tokio::test]
async fn a_token_may_stand_in_a_header_a_query_or_a_form() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let path = "/rest/v1/stats/usage.json";
    let query = format!("{path}?access_token={TOKEN}");
    let form = format!("_method=GET&access_token={TOKEN}");
    let bearer = format!("Bearer{TOKEN}");
    let ways = [
        instance.get(path).await,
        call(&server, "GET", &query, &[], "").await,
        call(&server, "POST", path, &[FORM], form).await,
        call(&server, "GET", path, &[("authorization", &bearer)], "").await,
    ];
    for answer in ways {
        assert_eq!(answer.json()["success"], true, "{}", answer.text());
    }
}

#[tokio::test]
async fn a_token_in_a_query_is_refused_since_the_day_of_its_removal() {
    let server = server();
    let instance = Instance::fresh(&server, "query_token_until = \"2026-01-01T01:00:00Z\"");
    let query = format!("/rest/v1/stats/usage.json?access_token={TOKEN}");
    let before = call(&server, "GET", &query, &[], "").await;
    instance.wait("1h").await;
    let after = call(&server, "GET", &query, &[], "").await;
    assert_eq!(before.json()["success"], true);
    assert_eq!(refusal(&after), "200 600 Access token not specified");
}

#[tokio::test]
async fn a_bad_token_is_told_in_an_envelope_with_status_200() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let path = "/rest/v1/leads/describe.json";
    let token = ask(&server, &parameters(SECRET)).await.ok().json()["access_token"].clone();
    let token = token.as_str().expect("a token").to_owned();
    instance.wait("3600s").await;
    let none = call(&server, "GET", path, &[], "").await;
    let unknown = instance.with_token("who:ever");
    let unknown = unknown.get(path).await;
    let bearer = format!("Bearer {token}");
    let expired = call(&server, "GET", path, &[("authorization", &bearer)], "").await;
    let told = [none, unknown, expired].map(|answer| refusal(&answer)).join("\n");
    insta::assert_snapshot!("bad_tokens", told);
}

#[tokio::test]
async fn a_user_may_do_what_its_role_says() {
    let server = server();
    let client = |id: &str, permissions: &[Permission]| DeclaredClient {
        client_id: id.into(),
        client_secret: "s".into(),
        user: None,
        permissions: Some(permissions.to_vec()),
    };
    let clients = vec![
        client("reader", &[Permission::ReadOnlyLead]),
        client("writer", &[Permission::ReadWriteLead]),
        client("nobody", &[]),
    ];
    let marketo = Declared { clients, ..Declared::default() };
    let declared = Declaration { name: "roles".into(), marketo, ..Declaration::default() };
    server.declare(&declared).expect("an org");
    let mut table = String::new();
    for name in ["reader", "writer", "nobody"] {
        let asked = format!("grant_type=client_credentials&client_id={name}&client_secret=s");
        let token = ask(&server, &asked).await.ok().json()["access_token"].clone();
        let bearer = format!("Bearer {}", token.as_str().expect("a token"));
        let headers = [("authorization", bearer.as_str())];
        for (method, path) in [
            ("GET", "/rest/v1/leads/partitions.json"),
            ("POST", "/bulk/v1/leads.json"),
            ("GET", "/rest/v1/activities/types.json"),
            ("GET", "/rest/v1/stats/usage.json"),
        ] {
            let answer = call(&server, method, path, &headers, "").await;
            let denied = refusal(&answer).starts_with("200 603");
            table +=
                &format!("{name} {method} {path}: {}\n", if denied { "603" } else { "let in" });
        }
    }
    insta::assert_snapshot!("permissions", table);
}
