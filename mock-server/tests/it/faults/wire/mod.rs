//! Faults on the wire, seen by a client that reads bytes: what comes, in which order, and how the
//! connection ends.

mod connections;
mod cuts;
mod finder;
mod heads;
mod large;
mod latency;
mod places;
mod refusals;
mod rules;
mod stalls;
mod uploads;

use bulk_mock::faults::Rule;
use bulk_mock::{DEMO_TOKEN, MockServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Org, builder, lines};

/// A server whose clocks stand still, and which listens.
pub(super) async fn start() -> MockServer {
    builder().start().await.expect("a port")
}

/// Puts a rule in force whose fault is `inject`, as TOML, and which hits everything.
pub(super) fn inject(server: &MockServer, inject: &str) {
    install(server, &format!("inject.{inject}"));
}

/// Puts a rule in force, as TOML without its name.
pub(super) fn install(server: &MockServer, rule: &str) {
    let rule = format!("name = \"it\"\n{rule}");
    let rule: Rule = toml::from_str(&rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
    let org = server.org("demo");
    org.with(|org| org.faults.clear());
    org.install(&rule).unwrap_or_else(|error| panic!("{error}"));
}

/// A client that writes and reads bytes.
pub(super) struct Raw {
    pub(super) stream: TcpStream,
    pub(super) read: Vec<u8>,
}

impl Raw {
    pub(super) async fn to(server: &MockServer) -> Self {
        let address = server.address().expect("it listens");
        let stream = TcpStream::connect(address).await.expect("a connection");
        Self { stream, read: Vec::new() }
    }

    /// Sends a head with the demo org's token, and a body.
    pub(super) async fn ask(&mut self, line: &str, headers: &str, body: &str) {
        self.ask_as(DEMO_TOKEN, line, headers, body).await;
    }

    /// Sends a head, if the connection is still there.
    pub(super) async fn try_ask(&mut self, line: &str, headers: &str) -> std::io::Result<()> {
        let request = format!(
            "{line}\r\nHost: mock.test\r\nAuthorization: Bearer {DEMO_TOKEN}\r\n{headers}\r\n"
        );
        self.stream.write_all(request.as_bytes()).await
    }

    pub(super) async fn ask_as(&mut self, token: &str, line: &str, headers: &str, body: &str) {
        let length = match body {
            "" => String::new(),
            body => format!("Content-Length: {}\r\n", body.len()),
        };
        let request = format!(
            "{line}\r\nHost: mock.test\r\nAuthorization: Bearer {token}\r\n{headers}{length}\r\n\
             {body}"
        );
        self.stream.write_all(request.as_bytes()).await.expect("somebody reads");
    }

    /// Reads on; `None` while there is more, else how the connection ended.
    pub(super) async fn more(&mut self) -> Option<&'static str> {
        match self.stream.read_buf(&mut self.read).await {
            Ok(0) => Some("closed"),
            Ok(_) => None,
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => Some("reset"),
            Err(error) => panic!("{error}"),
        }
    }

    /// Reads to the end of the connection, and says how it came.
    pub(super) async fn end(&mut self) -> &'static str {
        loop {
            if let Some(end) = self.more().await {
                return end;
            }
        }
    }

    /// Reads until that text has come.
    pub(super) async fn until(&mut self, text: &str) {
        while !self.read.windows(text.len()).any(|window| window == text.as_bytes()) {
            let end = self.more().await;
            assert_eq!(end, None, "no `{text}` in {}", lines(&self.read));
        }
    }

    /// What came so far, dates named.
    pub(super) fn show(&self) -> String {
        let shown = lines(&self.read);
        let named = shown.lines().map(|line| match line.strip_prefix("Date: ") {
            Some(date) if date.ends_with(" GMT\\r\\n") && date.len() == 33 => "Date: <date>\\r\\n",
            _ => line,
        });
        named.map(|line| format!("{line}\n")).collect()
    }
}

/// All that comes of a request, and how the connection ends.
pub(super) async fn seen(server: &MockServer, line: &str, headers: &str, body: &str) -> String {
    let mut raw = Raw::to(server).await;
    raw.ask(line, headers, body).await;
    let end = raw.end().await;
    format!("{}{end}\n", raw.show())
}

/// The list of jobs: a short JSON answer.
pub(super) const JOBS: &str = "GET /services/data/v62.0/jobs/ingest HTTP/1.1";

/// What comes of asking for the list of jobs, for the last time on the connection.
pub(super) async fn jobs(server: &MockServer) -> String {
    seen(server, JOBS, "Connection: close\r\n", "").await
}

/// The same without `Connection: close`: only a fault ends such a connection.
pub(super) async fn kept(server: &MockServer) -> String {
    seen(server, JOBS, "", "").await
}

/// What the journal says of the last exchange: how it broke, and its notes.
pub(super) fn told(server: &MockServer) -> String {
    let org = server.org("demo");
    let journal = org.with(|org| org.journal.snapshot().json_lines());
    let exchange = |line: &&str| line.contains("\"entry\":\"exchange\"");
    let last = journal.lines().rfind(exchange).expect("an exchange");
    let last: serde_json::Value = serde_json::from_str(last).expect("JSON");
    format!("status {} broke {} notes {}", last["status"], last["broke"], last["notes"])
}

/// A query job of contacts whose result has quoted line ends and umlauts; the target of its result.
pub(super) async fn results(server: &MockServer) -> String {
    let sf = Org::demo(server);
    let csv = "LastName,Description,External_Id__c\n\"Müller\",\"two\nlines\",W-1\n\
               Ann,\"says \"\"ö\"\"\",W-2\n\"Größe, die\",,W-3\n";
    sf.run(crate::support::insert_contacts(), csv).await;
    let query = "SELECT LastName, Description FROM Contact WHERE External_Id__c LIKE 'W-%' \
                 ORDER BY External_Id__c";
    let job = serde_json::json!({ "operation": "query", "query": query });
    let created = sf.send("POST", "/jobs/query", &job).await.ok().json();
    sf.until_idle().await;
    let id = created["id"].as_str().expect("an id");
    format!("GET /services/data/v62.0/jobs/query/{id}/results HTTP/1.1")
}
