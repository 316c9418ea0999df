//! Rows and columns that are not what the org has: shuffled, doubled, missing, moved, marked.

use super::*;
use crate::faults::raw::{clear, inject, last_notes, listening, send};

/// What a fault makes of each file, after what it is without the fault.
async fn table(faults: &[&str]) -> String {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let instance = Instance::fresh(&server, "");
    let salesforce = salesforce_files(&org).await;
    let marketo = [marketo_file(&instance).await];
    let mut table = String::new();
    for fault in faults {
        for handle in [&org.handle, &instance.handle] {
            clear(handle);
            if !fault.is_empty() {
                inject(handle, fault);
            }
        }
        table += &format!("=== {}\n", if fault.is_empty() { "no fault" } else { fault });
        let mut seen = read(&server, &org.token, &salesforce).await;
        seen.extend(read(&server, MARKETO, &marketo).await);
        for answer in &seen {
            table += &org.show_text(&answer.show());
            table.push('\n');
        }
    }
    table
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_shuffled_doubled_or_missing() {
    let told = table(&[
        "",
        "rows_shuffled = {}",
        "rows_duplicated = { rows = [2, 5] }",
        "rows_missing = { every = 2 }",
        "rows_missing = { share = 0.5 }",
    ]);
    insta::assert_snapshot!("rows", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_moved_or_added() {
    let told = table(&[
        "columns_permuted = {}",
        "columns_permuted = { first = [\"External_Id__c\", \"firstName\"] }",
        "column_added = { name = \"New\", value = \"x,\\\"y\\\"\" }",
        "column_added = { name = \"New\", place = 1 }",
    ]);
    insta::assert_snapshot!("columns", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_stands_before_the_file_and_lines_end_otherwise() {
    let told = table(&[
        "byte_order_mark = {}",
        "line_endings = { to = \"crlf\" }",
        "line_endings = { to = \"cr\" }",
    ]);
    insta::assert_snapshot!("marks", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_bytes_stand_in_cells() {
    let told = table(&[
        "cell = { insert = \"\\u0000\", column = \"LastName\" }",
        "cell = { insert = \"\\u2028\", column = \"firstName\" }",
        "cell = { insert = \"\\\"\", column = \"firstName\", of = { rows = 1 } }",
    ]);
    insta::assert_snapshot!("cells", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_changes_are_made_one_behind_the_other() {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let [results, _] = salesforce_files(&org).await;
    for (name, fault) in [
        ("mark", "byte_order_mark = {}"),
        ("ends", "line_endings = { to = \"cr\" }"),
        ("gone", "rows_missing = { rows = [1, 2, 3] }"),
        ("new", "column_added = { name = \"New\", place = 1 }"),
    ] {
        crate::faults::raw::install(&org.handle, &format!("name = \"{name}\"\ninject.{fault}"));
    }
    let seen = get(&server, &org.token, &results).await;
    insta::assert_snapshot!("several", org.show_text(&seen.show()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_compressed_behind_the_change() {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let [results, _] = salesforce_files(&org).await;
    inject(&org.handle, "rows_missing = { rows = [1, 2, 3, 4] }");
    let gzip = [("accept-encoding", "gzip")];
    let seen = send(&server, &org.token, "GET", &results, &gzip, "").await;
    assert_eq!(seen.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    let mut reader = flate2::read::GzDecoder::new(seen.body.as_slice());
    std::io::Read::read_to_string(&mut reader, &mut text).expect("gzip");
    assert!(text.starts_with("\"sf__Id\",") && text.ends_with("\"Zoë\",\"C-5\"\n"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_rows_is_left_as_it_is_and_the_journal_says_so() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let file = marketo_file(&instance).await;
    let range = [("range", "bytes=3-9")];
    let before = send(&server, MARKETO, "GET", &file, &range, "").await;
    inject(&instance.handle, "byte_order_mark = {}");
    let after = send(&server, MARKETO, "GET", &file, &range, "").await;
    assert_eq!((before.status, before.show()), (206, after.show()));
    let part = last_notes(&instance.handle);
    let missing = get(&server, MARKETO, "/bulk/v1/leads/batch/77/failures.json").await;
    assert_eq!(missing.json()["errors"][0]["code"], "1013");
    insta::assert_snapshot!(format!("{part}\n{}", last_notes(&instance.handle)), @r#"
    ["a fault is about rows; a part of a file is left as it is"]
    ["a fault is about rows, and the answer has none"]
    "#);
}
