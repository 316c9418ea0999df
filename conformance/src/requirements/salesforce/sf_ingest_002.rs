//! SF-INGEST-002: a file is written as its job says.

use serde_json::Value;

use crate::csv::{Delimiter, Misfit, Quoting, Style, misfits, write};
use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Dialect, Op, Table};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, CsvFile, Given, Scenario};

use super::load::{Upload, case, not_exercised, uploads};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-002",
    text: "`columnDelimiter` and `lineEnding` of a job are those of the bytes that are uploaded.",
    source: "salesforce-bulk2.md 3.2, 3.9, 8.7, 8.9",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest],
    provoke: "records in every delimiter and both line endings; files in some of them",
    observe: "journal: bodies of creates and bytes of uploads",
    seen: "jsforce#1306, forcedotcom/cli#3113",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let endings = [false, true];
    let all = Delimiter::ALL.into_iter().flat_map(|one| endings.map(|crlf| Dialect::of(one, crlf)));
    let records = all.map(|dialect| {
        let call = Call::ingest("insert", SHEET, Given::Records(rows(&dialect)));
        case(name("records", &dialect), call.dialect(&dialect))
    });
    let files = [(Delimiter::Comma, true), (Delimiter::Semicolon, true), (Delimiter::Tab, false)];
    let files = files.map(|(delimiter, crlf)| {
        let dialect = Dialect::of(delimiter, crlf);
        let table = rows(&dialect);
        let style = Style { delimiter, crlf, quoting: Quoting::Minimal, ..Style::PLAIN };
        let bytes = write(records_of(&table), style);
        let file = CsvFile { bytes, dialect: dialect.clone(), table };
        case(name("file", &dialect), Call::ingest("insert", SHEET, Given::File(file)))
    });
    records.chain(files).collect()
}

fn name(what: &str, dialect: &Dialect) -> String {
    format!("{what}, {}, {}", dialect.column_delimiter, dialect.line_ending)
}

/// Rows with the delimiter and a quote in their values, so that both have to be written with care.
fn rows(dialect: &Dialect) -> Table {
    let delimiter = char::from(dialect.delimiter().byte());
    let mut table = Table::new(["Key__c", "A__c", "B__c"]);
    for row in 1..=3 {
        let cells = [format!("k{row}"), format!("a{delimiter}b"), "a \"word\"".to_owned()];
        table.rows.push(cells.into_iter().map(Cell::from).collect());
    }
    table
}

fn records_of(table: &Table) -> Vec<Vec<String>> {
    let text = |cell: &Cell| cell.as_text().unwrap_or_default().to_owned();
    let rows = table.rows.iter().map(|row| row.iter().map(text).collect());
    std::iter::once(table.header.clone()).chain(rows).collect()
}

fn judge(evidence: &Evidence) -> Judgement {
    let uploads = uploads(evidence.journal());
    let table = evidence.scenario.calls[0].given.as_ref().map(Given::table);
    let names: Vec<&str> =
        table.map_or(Vec::new(), |table| table.header.iter().map(String::as_str).collect());
    uploads.iter().try_for_each(|upload| fits(upload, &names))?;
    evidence.call().must_succeed()?;
    if uploads.is_empty() {
        return Err(not_exercised("no upload came"));
    }
    let stored = evidence.org().rows(SHEET).len();
    if stored != 3 {
        let finding = Finding::new("the client reports success, and not all rows are in the org");
        return Err(finding.differs("3 rows", format!("{stored} rows")).into());
    }
    Ok(())
}

fn fits(upload: &Upload<'_>, names: &[&str]) -> Judgement {
    let declared = declared(&upload.job);
    let misfits = misfits(upload.text.as_bytes(), &declared, names);
    let Some(misfit) = misfits.first() else { return Ok(()) };
    let (what, expected, seen) = match misfit {
        Misfit::Delimiter { looks_like } => {
            let what = "a file has another delimiter than its job says";
            (what, &declared.column_delimiter, looks_like.name().to_owned())
        }
        Misfit::LineEnd { record, end } => {
            let what = "a file has other line ends than its job says";
            let end = end.name().unwrap_or("another end");
            (what, &declared.line_ending, format!("{end} behind record {record}"))
        }
    };
    let finding = Finding::new(what).at([upload.exchange.seq()]);
    Err(finding.differs(expected, seen).into())
}

/// What a job says of its file; what it does not say is comma and line feed.
fn declared(job: &Value) -> Dialect {
    let said = |name: &str, usual: &str| {
        let said = job[name].as_str().filter(|said| !said.is_empty());
        said.unwrap_or(usual).to_owned()
    };
    Dialect {
        column_delimiter: said("columnDelimiter", "COMMA"),
        line_ending: said("lineEnding", "LF"),
    }
}
