//! The three books, each wrong in one way: what is found, in which words.

use std::sync::Arc;

use bulk_conformance::adapter::{Ended, Report};
use bulk_conformance::evidence::{Evidence, Journal, OrgBook, Rows, Seen, StoredRow};
use bulk_conformance::judge::{Finding, Judgement, Objection};
use bulk_conformance::protocol::{Cell, Outcome, Success, Table, Typed};
use bulk_conformance::scenario::{Call, Scenario};
use serde_json::{Value, json};

/// Three rows that are given, sent, loaded, held and claimed; tests change one of these books.
struct Case {
    given: Table,
    fates: Vec<&'static str>,
    held: Vec<Value>,
    success: Option<Table>,
    failed: Option<Table>,
}

fn right() -> Case {
    let given =
        Table::new(["Key__c", "A__c"]).row(["k1", "one"]).row(["k2", "two"]).row(["k3", "three"]);
    let record = |id: &str, key: &str, text: &str| json!({ "Id": id, "Key__c": key, "A__c": text });
    Case {
        given,
        fates: vec!["created", "created", "created"],
        held: vec![
            record("r1", "k1", "one"),
            record("r2", "k2", "two"),
            record("r3", "k3", "three"),
        ],
        success: Some(
            Table::new(["sf__Id", "sf__Created", "Key__c", "A__c"])
                .row(["r3", "true", "k3", "three"])
                .row(["r1", "true", "k1", "one"])
                .row(["r2", "true", "k2", "two"]),
        ),
        failed: Some(Table::new(["sf__Id", "sf__Error", "Key__c", "A__c"])),
    }
}

impl Case {
    fn evidence(self) -> Evidence {
        let scenario = Scenario::new("books", Call::insert("Sheet__c", self.given));
        let line = |(at, outcome): (usize, &&str)| json!({ "job": "750", "row": at + 1, "outcome": outcome });
        let ledger = self
            .fates
            .iter()
            .enumerate()
            .map(line)
            .map(|line| serde_json::from_value(line).expect("an entry of the ledger"));
        let held: Vec<StoredRow> = self
            .held
            .into_iter()
            .map(|row| serde_json::from_value(row).expect("a stored row"))
            .collect();
        let org = OrgBook {
            journal: journal(),
            ledger: ledger.collect(),
            stored: [("Sheet__c".to_owned(), held)].into(),
            ..OrgBook::default()
        };
        let rows = Rows { success: self.success, failed: self.failed, ..Rows::default() };
        let report = Report::of(Ended::Done(Outcome::Ok(Success::default())));
        let seen = Seen { case: case(), report, rows, took_ms: 1, again: false };
        let ready = json!({ "protocol": 1, "client": {}, "ops": ["sf.ingest"] });
        Evidence {
            scenario: Arc::new(scenario),
            ready: Arc::new(serde_json::from_value(ready).expect("a greeting")),
            calls: vec![seen],
            orgs: vec![org],
        }
    }

    fn balance(self) -> String {
        words(self.evidence().ledger().expect("a ledger").must_balance())
    }

    fn hold_all(self) -> String {
        words(self.evidence().ledger().expect("a ledger").must_hold_all())
    }
}

/// One create and one upload of the three rows, as the journal has them.
fn journal() -> Journal {
    let place = |seq: u64| json!({ "seq": seq, "at": "2026-01-01T00:00:00Z", "wall_ms": 0 });
    let body = |text: &str| json!({ "whole": text });
    let create = json!({
        "entry": "exchange", "operation": "salesforce.ingest.create", "method": "POST",
        "target": "/services/data/v62.0/jobs/ingest", "headers": [], "received": place(1),
        "effect": place(2), "status": 200,
        "request": body("{\"columnDelimiter\":\"COMMA\",\"lineEnding\":\"LF\"}"),
        "response": body("{\"id\":\"750\"}"),
    });
    let upload = json!({
        "entry": "exchange", "operation": "salesforce.ingest.upload", "method": "PUT",
        "target": "/services/data/v62.0/jobs/ingest/750/batches", "headers": [],
        "received": place(3), "effect": place(4), "status": 201,
        "request": body("Key__c,A__c\nk1,one\nk2,two\nk3,three\n"), "response": {},
    });
    Journal::read(&format!("{create}\n{upload}\n")).expect("a journal")
}

