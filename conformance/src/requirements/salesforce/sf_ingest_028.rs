//! SF-INGEST-028: a job that is made with its rows is small, and closed.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::rows::sheet;
use super::load::{CHANGE, case, is_same_job, uploads};

const CHARS_MAX: usize = 100_000;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-028",
    text: "A job that is made together with its rows has 100 000 characters of them at most, and is \
           not closed once more.",
    level: Level::May,
    source: "salesforce-bulk2.md 3.2",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "a small load, and one of more than 100 000 characters",
    observe: "journal: multipart creates and what follows them",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let row = |at: usize| vec![Cell::text(format!("{at:04}")), Cell::text("x".repeat(1_000))];
    let large =
        Table { header: vec!["Key__c".into(), "A__c".into()], rows: (0..105).map(row).collect() };
    let chars = |scenario: Scenario| {
        scenario.salesforce("multipart_chars_max", 150_000).salesforce("multipart_line_ends", "any")
    };
    vec![
        chars(case("small", Call::insert(SHEET, sheet(3)))),
        chars(case("large", Call::insert(SHEET, large))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    let uploads: Vec<_> =
        uploads(journal).into_iter().filter(|upload| upload.is_multipart).collect();
    for upload in &uploads {
        let (create, chars) = (upload.exchange, upload.text.chars().count());
        if chars > CHARS_MAX {
            let finding = Finding::new("a job is made together with more rows than are allowed");
            let expected = format!("at most {CHARS_MAX} characters");
            return Err(finding.at([create.seq()]).differs(expected, format!("{chars}")).into());
        }
        let id = create.answer_json()["id"].as_str().unwrap_or_default().to_owned();
        let close = journal.of(CHANGE).find(|change| {
            change.sent_json()["state"] == "UploadComplete"
                && change.job().is_some_and(|job| is_same_job(job, &id))
        });
        if let Some(close) = close {
            let finding = Finding::new("a job that was made with its rows is closed once more");
            return Err(finding.at([create.seq(), close.seq()]).into());
        }
    }
    evidence.call().must_succeed()?;
    if uploads.is_empty() {
        let why = "the client makes jobs without rows, and uploads them afterwards";
        return Err(Objection::NotApplicable(why.to_owned()));
    }
    Ok(())
}
