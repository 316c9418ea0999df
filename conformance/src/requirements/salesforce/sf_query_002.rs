//! SF-QUERY-002: the header row that each page repeats is no row.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::reading::{COLUMNS, asked, call, over, pages, records};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-002",
    text: "The header row that every page repeats is not data.",
    source: "salesforce-bulk2.md 4.4",
    ops: &[Op::SfQuery],
    provoke: "queries of three pages and of five",
    observe: "the client's rows",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    vec![pages("three pages"), over("five pages of one row", call(), sheet(5), 1)]
}

fn judge(evidence: &Evidence) -> Judgement {
    let pages = asked(evidence)?;
    if pages.len() < 2 {
        return Err(Objection::NotExercised("the client read one page only".to_owned()));
    }
    evidence.call().must_succeed()?;
    let records = records(evidence.call())?;
    let is_header = |row: &Vec<crate::protocol::Cell>| {
        let texts: Vec<_> = row.iter().filter_map(|cell| cell.as_text()).collect();
        // A header that was read with its quotes is one all the same.
        COLUMNS.iter().all(|name| texts.iter().any(|text| text.trim_matches('"') == *name))
    };
    match records.rows.iter().filter(|row| is_header(row)).count() {
        0 => Ok(()),
        count => {
            let what = format!("the header stands {count} times among the rows");
            Err(Finding::new(what).at(pages.iter().skip(1).map(|page| page.seq())).into())
        }
    }
}
