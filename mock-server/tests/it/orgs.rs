//! Which org a request belongs to: first use, declarations, any token, limits, isolation.

use std::fmt::Write;

use bulk_mock::{Builder, MockServer};
use serde_json::{Value, json};

use super::support::{Answer, Org, builder, call, insert_contacts, show};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn log_in(server: &MockServer, user: &str, password: &str) -> Answer {
    let body = format!(
        "grant_type=password&client_id=app&client_secret=s&username={user}&password={password}"
    );
    call(server, "POST", "/services/oauth2/token", &[FORM], body).await
}

async fn connect(server: &MockServer, client: &str, secret: &str) -> Answer {
    let body = format!("grant_type=client_credentials&client_id={client}&client_secret={secret}");
    call(server, "POST", "/services/oauth2/token", &[FORM], body).await
}

async fn limits(server: &MockServer, token: &str) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    call(server, "GET", "/services/data/v62.0/limits", &headers, "").await.status
}

async fn names(server: &MockServer) -> String {
    let list = call(server, "GET", "/_mock/orgs", &[], "").await.json();
    let names = list["orgs"].as_array().expect("a list").iter().map(|org| org["name"].clone());
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>().join(", ")
}

fn with(change: impl FnOnce(&mut bulk_mock::org::Config)) -> Builder {
    builder().configure(|config, _| change(config))
}

fn started(builder: Builder) -> MockServer {
    builder.offline().expect("a server")
}

/// An answer's heart: the org in the token, or the error.
fn brief(answer: &Answer) -> String {
    let json = answer.json();
    match json["access_token"].as_str() {
        Some(token) => format!("{} org {}", answer.status, &token[..15]),
        None => show(answer),
    }
}

