//! MK-IMPORT-002: the format that is named is the format that is sent.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, must_hold};
use super::wire::{file, parameter};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-002",
    text: "`format` says what stands between the cells of the file: csv, tsv or ssv (semicolons).",
    source: "marketo-bulk.md 4.2.2, 4.2.3",
    ops: &[Op::MkImport],
    provoke: "imports in each format, with all three delimiters in the values",
    observe: "journal: the parameter and the header line of the file; the org's leads",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |format: &str| case(format, Call::import(table()).arg("format", format));
    ["csv", "tsv", "ssv"].map(of).into()
}

fn table() -> Table {
    Table::new(["email", "firstName", "lastName", "myCustomText"])
        .row(["a@example.com", "comma, here", "semicolon; here", "tab\there"])
        .row(["b@example.com", "plain", "plain", "plain"])
}

fn judge(evidence: &Evidence) -> Judgement {
    for call in evidence.exchanges_of("marketo.import.create")? {
        // Without a word it is CSV.
        let format = parameter(call, "format")?.unwrap_or_else(|| "csv".to_owned());
        let delimiter = match format.to_ascii_lowercase().as_str() {
            "tsv" => '\t',
            "ssv" => ';',
            _ => ',',
        };
        let file = file(call)?;
        let header = file.lines().next().unwrap_or_default();
        let names: Vec<_> = header.split(delimiter).map(|name| name.trim_matches('"')).collect();
        let wanted = table().header;
        if names != wanted {
            let what = format!("the file is sent as `{format}`, and is not written so");
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs(format!("{wanted:?}"), format!("{header:?}"))
                .into());
        }
    }
    evidence.call().must_succeed()?;
    must_hold(evidence)
}
