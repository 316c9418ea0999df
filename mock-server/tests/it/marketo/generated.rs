//! Generated leads and activities as clients meet them: read, found, changed, deleted, extracted; and
//! what is wrong with a fixture.

use std::fmt::Write;
use std::path::Path;

use bulk_mock::core::time::SimTime;
use bulk_mock::providers::marketo::generated::{BUILT_IN, Fixture};
use bulk_mock::providers::marketo::instance::Instance as Definition;
use bulk_mock::scenario::{GeneratedRows, find_generated};
use serde_json::{Value, json};

use super::support::Instance;
use crate::support::{builder, call, server, visible};

/// A hundred leads, a car of every tenth, and three activities upon each.
const SMALL: &str = r#"
provider = "marketo"

[[table]]
object = "lead"
rows = 100
created = ["2025-01-01T00:00:00Z", "2025-06-30T00:00:00Z"]

[table.fields]
email = { template = "lead-{key:3}@example.com" }
firstName = { words = ["Ada", "José"] }
mktoPersonNotes = { value = "plain", edge_cases = { every = 50, at = 3 } }
leadScore = { whole = [0, 9] }

[[table]]
object = "car_c"
rows = 10

[table.fields]
vin = { template = "VIN{row:3}" }
year = { whole = [1990, 2025] }

[[table]]
object = "activity"
rows = 300
created = ["2025-07-01T00:00:00Z", "2025-12-31T00:00:00Z"]

[table.fields]
leadId = { parent = "lead" }
activityTypeId = { words = ["1", "13"] }
primaryAttributeValueId = { by = "activityTypeId", templates = { 1 = "501", 13 = "" } }
primaryAttributeValue = { by = "activityTypeId", templates = { 1 = "index.html", 13 = "City" } }
attributes = { by = "activityTypeId", templates = { 1 = '{{"Webpage URL":"/{row}"}}', 13 = '{{"New Value":"Köln","Old Value":"","Reason":"run {row}"}}' } }
"#;

fn small() -> GeneratedRows {
    GeneratedRows { file: "small.toml".into(), text: SMALL.into(), rows: None }
}

fn populated<'a>(server: &'a bulk_mock::MockServer) -> Instance<'a> {
    let marketo = Instance::fresh(server, "");
    let made = marketo.handle.generate(&small()).expect("a good fixture");
    let made: Vec<(&str, u32)> = made.iter().map(|(kind, rows)| (kind.as_str(), *rows)).collect();
    assert_eq!(made, [("lead", 100), ("car_c", 10), ("activity", 300)]);
    marketo
}

/// The leads of these filter values.
async fn leads(marketo: &Instance<'_>, filter: &str) -> Value {
    let target = format!("/rest/v1/leads.json?{filter}&fields=id,email,firstName,city,leadScore");
    marketo.get(&target).await.ok().json()["result"].clone()
}

#[tokio::test]
async fn a_generated_lead_is_found_changed_and_deleted_as_a_stored_one() {
    let server = server();
    let marketo = populated(&server);
    let by_id = leads(&marketo, "filterType=id&filterValues=1000000001").await;
    let email = by_id[0]["email"].as_str().expect("an address").to_owned();
    let by_email = leads(&marketo, &format!("filterType=email&filterValues={email}")).await;
    assert_eq!(by_id, by_email);
    let change = json!({ "input": [
        { "email": email.to_uppercase(), "city": "Köln" },
        { "email": "lead-999@example.com", "city": "Rom" },
    ] });
    let synced = marketo.post("/rest/v1/leads.json", &change).await.ok().json();
    let moved = json!({
        "action": "updateOnly", "lookupField": "id",
        "input": [{ "id": 1_000_000_001_u64, "email": "moved@example.com" }],
    });
    let moved = marketo.post("/rest/v1/leads.json", &moved).await.ok().json();
    let under_old = leads(&marketo, &format!("filterType=email&filterValues={email}")).await;
    let under_new = leads(&marketo, "filterType=email&filterValues=moved@example.com").await;
    let delete = json!({ "input": [{ "id": 1_000_000_001_u64 }] });
    let deleted = marketo.post("/rest/v1/leads/delete.json", &delete).await.ok().json();
    let after = leads(&marketo, "filterType=email&filterValues=moved@example.com").await;
    insta::assert_json_snapshot!(
        "generated_lead",
        json!({
            "generated": by_id,
            "synced": synced["result"],
            "moved": moved["result"],
            "under the old address": under_old,
            "under the new address": under_new,
            "deleted": deleted["result"],
            "afterwards": after,
        })
    );
}

