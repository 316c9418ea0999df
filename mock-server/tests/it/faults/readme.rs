//! The README's tables of faults: every kind has a row. What a row says that a client meets is met over
//! a raw socket; where a row has a command, the program is started with it, and passes.

use std::process::Command;

use bulk_mock::MockServer;
use bulk_mock::core::time::SimDuration;
use bulk_mock::faults::{Inject, Rule};
use bulk_mock::scenario;

use super::wire::{JOBS, Raw, start};
use crate::support::{Org, insert_contacts};

/// A row: a rule's `inject` as JSON, and how it is shown.
struct Row {
    kind: String,
    inject: String,
    shown: Shown,
}

/// The last cell of a row.
enum Shown {
    /// What a client meets, parted by semicolons: `503`, `12 of 48 bytes`, `reset`, a header, `no` and
    /// its name.
    Met(Vec<String>),
    /// A command that plays a scenario and compares what is then seen.
    By(String),
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(path).expect("a README");
    let section = readme.split("\n## ").find(|section| section.starts_with("Faults\n"));
    // Tables of triggers have other heads.
    let tables = section.expect("a section").split("\n\n").map(str::trim_start);
    let lines = tables.filter(|table| table.starts_with("| kind |")).flat_map(str::lines);
    let cells = lines.filter(|line| line.starts_with("| `")).map(|line| {
        let cells = line.trim_matches('|').split('|').map(str::trim);
        cells.map(str::to_owned).collect::<Vec<_>>()
    });
    cells
        .map(|cells| {
            let [kind, _, inject, shown] = &cells[..] else { panic!("four cells: {cells:?}") };
            let plain = |cell: &str| cell.trim_matches('`').to_owned();
            let shown = match plain(shown).strip_prefix("bulk-mock ") {
                Some(arguments) => Shown::By(arguments.to_owned()),
                None => Shown::Met(shown.split("; ").map(plain).collect()),
            };
            Row { kind: plain(kind), inject: plain(inject), shown }
        })
        .collect()
}

#[test]
fn every_kind_has_a_row() {
    let rows = rows();
    let has_row = |kind: &str| rows.iter().any(|row| row.kind == kind);
    let missing: Vec<_> = Inject::KINDS.iter().filter(|kind| !has_row(kind)).collect();
    assert!(missing.is_empty(), "no row in the README: {missing:?}");
    let unknown: Vec<_> =
        rows.iter().filter(|row| !Inject::KINDS.contains(&row.kind.as_str())).collect();
    assert!(unknown.is_empty(), "no such kind: {:?}", unknown.first().map(|row| &row.kind));
}

#[tokio::test]
async fn what_a_row_says_is_what_a_client_meets() {
    for row in rows() {
        let Shown::Met(met) = &row.shown else { continue };
        let server = start().await;
        let rule = format!("{{\"name\":\"it\",\"inject\":{}}}", row.inject);
        let rule: Rule =
            serde_json::from_str(&rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert_eq!(rule.inject.name(), row.kind);
        let facts = meet(&server, &rule, met).await;
        for fact in met {
            assert!(facts.contains(fact), "{} {}: no `{fact}` in {facts:#?}", row.kind, row.inject);
        }
        let org = server.org("demo");
        assert_eq!(org.with(|org| org.faults.installed()[0].fired), 1, "{}", row.kind);
    }
}

/// What the scenario expects is checked by its own run; that it would not be seen without the fault, by
/// `scenarios::every_witness_shows_what_its_faults_do`.
#[test]
fn the_command_of_a_row_shows_its_fault() {
    for row in rows() {
        let Shown::By(arguments) = &row.shown else { continue };
        let inject: Inject = serde_json::from_str(&row.inject)
            .unwrap_or_else(|error| panic!("{}: {error}", row.inject));
        assert_eq!(inject.name(), row.kind);
        let name = arguments.strip_prefix("scenario test ").expect("a scenario");
        let played = scenario::find(name).expect("inside the program").scenario;
        assert!(played.fault.iter().any(|rule| rule.inject == inject), "{name} has not this fault");
        let mut program = Command::new(env!("CARGO_BIN_EXE_bulk-mock"));
        let ran = program.args(arguments.split(' ')).output().expect("it runs");
        let told = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && told.starts_with("ok "), "{arguments}: {told}");
    }
}

