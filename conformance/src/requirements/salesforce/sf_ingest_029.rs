//! SF-INGEST-029: the same input makes the same requests.

use crate::csv::{difference, visible};
use crate::evidence::{Evidence, Journal};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Dialect, Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{records, steady};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-029",
    text: "The same input makes the same upload, byte by byte, in two runs of the program.",
    level: Level::Should,
    source: "requirements of repeatable runs; RFC 4180 leaves the order of columns to the writer",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "the same load twice, each in a program and an org of its own",
    observe: "journal: the uploads of both, held against each other",
    seen: "simple-salesforce's order of columns changes from run to run",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let header = ["Key__c", "A__c", "B__c", "C__c", "D__c", "E__c", "F__c", "G__c", "H__c"];
    let mut table = Table::new(header);
    for number in 1..=6 {
        table = table.row((0..header.len()).map(|at| format!("{number} {at}")));
    }
    let call = || records(table.clone(), &Dialect::plain()).fresh();
    let case = Scenario::new("twice", call()).orgs(2).call(call().in_org(1));
    vec![steady(case)]
}

fn judge(evidence: &Evidence) -> Judgement {
    for call in &evidence.calls {
        call.must_succeed()?;
    }
    let sent = |journal: &Journal| -> Vec<(u64, String)> {
        journal.uploads().iter().map(|upload| (upload.seq(), upload.text.to_string())).collect()
    };
    let [first, second] = &evidence.orgs[..] else {
        return Err(Objection::NotExercised("there were not two runs".to_owned()));
    };
    let (first, second) = (sent(&first.journal), sent(&second.journal));
    if first.is_empty() {
        return Err(Objection::NotExercised("the client sent no file".to_owned()));
    }
    if first.len() != second.len() {
        let (one, two) = (format!("{} uploads", first.len()), format!("{} uploads", second.len()));
        return Err(Finding::new("two runs with the same input send other files")
            .differs(one, two)
            .into());
    }
    for ((place, one), (_, two)) in first.iter().zip(&second) {
        if let Some(how) = difference(one, two) {
            let what = format!("two runs with the same input send other bytes: {how}");
            return Err(Finding::new(what).at([*place]).differs(visible(one), visible(two)).into());
        }
    }
    Ok(())
}