#[tokio::test]
async fn an_unknown_name_opens_an_org_and_keeps_its_secret() {
    let server = started(builder());
    let first = log_in(&server, "ada@acme.example", "one").await;
    let again = log_in(&server, "ADA@Acme.Example", "one").await;
    let wrong = log_in(&server, "ada@acme.example", "two").await;
    let other = log_in(&server, "bob@acme.example", "two").await;
    let client = connect(&server, "etl", "x").await;
    let wrong_secret = connect(&server, "etl", "y").await;
    // Letter case counts in client ids, as it does at the provider.
    let other_client = connect(&server, "ETL", "y").await;
    let org = |answer: &Answer| answer.json()["access_token"].as_str().map(|t| t[..15].to_owned());
    assert_eq!(org(&first), org(&again));
    assert_ne!(org(&first), org(&other));
    assert_ne!(org(&first), org(&client));
    assert_ne!(org(&client), org(&other_client));
    let refusals = format!("{}{}", show(&wrong), show(&wrong_secret));
    insta::assert_snapshot!(format!("{refusals}\n{}", names(&server).await), @r#"
    400 application/json;charset=UTF-8
    {
      "error": "invalid_grant",
      "error_description": "authentication failure"
    }
    400 application/json;charset=UTF-8
    {
      "error": "invalid_client",
      "error_description": "invalid client credentials"
    }

    ada@acme.example, bob@acme.example, client:ETL, client:etl, demo
    "#);
}

#[tokio::test]
async fn ids_and_tokens_do_not_depend_on_who_came_first() {
    let (one, two) = (started(builder()), started(builder()));
    let ada = log_in(&one, "ada@acme.example", "p").await.json();
    log_in(&two, "bob@acme.example", "p").await;
    let later = log_in(&two, "ada@acme.example", "p").await.json();
    let other_seed = log_in(&started(builder().seed(2)), "ada@acme.example", "p").await.json();
    assert_eq!(ada["id"], later["id"]);
    assert_eq!(ada["access_token"], later["access_token"]);
    assert_ne!(ada["id"], other_seed["id"]);
}

#[tokio::test]
async fn a_user_and_a_client_of_one_name_have_orgs_of_their_own_whoever_comes_first() {
    let (one, two) = (started(builder()), started(builder()));
    let user = log_in(&one, "same@x.example", "p").await.ok().json();
    let client = connect(&one, "same@x.example", "s").await.ok().json();
    assert_eq!(names(&one).await, "client:same@x.example, demo, same@x.example");
    assert_eq!(connect(&two, "same@x.example", "s").await.json()["id"], client["id"]);
    assert_eq!(log_in(&two, "same@x.example", "p").await.json()["id"], user["id"]);
}

#[tokio::test]
async fn a_first_use_does_not_get_into_an_org_that_has_its_name() {
    let server = started(builder());
    let stranger = log_in(&server, "demo", "p").await;
    insta::assert_snapshot!(show(&stranger), @r#"
    503 application/json;charset=UTF-8
    {
      "error": "server_error",
      "error_description": "org `demo` exists already and does not know this credential; declare it there, or give that org another name"
    }
    "#);
}

#[tokio::test]
async fn declared_names_only_if_told_so() {
    let server = started(with(|config| config.declared_only = true));
    let mut page = String::new();
    for (name, answer) in [
        ("stranger", log_in(&server, "ada@acme.example", "p").await),
        ("strange client", connect(&server, "etl", "x").await),
        ("demo user", log_in(&server, "DEMO@example.com", "demo-password").await),
        ("demo user, wrong password", log_in(&server, "demo@example.com", "x").await),
        ("demo client", connect(&server, "demo-client", "demo-secret").await),
        ("demo client, wrong secret", connect(&server, "demo-client", "x").await),
    ] {
        let _ = writeln!(page, "{name}: {}", brief(&answer));
    }
    let _ = writeln!(page, "{}", names(&server).await);
    insta::assert_snapshot!(page, @r#"
    stranger: 400 application/json;charset=UTF-8
    {
      "error": "invalid_grant",
      "error_description": "authentication failure"
    }

    strange client: 400 application/json;charset=UTF-8
    {
      "error": "invalid_client_id",
      "error_description": "client identifier invalid"
    }

    demo user: 400 application/json;charset=UTF-8
    {
      "error": "invalid_client_id",
      "error_description": "client identifier invalid"
    }

    demo user, wrong password: 400 application/json;charset=UTF-8
    {
      "error": "invalid_client_id",
      "error_description": "client identifier invalid"
    }

    demo client: 200 org 00DhcH0bcueOVJs
    demo client, wrong secret: 400 application/json;charset=UTF-8
    {
      "error": "invalid_client",
      "error_description": "invalid client credentials"
    }

    demo
    "#);
}

#[tokio::test]
async fn soap_knows_the_same_names() {
    let server = started(builder());
    let soap = async |user: &str, password: &str| {
        let body = format!(
            "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>\
             <login xmlns=\"urn:partner.soap.sforce.com\"><username>{user}</username>\
             <password>{password}</password></login></Body></Envelope>"
        );
        let headers = [("content-type", "text/xml"), ("soapaction", "login")];
        call(&server, "POST", "/services/Soap/u/62.0", &headers, body).await
    };
    let text = soap("ada@acme.example", "one").await.ok().text();
    let session = text.split("<sessionId>").nth(1).and_then(|t| t.split('<').next());
    assert_eq!(limits(&server, session.expect("a session")).await, 200);
    assert_eq!(soap("ada@acme.example", "two").await.status, 500);
    assert_eq!(log_in(&server, "ada@acme.example", "one").await.status, 200);
    assert_eq!(log_in(&server, "ada@acme.example", "two").await.status, 400);
}

#[tokio::test]
async fn any_token_names_an_org_if_told_so() {
    let server = started(with(|config| config.any_token = true));
    assert_eq!(limits(&server, "team-a").await, 200);
    assert_eq!(limits(&server, "team-b").await, 200);
    assert_eq!(limits(&server, "Team-A").await, 200);
    insta::assert_snapshot!(names(&server).await, @"demo, token:Team-A, token:team-a, token:team-b");
}

#[tokio::test]
async fn one_org_more_than_allowed_is_refused_with_a_word() {
    let server = started(with(|config| config.max_orgs = 2));
    log_in(&server, "ada@acme.example", "p").await.ok();
    let refused = log_in(&server, "bob@acme.example", "p").await;
    let declared = call(&server, "POST", "/_mock/orgs", &[], r#"{"name":"third"}"#).await;
    let page = format!("{}{}", show(&refused), show(&declared));
    assert_eq!(log_in(&server, "ada@acme.example", "p").await.status, 200);
    insta::assert_snapshot!(page, @r#"
    503 application/json;charset=UTF-8
    {
      "error": "server_error",
      "error_description": "this server has 2 orgs already; restart it with a higher --max-orgs"
    }
    409 application/json
    {
      "error": "the server has 2 orgs already; raise --max-orgs"
    }
    "#);
}

#[tokio::test]
async fn an_org_knows_nothing_of_another_one() {
    let server = started(builder());
    let (a, b) = (Org::fresh(&server, "a", ""), Org::fresh(&server, "b", ""));
    let job = a.run(insert_contacts(), "LastName,External_Id__c\nAnn,C-1\n").await;
    let success = a.results(&job, "successfulResults").await.text();
    let contact = success.lines().nth(1).map(|row| row[1..19].to_owned()).expect("a row");
    assert_eq!(b.info(&job).await.status, 404);
    assert_eq!(b.results(&job, "successfulResults").await.status, 404);
    assert_eq!(b.abort(&job).await.status, 404);
    assert_eq!(b.get("/jobs/ingest").await.json()["records"], json!([]));
    let update = json!({ "object": "Contact", "operation": "update" });
    let errors = b.row_errors(update, format!("Id,LastName\n{contact},Eve\n")).await;
    assert_eq!(errors, ["INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--"]);
    let same_key = b.tell(insert_contacts(), "LastName,External_Id__c\nBob,C-1\n").await;
    assert!(same_key.starts_with("JobComplete processed 1 failed 0"), "{same_key}");
    assert_ne!(a.info(&job).await.json()["id"], Value::Null);
}

#[tokio::test]
async fn equal_work_in_two_orgs_reads_the_same_but_for_ids() {
    let server = started(builder());
    let mut told = Vec::new();
    for name in ["a", "b"] {
        let sf = Org::fresh(&server, name, "");
        let told_of = sf.tell(insert_contacts(), "LastName\nAnn\nBob\n").await;
        told.push(format!("{told_of}{}", sf.rows("Contact").await));
    }
    assert_eq!(told[0], told[1]);
}
