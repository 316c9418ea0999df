//! Answers that end early: in order or torn down, at every kind of place.

use super::{JOBS, inject, jobs, kept, results, seen, start, told};

#[tokio::test]
async fn a_body_is_shorter_than_its_length() {
    let server = start().await;
    inject(&server, "truncate = {}");
    insta::assert_snapshot!("wire_truncate", kept(&server).await);
    insta::assert_snapshot!(told(&server), @r#"status 200 broke "a fault ended it after 47 bytes of its body" notes []"#);
    inject(&server, "truncate = { at = { byte = 7 } }");
    insta::assert_snapshot!("wire_truncate_at_byte", kept(&server).await);
}

#[tokio::test]
async fn a_body_that_would_go_out_in_chunks_gets_the_length_that_it_lacks() {
    let server = start().await;
    let target = results(&server).await;
    insta::assert_snapshot!(
        "wire_chunks",
        seen(&server, &target, "Connection: close\r\n", "").await
    );
    inject(&server, "truncate = { at = { row = 2 } }");
    insta::assert_snapshot!("wire_truncate_chunks", seen(&server, &target, "", "").await);
}

#[tokio::test]
async fn an_answer_without_such_a_place_goes_out_whole_and_the_journal_says_so() {
    let server = start().await;
    inject(&server, "truncate = { at = { row = 2 } }");
    let whole = kept(&server).await;
    assert!(whole.ends_with("\"nextRecordsUrl\":null}\nclosed\n"), "{whole}");
    insta::assert_snapshot!(told(&server), @r#"status 200 broke null notes ["the answer went out whole: it has no place {\"row\":2}"]"#);
}

#[tokio::test]
async fn a_connection_is_torn_down_at_every_place() {
    let server = start().await;
    let mut shown = String::new();
    for at in ["\"before_head\"", "\"after_head\"", "{ byte = 12 }", "{ before_end = 0 }"] {
        inject(&server, &format!("reset = {{ at = {at} }}"));
        shown += &format!("-- {at}\n{}{}\n", kept(&server).await, told(&server));
    }
    insta::assert_snapshot!("wire_reset", shown);
}

#[tokio::test]
async fn nothing_comes_and_nothing_is_done() {
    let server = start().await;
    let create = "POST /services/data/v62.0/jobs/ingest HTTP/1.1";
    let job = "{\"object\":\"Contact\",\"operation\":\"insert\"}";
    let headers = "Content-Type: application/json\r\n";
    let mut shown = String::new();
    for rule in ["empty_reply = {}", "lost_response = {}", "lost_response = { end = \"reset\" }"] {
        inject(&server, rule);
        let answer = seen(&server, create, headers, job).await;
        let end = told(&server);
        let org = server.org("demo");
        org.with(|org| org.faults.clear());
        let done = jobs(&server).await.matches("\"operation\":\"insert\"").count();
        shown += &format!("-- {rule}\n{answer}{end}\n{done} jobs\n");
    }
    insta::assert_snapshot!("wire_nothing_comes", shown);
}

#[tokio::test]
async fn a_chunk_has_no_size() {
    let server = start().await;
    inject(&server, "bad_chunk = {}");
    insta::assert_snapshot!("wire_bad_chunk", kept(&server).await);
    inject(&server, "bad_chunk = { at = { byte = 5 }, size = \"-1\" }");
    insta::assert_snapshot!("wire_bad_chunk_at_byte", kept(&server).await);
    insta::assert_snapshot!(told(&server), @r#"status 200 broke "a fault ended it after 5 bytes of its body" notes []"#);
}

#[tokio::test]
async fn a_client_that_knows_no_chunks_gets_none() {
    let server = start().await;
    inject(&server, "bad_chunk = {}");
    let line = JOBS.replace("1.1", "1.0");
    insta::assert_snapshot!("wire_no_chunks", seen(&server, &line, "", "").await);
    insta::assert_snapshot!(told(&server), @r#"status 200 broke null notes ["it went out without chunks: its client or its status knows none"]"#);
}

#[tokio::test]
async fn an_answer_without_a_body_has_nothing_to_cut() {
    let server = start().await;
    inject(&server, "truncate = { at = { before_end = 1 } }");
    let line = JOBS.replace("GET", "HEAD");
    insta::assert_snapshot!("wire_head_only", seen(&server, &line, "", "").await);
    insta::assert_snapshot!(told(&server), @r#"status 200 broke null notes ["the answer went out whole: it has no place {\"before_end\":1}"]"#);
}

#[tokio::test]
async fn what_comes_is_no_http() {
    let server = start().await;
    inject(&server, "garbage = {}");
    insta::assert_snapshot!(kept(&server).await, @r"
    \u{0}\u{1}\u{2} this is no HTTP\r\n
    \r\n
    closed
    ");
    inject(&server, "garbage = { text = \"SSH-2.0-OpenSSH_9.6\\r\\n\" }");
    insta::assert_snapshot!(kept(&server).await, @r"
    SSH-2.0-OpenSSH_9.6\r\n
    closed
    ");
    insta::assert_snapshot!(told(&server), @r#"status null broke "a fault sent what is no HTTP instead" notes []"#);
}
