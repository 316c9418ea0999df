//! The journal as it comes, read through a socket: what is sent, where it goes on, when it ends.

use bulk_mock::{DEMO_TOKEN, MockServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::super::support::{EPOCH, Org, builder, insert_contacts};

/// Somebody who reads events.
struct Reader {
    socket: TcpStream,
    text: String,
}

impl Reader {
    async fn to(server: &MockServer, org: &str, headers: &str, query: &str) -> Self {
        let address = server.address().expect("it listens");
        let mut socket = TcpStream::connect(address).await.expect("a connection");
        let head = format!(
            "GET /_mock/orgs/{org}/journal/stream{query} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n"
        );
        socket.write_all(head.as_bytes()).await.expect("sent");
        let mut reader = Self { socket, text: String::new() };
        reader.until("nothing is missed").await;
        reader
    }

    /// Reads until a text came; gives all up to its end.
    async fn until(&mut self, wanted: &str) -> String {
        loop {
            if let Some(at) = self.text.find(wanted) {
                let rest = self.text.split_off(at + wanted.len());
                return std::mem::replace(&mut self.text, rest);
            }
            assert!(self.more().await, "it ended before {wanted}: {}", self.text);
        }
    }

    async fn more(&mut self) -> bool {
        let mut piece = vec![0; 4096];
        let bytes = self.socket.read(&mut piece).await.unwrap_or(0);
        self.text.push_str(&String::from_utf8_lossy(&piece[..bytes]));
        bytes > 0
    }

    /// Reads to the end of the answer.
    async fn end(mut self) -> String {
        while !self.text.contains("\r\n0\r\n\r\n") {
            assert!(self.more().await, "it broke off: {}", self.text);
        }
        self.text
    }
}

async fn listening() -> MockServer {
    builder().start().await.expect("a server")
}

/// The ids and kinds of events.
fn events(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with("id: ") || line.starts_with("event: "));
    lines.map(str::to_owned).collect()
}

#[tokio::test]
async fn calls_come_when_they_are_answered_and_changes_when_they_happen() {
    let server = listening().await;
    let mut reader = Reader::to(&server, "demo", "", "").await;
    let sf = Org::demo(&server);
    sf.get("/limits").await.ok();
    let first = reader.until("salesforce.limits").await;
    assert_eq!(events(&first), ["id: 3", "event: exchange"]);
    assert!(!reader.until("\n\n").await.contains(DEMO_TOKEN));
    sf.open(insert_contacts()).await;
    let second = reader.until("salesforce.ingest.create").await;
    assert_eq!(events(&second), ["id: 6", "event: transition", "id: 7", "event: exchange"]);
    sf.advance(25 * 3_600_000).await;
    let third = reader.until("\"to\":\"Aborted\"").await;
    assert_eq!(events(&third), ["id: 8", "event: transition"]);
    assert!(third.contains(&EPOCH[..8]));
}

#[tokio::test]
async fn whoever_comes_back_goes_on_where_it_was() {
    let server = listening().await;
    let sf = Org::demo(&server);
    for _ in 0..3 {
        sf.get("/limits").await.ok();
    }
    let mut reader = Reader::to(&server, "demo", "last-event-id: 3\r\n", "").await;
    let text = reader.until("id: 9\nevent: exchange").await;
    assert_eq!(events(&text), ["id: 6", "event: exchange", "id: 9", "event: exchange"]);
    let mut reader = Reader::to(&server, "demo", "", "?after=0").await;
    let text = reader.until("id: 9\nevent: exchange").await;
    assert_eq!(events(&text).len(), 6);
    // An id that this journal never gave is one of a journal before it.
    let mut reader = Reader::to(&server, "demo", "last-event-id: 99\r\n", "").await;
    let text = reader.until("id: 9\nevent: exchange").await;
    assert_eq!(events(&text)[0], "event: reset");
}

#[tokio::test]
async fn a_reset_is_told() {
    let server = listening().await;
    let sf = Org::demo(&server);
    sf.get("/limits").await.ok();
    let mut reader = Reader::to(&server, "demo", "", "").await;
    sf.handle.reset(bulk_mock::org::Sessions::Keep).await;
    reader.until("event: reset\ndata: {}\n\n").await;
    sf.get("/limits").await.ok();
    let text = reader.until("salesforce.limits").await;
    assert_eq!(events(&text), ["id: 3", "event: exchange"]);
}

#[tokio::test]
async fn a_reader_that_is_slow_is_told_how_much_it_missed() {
    let server = builder()
        .configure(|config, _| config.journal.entries_max = 5)
        .start()
        .await
        .expect("a server");
    let sf = Org::demo(&server);
    for _ in 0..8 {
        sf.get("/limits").await.ok();
    }
    let mut reader = Reader::to(&server, "demo", "", "?after=0").await;
    let text = reader.until("id: 24\nevent: exchange").await;
    assert!(text.contains("event: missed\ndata: {\"entries\":3}"), "{text}");
    assert_eq!(events(&text).len(), 1 + 5 * 2);
}

#[tokio::test]
async fn the_stream_ends_with_its_org() {
    let server = listening().await;
    let reader = Reader::to(&server, "demo", "", "").await;
    assert!(server.remove("demo"));
    reader.end().await;
}

#[tokio::test]
async fn the_stream_ends_with_the_server() {
    let server = listening().await;
    let reader = Reader::to(&server, "demo", "", "").await;
    let (_, text) = tokio::join!(server.stop(), reader.end());
    assert!(text.ends_with("\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let server = listening().await;
    let headers = [("last-event-id", "seven")];
    let target = "/_mock/orgs/demo/journal/stream";
    let answer = super::super::support::call(&server, "GET", target, &headers, "").await;
    insta::assert_snapshot!(super::super::support::show(&answer), @r#"
    400 application/json
    {
      "error": "Last-Event-ID is not the id of an event",
      "remedy": "send the number behind `id:`",
      "key": "Last-Event-ID"
    }
    "#);
}
