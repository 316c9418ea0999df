//! Reports of one canned run: each format shows the same facts.

use std::collections::BTreeMap;

use bulk_conformance::judge::{Finding, Status};
use bulk_conformance::protocol::{ClientInfo, Op};
use bulk_conformance::report::{
    Case, Check, End, Event, Failure, Journal, Note, Run, Standing, Wire, jsonl, junit, markdown,
    terminal,
};
use bulk_conformance::requirements::{Grade, Level};
use bulk_conformance::runner::Profile;

fn begin() -> Event {
    Event::Run(Box::new(Run {
        kit: "0.0.0".to_owned(),
        suite: "sf-2026.11".to_owned(),
        profile: Profile::Ci,
        seed: 62,
        slow: true,
        strict: false,
        client: ClientInfo {
            name: "engine".to_owned(),
            version: "1.2".to_owned(),
            runtime: "node 22".to_owned(),
            ..ClientInfo::default()
        },
        ops: vec![Op::SfIngest, Op::SfQuery],
        jobs: 4,
        command: vec!["--".to_owned(), "node".to_owned(), "adapter.mjs".to_owned()],
        requirements: 8,
        cases: 99,
    }))
}

fn check(id: &str, level: Level, status: Status, standing: Standing) -> Check {
    Check {
        requirement: id.to_owned(),
        text: format!("What {id} asks."),
        level,
        grade: Grade::Documented,
        source: "a sheet 1.2".to_owned(),
        core: true,
        status,
        standing,
        why: None,
        issue: None,
        cases: BTreeMap::from([(status, 1)]),
        took_ms: 12,
        failures: Vec::new(),
    }
}

fn failing() -> Check {
    let finding = Finding::new("2 uploads for one job").at([12, 16]).differs("a\r\n|b", "a\n|b");
    let failure = |case: &str, again: bool| Failure {
        case: case.to_owned(),
        finding: finding.clone(),
        again: again.then(|| finding.clone()),
    };
    Check {
        failures: vec![failure("plain", true), failure("late answer", true)],
        cases: BTreeMap::from([(Status::Pass, 3), (Status::Fail, 7)]),
        ..check("SF-INGEST-003", Level::Must, Status::Fail, Standing::New)
    }
}

fn why(check: Check, why: &str) -> Check {
    Check { why: Some(why.to_owned()), ..check }
}

fn checks() -> Vec<Check> {
    use Level::{May, Must, Should};
    let known = Check {
        issue: Some("https://example.com/1546".to_owned()),
        ..why(check("SF-QUERY-001", Must, Status::Fail, Standing::Known), "dies on the second page")
    };
    let weak = |id, level| Check {
        failures: vec![Failure {
            case: "plain".to_owned(),
            finding: Finding::new("it polls too often"),
            again: None,
        }],
        ..check(id, level, Status::Flaky, Standing::Warned)
    };
    vec![
        check("SF-AUTH-001", Must, Status::Pass, Standing::Fine),
        failing(),
        why(
            check("SF-INGEST-026", Should, Status::Declined, Standing::Fine),
            "`retry_failed` is not declared",
        ),
        known,
        check("SF-QUERY-002", Must, Status::Pass, Standing::Fixed),
        why(
            check("SF-QUERY-003", Must, Status::NotExercised, Standing::Uncovered),
            "odd locators: the fault `odd` never fired",
        ),
        weak("SF-POLL-002", Should),
        weak("SF-LIMIT-002", May),
        why(
            check("SF-POLL-007", Must, Status::NotLookedAt, Standing::Fine),
            "slow: only with `--slow`",
        ),
    ]
}

fn stream() -> Vec<Event> {
    let wire = |place, operation: &str, status| Wire {
        place,
        method: "PUT".to_owned(),
        operation: Some(operation.to_owned()),
        target: "/services/data/v62.0/jobs/ingest/750/batches".to_owned(),
        status,
        sent_bytes: 20,
        received_bytes: 0,
        broke: status.is_none().then(|| "reset".to_owned()),
        faults: Vec::new(),
    };
    let case = Event::Case(Box::new(Case {
        requirement: "SF-INGEST-003".to_owned(),
        case: "plain".to_owned(),
        drawn: None,
        attempt: 1,
        status: Status::Fail,
        finding: None,
        why: None,
        ended: vec!["ok".to_owned()],
        took_ms: 12,
        covers: vec!["empty".to_owned()],
    }));
    let journal = Event::Journal(Journal {
        requirement: "SF-INGEST-003".to_owned(),
        case: "plain".to_owned(),
        attempt: 1,
        org: 0,
        calls: vec![
            wire(4, "salesforce.oauth.token", Some(200)),
            wire(12, "salesforce.ingest.upload", Some(201)),
            wire(16, "salesforce.ingest.upload", None),
        ],
    });
    let note = Event::Note(Note {
        about: "under_claimed".to_owned(),
        text: "the client uses `resume`".to_owned(),
    });
    let mut counts: BTreeMap<Level, BTreeMap<Status, u32>> = BTreeMap::new();
    for check in checks() {
        *counts.entry(check.level).or_default().entry(check.status).or_default() += 1;
    }
    let end = Event::End(Box::new(End {
        exit: 1,
        because: vec!["new failures: SF-INGEST-003".to_owned()],
        counts,
        core: 5,
        core_covered: 4,
        cases: 99,
        classes: BTreeMap::from([("empty".to_owned(), 12), ("quote alone".to_owned(), 3)]),
        took_ms: 12_345,
    }));
    let checks = checks().into_iter().map(|check| Event::Check(Box::new(check)));
    [begin(), case, journal, note].into_iter().chain(checks).chain([end]).collect()
}

#[test]
fn people_read_what_is_not_passed_and_what_was_left_out() {
    insta::assert_snapshot!(terminal::plain(&stream()));
}

#[test]
fn test_runners_read_a_test_for_each_requirement() {
    insta::assert_snapshot!(junit::render(&stream()));
}

#[test]
fn a_page_has_a_table_and_the_evidence() {
    insta::assert_snapshot!(markdown::render(&stream()));
}

#[test]
fn a_stream_that_is_written_is_read_again() {
    let mut lines = Vec::new();
    stream().iter().for_each(|event| jsonl::write(&mut lines, event).expect("it works"));
    let text = String::from_utf8(lines.clone()).expect("it works");
    insta::assert_snapshot!(text);
    let read = jsonl::read(lines.as_slice()).expect("it works");
    assert_eq!(terminal::plain(&read), terminal::plain(&stream()));
}
