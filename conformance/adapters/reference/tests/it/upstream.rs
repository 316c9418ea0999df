//! The client against an upstream that says whatever a test wants.

use std::time::Duration;

use bulk_conformance::adapter::{Client, Cx};
use bulk_conformance::protocol::{Case, Class, Failure, Input, Op, Outcome, Success, Table};
use bulk_reference::{Parts, Reference};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use wiremock::matchers::{header, header_exists, method, path, path_regex};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{RUNTIME, at, case_at, shown};

/// An upstream and a case for it.
struct Upstream {
    server: MockServer,
    dir: TempDir,
}

const JOBS: &str = "/services/data/v62.0/jobs/ingest";
const LEADS: &str = "/bulk/v1/leads/export";

impl Upstream {
    fn new() -> Self {
        let server = RUNTIME.block_on(MockServer::start());
        Self { server, dir: TempDir::new().expect("a folder") }
    }

    fn says(&self, verb: &str, at: &str, times: u64, answer: ResponseTemplate) {
        let mock = Mock::given(method(verb)).and(path(at)).respond_with(answer);
        let mock = if times == 0 { mock } else { mock.up_to_n_times(times) };
        RUNTIME.block_on(mock.mount(&self.server));
    }

    fn case(&self, op: Op, args: &Value) -> Case {
        let mut case = case_at(self.dir.path().to_owned(), at(&self.server.uri()), op, args);
        if matches!(op, Op::SfIngest | Op::MkImport) {
            let path = self.dir.path().join("input.ndjson");
            Table::new(["LastName"]).row(["Blum"]).save(&path).expect("a file");
            case.input = Some(Input { records: Some(path), ..Input::default() });
        }
        case
    }

    fn run(&self, case: &Case) -> Result<Success, Failure> {
        match Reference::new(Parts::honest()).run(case, &Cx::default()) {
            Outcome::Ok(success) => Ok(success),
            Outcome::Error(failure) => Err(failure),
            other => panic!("{other:?}"),
        }
    }

    /// The calls that came, one a line.
    fn calls(&self) -> String {
        let calls = RUNTIME.block_on(self.server.received_requests()).expect("a journal");
        let line = |call: &wiremock::Request| {
            let range =
                call.headers.get("range").map_or("", |range| range.to_str().expect("a text"));
            format!("{} {} {range}", call.method, call.url.path()).trim_end().to_owned() + "\n"
        };
        calls.iter().map(line).collect()
    }
}

fn status(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
}

fn job(state: &str) -> ResponseTemplate {
    status(200).set_body_json(json!({ "id": "750A", "state": state, "odd": [1] }))
}

fn ingest(upstream: &Upstream) -> Case {
    upstream.case(Op::SfIngest, &json!({ "object": "Contact", "operation": "insert" }))
}

/// An upstream whose one row is loaded, if the client gets so far.
fn loading() -> Upstream {
    let upstream = Upstream::new();
    load_behind(&upstream);
    upstream
}

/// All of a load but its state, behind what was said already.
fn load_behind(upstream: &Upstream) {
    let at = |end: &str| format!("{JOBS}/750A{end}");
    upstream.says("POST", JOBS, 0, job("Open"));
    upstream.says("PUT", &at("/batches"), 0, status(201));
    upstream.says("PATCH", &at(""), 0, job("UploadComplete"));
    let csv = |text: &str| status(200).set_body_raw(text.as_bytes(), "text/csv");
    let loaded = "\"sf__Id\",\"sf__Created\",LastName\n\"003A\",\"true\",\"Blum\"\n";
    upstream.says("GET", &at("/successfulResults"), 0, csv(loaded));
    upstream.says("GET", &at("/failedResults"), 0, csv(""));
    upstream.says("GET", &at("/unprocessedrecords"), 0, csv("LastName\n"));
}

