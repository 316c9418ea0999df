//! Uploads that are read slowly.

use std::time::Duration;

use tokio::time::Instant;

use super::{Raw, install, start, told};
use crate::support::{Org, insert_contacts, server};

#[tokio::test(start_paused = true)]
async fn an_upload_is_read_with_pauses() {
    let server = server();
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    install(&server, "inject.slow_read = { bytes = 10, pause = \"3s\" }");
    let began = Instant::now();
    sf.upload(&job, "LastName\nAnn\nBob\nCid\n").await.ok();
    assert_eq!(began.elapsed().as_secs(), 2 * 3);
}

#[tokio::test(start_paused = true)]
async fn no_pause_is_waited_for_when_the_client_has_gone() {
    let server = start().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let upload = format!("PUT /services/data/v62.0/jobs/ingest/{job}/batches HTTP/1.1");
    // Thousands of pauses: the client would be gone for days before the last of them.
    let csv = format!("LastName\n{}\n", "x".repeat(10_000));
    for slow in
        ["slow_read = { bytes = 1, pause = \"1h\" }", "latency.per_byte = \"1m\"", "stall = {}"]
    {
        install(&server, &format!("inject.{slow}\non.operation = \"salesforce.ingest.upload\""));
        let mut raw = Raw::to(&server).await;
        raw.ask(&upload, "Content-Type: text/csv\r\n", &csv).await;
        while !told(&server).contains("broke null") {
            tokio::task::yield_now().await;
        }
        drop(raw);
        let gone = Instant::now();
        while told(&server).contains("broke null") {
            tokio::time::advance(Duration::from_secs(10)).await;
        }
        assert!(told(&server).contains("the client went away"), "{slow}: {}", told(&server));
        let hours = gone.elapsed().as_secs() / 3600;
        assert!(hours < 24, "{slow}: noticed after {hours} hours");
    }
}

#[tokio::test]
async fn a_client_cannot_go_on_writing_while_nothing_is_read() {
    let server = start().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    install(&server, "inject.slow_read = { bytes = 1, pause = \"1h\" }");
    let mut raw = Raw::to(&server).await;
    let length = 100 << 20;
    let line = format!("PUT /services/data/v62.0/jobs/ingest/{job}/batches HTTP/1.1");
    raw.ask(&line, &format!("Content-Type: text/csv\r\nContent-Length: {length}\r\n"), "").await;
    let piece = vec![b'x'; 1 << 20];
    let mut sent = 0;
    // The fact to wait for: the socket takes no more. A server that reads takes all of it.
    while sent < length {
        match raw.stream.try_write(&piece) {
            Ok(bytes) => sent += bytes,
            Err(_) if sent > 0 && full(&raw).await => break,
            Err(_) => tokio::task::yield_now().await,
        }
    }
    assert!(sent < length, "all of it was read");
}

/// Whether the socket stays full for as long as other tasks have something to do.
async fn full(raw: &Raw) -> bool {
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
        if raw.stream.try_write(b"x").is_ok() {
            return false;
        }
    }
    true
}
