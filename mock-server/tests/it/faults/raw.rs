//! A client that reads bytes from a real socket, and what it saw as a reader of a snapshot wants it.

use std::io::{Read, Write};
use std::net::TcpStream;

use bulk_mock::faults::Rule;
use bulk_mock::{MockServer, OrgHandle};
use serde_json::Value;

use crate::support::{builder, lines};

/// A server on a socket whose clocks stand still.
pub(super) async fn listening() -> MockServer {
    builder().start().await.expect("a server")
}

/// Puts a rule in force, written as in a file.
#[track_caller]
pub(super) fn install(org: &OrgHandle, rule: &str) {
    let rule: Rule = toml::from_str(rule).expect(rule);
    org.install(&rule).unwrap_or_else(|error| panic!("{error}"));
}

/// Puts a rule in force that hits everything it can.
#[track_caller]
pub(super) fn inject(org: &OrgHandle, fault: &str) {
    install(org, &format!("name = \"fault\"\ninject.{fault}"));
}

/// Takes all rules out of force.
pub(super) fn clear(org: &OrgHandle) {
    org.with(|org| org.faults.clear());
}

/// The notes of the last exchange in the journal.
pub(super) fn last_notes(org: &OrgHandle) -> String {
    let journal = org.with(|org| org.journal.snapshot().json_lines());
    let last = journal.lines().rfind(|line| line.contains("\"exchange\""));
    let last: Value = serde_json::from_str(last.unwrap_or("{}")).expect("JSON");
    last["notes"].to_string()
}

/// An answer as it came over the wire.
pub(super) struct Seen {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    /// The body, put together from its chunks if it came in chunks.
    pub(super) body: Vec<u8>,
}

/// Headers that say nothing of faults.
const LEFT_OUT: &[&str] = &["date", "connection", "server", "accept-ranges"];

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Status, headers that matter, and the body with everything visible.
    pub(super) fn show(&self) -> String {
        let told = |(name, value): &(String, String)| {
            let name = name.to_ascii_lowercase();
            let tells = !LEFT_OUT.contains(&name.as_str());
            tells.then(|| format!("{name}: {value}\n"))
        };
        let headers: String = self.headers.iter().filter_map(told).collect();
        // Line separators that look like nothing.
        let body = lines(&self.body).replace('\u{2028}', "\\u{2028}");
        format!("{}\n{headers}{body}", self.status)
    }
}

/// Sends a request with a token and reads the answer to its last byte.
pub(super) async fn send(
    server: &MockServer,
    token: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Seen {
    let address = server.address().expect("it listens");
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: mock.test\r\n");
    request += "connection: close\r\n";
    if !token.is_empty() {
        request += &format!("authorization: Bearer {token}\r\n");
    }
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("content-length: {}\r\n\r\n{body}", body.len());
    let read = move || {
        let mut socket = TcpStream::connect(address).expect("a socket");
        socket.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).expect("an end in order");
        answer
    };
    parsed(&tokio::task::spawn_blocking(read).await.expect("read"))
}

/// Reads a path with a token.
pub(super) async fn get(server: &MockServer, token: &str, target: &str) -> Seen {
    send(server, token, "GET", target, &[], "").await
}

fn parsed(answer: &[u8]) -> Seen {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]);
    let mut fields = head.split("\r\n");
    let status = fields.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
    let headers: Vec<(String, String)> = fields
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let rest = &answer[end + 4..];
    let header = |name: &str| headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let body = if header("transfer-encoding").is_some() {
        unchunked(rest)
    } else {
        let length = header("content-length").map(|(_, length)| length.parse::<usize>());
        if let Some(length) = length {
            assert_eq!(length, Ok(rest.len()), "the length is not that of the body");
        }
        rest.to_vec()
    };
    Seen { status: status.parse().expect("a number"), headers, body }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n").expect("a chunk's head");
        let size = std::str::from_utf8(&rest[..end]).expect("text");
        let size = usize::from_str_radix(size, 16).expect("a size");
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
        if size == 0 {
            return body;
        }
    }
}