#[test]
fn states_that_nobody_knows_are_waited_through() {
    let upstream = loading();
    upstream.says("GET", &format!("{JOBS}/750A"), 2, job("Queued2"));
    upstream.says("GET", &format!("{JOBS}/750A"), 1, status(503).set_body_string("<html>"));
    upstream.says("GET", &format!("{JOBS}/750A"), 0, job("JobComplete"));
    let success = upstream.run(&ingest(&upstream)).expect("a success");
    assert_eq!(shown(success.rows.failed.as_ref()), "\n");
    insta::assert_snapshot!(upstream.calls(), @r"
    POST /services/data/v62.0/jobs/ingest
    PUT /services/data/v62.0/jobs/ingest/750A/batches
    PATCH /services/data/v62.0/jobs/ingest/750A
    GET /services/data/v62.0/jobs/ingest/750A
    GET /services/data/v62.0/jobs/ingest/750A
    GET /services/data/v62.0/jobs/ingest/750A
    GET /services/data/v62.0/jobs/ingest/750A
    GET /services/data/v62.0/jobs/ingest/750A/successfulResults
    GET /services/data/v62.0/jobs/ingest/750A/failedResults
    GET /services/data/v62.0/jobs/ingest/750A/unprocessedrecords
    ");
}

#[test]
fn a_close_that_fails_late_is_looked_up_and_not_repeated() {
    let upstream = Upstream::new();
    upstream.says("PATCH", &format!("{JOBS}/750A"), 1, status(500));
    load_behind(&upstream);
    upstream.says("GET", &format!("{JOBS}/750A"), 0, job("JobComplete"));
    upstream.run(&ingest(&upstream)).expect("a success");
    assert_eq!(upstream.calls().matches("PATCH").count(), 1);
}

#[test]
fn a_token_that_is_never_taken_costs_one_login() {
    let upstream = Upstream::new();
    upstream.says("POST", "/token", 0, status(200).set_body_json(json!({ "access_token": "new" })));
    let dead = json!([{ "errorCode": "INVALID_SESSION_ID", "message": "Session expired" }]);
    upstream.says("POST", JOBS, 0, status(401).set_body_json(dead));
    let failure = upstream.run(&ingest(&upstream)).expect_err("a failure");
    assert_eq!((failure.class, failure.code.as_deref()), (Class::Auth, Some("INVALID_SESSION_ID")));
    insta::assert_snapshot!(upstream.calls(), @r"
    POST /services/data/v62.0/jobs/ingest
    POST /token
    POST /services/data/v62.0/jobs/ingest
    ");
}

#[test]
fn a_redirect_is_not_followed() {
    let upstream = Upstream::new();
    let away = status(302).insert_header("Location", "http://127.0.0.1:1/steal");
    upstream.says("POST", JOBS, 0, away);
    let failure = upstream.run(&ingest(&upstream)).expect_err("a failure");
    assert_eq!(failure.class, Class::Transport);
    assert_eq!(upstream.calls().lines().count(), 1);
}

#[test]
fn what_the_provider_asks_for_is_waited_for() {
    let upstream = loading();
    let later = status(429).insert_header("Retry-After", "600");
    upstream.says("GET", &format!("{JOBS}/750A"), 0, later);
    let mut case = ingest(&upstream);
    case.limits.timeout_ms = Some(200);
    let failure = upstream.run(&case).expect_err("a failure");
    assert_eq!((failure.class, failure.job_id.as_deref()), (Class::Timeout, Some("750A")));
    assert_eq!(upstream.calls().matches("GET").count(), 2, "one look, and one to tidy up");
}

fn sha(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold("sha256:".to_owned(), |sum, byte| sum + &format!("{byte:02x}"))
}

/// An upstream with an export of this file.
fn exporting(file: &str) -> Upstream {
    let upstream = Upstream::new();
    let result =
        |result: Value| status(200).set_body_json(json!({ "success": true, "result": [result] }));
    let id = "e1";
    let created = result(json!({ "exportId": id, "status": "Created" }));
    upstream.says("POST", &format!("{LEADS}/create.json"), 0, created);
    let queued = result(json!({ "exportId": id, "status": "Queued" }));
    upstream.says("POST", &format!("{LEADS}/{id}/enqueue.json"), 0, queued);
    let done = json!({
        "exportId": id, "status": "Completed", "fileSize": file.len(), "fileChecksum": sha(file),
    });
    upstream.says("GET", &format!("{LEADS}/{id}/status.json"), 0, result(done));
    upstream
}

const FILE: &str = "id,name\n1,null\n2,\"null\"\n";

/// An answer that is sound as HTTP, and shorter than the file.
fn part(text: &str) -> ResponseTemplate {
    status(200).set_body_raw(text.as_bytes(), "text/csv")
}

fn export(upstream: &Upstream) -> Case {
    upstream.case(Op::MkExport, &json!({ "object": "leads", "filter": { "staticListId": 1 } }))
}

#[test]
fn a_file_that_is_short_or_wrong_is_fetched_anew() {
    let upstream = exporting(FILE);
    let file = format!("{LEADS}/e1/file.json");
    upstream.says("GET", &file, 1, part(&FILE[..12]));
    upstream.says("GET", &file, 1, part(&FILE.replace('2', "3")));
    upstream.says("GET", &file, 0, part(FILE));
    let success = upstream.run(&export(&upstream)).expect("a success");
    assert_eq!(shown(success.rows.records.as_ref()), "id | name\n\"1\" | null\n\"2\" | \"null\"\n");
}

#[test]
fn a_file_that_stays_wrong_is_an_error() {
    let upstream = exporting(FILE);
    upstream.says("GET", &format!("{LEADS}/e1/file.json"), 0, part(&FILE.replace('2', "3")));
    let failure = upstream.run(&export(&upstream)).expect_err("a failure");
    assert_eq!((failure.class, failure.job_id.as_deref()), (Class::Data, Some("e1")));
}

#[test]
fn an_envelope_in_the_place_of_a_file_is_no_data() {
    let upstream = exporting(FILE);
    let denied =
        json!({ "success": false, "errors": [{ "code": "603", "message": "Access denied" }] });
    let denied = status(200).set_body_raw(denied.to_string(), "text/csv");
    upstream.says("GET", &format!("{LEADS}/e1/file.json"), 0, denied);
    let failure = upstream.run(&export(&upstream)).expect_err("a failure");
    assert_eq!((failure.class, failure.code.as_deref()), (Class::Rejected, Some("603")));
}

#[test]
fn a_part_is_well_formed_and_the_same_each_time() {
    let bodies = [(); 2].map(|()| {
        let upstream = Upstream::new();
        upstream.says("POST", "/bulk/v1/leads.json", 0, status(413));
        let args = json!({ "object": "leads", "format": "csv", "listId": 7 });
        let failure = upstream.run(&upstream.case(Op::MkImport, &args)).expect_err("a failure");
        assert_eq!(failure.class, Class::Rejected);
        let calls = RUNTIME.block_on(upstream.server.received_requests()).expect("a journal");
        let call = &calls[0];
        let kind = call.headers["content-type"].to_str().unwrap().to_owned();
        let body = String::from_utf8(call.body.clone()).unwrap();
        format!("?{}\n{kind}\n{}", call.url.query().unwrap(), body.escape_debug())
    });
    assert_eq!(bodies[0], bodies[1]);
    insta::assert_snapshot!(bodies[0]);
}

#[test]
fn a_token_that_marketo_repeats_is_asked_for_again() {
    let upstream = exporting(FILE);
    let token =
        |token: &str| status(200).set_body_json(json!({ "access_token": token, "expires_in": 0 }));
    upstream.says("POST", "/token", 2, token("good"));
    upstream.says("POST", "/token", 0, token("new"));
    let file = format!("{LEADS}/e1/file.json");
    let dead = json!({ "success": false, "errors": [{ "code": "602", "message": "expired" }] });
    let refuse = Mock::given(path_regex("file.json$")).and(header("authorization", "Bearer good"));
    let refuse = refuse.and(header_exists("authorization"));
    let refuse = refuse.respond_with(status(200).set_body_json(dead));
    RUNTIME.block_on(refuse.mount(&upstream.server));
    upstream.says("GET", &file, 0, part(FILE).set_delay(Duration::ZERO));
    upstream.run(&export(&upstream)).expect("a success");
    assert_eq!(upstream.calls().matches("/token").count(), 3);
    assert_eq!(upstream.calls().matches("file.json").count(), 2);
}
