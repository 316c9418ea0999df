//! SF-QUERY-015: cells are read with and without quotes, and only the job's delimiter parts them.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::reading::{COLUMNS, RESULTS, call, over, same, timed, whole};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-015",
    text: "Cells are read with and without quotes, and parted by the job's delimiter only.",
    level: Level::Should,
    source: "RFC 4180 2; salesforce-bulk2.md 3.8, 4.4",
    ops: &[Op::SfQuery, Op::SfIngest],
    provoke: "results with other delimiters in values: quoted, bare, and of jobs with a delimiter of \
              their own",
    observe: "the client's rows",
    seen: "jsforce hands bare ingest results over as one text, and reads every delimiter as a comma",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

/// Values with every delimiter but the comma.
fn odd() -> Table {
    Table::new(COLUMNS).row(["k0001", "a;b|c"]).row(["k0002", "d^e`f"]).row(["k0003", "tab\there"])
}

fn cases() -> Vec<Scenario> {
    let bare = |header: &str, before: &str| {
        let rows = odd().rows.into_iter().map(|row| {
            let cells: Vec<_> = row.iter().filter_map(|cell| cell.as_text()).collect();
            format!("{before}{}\n", cells.join(","))
        });
        json!({ "body": { "text": format!("{header}\n{}", rows.collect::<String>()) } })
    };
    let saved = bare("\"sf__Id\",\"sf__Created\",Key__c,A__c", "\"a01000000000001AAA\",\"true\",");
    let load = Scenario::new("ingest results, bare", Call::insert(crate::fake::SHEET, odd()));
    let with =
        |name: &str, word: &str| over(name, call().arg("columnDelimiter", word), commas(), 100);
    vec![
        over("quoted", call(), odd(), 100),
        over("bare", call(), odd(), 100).rule(Rule::on("bare", RESULTS, bare("Key__c,A__c", ""))),
        timed(load).rule(Rule::on("bare", "salesforce.ingest.successful_results", saved)),
        with("semicolons", "SEMICOLON"),
        with("pipes", "PIPE"),
        with("tabs", "TAB"),
    ]
}

/// Values with commas, as a job with another delimiter has them.
fn commas() -> Table {
    Table::new(COLUMNS).row(["k0001", "a, b"]).row(["k0002", "plain"])
}

fn judge(evidence: &Evidence) -> Judgement {
    if !evidence.scenario.rules.is_empty() {
        evidence.must_have_fired("bare")?;
    }
    let creates = evidence
        .journal()
        .exchanges()
        .filter(|it| it.is("salesforce.query.create") || it.is("salesforce.ingest.create"));
    let asked = evidence.scenario.calls[0].args["columnDelimiter"].as_str().unwrap_or("COMMA");
    for create in creates {
        let sent = create.sent_json()["columnDelimiter"].as_str().unwrap_or("COMMA").to_owned();
        if sent != asked {
            // A delimiter of its own is its right where none was asked for.
            let what = format!("the client made a job with {sent} where {asked} was asked for");
            return Err(Objection::NotExercised(what));
        }
    }
    if evidence.scenario.calls[0].op == Op::SfQuery {
        return whole(evidence);
    }
    evidence.call().must_succeed()?;
    let Some(success) = &evidence.call().rows.success else {
        return Err(Objection::NotObserved("the client hands over no loaded rows".to_owned()));
    };
    same(&odd(), success)
}
