//! Faults on the wire, seen by a client that reads bytes.

use std::io::{Read, Write};
use std::net::TcpStream;

use bulk_mock::faults::Rule;
use bulk_mock::{DEMO_TOKEN, MockServer};

fn rule(text: &str) -> Rule {
    toml::from_str(text).expect("a rule")
}

/// What a client reads of the answer to a request, and how the connection ended.
fn read(server: &MockServer, request: &str) -> (String, String) {
    let mut socket = TcpStream::connect(server.address().expect("it listens")).expect("a socket");
    socket.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    let ended = loop {
        match socket.read(&mut piece) {
            Ok(0) => break "closed".to_owned(),
            Ok(bytes) => answer.extend_from_slice(&piece[..bytes]),
            Err(error) => break error.kind().to_string(),
        }
    };
    (String::from_utf8_lossy(&answer).into_owned(), ended)
}

fn limits() -> String {
    format!(
        "GET /services/data/v62.0/limits HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
         authorization: Bearer {DEMO_TOKEN}\r\n\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_call_is_torn_down_before_its_answer() {
    let server = MockServer::start().await.expect("a server");
    let org = server.org("demo");
    org.install(&rule("name = \"down\"\nwhen.nth = 2\ninject.reset = {}")).expect("a rule");
    let read = |server: &MockServer| read(server, &limits());
    let (first, second, third) =
        tokio::task::block_in_place(|| (read(&server), read(&server), read(&server)));
    assert!(first.0.starts_with("HTTP/1.1 200") && first.1 == "closed");
    assert_eq!((second.0.as_str(), second.1.as_str()), ("", "connection reset"));
    assert!(third.0.starts_with("HTTP/1.1 200"));
    let journal = org.with(|org| org.journal.snapshot().json_lines());
    assert!(journal.contains("\"faults\":[{\"rule\":\"down\",\"kind\":\"reset\",\"ordinal\":2}]"));
    assert!(journal.contains("a fault ended it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_comes_with_the_providers_own_error() {
    let server = MockServer::start().await.expect("a server");
    let org = server.org("demo");
    let busy = "name = \"busy\"\non.operation = \"salesforce.limits\"\n\
                inject.status = { status = 503 }";
    org.install(&rule(busy)).expect("a rule");
    let (answer, _) = tokio::task::block_in_place(|| read(&server, &limits()));
    assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable"), "{answer}");
    assert!(answer.contains("\"errorCode\":\"SERVER_UNAVAILABLE\""), "{answer}");
}
