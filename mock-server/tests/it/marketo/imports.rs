//! Imports: their states, refusals, counters, and what becomes of rows.

use bulk_mock::MockServer;
use bulk_mock::org::ClockMode;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::{CARS, Import, Instance, LEADS, MEMBERS, refusal};
use crate::support::{builder, server, visible};

/// The values of leads, by mail address.
async fn leads(instance: &Instance<'_>, emails: &str, fields: &str) -> Vec<Value> {
    let query = format!("filterType=email&filterValues={emails}&fields={fields}");
    let found = instance.get(&format!("/rest/v1/leads.json?{query}")).await;
    found.json()["result"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_batch_is_queued_then_imported_then_complete() {
    let server = server();
    let settings = "import_queue_wait = \"5s\"\nimport_row_time = \"1s\"";
    let instance = Instance::fresh(&server, settings);
    let mut told = String::new();
    for (kind, file) in [
        (LEADS, "email,firstName\na@example.com,A\nb@example.com,B\n"),
        (CARS, "vin,make\nV1,M\nV2,M\n"),
        (MEMBERS, "email\na@example.com\n"),
    ] {
        let created = instance.upload(kind.create, file).await.ok();
        told += &format!("{}\n", created.json()["result"]);
        let batch = created.json()["result"][0]["batchId"].as_u64().expect("a batch");
        for wait in ["4999ms", "1ms", "1999ms", "1ms"] {
            instance.wait(wait).await;
            told += &format!("{wait}: {}\n", instance.batch(kind, batch).await);
        }
    }
    insta::assert_snapshot!("states", told);
}

#[tokio::test]
async fn batches_wait_their_turn_and_two_work_at_once() {
    let server = server();
    let instance = Instance::fresh(&server, "import_row_time = \"10s\"");
    for n in 0..10 {
        instance.import(LEADS, &format!("email\n{n}@example.com\n")).await;
    }
    let refused = instance.upload(LEADS.create, "email\nx@example.com\n").await;
    let mut told = format!("{}\n", refusal(&refused));
    for wait in ["0s", "10s", "10s", "30s"] {
        instance.wait(wait).await;
        let mut states = Vec::new();
        for batch in 1..=10 {
            let status = instance.batch(LEADS, batch).await["status"].clone();
            states.push(status.as_str().unwrap_or("?").to_owned());
        }
        told += &format!("{wait}: {}\n", states.join(" "));
    }
    insta::assert_snapshot!("queue", told);
}

#[tokio::test]
async fn under_an_auto_clock_a_second_look_finds_the_next_state() {
    let server = MockServer::builder().seed(1).clock(ClockMode::Auto).offline().expect("a server");
    let settings = "import_queue_wait = \"1h\"\nimport_row_time = \"1h\"\nimports_running = 1";
    let instance = Instance::fresh(&server, settings);
    let [first, second] = ["a", "b"].map(|name| format!("email\n{name}@example.com\n"));
    let first = instance.import(LEADS, &first).await;
    let second = instance.import(CARS, &second.replace("email", "vin")).await;
    let mut states = Vec::new();
    // The second batch waits for its turn, and still each look at it leads on.
    for (kind, batch) in [(CARS, second), (CARS, second), (LEADS, first), (CARS, second)] {
        let status = instance.batch(kind, batch).await["status"].clone();
        states.push(status.as_str().expect("a state").to_owned());
    }
    assert_eq!(states, ["Importing", "Complete", "Complete", "Complete"]);
}

#[tokio::test]
async fn a_batch_is_forgotten_after_seven_days() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let batch = instance.import(LEADS, "email\nbad\n").await;
    instance.finish().await;
    let mut told = String::new();
    for wait in ["0s", "604799s", "1s"] {
        instance.wait(wait).await;
        for path in ["", "/failures", "/warnings"] {
            let answer = instance.get(&format!("/bulk/v1/leads/batch/{batch}{path}.json")).await;
            let shown = match serde_json::from_slice::<Value>(&answer.body) {
                Ok(json) if json["success"] == true => json["result"].to_string(),
                Ok(_) => refusal(&answer),
                Err(_) => format!("{} {}", answer.status, visible(&answer.body)),
            };
            told += &format!("{wait} {path} {shown}\n");
        }
    }
    // Its leads are still there.
    assert_eq!(leads(&instance, "bad", "email").await.len(), 1);
    insta::assert_snapshot!("retention", told);
}

#[tokio::test]
async fn calls_are_refused_in_marketos_own_words() {
    let server = server();
    let instance = Instance::fresh(&server, "import_row_time = \"1h\"\nimport_bytes_max = 4096");
    let file = "email\na@example.com\n";
    let large = format!("email\n{}", "x@example.com\n".repeat(400));
    instance.import(LEADS.with("/bulk/v1/leads.json?listId=1001"), file).await;
    let leads = |query: &str| format!("/bulk/v1/leads.json?{query}");
    let members = |query: &str| format!("/bulk/v1/program/{query}");
    let cars = "/bulk/v1/customobjects/car_c/import.json";
    let asked = [
        (leads("format=csv"), large.as_str()),
        (leads("format=xls"), file),
        (leads("format=CSV"), ""),
        (leads(""), "email\n"),
        (leads(""), "\n\n"),
        (leads("listId=99"), file),
        (leads("listId=x"), file),
        (leads("listId=1001"), file),
        (leads("lookupField=nothing"), file),
        (leads("lookupField=firstName"), file),
        (leads("partitionName=Elsewhere"), file),
        (cars.replace("car_c", "boat_c"), file),
        (members("99/members/import.json?programMemberStatus=On%20List"), file),
        (members("x/members/import.json?programMemberStatus=On%20List"), file),
        (members("1/members/import.json"), file),
        (members("1/members/import.json?programMemberStatus=Lost"), file),
    ];
    let mut told = String::new();
    for (target, file) in asked {
        let answer = instance.upload(&target, file).await;
        let shown: String = file.chars().take(10).collect();
        told += &format!("{target} {shown:?}\n    {}\n", refusal(&answer));
    }
    let multipart = [("content-type", "multipart/form-data; boundary=B")];
    let csv = [("content-type", "text/csv")];
    let no_file = "--B\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--B--\r\n";
    for (what, headers, body) in [
        ("a part of another name", &multipart, no_file),
        ("no multipart", &csv, file),
        ("no parts", &multipart, file),
        ("nothing", &multipart, ""),
    ] {
        let answer = instance.call("POST", LEADS.create, headers, body.to_owned()).await;
        told += &format!("{what}\n    {}\n", refusal(&answer));
    }
    let coded = [multipart[0], ("content-encoding", "gzip")];
    let answer = instance.call("POST", LEADS.create, &coded, "x").await;
    told += &format!("no gzip\n    {}\n", refusal(&answer));
    for batch in ["99", "x", "1"] {
        for path in ["leads/batch/{}.json", "customobjects/car_c/import/{}/failures.json"] {
            let answer = instance.get(&format!("/bulk/v1/{}", path.replace("{}", batch))).await;
            if answer.json()["success"] != true {
                told += &format!("{path} {batch}\n    {}\n", refusal(&answer));
            }
        }
    }
    insta::assert_snapshot!("refused_imports", told);
}

#[tokio::test]
async fn parameters_stand_in_the_query_or_in_parts() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let headers = [("content-type", "multipart/form-data; boundary=B")];
    let part = |name: &str, value: &str| {
        format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = part("format", "SSV")
        + &part("file", "myCustomInt;email;firstName\n77;s@example.com;\"a;b\"")
        + &part("lookupField", "email")
        + &part("listId", "1003")
        + "--B--\r\n";
    instance.call("POST", LEADS.create, &headers, body).await.ok();
    instance.finish().await;
    let found = leads(&instance, "s@example.com", "myCustomInt,firstName").await;
    assert_eq!(found[0]["firstName"], "a;b");
    assert_eq!(found[0]["myCustomInt"], 77);
    let listed = instance.get("/rest/v1/lists/1003/leads.json?fields=email").await.ok().json();
    assert_eq!(listed["result"][0]["email"], "s@example.com");
}

#[tokio::test]
async fn a_column_that_is_no_field_is_judged_by_a_setting() {
    let mut told = String::new();
    for setting in ["fail_batch", "refuse_call", "ignore"] {
        let settings = format!("unknown_column = \"{setting}\"");
        let server = server();
        let instance = Instance::fresh(&server, &settings);
        let answer = instance.upload(LEADS.create, "email,nothing\na@example.com,1\n").await;
        told +=
            &format!("{setting}: {}\n", refusal(&answer).split("\"result\"").last().unwrap_or(""));
        instance.finish().await;
        told += &format!("    {}\n", instance.batch(LEADS, 1).await);
    }
    insta::assert_snapshot!("unknown_columns", told);
}

#[tokio::test]
async fn names_are_matched_as_typed_and_a_mark_in_front_is_left_out() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let blank = instance.tell(LEADS, "  email,firstName\na@example.com,A\n").await;
    let mark = instance.tell(LEADS, "\u{feff}email,firstName\nb@example.com,B\n").await;
    let upper = instance.tell(LEADS, "Email\nc@example.com\n").await;
    let keeping = builder().offline().expect("a server");
    let instance = Instance::fresh(&keeping, "byte_order_mark = \"keep\"");
    let kept = instance.tell(LEADS, "\u{feff}email,firstName\nb@example.com,B\n").await;
    let ignoring = builder().offline().expect("a server");
    let instance = Instance::fresh(&ignoring, "header_letter_case = \"ignore\"");
    let ignored = instance.tell(LEADS, "Email\nc@example.com\n").await;
    insta::assert_snapshot!("headers", [blank, mark, upper, kept, ignored].join("\n"));
}

