//! Jobs that are shown otherwise than they are: states, counters, checksums, sizes.

use super::*;
use crate::faults::raw::{clear, inject, install, listening};

/// Waits as real services have them.
const SALESFORCE_WAITS: &str = "queue_wait = \"10s\"\nrecord_time = \"2s\"";
const MARKETO_WAITS: &str = "export_queue_wait = \"10s\"\nexport_thousand_time = \"10s\"\n\
                             import_queue_wait = \"10s\"\nimport_row_time = \"10s\"";

/// What a job of each kind says at each of its stations.
async fn stations(fault: &str, says: impl Fn(&serde_json::Value) -> String) -> String {
    let server = listening().await;
    let org = Org::fresh(&server, "a", SALESFORCE_WAITS);
    let instance = Instance::fresh(&server, MARKETO_WAITS);
    for handle in [&org.handle, &instance.handle] {
        install(handle, &format!("name = \"fault\"\ninject.{fault}"));
    }
    let job = org.open(insert_contacts()).await;
    org.upload(&job, CONTACTS).await.ok();
    org.close(&job).await.ok();
    let extract = Extract::usual(&instance).await;
    extract.change("enqueue").await.ok();
    let batch = instance.import(crate::marketo::support::LEADS, "email\na@example.com\n").await;
    let mut told = format!("{fault}\n");
    for _ in 0..3 {
        let paths = [
            (&org.token[..], format!("/services/data/v62.0/jobs/ingest/{job}")),
            (MARKETO, format!("{LEADS}/{}/status.json", extract.id)),
            (MARKETO, format!("/bulk/v1/leads/batch/{batch}.json")),
        ];
        for _ in 0..2 {
            let mut line = Vec::new();
            for (token, path) in &paths {
                let answer = get(&server, token, path).await.json();
                line.push(says(answer.pointer("/result/0").unwrap_or(&answer)));
            }
            told += &format!("{}\n", line.join(" | "));
        }
        org.advance(10_000).await;
        instance.wait("10s").await;
    }
    told
}

fn state(job: &serde_json::Value) -> String {
    job.get("state").or(job.get("status")).unwrap_or(job).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_is_unknown_or_skipped() {
    let mut told = stations("show_state = { state = \"Pondering\" }", state).await;
    told += &stations("show_state = { map = { InProgress = \"UploadComplete\" } }", state).await;
    let map = "Processing = \"Completed\", Complete = \"Canceled\"";
    told += &stations(&format!("show_state = {{ map = {{ {map} }} }}"), state).await;
    insta::assert_snapshot!("states", told);
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_lag_behind_the_last_change() {
    let mut told = stations("state_lags = { reads = 1 }", state).await;
    told += &stations("state_lags = { lasts = \"10s\" }", state).await;
    insta::assert_snapshot!("lags", told);
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_lag_behind() {
    let counters = |job: &serde_json::Value| {
        let names = ["numberRecordsProcessed", "numberOfRecords", "numOfLeadsProcessed"];
        names.iter().filter_map(|name| job.get(name)).map(ToString::to_string).collect()
    };
    let mut told = stations("counters_lag = { share = 0.5 }", counters).await;
    told += &stations("counters_lag = {}", counters).await;
    insta::assert_snapshot!("counters", told);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_counts_for_a_lag_whether_or_not_the_rule_hits_it() {
    let server = listening().await;
    let org = Org::fresh(&server, "a", "");
    let rule = "name = \"late\"\nwhen.nth = [2, 3]\ninject.state_lags = { reads = 2 }\n\
                on.operation = \"salesforce.ingest.info\"";
    install(&org.handle, rule);
    let job = org.run(insert_contacts(), CONTACTS).await;
    let mut states = Vec::new();
    for _ in 0..4 {
        let path = format!("/services/data/v62.0/jobs/ingest/{job}");
        states.push(state(&get(&server, &org.token, &path).await.json()));
    }
    // The second read lags; the third is met by the rule too, but is the third since the change.
    assert_eq!(
        states,
        ["JobComplete", "InProgress", "JobComplete", "JobComplete"]
            .map(|state| format!("\"{state}\""))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checksum_or_size_is_not_that_of_the_file() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let extract = Extract::usual(&instance).await;
    extract.run().await;
    let path = format!("{LEADS}/{}/status.json", extract.id);
    let mut told = String::new();
    for fault in [
        "",
        "checksum = \"wrong\"",
        "checksum = \"missing\"",
        "checksum = { value = \"md5:0\" }",
        "file_size = { off_by = -1 }",
        "file_size = \"missing\"",
    ] {
        clear(&instance.handle);
        if !fault.is_empty() {
            inject(&instance.handle, fault);
        }
        let job = get(&server, MARKETO, &path).await.json()["result"][0].clone();
        told += &format!("{fault}: {} {}\n", job["fileSize"], job["fileChecksum"]);
    }
    insta::assert_snapshot!("checksums", told);
}