#[tokio::test]
async fn generated_activities_stand_in_front_of_those_that_came_to_be() {
    let server = server();
    let marketo = populated(&server);
    let change = json!({ "input": [{ "email": "new@example.com" }] });
    marketo.post("/rest/v1/leads.json", &change).await.ok();
    let base = "/rest/v1/activities";
    let first = marketo.get(&format!("{base}/pagingtoken.json?sinceDatetime=2025-12-30")).await;
    let mut token = first.json()["nextPageToken"].as_str().expect("a token").replace('=', "%3D");
    let mut page = String::new();
    for (path, query) in [
        ("activities.json", "activityTypeIds=1,12"),
        ("activities/leadchanges.json", "fields=city"),
    ] {
        let target = format!("/rest/v1/{path}?nextPageToken={token}&{query}");
        let answer = marketo.get(&target).await.ok().json();
        for activity in answer["result"].as_array().cloned().unwrap_or_default() {
            let _ = writeln!(page, "{activity}");
        }
        let _ = writeln!(page, "more: {}\n", answer["moreResult"]);
        let first = marketo.get(&format!("{base}/pagingtoken.json?sinceDatetime=2025-12-30")).await;
        token = first.json()["nextPageToken"].as_str().expect("a token").replace('=', "%3D");
    }
    insta::assert_snapshot!("generated_activities", page);
}

#[tokio::test]
async fn every_generated_activity_is_read_once() {
    let server = server();
    let marketo = populated(&server);
    let base = "/rest/v1/activities";
    let first = marketo.get(&format!("{base}/pagingtoken.json?sinceDatetime=2025-01-01")).await;
    let mut token = first.json()["nextPageToken"].as_str().expect("a token").replace('=', "%3D");
    let mut ids = Vec::new();
    loop {
        let query = format!("nextPageToken={token}&activityTypeIds=1,13&batchSize=37");
        let answer = marketo.get(&format!("{base}.json?{query}")).await.ok().json();
        let result = answer["result"].as_array().cloned().unwrap_or_default();
        ids.extend(result.iter().filter_map(|activity| activity["id"].as_u64()));
        token = answer["nextPageToken"].as_str().expect("a token").replace('=', "%3D");
        if answer["moreResult"] == json!(false) {
            break;
        }
    }
    let wanted: Vec<u64> = (1_000_000_001..=1_000_000_300).collect();
    assert_eq!(ids, wanted);
}

#[tokio::test]
async fn an_extract_reads_generated_leads_and_activities() {
    let server = server();
    let marketo = populated(&server);
    let range = json!({ "startAt": "2025-12-01T00:00:00Z", "endAt": "2025-12-03T00:00:00Z" });
    let activities = extract(&marketo, "activities", json!({ "filter": { "createdAt": range } }));
    let activities = activities.await;
    let range = json!({ "startAt": "2025-01-01T00:00:00Z", "endAt": "2025-01-12T00:00:00Z" });
    let fields = ["id", "email", "createdAt", "leadScore", "mktoPersonNotes"];
    let wanted = json!({ "fields": fields, "filter": { "createdAt": range } });
    let leads = extract(&marketo, "leads", wanted).await;
    insta::assert_snapshot!("generated_extract", format!("{activities}\n{leads}"));
}

