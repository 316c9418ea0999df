//! JSON answers that say more, less or something else, and other bodies.

use super::*;
use crate::faults::raw::{clear, inject, last_notes, listening};

/// What two answers look like under some faults.
async fn told(faults: &[&str]) -> String {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let instance = Instance::fresh(&server, "");
    let job = org.open(insert_contacts()).await;
    let extract = Extract::usual(&instance).await;
    let mut told = String::new();
    for fault in faults {
        for handle in [&org.handle, &instance.handle] {
            clear(handle);
            inject(handle, fault);
        }
        let path = format!("/services/data/v62.0/jobs/ingest/{job}");
        let answer = get(&server, &org.token, &path).await;
        let note = last_notes(&org.handle);
        told += &format!("=== {fault}\n{}{note}\n", org.show_text(&answer.show()));
        let path = format!("{LEADS}/{}/status.json", extract.id);
        let answer = get(&server, MARKETO, &path).await;
        let shown = answer.show().replace(&extract.id, "<export>");
        let shown = shown.split_once("\"requestId\":\"").map_or(shown.clone(), |(head, rest)| {
            format!("{head}\"requestId\":\"…{}", rest.split_once('"').map_or("", |(_, rest)| rest))
        });
        told += &format!("{shown}{}\n", last_notes(&instance.handle));
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_changed_added_or_taken_away() {
    let told = told(&[
        "answer = { remove = [\"/result\", \"/state\"] }",
        "answer = { set = { \"/result/0/status\" = \"Cancel\", \"/isNew\" = { a = 1 } } }",
        "answer = { set = { \"/result\" = [] }, remove = [\"/object\"] }",
    ]);
    insta::assert_snapshot!("members", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_another_one_or_cut_short_in_right_frames() {
    let told = told(&[
        "body = { text = \"\" }",
        "body = { text = \"<html>Maintenance</html>\" }",
        "body = { cut_to = 20 }",
    ]);
    insta::assert_snapshot!("bodies", told.await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_cut_short_in_right_frames() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let file = marketo_file(&instance).await;
    inject(&instance.handle, "body = { cut_to = 25 }");
    insta::assert_snapshot!(get(&server, MARKETO, &file).await.show(), @r"
    200
    content-type: text/csv;charset=UTF-8
    transfer-encoding: chunked
    email,firstName\n
    ada.quill
    ");
}
