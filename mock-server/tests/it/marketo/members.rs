//! Members of programs: imports of them, their status, and their calls over REST.

use serde_json::{Value, json};

use super::support::{Instance, MEMBERS, refusal};
use crate::support::{Answer, server};

fn told(answer: &Answer) -> String {
    let json = answer.json();
    if json["success"] != true {
        return refusal(answer) + "\n";
    }
    let rows = json["result"].as_array().into_iter().flatten();
    let mut out: String = rows.map(|row| format!("{row}\n")).collect();
    if let Some(more) = json.get("moreResult") {
        out += &format!("moreResult {more}\n");
    }
    if json.get("nextPageToken").is_some() {
        out += "and a token\n";
    }
    out
}

async fn lead_id(instance: &Instance<'_>, email: &str) -> u64 {
    let path = format!("/rest/v1/leads.json?filterType=email&filterValues={email}&fields=id");
    instance.get(&path).await.json()["result"][0]["id"].as_u64().expect("a lead")
}

#[tokio::test]
async fn an_import_makes_leads_members_and_never_moves_them_back() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let engaged =
        MEMBERS.with("/bulk/v1/program/1/members/import.json?programMemberStatus=engaged");
    let mut all = String::new();
    let file =
        "email,firstName,myCustomField,webinarUrl\nnew@example.com,N,first,https://w.example\n";
    for (kind, file) in [
        (MEMBERS, file),
        (engaged, "email,myCustomField\nnew@example.com,second\n"),
        (MEMBERS, "email,webinarUrl\nnew@example.com,\n"),
    ] {
        instance.wait("1h").await;
        all += &instance.tell(kind, file).await;
        let id = lead_id(&instance, "new@example.com").await;
        let fields =
            "statusName,myCustomField,webinarUrl,acquiredBy,membershipDate,updatedAt,program";
        let path = format!("/rest/v1/programs/1/members.json?filterType=leadId&filterValues={id}");
        all += &told(&instance.get(&format!("{path}&fields={fields}")).await);
    }
    let since = "/rest/v1/activities/pagingtoken.json?sinceDatetime=2026-01-01T00:00:00Z";
    let token = instance.get(since).await.json()["nextPageToken"].clone();
    let token = token.as_str().expect("a token").replace('=', "%3D");
    let path = format!("/rest/v1/activities.json?activityTypeIds=104&nextPageToken={token}");
    let noted = instance.get(&path).await.json()["result"].clone();
    insta::assert_snapshot!("member_import", format!("{all}{noted:#}"));
}

#[tokio::test]
async fn members_are_described_and_found_page_by_page() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let described = instance.get("/rest/v1/programs/members/describe.json").await.ok().json();
    insta::assert_snapshot!("describe_members", format!("{:#}", described["result"]));
    let mut all = String::new();
    for query in [
        "filterType=statusName&filterValues=Engaged,Influenced",
        "filterType=reachedSuccess&filterValues=true&fields=leadId,statusName,reachedSuccessDate",
        "filterType=leadId&filterValues=1,2,999",
        "filterType=updatedAt&startAt=2024-04-18T00:00:00Z&endAt=2024-04-19T00:00:00Z",
        "filterType=updatedAt&startAt=2024-04-01T00:00:00Z&endAt=2024-04-19T00:00:00Z",
        "filterType=updatedAt&startAt=2024-04-18&endAt=2024-04-19T00:00:00+0000",
        "filterType=updatedAt&startAt=soon&endAt=2024-04-19T00:00:00Z",
        "filterType=webinarUrl&filterValues=x",
        "filterType=leadId&filterValues=x",
        "filterType=leadId",
        "filterValues=1",
        "filterType=leadId&filterValues=1&fields=colour",
    ] {
        let answer = instance.get(&format!("/rest/v1/programs/1/members.json?{query}")).await;
        all += &format!("{query}\n{}", told(&answer));
    }
    let missing =
        instance.get("/rest/v1/programs/99/members.json?filterType=leadId&filterValues=1");
    all += &told(&missing.await);
    let path = "/rest/v1/programs/1/members.json?filterType=statusName\
        &filterValues=On%20List,Engaged,Influenced&batchSize=2&fields=leadId";
    let mut token = None;
    for _ in 0..9 {
        let next = token.map(|token: String| format!("&nextPageToken={token}")).unwrap_or_default();
        let page = instance.get(&format!("{path}{next}")).await.ok();
        all += &told(&page);
        token = page.json()["nextPageToken"].as_str().map(str::to_owned);
        if token.is_none() {
            break;
        }
    }
    insta::assert_snapshot!("members_found", all);
}

#[tokio::test]
async fn a_status_is_given_moved_on_and_taken_away() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let status = |name: &str, input: Value| json!({ "statusName": name, "input": input });
    let mut all = String::new();
    for (path, body) in [
        (
            "/members/status",
            status(
                "Engaged",
                json!([{ "leadId": 1 }, { "leadId": "2" }, { "leadId": 12 }, { "leadId": 999 }]),
            ),
        ),
        ("/members/status", status("Lost", json!([{ "leadId": 1 }]))),
        ("/members/status", json!({ "input": [{ "leadId": 1 }] })),
        ("/members/status", status("Engaged", json!([{ "id": 1 }]))),
        (
            "/members",
            json!({ "input": [
            { "leadId": 1, "registrationCode": "R", "webinarUrl": null },
            { "leadId": 999, "registrationCode": "R" },
            { "leadId": 1, "statusName": "Influenced" },
            { "leadId": 1, "colour": "x" },
        ] }),
        ),
        ("/members/delete", json!({ "input": [{ "leadId": 12 }, { "leadId": 12 }] })),
        ("/members/delete", json!({ "input": [] })),
    ] {
        let answer = instance.post(&format!("/rest/v1/programs/1{path}.json"), &body).await;
        all += &format!("{path} {body}\n{}", told(&answer));
    }
    let path = "/rest/v1/programs/1/members.json?filterType=leadId&filterValues=1&fields=statusName,registrationCode";
    all += &told(&instance.get(path).await);
    insta::assert_snapshot!("member_status", all);
}

#[tokio::test]
async fn a_program_shows_its_leads_and_a_lead_its_programs() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut all = String::new();
    for path in [
        "/rest/v1/leads/programs/1.json?batchSize=2",
        "/rest/v1/leads/programs/2.json?fields=email",
        "/rest/v1/leads/programs/99.json",
        "/rest/v1/leads/1/programMembership.json",
        "/rest/v1/leads/999/programMembership.json",
    ] {
        all += &format!("{path}\n{}", told(&instance.get(path).await));
    }
    for (status, ids) in [
        ("Influenced", json!([{ "id": 1 }, { "id": 999 }])),
        ("Not in Program", json!([{ "id": 1 }])),
        ("Lost", json!([{ "id": 1 }])),
    ] {
        let body = json!({ "status": status, "input": ids });
        let answer = instance.post("/rest/v1/leads/programs/1/status.json", &body).await;
        all += &format!("{status}\n{}", told(&answer));
    }
    insta::assert_snapshot!("programs_and_leads", all);
}