/// The file of an extract, as a reader sees it.
async fn extract(marketo: &Instance<'_>, kind: &str, wanted: Value) -> String {
    let base = format!("/bulk/v1/{kind}/export");
    let made = marketo.post(&format!("{base}/create.json"), &wanted).await.ok().json();
    let id = made["result"][0]["exportId"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    marketo.post(&format!("{base}/{id}/enqueue.json"), &json!({})).await.ok();
    marketo.finish().await;
    let file = marketo.get(&format!("{base}/{id}/file.json")).await.ok();
    visible(&file.body).replace("\\n", "\n")
}

#[tokio::test]
async fn the_shipped_leads_look_like_this() {
    let server = builder().generate("leads=1000").offline().expect("a server");
    let mut page = String::new();
    server.org("demo").with(|org| {
        let records = &org.marketo.world.records;
        let view = records.leads.iter().next().expect("a lead");
        for (id, field) in records.instance.leads.iter() {
            if let Some(cell) = view.cell(id) {
                let _ = writeln!(page, "{}: {}", field.name(), visible(&cell));
            }
        }
        let mut seen = Vec::new();
        for entry in records.entries_from(0).take(1000) {
            if !seen.contains(&entry.type_id) {
                seen.push(entry.type_id);
                let shown = entry.shown();
                assert_eq!(shown.attributes_json(), entry.attributes_json());
                let (id, primary) = (shown.primary_id.unwrap_or(0), shown.primary.as_deref());
                let known = records.instance.activity_type(entry.type_id).expect("a type");
                let named = |name| known.attributes.iter().any(|attribute| attribute.name == name);
                assert!(shown.attributes.keys().all(|name| named(name.as_str())), "{}", known.name);
                let primary = primary.unwrap_or("none");
                let json = shown.attributes_json();
                let _ =
                    writeln!(page, "{} {id} {primary} {}", entry.type_id, visible(json.as_bytes()));
            }
        }
    });
    insta::assert_snapshot!("shipped_leads", page);
}

#[tokio::test]
async fn generated_rows_come_by_the_admin_surface_too() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let send = async |target: &str, text: &str| {
        let answer = call(&server, "POST", target, &[], text.to_owned()).await;
        format!("{} {}\n", answer.status, answer.text().replace('\n', " "))
    };
    let generated = "/_mock/orgs/marketo/generated";
    let mut page = send(&format!("{generated}?rows=30"), SMALL).await;
    page += &send(generated, SMALL).await;
    page += &send(generated, &SMALL.replace("\"lead\"", "\"leed\"")).await;
    page += &send(generated, &SMALL.replace("marketo", "hubspot")).await;
    insta::assert_snapshot!("generated_by_admin", page);
    assert_eq!(
        marketo.handle.with(|org| org.marketo.world.records.activities.generated_rows()),
        30
    );
}

#[test]
fn a_mistake_in_a_fixture_of_marketo_is_named() {
    let server = server();
    let marketo = Instance::fresh(&server, "");
    let mut page = String::new();
    let mut tell = |text: String| {
        let rows = GeneratedRows { file: "f.toml".into(), text, rows: None };
        let error = marketo.handle.generate(&rows).expect_err("a mistake");
        let _ = writeln!(page, "{error}");
    };
    let head = "provider = \"marketo\"\n[[table]]\n";
    let table = |object: &str, fields: &str| {
        format!("{head}object = \"{object}\"\nrows = 5\n[table.fields]\n{fields}\n")
    };
    tell(table("car", ""));
    tell(table("plan_c", ""));
    tell(table("car_c", "year = { whole = [1, 2] }"));
    tell(table("lead", "email = { value = \"a@example.com\" }"));
    tell(table("lead", "twitterId = { words = [\"ada\", \"bob\"] }"));
    tell(table("lead", "id = { whole = [1, 2] }"));
    tell(table("lead", "createdAt = { value = \"x\" }"));
    tell(table("lead", "leadScore = { value = \"x\" }"));
    tell(table("activity", "leadId = { parent = \"lead\" }"));
    let upon = "leadId = { parent = \"lead\" }\nactivityTypeId = { words = [\"1\", \"2\"] }\n";
    tell(table("activity", upon));
    let leads =
        format!("{head}object = \"lead\"\nrows = 5\n[table.fields]\ncity = {{ value = \"a\" }}\n");
    let with = |fields: &str| {
        leads.clone()
            + &table("activity", &format!("{upon}{fields}")).replace("provider = \"marketo\"\n", "")
    };
    tell(with("attributes = { value = \"none\" }"));
    tell(with("attributes = { by = \"leadId\", templates = {} }"));
    tell(with("attributes = { by = \"activityTypeId\" }"));
    tell(with("attributes = { by = \"activityTypeId\", templates = { 1 = \"\" } }"));
    insta::assert_snapshot!("wrong_fixtures", page);
}

#[test]
fn every_fixture_of_marketo_inside_the_binary_is_good() {
    for (name, file, text) in BUILT_IN {
        let fixture =
            Fixture::read(Definition::standard().as_ref(), file, text).expect("a fixture");
        let to = fixture.tables.iter().map(|table| table.to).max();
        // Before the instant at which tests' clocks begin.
        assert!(to < Some(SimTime::from_millis(1_767_225_600_000)));
        assert!(find_generated(name, Path::new("")).is_ok());
    }
}
