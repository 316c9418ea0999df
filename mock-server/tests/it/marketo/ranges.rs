//! Ranges of files: any way to cut a file gives the same bytes.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::extracting::{Extract, LEADS, checksum, generate};
use super::support::{Instance, TOKEN};
use crate::support::{Answer, builder, call, server};
use bulk_mock::providers::marketo::export::{Wanted, wanted};

/// Leads enough for several parts, some written over, with every awkward value.
async fn large<'a>(instance: &'a Instance<'a>) -> Extract<'a> {
    generate(instance, 9_500);
    let changed = json!({ "action": "updateOnly", "lookupField": "id", "input": [
        { "id": 1_000_000_001, "city": "Changed, first" },
        { "id": 1_000_004_097, "city": "Changed\nin a later part" },
        { "id": 1_000_009_500, "city": "Changed \"last\"" },
    ] });
    instance.post("/rest/v1/leads.json", &changed).await.ok();
    instance.call("DELETE", "/rest/v1/leads.json?id=1000000007", &[], "").await.ok();
    let fields = ["id", "email", "firstName", "city", "myCustomText", "leadScore", "createdAt"];
    let body = json!({ "fields": fields, "filter": { "smartListId": 1 } });
    Extract::create(instance, LEADS, &body).await
}

fn told(answer: &Answer) -> String {
    let names = ["content-type", "accept-ranges", "content-length", "content-range"];
    let headers = names.iter().map(|name| answer.header(name).unwrap_or("–"));
    format!("{} {}", answer.status, headers.collect::<Vec<_>>().join(" | "))
}

#[tokio::test]
async fn a_range_is_answered_as_http_has_it() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    let whole = job.run().await;
    let mut table = String::new();
    for range in [
        "",
        "bytes=0-",
        "bytes=0-0",
        "bytes=3-9",
        "bytes=10-",
        "bytes=-5",
        "bytes=-1000",
        "bytes=5-1000",
        "bytes=109-",
        "bytes=110-",
        "bytes=110-115",
        "bytes=999-",
        "bytes=-0",
        "bytes=9-3",
        "bytes=0--1",
        "bytes=0-1,4-5",
        "bytes=x",
        "rows=0-1",
    ] {
        let headers = if range.is_empty() { vec![] } else { vec![("range", range)] };
        let answer = job.file(&headers).await;
        table += &format!("{range}\n    {}\n", told(&answer));
        if let Wanted::Some(range) = wanted(Some(range), whole.len() as u64) {
            assert_eq!(answer.body, whole[range.start as usize..range.end as usize]);
        } else if answer.status == 200 {
            assert_eq!(answer.body, whole);
        }
    }
    insta::assert_snapshot!("ranges", table);
}

#[tokio::test]
async fn a_range_past_the_end_may_be_the_whole_file() {
    let server = server();
    let instance = Instance::fresh(&server, "range_past_end = \"whole\"");
    let job = Extract::usual(&instance).await;
    let whole = job.run().await;
    let answer = job.file(&[("range", "bytes=4000-")]).await;
    assert_eq!((answer.status, answer.body.to_vec()), (200, whole));
}

#[tokio::test]
async fn a_head_says_what_a_get_would_without_the_bytes() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    job.run().await;
    let path = format!("{LEADS}/{}/file.json", job.id);
    for headers in [vec![], vec![("range", "bytes=1-4")]] {
        let head = instance.call("HEAD", &path, &headers, "").await;
        let get = instance.call("GET", &path, &headers, "").await;
        assert_eq!(told(&head), told(&get));
        assert!(head.body.is_empty());
    }
}

#[tokio::test]
async fn computed_leads_and_those_that_somebody_wrote_over_are_one_file() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let file = large(&instance).await.run().await;
    let mut reader = csv::Reader::from_reader(file.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9_500 - 1 + 12);
    let city = |id: &str| rows.iter().find(|row| &row[0] == id).map(|row| row[3].to_owned());
    assert_eq!(city("1000000001").as_deref(), Some("Changed, first"));
    assert_eq!(city("1000004097").as_deref(), Some("Changed\nin a later part"));
    assert_eq!(city("1000000007"), None, "it was deleted");
    let ids: Vec<u64> = rows.iter().filter_map(|row| row[0].parse().ok()).collect();
    assert_eq!(ids.len(), rows.len(), "no row is cut by what a value holds");
}

