//! Connections that end otherwise than they promised.

use tokio::io::AsyncWriteExt;

use super::{JOBS, Raw, inject, start, told};

#[tokio::test]
async fn the_server_closes_its_half_and_goes_on_reading() {
    let server = start().await;
    inject(&server, "half_close = {}");
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    assert_eq!(raw.end().await, "closed");
    insta::assert_snapshot!("wire_half_close", raw.show());
    // Far more than fits into the buffers of a connection that nobody reads.
    for _ in 0..64 {
        raw.stream.write_all(&[b'x'; 1 << 18]).await.expect("the client's half is open");
    }
    insta::assert_snapshot!(told(&server), @"status 200 broke null notes []");
}

#[tokio::test]
async fn a_connection_that_was_promised_is_closed_at_its_next_request() {
    let server = start().await;
    for (end, met) in [("fin", "closed"), ("reset", "reset")] {
        inject(&server, &format!("close_on_reuse = {{ end = \"{end}\" }}"));
        let mut raw = Raw::to(&server).await;
        raw.ask(JOBS, "", "").await;
        raw.until("nextRecordsUrl\":null}").await;
        assert!(!raw.show().contains("Connection: close"), "{}", raw.show());
        insta::allow_duplicates! {
            insta::assert_snapshot!(told(&server), @r#"status 200 broke null notes ["the next request on this connection is not processed"]"#);
        }
        raw.read.clear();
        let before = exchanges(&server);
        raw.ask(JOBS, "", "").await;
        assert_eq!((raw.end().await, raw.show().as_str()), (met, ""));
        assert_eq!(exchanges(&server), before, "the second request was processed");
    }
}

#[tokio::test]
async fn a_next_request_that_was_sent_ahead_is_not_processed_either() {
    let server = start().await;
    inject(&server, "close_on_reuse = {}");
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    raw.ask(JOBS, "", "").await;
    assert_eq!(raw.end().await, "closed");
    assert_eq!(raw.show().matches("HTTP/1.1").count(), 1, "{}", raw.show());
    assert_eq!(exchanges(&server), 1);
}

fn exchanges(server: &bulk_mock::MockServer) -> usize {
    let org = server.org("demo");
    let journal = org.with(|org| org.journal.snapshot().json_lines());
    journal.matches("\"entry\":\"exchange\"").count()
}