/// Everything that can be said of what a client meets.
async fn meet(server: &MockServer, rule: &Rule, met: &[String]) -> Vec<String> {
    let sf = Org::demo(server);
    let job = sf.open(insert_contacts()).await;
    let rule = Rule { when: toml::from_str("nth = 1").expect("a condition"), ..rule.clone() };
    sf.handle.install(&rule).unwrap_or_else(|error| panic!("{error}"));
    let at = sf.handle.now();
    let mut raw = Raw::to(server).await;
    match rule.inject.name() {
        "slow_read" => {
            let line = format!("PUT /services/data/v62.0/jobs/ingest/{job}/batches HTTP/1.1");
            raw.ask(&line, "Content-Type: text/csv\r\n", "LastName\nAnn\n").await;
        }
        _ => raw.ask(&JOBS.replace("ingest", "query"), "", "").await,
    }
    if met.iter().any(|fact| fact == "silence") {
        return silence(server, raw, met).await;
    }
    let mut ended = None;
    while ended.is_none() && !is_whole(&raw.read) {
        ended = raw.more().await;
    }
    let mut facts = facts(&raw.read);
    let passed = sf.handle.now().since(at);
    if passed != SimDuration::ZERO {
        facts.push(format!("clock +{passed}"));
    }
    raw.read.clear();
    facts.push(match ended {
        Some(end) => end.to_owned(),
        None => again(&mut raw).await.to_owned(),
    });
    if super::wire::told(server).contains("next request on this connection is not processed") {
        facts.push("next request not processed".to_owned());
    }
    facts
}

/// What becomes of the next request on the connection.
async fn again(raw: &mut Raw) -> &'static str {
    if raw.try_ask(JOBS, "Connection: close\r\n").await.is_err() {
        return "closed";
    }
    let end = raw.end().await;
    if raw.read.starts_with(b"HTTP/1.1 200") { "kept" } else { end }
}

/// What comes before nothing more does: it is over only when the client goes.
async fn silence(server: &MockServer, mut raw: Raw, met: &[String]) -> Vec<String> {
    while !met.iter().filter(|fact| fact.contains(" of ")).all(|met| facts(&raw.read).contains(met))
    {
        assert_eq!(raw.more().await, None);
    }
    let mut facts = facts(&raw.read);
    assert!(!super::wire::told(server).contains("for ever"));
    drop(raw);
    while !super::wire::told(server).contains("for ever") {
        tokio::task::yield_now().await;
    }
    facts.push("silence".to_owned());
    facts
}

/// Head and body of what was read, if it has a head.
fn parts(read: &[u8]) -> Option<(String, &[u8])> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&read[..end]).into_owned();
    head.starts_with("HTTP/1.").then_some((head, &read[end..]))
}

fn length(head: &str) -> Option<usize> {
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    length.and_then(|length| length.parse().ok())
}

fn is_whole(read: &[u8]) -> bool {
    parts(read).is_some_and(|(head, body)| match length(&head) {
        Some(length) => body.len() >= length,
        None => body.ends_with(b"0\r\n\r\n"),
    })
}

fn facts(read: &[u8]) -> Vec<String> {
    let Some((head, body)) = parts(read) else {
        let fact = if read.is_empty() { "no byte" } else { "no HTTP" };
        return vec![fact.to_owned()];
    };
    let mut facts: Vec<String> = head.lines().map(str::to_owned).collect();
    facts.extend(head.split(' ').nth(1).map(str::to_owned));
    facts.extend(length(&head).map(|length| format!("{} of {length} bytes", body.len())));
    for name in ["Sforce-Limit-Info", "Content-Type", "Content-Length", "Date"] {
        if !head.contains(&format!("\r\n{name}: ")) {
            facts.push(format!("no {name}"));
        }
    }
    let size = body.split(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line));
    if size.map(|line| line.trim().to_owned()).any(|line| line == "ZZ") {
        facts.push("a chunk without a size".to_owned());
    }
    let mut plain = Vec::new();
    if std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body), &mut plain).is_err()
        && head.contains("Content-Encoding: gzip")
    {
        facts.push("bytes that no gzip has".to_owned());
    }
    facts
}
