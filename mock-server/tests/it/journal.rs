//! The journal as its readers see it: whole lines, secrets named, gaps and transitions in place.

use serde_json::Value;

use super::support::{Org, call, insert_contacts, server};

/// The entries of an org's journal; real time, which nothing fixes, is checked and hidden.
async fn entries(sf: &Org<'_>, org: &str) -> Vec<Value> {
    let target = format!("/_mock/orgs/{org}/journal");
    let text = call(sf.server, "GET", &target, &[], "").await.ok().text();
    text.lines()
        .map(|line| {
            let mut entry: Value = serde_json::from_str(line).expect("JSON");
            for place in ["received", "effect", "answered", "place"] {
                if let Some(wall) = entry.get_mut(place).and_then(|at| at.get_mut("wall_ms")) {
                    assert!(wall.as_i64().is_some_and(|ms| ms > 1_600_000_000_000), "{wall}");
                    *wall = "<wall>".into();
                }
            }
            entry
        })
        .collect()
}

#[tokio::test]
async fn an_exchange_is_told_in_full() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = sf.open(insert_contacts()).await;
    sf.upload(&job, "LastName\nAnn\n\"B\nob\"\n").await.ok();
    let entries = entries(&sf, "acme").await;
    let page: String = entries.iter().map(|entry| format!("{entry:#}\n")).collect();
    insta::assert_snapshot!("exchange", sf.show_text(&page));
}

