//! Uploads that are read slowly.

use tokio::time::Instant;

use super::{Raw, install, start};
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
