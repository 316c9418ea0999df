//! CSV-W-019: an input file without a line end at its end.

use crate::csv::{Delimiter, Quoting, Style};
use crate::protocol::{Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::Scenario;

use super::super::loads::{file, steady};
use super::sent::arrives;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "CSV-W-019",
    text: "An input file whose last row has no line end loses nothing.",
    source: "RFC 4180 2.2; salesforce-bulk2.md 3.12",
    ops: &[Op::SfIngest],
    provoke: "such files: the last cell plain, quoted, and empty",
    observe: "the rows that the org holds",
    cases: Cases::Fixed(cases),
    judge: arrives,
    ..Requirement::TEMPLATE
};

const CLASS: &str = "file: no final line end";

fn cases() -> Vec<Scenario> {
    let table = |last: &str| {
        Table::new(["Key__c", "A__c"])
            .row(["k0001", "one"])
            .row(["k0002", "two"])
            .row(["k0003", last])
    };
    let case = |name: &str, last: &str, style: Style| {
        steady(Scenario::new(name, file(table(last), style, CLASS))).covering([CLASS])
    };
    let quoted = Style { quoting: Quoting::All, ..Style::PLAIN };
    let crlf = Style { crlf: true, ..Style::PLAIN };
    vec![
        case("plain", "three", Style::PLAIN),
        case("quoted", "three, four", quoted),
        case("empty", "", Style::PLAIN),
        case("CRLF", "three", crlf),
        case("semicolons", "three", Style { delimiter: Delimiter::Semicolon, ..Style::PLAIN }),
    ]
}
