//! Loads that many requirements ask for: the same rows as records and as a file, drawn or given.
//!
//! A client that takes rows in one way only is judged by that one: what it cannot be asked is left out.

use serde_json::json;

use crate::csv::{Delimiter, Style};
use crate::fake::SHEET;
use crate::generate::{Cells, Draw, Drawn, Plan, csv_file, dialect, file_class, style};
use crate::protocol::{Dialect, Table};
use crate::scenario::{Call, Given, Scenario};

/// A file as most are.
pub(super) const WHOLE: &str = "file: final line end";

/// Says all settings that decide how the fake reads a file and answers for its rows.
pub(super) fn steady(scenario: Scenario) -> Scenario {
    scenario
        .salesforce("quoted_newlines", "accept")
        .salesforce("blank_lines", "skip")
        .salesforce("space_before_quote", "row")
        .salesforce("header_only_file", "complete")
        .salesforce("close_without_upload", "complete")
        .salesforce("field_chars_max", json!(131_072))
        .salesforce("record_chars_max", json!(400_000))
        .salesforce("header_chars_max", json!(32_000))
        .salesforce("upload_bytes_max", json!(150_000_000))
        .salesforce("batch_rows", json!(10_000))
        .salesforce("result_order", "sent")
}

/// Rows for the sheet, as records.
pub(super) fn records(table: Table, dialect: &Dialect) -> Call {
    Call::ingest("insert", SHEET, Given::Records(table)).dialect(dialect)
}

/// Rows for the sheet, as a file of this class.
pub(super) fn file(table: Table, style: Style, class: &str) -> Call {
    Call::ingest("insert", SHEET, Given::File(csv_file(table, style, file_class(class))))
}

/// The same rows as records and as a file, with commas and line feeds.
pub(super) fn both(name: &str, table: &Table) -> [Scenario; 2] {
    [
        steady(Scenario::new(
            format!("{name}, records"),
            records(table.clone(), &Dialect::plain()),
        )),
        steady(Scenario::new(format!("{name}, file"), file(table.clone(), Style::PLAIN, WHOLE))),
    ]
}

/// One row for each class of cells, as records and as a file: what drawn cases have sooner or later.
pub(super) fn each_class(cells: &Cells) -> Vec<Scenario> {
    let mut table = Table::new(["Key__c", "A__c", "B__c"]);
    let mut covers = Vec::new();
    for (number, (class, text)) in cells.each(Delimiter::Comma).into_iter().enumerate() {
        table = table.row([format!("k{:04}", number + 1), text, "plain".to_owned()]);
        covers.push(class);
    }
    both("each class", &table).map(|scenario| scenario.covering(covers.clone())).into()
}

/// A load of drawn rows, as records or as a file, in a drawn dialect.
pub(super) fn drawn(draw: &mut Draw, plan: &Plan) -> Scenario {
    let (dialect, class) = dialect(draw);
    let drawn = plan.draw(draw, dialect.delimiter());
    let as_file = draw.pick(proptest::bool::ANY);
    let style = style(draw, &dialect);
    given(drawn, &dialect, as_file.then_some(style)).covering([class])
}

/// A load of these rows, as records, or as a file of this style.
pub(super) fn given(drawn: Drawn, dialect: &Dialect, style: Option<Style>) -> Scenario {
    let Drawn { object, table, covers } = drawn;
    let rows = table.rows.len();
    let (how, given) = match style {
        Some(style) => ("file", Given::File(csv_file(table, style, file_class(WHOLE)))),
        None => ("records", Given::Records(table)),
    };
    let name = format!("{rows} rows, {how}, {} {}", dialect.column_delimiter, dialect.line_ending);
    let call = Call::ingest("insert", object, given).dialect(dialect);
    steady(Scenario::new(name, call)).covering(covers)
}