fn case() -> bulk_conformance::protocol::Case {
    let case = json!({
        "id": "books", "op": "sf.ingest", "dir": "/", "poll_ms": 5, "deadline_ms": 1000,
        "target": { "base_url": "", "token_url": "", "auth": { "kind": "password" } },
    });
    serde_json::from_value(case).expect("a case")
}

fn words(judgement: Judgement) -> String {
    match judgement {
        Ok(()) => "nothing to say".to_owned(),
        Err(Objection::Fails(Finding { what, expected, seen, .. })) => {
            let differs = expected.zip(seen).map(|(a, b)| format!("\n  expected {a}, seen {b}"));
            what + &differs.unwrap_or_default()
        }
        Err(Objection::NotExercised(what)) => format!("not exercised: {what}"),
        Err(Objection::NotObserved(what)) => format!("not observed: {what}"),
        Err(Objection::NotApplicable(what)) => format!("not applicable: {what}"),
    }
}

#[test]
fn books_that_agree_are_in_balance() {
    assert_eq!(right().balance(), "nothing to say");
    assert_eq!(right().hold_all(), "nothing to say");
}

#[test]
fn each_difference_is_told_with_its_row() {
    let mut told = Vec::new();
    let mut tell = |what: &str, change: fn(&mut Case), look: fn(Case) -> String| {
        let mut case = right();
        change(&mut case);
        told.push(format!("{what}\n  {}", look(case)));
    };
    tell("a row is lost", |case| drop(case.held.remove(1)), Case::hold_all);
    tell("a row is held twice", |case| case.held.push(case.held[0].clone()), Case::hold_all);
    tell("a value is damaged", |case| case.held[2]["A__c"] = json!("thr\u{E9}e"), Case::hold_all);
    tell("a value is gone", |case| case.held[0]["A__c"] = Value::Null, Case::hold_all);
    tell("a key is damaged", |case| case.held[0]["Key__c"] = json!("k1 "), Case::hold_all);
    tell("a row is loaded and not claimed", |case| drop(claims(case).pop()), Case::balance);
    tell(
        "a row is claimed twice",
        |case| {
            let row = claims(case)[0].clone();
            claims(case).push(row)
        },
        Case::balance,
    );
    tell(
        "a failed row is claimed as loaded",
        |case| {
            case.fates[2] = "failed";
            case.held.pop();
        },
        Case::balance,
    );
    tell(
        "an unprocessed row is claimed as loaded",
        |case| {
            case.fates[0] = "unprocessed";
            case.held.remove(0);
        },
        Case::balance,
    );
    tell(
        "ids are joined by place",
        |case| {
            claims(case)[0][0] = Cell::text("r1");
        },
        Case::balance,
    );
    tell(
        "a row is claimed that nobody gave",
        |case| claims(case)[1][2] = Cell::text("k9"),
        Case::balance,
    );
    tell(
        "no books are handed over",
        |case| {
            case.success = None;
            case.failed = None;
        },
        Case::balance,
    );
    tell(
        "books have no keys",
        |case| case.success = Some(Table::new(["count"]).row(["3"])),
        Case::balance,
    );
    insta::assert_snapshot!(told.join("\n"));
}

fn claims(case: &mut Case) -> &mut Vec<Vec<Cell>> {
    &mut case.success.as_mut().expect("a table").rows
}

#[test]
fn blanks_words_for_null_and_typed_values_are_held_as_the_provider_holds_them() {
    let mut case = right();
    case.given.rows[0][1] = Cell::text("");
    case.given.rows[1][1] = Cell::text("#N/A");
    case.given.rows[2][1] = Cell::Typed(Typed::Decimal("0.10".to_owned()));
    case.held[0]["A__c"] = Value::Null;
    case.held[1]["A__c"] = Value::Null;
    case.held[2]["A__c"] = json!("0.1");

    assert_eq!(case.hold_all(), "nothing to say");
}
