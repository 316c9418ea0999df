//! What only a socket can show: framing, interim answers, stalls, broken connections, the stop.

use std::io::Read;
use std::time::Duration;

use bulk_mock::{DEMO_TOKEN, MockServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::errors::gzip;
use super::support::{Org, builder, call, insert_contacts, lines};

/// A client that writes its own bytes.
struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer as it came.
struct Raw {
    head: String,
    body: Vec<u8>,
}

impl Raw {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or("")
    }
}

impl Wire {
    async fn to(server: &MockServer) -> Self {
        let address = server.address().expect("it listens");
        let stream = TcpStream::connect(address).await.expect("a connection");
        Self { stream, read: Vec::new() }
    }

    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.expect("somebody reads");
    }

    /// Sends a head with the demo org's token.
    async fn head(&mut self, line: &str, headers: &str) {
        self.send(format!(
            "{line} HTTP/1.1\r\nHost: mock.test\r\nAuthorization: Bearer {DEMO_TOKEN}\r\n{headers}\r\n"
        ))
        .await;
    }

    /// The next answer's head, without its body.
    async fn answer_head(&mut self) -> String {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            assert!(self.more().await, "the connection ended in a head: {}", lines(&self.read));
        };
        let head: Vec<u8> = self.read.drain(..end).collect();
        String::from_utf8(head).expect("ASCII")
    }

    /// The next answer.
    async fn answer(&mut self) -> Raw {
        let head = self.answer_head().await;
        let lower = head.to_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
        let body = match length {
            Some(length) => self.take(length.trim().parse().expect("a length")).await,
            None if lower.contains("transfer-encoding: chunked") => self.chunks().await,
            None => Vec::new(),
        };
        Raw { head, body }
    }

    async fn take(&mut self, bytes: usize) -> Vec<u8> {
        while self.read.len() < bytes {
            assert!(self.more().await, "the connection ended in a body");
        }
        self.read.drain(..bytes).collect()
    }

    async fn chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let mut line = Vec::new();
            while !line.ends_with(b"\r\n") {
                line.extend(self.take(1).await);
            }
            let size = std::str::from_utf8(&line).expect("ASCII").trim();
            let size = usize::from_str_radix(size, 16).expect("a size");
            body.extend(self.take(size).await);
            self.take(2).await;
            if size == 0 {
                return body;
            }
        }
    }

    /// Reads on; `false` at the end of the connection, however it ends.
    async fn more(&mut self) -> bool {
        matches!(self.stream.read_buf(&mut self.read).await, Ok(read) if read > 0)
    }

    /// Whether nothing more comes.
    async fn ends(&mut self) -> bool {
        self.read.is_empty() && !self.more().await
    }
}

async fn start() -> MockServer {
    builder().start().await.expect("a port")
}

/// A server that cuts silent uploads after a moment.
async fn impatient() -> MockServer {
    let quick = builder().configure(|_, door| door.upload_stall = Duration::from_millis(50));
    quick.start().await.expect("a port")
}

fn put(job: &str) -> String {
    format!("PUT /services/data/v62.0/jobs/ingest/{job}/batches")
}

fn get(job: &str, rest: &str) -> String {
    format!("GET /services/data/v62.0/jobs/ingest/{job}{rest}")
}

