//! Tokens that die, are revoked or live no time; and callers as rules know them.

use super::*;
use crate::faults::raw::{install, listening};
use crate::marketo::support::{CLIENT, LEADS as IMPORT, SECRET};

async fn ask(server: &MockServer) -> Seen {
    let path = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={CLIENT}\
         &client_secret={SECRET}"
    );
    get(server, "", &path).await
}

/// A token that was asked for.
async fn token(server: &MockServer) -> String {
    ask(server).await.json()["access_token"].as_str().expect("a token").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn case_11_a_token_dies_between_two_polls_or_just_before_the_file() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let first = token(&server).await;
    let owned = instance.beside(&first);
    let job = Extract::usual(&owned).await;
    job.run().await;
    let dies = rule("dies", "export.status", "token_dies = {}\nwhen.nth = 2");
    install(&instance.handle, &dies);
    install(&instance.handle, &rule("revoked", "export.file", "token_revoked = {}"));
    let path = |what: &str| format!("{LEADS}/{}/{what}.json", job.id);
    let mut all = String::new();
    for _ in 0..3 {
        all += &format!("status: {}\n", told(&get(&server, &first, &path("status")).await));
    }
    let second = token(&server).await;
    assert_ne!(first, second);
    all += &format!("again: {}\n", told(&get(&server, &second, &path("status")).await));
    all += &format!("file: {}\n", told(&get(&server, &second, &path("file")).await));
    insta::assert_snapshot!(all, @r#"
    status: "Completed", numberOfRecords 4
    status: 200 "602" "Access token expired", no result
    status: 200 "602" "Access token expired", no result
    again: "Completed", numberOfRecords 4
    file: 200 "601" "Access token invalid", no result
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_dies_while_a_file_is_uploaded() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    install(&instance.handle, &rule("dies", "import.create", "token_dies = { late = true }"));
    let refused = instance.upload(IMPORT.create, "email\na@example.com\n").await;
    assert_eq!(crate::marketo::support::refusal(&refused), "200 602 Access token expired");
    assert_eq!(instance.handle.with(|org| org.marketo.world.import_jobs().len()), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_12_a_token_lives_no_time() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let before = token(&server).await;
    install(&instance.handle, &rule("dead", "identity.token", "token_life = { seconds = 0 }"));
    let answer = ask(&server).await;
    let (token, life) =
        (answer.json()["access_token"].clone(), answer.json()["expires_in"].clone());
    let used = get(&server, &before, "/rest/v1/stats/usage.json").await;
    assert_eq!((answer.status, token, life), (200, before.into(), 0.into()));
    assert_eq!(told(&used), "200 \"602\" \"Access token expired\", no result");
}

#[tokio::test(flavor = "multi_thread")]
async fn case_13_the_token_call_is_refused_in_every_form() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let mut all = String::new();
    for fault in [
        "status = { status = 401 }",
        "status = { status = 503 }",
        "status = { status = 502, page = \"html\" }",
        "answer = { set = { \"/error\" = \"unauthorized\" }, remove = [\"/access_token\"] }",
        "body = { text = \"\" }",
    ] {
        instance.handle.with(|org| org.faults.clear());
        install(&instance.handle, &rule("fault", "identity.token", fault));
        let seen = ask(&server).await;
        let text = String::from_utf8_lossy(&seen.body);
        let kind = seen.header("content-type").unwrap_or("-");
        all += &format!("{} {kind} {}\n", seen.status, text.lines().next().unwrap_or("(empty)"));
    }
    insta::assert_snapshot!(all, @r#"
    401 application/json;charset=UTF-8 {"error":"invalid_client","error_description":"Bad client credentials"}
    503 text/html <html>
    502 text/html <html>
    200 application/json;charset=UTF-8 {"token_type":"bearer","expires_in":3599,"scope":"api@example.com","error":"unauthorized"}
    200 application/json;charset=UTF-8 (empty)
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_call_is_known_by_its_client_id_in_query_or_form() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let rule =
        format!("name = \"c\"\non.client = \"{CLIENT}\"\ninject.status = {{ status = 503 }}");
    install(&instance.handle, &rule);
    let form = format!("grant_type=client_credentials&client_id={CLIENT}&client_secret={SECRET}");
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let by_form = send(&server, "", "POST", "/identity/oauth/token", &kind, &form).await;
    assert_eq!((ask(&server).await.status, by_form.status), (503, 503));
    // Whoever shows a token is known by its user.
    assert_eq!(read(&server, "/rest/v1/stats/usage.json").await.status, 200);
}
