//! Answers that come slowly, late, or never; no waiting is left behind when somebody goes.

use super::{JOBS, Raw, inject, start, told};

#[tokio::test]
async fn an_answer_stops_and_goes_on() {
    let server = start().await;
    for at in ["\"before_head\"", "\"after_head\"", "{ byte = 7 }"] {
        inject(&server, &format!("stall = {{ at = {at}, lasts = \"30ms\" }}"));
        let shown = super::kept(&server).await;
        assert!(shown.ends_with("\"nextRecordsUrl\":null}\nclosed\n"), "{at}: {shown}");
        assert!(told(&server).contains("broke null"), "{}", told(&server));
    }
}

#[tokio::test]
async fn what_lies_before_the_place_comes_and_then_nothing() {
    let server = start().await;
    inject(&server, "stall = { at = { byte = 7 } }");
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    raw.until("{\"done\"").await;
    insta::assert_snapshot!("wire_stall", raw.show());
    // The server's stop ends what would never end.
    let stopped = tokio::spawn(server.stop());
    assert_eq!(raw.end().await, "reset");
    stopped.await.expect("no panic");
}

#[tokio::test]
async fn an_answer_that_never_comes_is_over_when_its_client_goes() {
    let server = start().await;
    inject(&server, "stall = {}");
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    // The fact to wait for: the request has come.
    while !told_any(&server) {
        tokio::task::yield_now().await;
    }
    drop(raw);
    while told(&server).contains("broke null") {
        tokio::task::yield_now().await;
    }
    insta::assert_snapshot!(told(&server), @r#"status null broke "a fault kept it for ever before its head; the client went away" notes []"#);
}

#[tokio::test]
async fn an_answer_comes_a_few_bytes_at_a_time() {
    let server = start().await;
    inject(&server, "dribble = { bytes = 64, pause = \"1ms\" }");
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    let mut pieces = Vec::new();
    loop {
        let before = raw.read.len();
        if raw.more().await.is_some() {
            break;
        }
        pieces.push(raw.read.len() - before);
    }
    assert!(pieces.len() > 1, "{pieces:?}");
    assert!(raw.show().ends_with("\"nextRecordsUrl\":null}\n"), "{}", raw.show());
}

#[tokio::test(start_paused = true)]
async fn each_drop_waits_for_exactly_its_pause() {
    let server = start().await;
    inject(&server, "dribble = { bytes = 100, pause = \"7s\" }");
    let began = tokio::time::Instant::now();
    let mut raw = Raw::to(&server).await;
    raw.ask(JOBS, "", "").await;
    raw.until("nextRecordsUrl\":null}").await;
    let pauses = raw.read.len().div_ceil(100) - 1;
    assert_eq!(began.elapsed().as_secs(), 7 * pauses as u64);
}

#[tokio::test]
async fn who_gets_all_of_an_answer_is_told_that_the_connection_is_not_kept() {
    let server = start().await;
    for whole in [
        "dribble = { bytes = 64, pause = \"1us\" }",
        "stall = { at = \"before_head\", lasts = \"1ms\" }",
        "stall = { at = { byte = 7 }, lasts = \"1ms\" }",
        "header = { name = \"date\", remove = true }",
    ] {
        inject(&server, whole);
        let shown = super::kept(&server).await;
        assert!(shown.contains("Connection: close\\r\\n"), "{whole}: {shown}");
        assert!(shown.ends_with("closed\n"), "{whole}: {shown}");
    }
    for broken in ["half_close = {}", "truncate = {}", "stall = { at = \"after_head\" }"] {
        inject(&server, broken);
        let mut raw = Raw::to(&server).await;
        raw.ask(JOBS, "", "").await;
        raw.until("\r\n\r\n").await;
        assert!(!raw.show().contains("Connection: close"), "{broken}: {}", raw.show());
    }
}

fn told_any(server: &bulk_mock::MockServer) -> bool {
    let org = server.org("demo");
    org.with(|org| !org.journal.snapshot().json_lines().is_empty())
}