#[tokio::test]
async fn creation_chooses_computed_leads_without_looking_at_the_others() {
    let server = server();
    let instance = Instance::fresh(&server, "export_thousand_time = \"1h\"");
    generate(&instance, 100_000);
    let range = json!({ "startAt": "2025-03-01", "endAt": "2025-03-01T23:59:59Z" });
    let body = json!({ "fields": ["createdAt"], "filter": { "createdAt": range } });
    let job = Extract::create(&instance, LEADS, &body).await;
    let file = String::from_utf8(job.run().await).expect("text");
    let rows: Vec<&str> = file.lines().skip(1).collect();
    assert!((260..290).contains(&rows.len()), "a day of 365: {}", rows.len());
    assert!(rows.iter().all(|row| row.starts_with("2025-03-01T")));
    assert!(rows.is_sorted());
    // The work took an hour, as that on less than a thousand records does.
    assert_eq!(instance.handle.now().to_string(), "2026-01-01T01:00:00.000Z");
}

/// The large file and what its status says of it, made once.
fn fixture() -> &'static (Vec<u8>, String) {
    static FILE: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    FILE.get_or_init(|| {
        runtime().block_on(async {
            let server = server();
            let instance = Instance::fresh(&server, "");
            let job = large(&instance).await;
            let file = job.run().await;
            let status = job.status().await.json()["result"][0]["fileChecksum"].clone();
            (file, status.as_str().expect("a checksum").to_owned())
        })
    })
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_cut_into_ranges_is_the_whole_file(mut cuts in prop::collection::vec(0.0..1.0_f64, 1..12)) {
        let (whole, sum) = fixture();
        cuts.sort_by(f64::total_cmp);
        let length = whole.len();
        let mut places: Vec<usize> = cuts.iter().map(|cut| (cut * length as f64) as usize).collect();
        places.push(length);
        places.dedup();
        let together = runtime().block_on(async {
            let server = server();
            let instance = Instance::fresh(&server, "");
            let job = large(&instance).await;
            job.run().await;
            let (mut from, mut together) = (0, Vec::new());
            for place in places.into_iter().filter(|place| *place > 0) {
                let range = format!("bytes={from}-{}", place - 1);
                let part = job.file(&[("range", &range)]).await;
                assert_eq!((part.status, part.body.len()), (206, place - from));
                together.extend_from_slice(&part.body);
                from = place;
            }
            together
        });
        prop_assert_eq!(&checksum(&together), sum);
        prop_assert!(together == *whole);
    }
}

/// Reads an answer over a socket: its head in lower case, and what follows it until the end.
async fn over_a_socket(address: std::net::SocketAddr, request: &str) -> (String, Vec<u8>) {
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("somebody reads");
    let mut all = Vec::new();
    stream.read_to_end(&mut all).await.expect("an answer");
    let end = all.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
    let body = all.split_off(end);
    (String::from_utf8(all).expect("ASCII").to_lowercase(), body)
}

#[tokio::test(flavor = "multi_thread")]
async fn over_a_socket_a_file_in_parts_has_its_length_and_is_not_in_chunks() {
    let server = builder().start().await.expect("a port");
    let instance = Instance::fresh(&server, "");
    let job = large(&instance).await;
    let whole = job.run().await;
    let address = server.address().expect("it listens");
    let ask = |method: &str, more: &str| {
        format!(
            "{method} {LEADS}/{}/file.json HTTP/1.1\r\nHost: mock.test\r\n\
             Authorization: Bearer {TOKEN}\r\nAccept-Encoding: gzip\r\n{more}Connection: close\r\n\r\n",
            job.id
        )
    };
    let (head, body) = over_a_socket(address, &ask("GET", "")).await;
    assert!(head.contains(&format!("content-length: {}\r\n", whole.len())), "{head}");
    assert!(!head.contains("transfer-encoding") && !head.contains("content-encoding"), "{head}");
    assert!(body == whole);
    let from = whole.len() - 7;
    let range = format!("Range: bytes={from}-\r\n");
    let (head, body) = over_a_socket(address, &ask("GET", &range)).await;
    assert!(head.starts_with("http/1.1 206"), "{head}");
    assert!(head.contains("content-length: 7\r\n"), "{head}");
    assert_eq!(body, whole[from..]);
    let (head, body) = over_a_socket(address, &ask("HEAD", "")).await;
    assert!(head.contains(&format!("content-length: {}\r\n", whole.len())), "{head}");
    assert!(body.is_empty());
    let journal = call(&server, "GET", "/_mock/orgs/marketo/journal", &[], "").await.ok().text();
    let broken = journal.matches("went away").count();
    assert_eq!(broken, 0, "every answer was read to its end");
}
