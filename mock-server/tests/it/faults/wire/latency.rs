//! Waiting that a client feels, and waiting of the org's clock alone. Tokio's clock stands still here,
//! and goes on by exactly what is waited for.

use bulk_mock::MockServer;
use tokio::time::Instant;

use super::install;
use crate::support::{Org, builder, insert_contacts, server};

/// How long asking for the list of jobs takes, in milliseconds: felt, and on the org's clock.
async fn takes(server: &MockServer) -> (u128, u64) {
    let sf = Org::demo(server);
    let (felt, org) = (Instant::now(), sf.handle.now());
    sf.get("/jobs/ingest").await.ok();
    (felt.elapsed().as_millis(), sf.handle.now().since(org).millis())
}

#[tokio::test(start_paused = true)]
async fn felt_latency_moves_no_clock_and_the_clocks_is_not_felt() {
    let server = server();
    assert_eq!(takes(&server).await, (0, 0));
    install(&server, "inject.latency = { fixed = \"1500ms\" }");
    assert_eq!(takes(&server).await, (1500, 0));
    install(&server, "inject.clock_latency = { fixed = \"1500ms\" }");
    assert_eq!(takes(&server).await, (0, 1500));
}

#[tokio::test(start_paused = true)]
async fn what_is_drawn_follows_from_the_seed() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let server = builder().seed(seed).offline().expect("a server");
        let mut all = Vec::new();
        for spread in [
            "latency = { uniform = [\"100ms\", \"200ms\"] }",
            "latency = { lognormal = { median = \"80ms\", sigma = 1.0, max = \"2s\" } }",
            "clock_latency = { uniform = [\"1s\", \"2s\"] }",
        ] {
            install(&server, &format!("inject.{spread}"));
            all.push(takes(&server).await);
        }
        assert!((100..=200).contains(&all[0].0) && all[1].0 > 0, "{all:?}");
        assert!((1000..=2000).contains(&all[2].1), "{all:?}");
        runs.push(all);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[tokio::test(start_paused = true)]
async fn bytes_and_rows_of_both_bodies_take_their_time() {
    let server = server();
    let sf = Org::demo(&server);
    let csv = "LastName\nAnn\nBob\nCid\n";
    for (rule, felt, on_clock) in [
        ("latency = { per_byte = \"10ms\" }", 10 * csv.len() as u64, 0),
        ("latency = { per_row = \"2s\" }", 6000, 0),
        ("clock_latency = { per_byte = \"10ms\" }", 0, 10 * csv.len() as u64),
        ("clock_latency = { per_row = \"2s\" }", 0, 6000),
    ] {
        install(&server, &format!("inject.{rule}\non.operation = \"*.ingest.upload\""));
        let job = sf.open(insert_contacts()).await;
        let (began, at) = (Instant::now(), sf.handle.now());
        sf.upload(&job, csv).await.ok();
        let took = (began.elapsed().as_millis() as u64, sf.handle.now().since(at).millis());
        assert_eq!(took, (felt, on_clock), "{rule}");
        sf.close(&job).await.ok();
        sf.until_idle().await;
    }
    install(&server, "inject.latency = { per_row = \"2s\" }\non.operation = \"*.query.results\"");
    let query = "SELECT LastName FROM Contact WHERE LastName = 'Ann'";
    let job = serde_json::json!({ "operation": "query", "query": query });
    let job = sf.send("POST", "/jobs/query", &job).await.ok().json();
    sf.until_idle().await;
    let path = format!("/jobs/query/{}/results", job["id"].as_str().expect("an id"));
    let began = Instant::now();
    sf.get(&path).await.ok();
    assert_eq!(began.elapsed().as_millis(), 4 * 2000);
    let rule = "inject.clock_latency = { per_row = \"2s\" }\non.operation = \"*.query.results\"";
    install(&server, rule);
    let at = sf.handle.now();
    sf.get(&path).await.ok();
    assert_eq!(sf.handle.now().since(at).millis(), 4 * 2000);
}

#[tokio::test]
async fn a_clock_that_follows_real_time_stays_where_it_is_and_the_journal_says_so() {
    let server = MockServer::builder().offline().expect("a server");
    install(&server, "inject.clock_latency = { fixed = \"1h\" }");
    Org::demo(&server).get("/jobs/ingest").await.ok();
    insta::assert_snapshot!(super::told(&server), @r#"status 200 broke null notes ["the org's clock follows real time: it did not go on by 1h"]"#);
}