#[tokio::test]
async fn an_upload_in_chunks_is_one_upload_wherever_it_was_cut() {
    let server = start().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n").await;
    for byte in "LastName,Title\nÅnn,\"a\"\"b\"\nBob,c\n".as_bytes() {
        wire.send([b"1\r\n", &[*byte][..], b"\r\n"].concat()).await;
    }
    wire.send("0\r\n\r\n").await;
    assert_eq!(wire.answer().await.status(), "201");
    sf.close(&job).await.ok();
    sf.until_idle().await;
    insta::assert_snapshot!(sf.outcome(&job).await, @r#"
    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName,Title\n
    "<contact1>","true","Ånn","a""b"\n
    "<contact2>","true","Bob","c"\n
    "#);
}

#[tokio::test]
async fn gzip_is_understood_and_spoken() {
    let server = start().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let rows: String = (0..500).map(|n| format!("Person {n}\n")).collect();
    let packed = gzip(format!("LastName\n{rows}").as_bytes());
    let mut wire = Wire::to(&server).await;
    let length = format!("Content-Length: {}\r\n", packed.len());
    wire.head(&put(&job), &format!("Content-Encoding: gzip\r\n{length}")).await;
    wire.send(packed).await;
    assert_eq!(wire.answer().await.status(), "201");
    sf.close(&job).await.ok();
    sf.until_idle().await;

    let plain = sf.results(&job, "successfulResults").await.body;
    for (accepts, packed) in
        [("gzip, deflate", true), ("gzip;q=0", false), ("br", false), ("x, GZIP;q=1.0", true)]
    {
        let header = format!("Accept-Encoding: {accepts}\r\n");
        wire.head(&get(&job, "/successfulResults"), &header).await;
        let answer = wire.answer().await;
        let mut body = answer.body.clone();
        if packed {
            body.clear();
            let mut decoder = flate2::read::GzDecoder::new(answer.body.as_slice());
            decoder.read_to_end(&mut body).expect("gzip");
        }
        assert_eq!(answer.head.to_lowercase().contains("content-encoding: gzip"), packed);
        assert!(body == plain, "{accepts}");
    }
    // Short answers are not worth it.
    wire.head(&get(&job, ""), "Accept-Encoding: gzip\r\n").await;
    assert!(!wire.answer().await.head.to_lowercase().contains("content-encoding"));

    // The journal tells what was said, and how many bytes that were on the wire.
    let journal = call(&server, "GET", "/_mock/orgs/demo/journal", &[], "").await.text();
    let mut told = journal
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .filter(|entry| entry["operation"] == "salesforce.ingest.successful_results")
        .map(|entry| entry["response"].clone());
    let (plain, packed) = (told.next().expect("an entry"), told.next().expect("an entry"));
    for same in ["decoded_bytes", "xxh3", "whole"] {
        assert_eq!(plain[same], packed[same], "{same}");
    }
    assert_eq!(plain["raw_bytes"], plain["decoded_bytes"]);
    assert!(packed["raw_bytes"].as_u64() < packed["decoded_bytes"].as_u64(), "{packed}");
}

#[tokio::test]
async fn a_body_is_taken_for_what_its_head_says_or_refused() {
    let server = start().await;
    let sf = Org::demo(&server);
    let mut told = String::new();
    for (headers, body) in [
        ("Content-Encoding: gzip\r\nContent-Length: 0\r\n", ""),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "\u{1f}"),
        ("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
        ("Transfer-Encoding: gzip\r\nTransfer-Encoding: Chunked\r\n", "0\r\n\r\n"),
    ] {
        let job = sf.open(insert_contacts()).await;
        let mut wire = Wire::to(&server).await;
        wire.head(&put(&job), headers).await;
        wire.send(body).await;
        told += &format!("{} {}", wire.answer().await.status(), headers.replace('\r', ""));
    }
    insta::assert_snapshot!(told, @r"
    201 Content-Encoding: gzip
    Content-Length: 0
    201 Content-Encoding: gzip
    Transfer-Encoding: chunked
    400 Content-Encoding: gzip
    Content-Length: 1
    400 Transfer-Encoding: gzip, chunked
    400 Transfer-Encoding: gzip
    Transfer-Encoding: Chunked
    ");
}

#[tokio::test]
async fn targets_are_read_as_sloppily_as_clients_write_them() {
    let server = start().await;
    let mut wire = Wire::to(&server).await;
    let mut told = String::new();
    for target in [
        "/services/data/",
        "/services/data//",
        "//services/data",
        "///services//data",
        "/services/./data",
        "/services/x/../data",
        "/../../services/data",
        "http://login.salesforce.com/services/data",
        "/Services/DATA",
        "/services/data?x=1#y",
        "/services/data/v62.0//limits",
        "/%73ervices/data",
    ] {
        wire.head(&format!("GET {target}"), "").await;
        told += &format!("{} {target}\n", wire.answer().await.status());
    }
    insta::assert_snapshot!(told, @r"
    200 /services/data/
    404 /services/data//
    200 //services/data
    404 ///services//data
    200 /services/./data
    200 /services/x/../data
    200 /../../services/data
    200 http://login.salesforce.com/services/data
    200 /Services/DATA
    200 /services/data?x=1#y
    404 /services/data/v62.0//limits
    404 /%73ervices/data
    ");
}

#[tokio::test]
async fn a_client_that_asks_first_is_told_to_go_on_or_refused() {
    let server = builder()
        .configure(|config, _| config.salesforce.settings.upload_bytes_max = 100)
        .start()
        .await
        .expect("a port");
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;

    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Expect: 100-continue\r\nContent-Length: 13\r\n").await;
    assert_eq!(wire.answer_head().await, "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send("LastName\nAnn\n").await;
    assert_eq!(wire.answer().await.status(), "201");

    let job = sf.open(insert_contacts()).await;
    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Expect: 100-continue\r\nContent-Length: 101\r\n").await;
    let refused = wire.answer().await;
    assert_eq!(refused.status(), "413", "{}", refused.head);
    assert!(wire.ends().await);
}

#[tokio::test]
async fn a_client_that_asks_first_reads_the_refusal_of_what_it_then_sends() {
    let server = start().await;
    let mut wire = Wire::to(&server).await;
    let job = r#"{"object":"Nothing","operation":"insert"}"#;
    let length = format!("Content-Length: {}\r\n", job.len());
    let create = "POST /services/data/v62.0/jobs/ingest";
    let headers = format!("Content-Type: application/json\r\nExpect: 100-continue\r\n{length}");
    wire.head(create, &headers).await;
    assert_eq!(wire.answer_head().await, "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send(job).await;
    let refused = wire.answer().await;
    let body = String::from_utf8(refused.body.clone()).expect("UTF-8");
    insta::assert_snapshot!(format!("{} {body}", refused.status()), @r#"400 [{"errorCode":"INVALIDJOB","message":"InvalidJob : Unable to find object: Nothing"}]"#);
    // The answer is over: what is no HTTP on the same connection is hyper's to refuse.
    wire.send("noise\r\n\r\n").await;
    let refused = wire.answer().await;
    assert!(lines(&refused.body).contains("Bad Message 400"), "{}", refused.head);
}

#[tokio::test]
async fn a_client_that_only_writes_reads_its_refusal_afterwards() {
    let server = builder()
        .configure(|config, _| config.salesforce.settings.upload_bytes_max = 100)
        .start()
        .await
        .expect("a port");
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let mut wire = Wire::to(&server).await;
    let body = vec![b'a'; 4 << 20];
    wire.head(&put(&job), &format!("Content-Length: {}\r\n", body.len())).await;
    wire.send(body).await;
    assert_eq!(wire.answer().await.status(), "413");
    // The connection is as good as new.
    wire.head(&get(&job, ""), "").await;
    assert_eq!(wire.answer().await.status(), "200");
}

#[tokio::test]
async fn a_client_that_stalls_in_an_upload_is_cut_and_harms_nobody() {
    let server = impatient().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let mut stalled = Wire::to(&server).await;
    stalled.head(&put(&job), "Content-Type: text/csv\r\nContent-Length: 1000\r\n").await;
    stalled.send("LastName\nAnn\nBo").await;

    let mut other = Wire::to(&server).await;
    let second = sf.open(insert_contacts()).await;
    other.head(&put(&second), "Content-Length: 13\r\n").await;
    other.send("LastName\nAnn\n").await;
    assert_eq!(other.answer().await.status(), "201");

    let cut = stalled.answer().await;
    let body = String::from_utf8(cut.body.clone()).expect("UTF-8");
    insta::assert_snapshot!(format!("{} {body}", cut.status()), @r#"408 [{"errorCode":"REQUEST_TIMEOUT","message":"The request body stopped before its end."}]"#);
    assert!(stalled.ends().await);

    sf.upload(&job, "LastName\nCid\n").await.ok();
    sf.close(&job).await.ok();
    sf.until_idle().await;
    insta::assert_snapshot!(sf.outcome(&job).await, @r#"
    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName\n
    "<contact1>","true","Cid"\n
    "#);
}

#[tokio::test]
async fn a_connection_that_breaks_in_an_upload_leaves_the_job_as_it_was() {
    let server = start().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Content-Type: text/csv\r\nContent-Length: 1000\r\n").await;
    wire.send("LastName\nAnn\n").await;
    drop(wire);
    // The fact to wait for: the exchange is over.
    let upload = loop {
        let journal = call(&server, "GET", "/_mock/orgs/demo/journal", &[], "").await.text();
        let mut entries = journal
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        let over = |entry: &serde_json::Value| {
            entry["operation"] == "salesforce.ingest.upload" && !entry["answered"].is_null()
        };
        match entries.find(over) {
            Some(found) => break found,
            None => tokio::task::yield_now().await,
        }
    };
    assert!(!upload["request"]["broke"].is_null(), "{upload}");
    assert_eq!(sf.info(&job).await.json()["state"], "Open");
    sf.upload(&job, "LastName\nBob\n").await.ok();
    sf.close(&job).await.ok();
    sf.until_idle().await;
    insta::assert_snapshot!(sf.outcome(&job).await, @r#"
    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",LastName\n
    "<contact1>","true","Bob"\n
    "#);
}

#[tokio::test]
async fn the_stop_waits_for_requests_under_way() {
    let server = start().await;
    let job = Org::demo(&server).open(insert_contacts()).await;
    let address = server.address().expect("it listens");
    let mut idle = Wire::to(&server).await;
    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Expect: 100-continue\r\nContent-Length: 13\r\n").await;
    wire.answer_head().await;
    let stopped = tokio::spawn(server.stop());
    // The idle connection's end says that the stop has begun.
    assert!(idle.ends().await);
    wire.send("LastName\nAnn\n").await;
    assert_eq!(wire.answer().await.status(), "201");
    assert!(wire.ends().await);
    stopped.await.expect("no panic");
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_the_next_client_served() {
    let server = impatient().await;
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200));
    let mut told = String::new();
    for (name, bytes) in [
        ("noise", "\0\u{1}\u{2}\r\n\r\n"),
        ("no version", "GET /\r\n\r\n"),
        ("version 9", "GET / HTTP/9.9\r\n\r\n"),
        ("a header without a colon", "GET / HTTP/1.1\r\nHost\r\n\r\n"),
        ("a header with a blank", "GET / HTTP/1.1\r\nHo st: x\r\n\r\n"),
        ("a length that is none", "PUT / HTTP/1.1\r\nContent-Length: x\r\n\r\n"),
        ("two lengths", "PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
        ("many headers", &many),
        ("a TLS hello", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}"),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ] {
        let mut wire = Wire::to(&server).await;
        wire.send(bytes).await;
        let status = if wire.more().await { wire.answer().await.head } else { "the end".into() };
        told += &format!("{name}: {}\n", status.lines().next().unwrap_or(""));
    }
    let mut wire = Wire::to(&server).await;
    wire.head("GET /services/data", "").await;
    told += &format!("then: {}\n", wire.answer().await.status());
    insta::assert_snapshot!(told, @r"
    noise: HTTP/1.1 400 Bad Request
    no version: HTTP/1.1 400 Bad Request
    version 9: HTTP/1.1 400 Bad Request
    a header without a colon: HTTP/1.1 400 Bad Request
    a header with a blank: HTTP/1.1 400 Bad Request
    a length that is none: HTTP/1.1 400 Bad Request
    two lengths: HTTP/1.1 400 Bad Request
    many headers: HTTP/1.1 431 Request Header Fields Too Large
    a TLS hello: HTTP/1.1 400 Bad Request
    HTTP/2: the end
    then: 200
    ");
}

#[tokio::test]
async fn a_chunk_that_is_none_breaks_the_upload_only() {
    let server = impatient().await;
    let sf = Org::demo(&server);
    let job = sf.open(insert_contacts()).await;
    let mut wire = Wire::to(&server).await;
    wire.head(&put(&job), "Transfer-Encoding: chunked\r\n").await;
    wire.send("4\r\nLast\r\nzz\r\n").await;
    let answer = wire.answer().await;
    assert_eq!(answer.status(), "400", "{}", answer.head);
    assert_eq!(sf.info(&job).await.json()["state"], "Open");
}

#[tokio::test]
async fn one_connection_carries_many_requests_even_written_ahead() {
    let server = start().await;
    let mut wire = Wire::to(&server).await;
    for _ in 0..3 {
        wire.head("GET /services/data/v62.0/limits", "").await;
    }
    wire.head("HEAD /services/data", "").await;
    for _ in 0..3 {
        assert_eq!(wire.answer().await.status(), "200");
    }
    let head = wire.answer_head().await;
    assert!(head.starts_with("HTTP/1.1 200"));
    wire.head("GET /services/data", "Connection: close\r\n").await;
    let whole = wire.answer().await;
    assert_eq!(whole.status(), "200");
    assert!(head.contains(&format!("Content-Length: {}\r\n", whole.body.len())), "{head}");
    assert!(wire.ends().await);
}