#[tokio::test]
async fn a_column_with_blanks_in_its_name_never_loses_its_values_in_silence() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let leads = instance.tell(LEADS, "email, firstName\na@example.com,A\n").await;
    let key = instance.tell(CARS, " vin,brand\n1,A\n").await;
    let other = instance.tell(CARS, "vin,brand \n1,A\n").await;
    insta::assert_snapshot!("blanks_in_headers", [leads, key, other].join("\n"));
}

#[tokio::test]
async fn a_blank_cell_clears_or_is_ignored_as_a_setting_says() {
    let mut told = String::new();
    for (blank, null) in
        [("clear", "keep"), ("ignore", "keep"), ("clear", "clear"), ("ignore", "clear")]
    {
        let settings = format!("blank_cells = \"{blank}\"\nnull_text = \"{null}\"");
        let server = server();
        let instance = Instance::fresh(&server, &settings);
        instance.tell(LEADS, "email,firstName,lastName,company\na@example.com,A,B,C\n").await;
        let file = "email,firstName,lastName,company\na@example.com,,\"\",NULL\n";
        instance.tell(LEADS, file).await;
        let found = leads(&instance, "a@example.com", "firstName,lastName,company").await;
        told += &format!("{settings:?}: {}\n", json!(found));
    }
    insta::assert_snapshot!("blank_cells", told);
}

