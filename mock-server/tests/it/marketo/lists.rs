//! Static lists over REST: which there are, who is in them, who comes and who goes.

use serde_json::json;

use super::lead_org::{make, next_page, said, server};
use super::support::Instance;

#[tokio::test]
async fn lists_are_found_by_id_name_program_and_workspace() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let all = instance.get("/rest/v1/lists.json").await.ok();
    let program = all.json()["result"][1]["programName"].as_str().expect("a program").to_owned();
    let program = program.replace(' ', "%20");
    let mut told = said(&all);
    for query in [
        "id=1001,1003&id=7",
        "name=Staff",
        &format!("programName={program}"),
        "workspaceName=Default&name=Nobody",
        "workspaceName=Elsewhere",
    ] {
        let answer = instance.get(&format!("/rest/v1/lists.json?{query}")).await;
        told += &format!("{query}\n{}", said(&answer));
    }
    told += &said(&instance.get("/rest/v1/lists/1002.json").await);
    insta::assert_snapshot!("lists", told);
}

#[tokio::test]
async fn pages_of_lists_and_of_their_leads_lead_on() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "b@example.com", "c@example.com"]).await;
    instance.post("/rest/v1/lists/1001/leads.json?id=3,1,2", &json!({})).await.ok();
    let mut told = String::new();
    for path in ["/rest/v1/lists.json?batchSize=2", "/rest/v1/list/1001/leads.json?batchSize=2"] {
        let first = instance.get(path).await;
        let next = next_page(&first);
        let second = instance.get(&format!("{path}&nextPageToken={next}")).await;
        let pages = said(&first) + &said(&second);
        told += &pages.replace(&next.replace("%3D", "="), "<token>");
    }
    insta::assert_snapshot!("pages_of_lists", told);
}

#[tokio::test]
async fn leads_come_and_go_named_by_query_or_body() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com", "b@example.com", "c@example.com"]).await;
    let path = "/rest/v1/lists/1001/leads.json";
    let json = [("content-type", "application/json")];
    let some = json!({ "input": [{ "id": 2 }, { "id": "3" }, { "id": 99 }] });
    let answers = [
        instance.call("POST", &format!("{path}?id=1&id=2,99"), &[], "").await,
        instance.post(path, &some).await,
        instance.get("/rest/v1/lists/1001/leads/ismember.json?id=1,2,3,99").await,
        instance.get(&format!("{path}?fields=email")).await,
        instance.call("DELETE", &format!("{path}?id=1&id=99"), &[], "").await,
        instance.call("DELETE", path, &json, some.to_string()).await,
        instance.call("DELETE", path, &json, some.to_string()).await,
        instance.get("/rest/v1/lists/1001/leads/ismember.json?id=1&id=2").await,
        instance.get("/rest/v1/list/1001/leads.json").await,
    ];
    insta::assert_snapshot!("members_of_a_list", answers.map(|answer| said(&answer)).concat());
}

#[tokio::test]
async fn a_lead_knows_its_lists() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    make(&instance, &["a@example.com"]).await;
    for list in [1001, 1002, 1003] {
        instance.form(&format!("/rest/v1/lists/{list}/leads.json"), "id=1").await.ok();
    }
    let path = "/rest/v1/leads/1/listMembership.json?batchSize=2";
    let first = instance.get(path).await;
    let next = next_page(&first);
    let second = instance.get(&format!("{path}&nextPageToken={next}")).await;
    let told = (said(&first) + &said(&second)).replace(&next.replace("%3D", "="), "<token>");
    insta::assert_snapshot!("lists_of_a_lead", told);
}