#[tokio::test]
async fn secrets_stand_under_their_names_wherever_they_were_said() {
    let server = server();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = "grant_type=password&client_id=demo-client&client_secret=demo-secret\
        &username=demo%40example.com&password=demo-password";
    let token = call(&server, "POST", "/services/oauth2/token", &form, body).await.ok().json();
    let token = token["access_token"].as_str().expect("a token").to_owned();
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    call(&server, "GET", "/services/data/v62.0/limits", &headers, "").await.ok();
    let encoded = token.replace('!', "%21");
    let userinfo = format!("/services/oauth2/userinfo?oauth_token={encoded}");
    call(&server, "GET", &userinfo, &[], "").await.ok();
    let revoke = format!("token={encoded}");
    call(&server, "POST", "/services/oauth2/revoke", &form, revoke).await.ok();
    let journal = call(&server, "GET", "/_mock/orgs/demo/journal", &[], "").await.text();
    for secret in ["demo-password", "demo-secret", token.as_str(), encoded.as_str()] {
        assert!(!journal.contains(secret), "{secret} in {journal}");
    }
    let told: Vec<String> = journal
        .lines()
        .map(|line| {
            let entry: Value = serde_json::from_str(line).expect("JSON");
            let authorization = entry["headers"]
                .as_array()
                .and_then(|all| all.iter().find(|header| header[0] == "authorization"))
                .map_or(Value::Null, |header| header[1].clone());
            format!("{} {} {}", entry["target"], authorization, entry["request"]["whole"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "/services/oauth2/token" null "grant_type=password&client_id=demo-client&client_secret=<client_secret:1>&username=demo%40example.com&password=<password:1>"
    "/services/data/v62.0/limits" "Bearer <token:1>" null
    "/services/oauth2/userinfo?oauth_token=<token:1>" null null
    "/services/oauth2/revoke" null "token=<token:1>"
    "#);
}

#[tokio::test]
async fn credentials_that_lead_nowhere_are_secrets_too() {
    let server = super::support::builder()
        .configure(|config, _| config.declared_only = true)
        .offline()
        .expect("a server");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = "grant_type=password&client_id=c&client_secret=hush&username=u&password=hush-hush";
    call(&server, "POST", "/services/oauth2/token", &form, body).await;
    let headers = [("authorization", "Bearer nobody-gave-me")];
    call(&server, "GET", "/services/data/v62.0/limits", &headers, "").await;
    let lobby = call(&server, "GET", "/_mock/journal", &[], "").await.text();
    assert_eq!(lobby.lines().count(), 2);
    for secret in ["hush", "nobody-gave-me"] {
        assert!(!lobby.contains(secret), "{lobby}");
    }
}

#[tokio::test]
async fn requests_that_name_no_operation_keep_their_secrets_too() {
    let server = server();
    for (method, target, secret) in [
        ("GET", "/services/data/v62.0/nothing", "sec-one"),
        ("DELETE", "/services/data/v62.0/limits", "sec-two"),
        ("GET", "/elsewhere", "sec-three"),
        ("GET", "/services/oauth2/tokens?client_secret=sec-four", "sec-four"),
    ] {
        let bearer = format!("Bearer {secret}");
        let answer = call(&server, method, target, &[("authorization", &bearer)], "").await;
        assert!(matches!(answer.status, 404 | 405), "{target}: {}", answer.status);
    }
    let lobby = call(&server, "GET", "/_mock/journal", &[], "").await.text();
    assert_eq!(lobby.lines().count(), 4);
    assert!(!lobby.contains("sec-"), "{lobby}");
}

#[tokio::test]
async fn secrets_in_broken_xml_and_in_any_query_are_secrets_too() {
    let server = server();
    let xml = [("content-type", "text/xml")];
    for body in [
        "<e><password>hush&amp;1</password>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a><urn:password>hush-2</urn:password></a>",
    ] {
        call(&server, "POST", "/services/Soap/u/62.0", &xml, body).await;
    }
    let target = "/services/data/v62.0/limits?oauth_token=hush%213&access_token=hush-4";
    call(&server, "GET", target, &[], "").await;
    let lobby = call(&server, "GET", "/_mock/journal", &[], "").await.text();
    assert_eq!(lobby.lines().count(), 3);
    assert!(!lobby.contains("hush"), "{lobby}");
}

#[tokio::test]
async fn secrets_that_are_words_of_the_journal_do_not_break_it() {
    let server = server();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for password in ["null", "%22", "a", "1", "target", "%7B%22entry%22", "exchange"] {
        let body = format!("grant_type=password&client_id=c&username=eve&password={password}");
        call(&server, "POST", "/services/oauth2/token", &form, body).await;
    }
    let journal = call(&server, "GET", "/_mock/orgs/eve/journal", &[], "").await.text();
    for (number, line) in journal.lines().enumerate() {
        let entry: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(entry["target"], "/services/oauth2/token");
        let body = entry["request"]["whole"].as_str().expect("a body");
        assert!(body.ends_with(&format!("&password=<password:{}>", number + 1)), "{body}");
    }
    assert_eq!(journal.lines().count(), 7);
}

#[tokio::test]
async fn a_head_request_and_an_empty_answer_end_well() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    sf.call("HEAD", "/limits", &[], "").await.ok();
    call(&server, "HEAD", "/services/data", &[], "").await.ok();
    let job = sf.open(insert_contacts()).await;
    sf.upload(&job, "").await.ok();
    sf.abort(&job).await.ok();
    sf.delete(&job).await.ok();
    let broken: Vec<Value> =
        entries(&sf, "acme").await.into_iter().filter(|entry| entry["broke"].is_string()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let lobby = call(&server, "GET", "/_mock/journal", &[], "").await.text();
    assert!(!lobby.contains("went away"), "{lobby}");
}

#[tokio::test]
async fn large_bodies_leave_their_ends_their_length_and_what_the_scanner_saw() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = sf.open(insert_contacts()).await;
    let rows = "Some Person\r\n".repeat(10_000);
    sf.upload(&job, format!("LastName\r\n{rows}")).await.ok();
    let entries = entries(&sf, "acme").await;
    let mut request = entries.last().expect("an entry")["request"].clone();
    for end in ["head", "tail"] {
        assert_eq!(request[end].as_str().map(str::len), Some(4096));
        request[end] = "<4096>".into();
    }
    insta::assert_snapshot!("large_body", format!("{request:#}"));
}