#[tokio::test]
async fn rows_that_are_odd_are_all_accounted_for() {
    let file: &[u8] = b"email,firstName\na@example.com,\xe9\nb@example.com\nc@example.com,C,D,E\n\
        d@example.com,\"x\"y\n\"e@example.com,open\n";
    let headers = [("content-type", "multipart/form-data; boundary=B")];
    let head = b"--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
    let body = [&head[..], file, b"\r\n--B--\r\n"].concat();
    let mut told = String::new();
    for settings in ["", "uneven_rows = \"refuse\"", "invalid_text = \"fail_batch\""] {
        let server = server();
        let instance = Instance::fresh(&server, settings);
        instance.call("POST", LEADS.create, &headers, body.clone()).await.ok();
        instance.finish().await;
        told += &format!("{settings:?} {}\n", instance.batch(LEADS, 1).await);
        let failures = instance.report(LEADS, 1, "failures").await;
        told += &crate::support::lines(&failures.body);
    }
    insta::assert_snapshot!("odd_rows", told);
}

#[tokio::test]
async fn keys_that_stand_twice_change_the_lead_that_came_first() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let file = "email,firstName,lastName\nt@example.com,One,L\nT@example.com,Two,\n";
    let told = instance.tell(LEADS, file).await;
    assert!(told.contains("2 records imported"), "{told}");
    let found = leads(&instance, "t@example.com", "firstName,lastName").await;
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["firstName"], &found[0]["lastName"]), (&json!("Two"), &Value::Null));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands in a file: every row is counted once, and what was stored is what was sent.
    #[test]
    fn every_row_is_counted_and_kept_as_it_was_sent(
        rows in prop::collection::vec(("[a-z]{1,6}", "[a-z,\"\r\n; é\t\\\\]{0,10}"), 1..12),
    ) {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["email", "firstName"]).expect("a header");
        for (n, (word, text)) in rows.iter().enumerate() {
            csv.write_record([format!("{word}{n}@example.com"), text.clone()]).expect("a row");
        }
        let file = String::from_utf8(csv.into_inner().expect("bytes")).expect("text");
        let sent = rows.len();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (status, stored) = runtime.expect("a runtime").block_on(async {
            let server = server();
            let instance = Instance::fresh(&server, "");
            let batch = instance.import(LEADS, &file).await;
            instance.finish().await;
            let mut stored = Vec::new();
            for (n, (word, _)) in rows.iter().enumerate() {
                let email = format!("{word}{n}@example.com");
                let found = leads(&instance, &email, "firstName").await;
                stored.push(found[0]["firstName"].as_str().unwrap_or("").to_owned());
            }
            (instance.batch(LEADS, batch).await, stored)
        });
        let counted = |name: &str| status[name].as_u64().expect("a number");
        prop_assert_eq!(counted("numOfLeadsProcessed") + counted("numOfRowsFailed"), sent as u64);
        prop_assert_eq!(stored, rows.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
    }

    /// Bytes that nobody meant as CSV: the batch ends, and its counters add up to the rows in it.
    #[test]
    fn any_bytes_below_a_header_come_to_an_end(
        text in "[ab@.,\"\r\n]{1,80}",
        kind in prop::sample::select(vec![(LEADS, "email,leadScore"), (CARS, "vin,year"), (MEMBERS, "email,myCustomField")]),
    ) {
        let (kind, header): (Import<'static>, &str) = kind;
        let file = format!("{header}\nz@example.com,1\n{text}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (status, rows) = runtime.expect("a runtime").block_on(async {
            let server = server();
            let instance = Instance::fresh(&server, "");
            let batch = instance.import(kind, &file).await;
            let mut upload = bulk_mock::core::rows::UploadBuilder::new(
                bulk_mock::core::csv::Delimiter::Comma,
                bulk_mock::core::rows::BlankLines::Skip,
            );
            upload.push(file.as_bytes());
            instance.finish().await;
            (instance.batch(kind, batch).await, u64::from(upload.finish().row_count()))
        });
        let count = |name: &str| status[name].as_u64().unwrap_or(0);
        let done = count("numOfLeadsProcessed") + count("numOfObjectsProcessed");
        prop_assert_eq!(done + count("numOfRowsFailed"), rows, "{}", status);
    }
}
