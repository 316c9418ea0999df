//! MK-IMPORT-014: names of columns are sent as they are given.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, in_either_way};
use super::wire::file;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-014",
    text: "Names in the header are sent as they are given: neither trimmed nor in other letter case.",
    source: "marketo-bulk.md 4.3.1",
    ops: &[Op::MkImport],
    provoke: "names with blanks around them, and in unusual letter case",
    observe: "journal: the first line of the file",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, header: [&str; 3]| {
        let table = Table::new(header).row(["a@example.com", "A", "B"]);
        case(name, Call::import(table))
            .marketo("unknown_column", "ignore")
            .marketo("header_letter_case", "exact")
    };
    in_either_way(vec![
        of("blanks", ["email", " firstName", "lastName "]),
        of("letter case", ["email", "FIRSTNAME", "LastName"]),
    ])
}

fn judge(evidence: &Evidence) -> Judgement {
    let seen = evidence.call();
    seen.must_end()?;
    // Names that the provider does not know may be refused before anything is sent.
    if matches!(seen.class(), Some(Class::Data | Class::Rejected))
        && evidence.journal().count("marketo.import.create") == 0
    {
        return Ok(());
    }
    let given = evidence.scenario.calls[0].given.as_ref().map(|given| given.table());
    let wanted = given.map(|table| table.header.clone()).unwrap_or_default();
    for call in evidence.exchanges_of("marketo.import.create")? {
        let file = file(call)?;
        let header = file.lines().next().unwrap_or_default();
        let names: Vec<_> = header.split(',').map(|name| name.trim_matches('"')).collect();
        if names != wanted {
            let what = "the names in the header are not sent as they were given";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs(format!("{wanted:?}"), format!("{names:?}"))
                .into());
        }
    }
    Ok(())
}
