//! Another status, another header, another type: answers that are well framed.

use super::{Raw, inject, install, jobs, kept, seen, start};

#[tokio::test]
async fn a_status_comes_with_the_providers_own_error() {
    let server = start().await;
    inject(&server, "status = { status = 503, retry_after = { seconds = 2 } }");
    insta::assert_snapshot!("wire_status_503", jobs(&server).await);
    let code = "status = { status = 400, code = \"INVALIDJOB\", message = \"No such job\" }";
    inject(&server, code);
    insta::assert_snapshot!("wire_status_code", jobs(&server).await);
}

#[tokio::test]
async fn a_gateway_has_a_page_of_its_own() {
    let server = start().await;
    inject(&server, "status = { status = 502, page = \"html\" }");
    insta::assert_snapshot!("wire_page_html", jobs(&server).await);
    inject(&server, "status = { status = 504, page = \"empty\" }");
    insta::assert_snapshot!("wire_page_empty", jobs(&server).await);
    inject(&server, "status = { status = 500, page = { text = \"oops\\n\" } }");
    insta::assert_snapshot!("wire_page_text", jobs(&server).await);
}

#[tokio::test]
async fn a_client_is_told_when_to_come_again_in_every_form() {
    let server = start().await;
    let mut told = String::new();
    for form in [
        "{ seconds = 2 }",
        "{ seconds = 0 }",
        "{ seconds = -1 }",
        "{ fraction = 0.5 }",
        "{ date_in = \"5s\" }",
        "{ date_ago = \"1h\" }",
        "{ text = \"soon\" }",
    ] {
        inject(&server, &format!("status = {{ status = 429, retry_after = {form} }}"));
        let answer = jobs(&server).await;
        let header = answer.lines().find(|line| line.starts_with("Retry-After")).unwrap_or("none");
        told += &format!("{form}: {header}\n");
    }
    insta::assert_snapshot!("wire_retry_after", told);
}

#[tokio::test]
async fn a_status_may_hide_that_it_was_done() {
    let server = start().await;
    let create = "POST /services/data/v62.0/jobs/ingest HTTP/1.1";
    let job = "{\"object\":\"Contact\",\"operation\":\"insert\"}";
    let headers = "Content-Type: application/json\r\nConnection: close\r\n";
    for (effect, jobs) in [(false, 0), (true, 1)] {
        inject(&server, &format!("status = {{ status = 500, effect = {effect} }}"));
        let answer = seen(&server, create, headers, job).await;
        assert!(answer.starts_with("HTTP/1.1 500 Internal Server Error"), "{answer}");
        let org = server.org("demo");
        org.with(|org| org.faults.clear());
        let list = super::jobs(&server).await;
        assert_eq!(list.matches("\"operation\":\"insert\"").count(), jobs, "{list}");
    }
}

#[tokio::test]
async fn a_client_is_sent_elsewhere() {
    let server = start().await;
    inject(&server, "redirect = { status = 307, location = \"http://127.0.0.2/elsewhere\" }");
    insta::assert_snapshot!("wire_redirect", jobs(&server).await);
}

#[tokio::test]
async fn headers_are_changed_added_and_missing() {
    let server = start().await;
    inject(&server, "header = { name = \"Sforce-Limit-Info\", set = \"api-usage=9/9\" }");
    insta::assert_snapshot!("wire_header_set", jobs(&server).await);
    inject(&server, "header = { name = \"Content-Type\", add = \"text/plain\" }");
    insta::assert_snapshot!("wire_header_add", jobs(&server).await);
    inject(&server, "header = { name = \"sforce-limit-info\", remove = true }");
    insta::assert_snapshot!("wire_header_remove", jobs(&server).await);
}

#[tokio::test]
async fn headers_of_the_protocol_itself_are_changed_under_a_body_that_stays() {
    let server = start().await;
    inject(&server, "header = { name = \"Content-Length\", set = \"5\" }");
    insta::assert_snapshot!("wire_length_wrong", kept(&server).await);
    inject(&server, "header = { name = \"Content-Length\", remove = true }");
    insta::assert_snapshot!("wire_length_missing", kept(&server).await);
    inject(&server, "header = { name = \"Date\", remove = true }");
    insta::assert_snapshot!("wire_date_missing", kept(&server).await);
}

#[tokio::test]
async fn a_type_is_wrong_or_missing_or_names_another_charset() {
    let server = start().await;
    let mut told = String::new();
    for rule in ["{ value = \"text/html\" }", "\"missing\"", "{ charset = \"ISO-8859-1\" }"] {
        inject(&server, &format!("content_type = {rule}"));
        let answer = jobs(&server).await;
        let header = answer.lines().find(|line| line.starts_with("Content-Type"));
        told += &format!("{rule}: {}\n", header.unwrap_or("none"));
    }
    insta::assert_snapshot!("wire_content_type", told);
}

#[tokio::test]
async fn the_connection_goes_on_where_the_library_sends_the_answer() {
    let server = start().await;
    install(&server, "when.nth = 1\ninject.status = { status = 503, page = \"empty\" }");
    let mut raw = Raw::to(&server).await;
    raw.ask(super::JOBS, "", "").await;
    raw.until("\r\n\r\n").await;
    raw.read.clear();
    raw.ask(super::JOBS, "Connection: close\r\n", "").await;
    assert_eq!(raw.end().await, "closed");
    assert!(raw.show().starts_with("HTTP/1.1 200 OK"), "{}", raw.show());
}

#[tokio::test]
async fn a_gzip_body_breaks_whether_or_not_it_was_asked_for() {
    let server = start().await;
    for headers in ["Connection: close\r\n", "Connection: close\r\nAccept-Encoding: gzip\r\n"] {
        for after in [0, 12, 100_000] {
            inject(&server, &format!("bad_gzip = {{ after = {after} }}"));
            let mut raw = Raw::to(&server).await;
            raw.ask("GET /services/data/v62.0/limits HTTP/1.1", headers, "").await;
            assert_eq!(raw.end().await, "closed");
            let head = raw.read.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
            let (head, body) = raw.read.split_at(head + 4);
            let head = String::from_utf8_lossy(head);
            assert!(head.contains("Content-Encoding: gzip\r\n"), "{head}");
            assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{head}");
            let mut plain = Vec::new();
            let unpacked =
                std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body), &mut plain);
            assert_eq!(unpacked.is_ok(), after == 100_000, "{after}");
            assert_eq!(body.starts_with(&[0x1f, 0x8b]), after > 0);
        }
    }
}
