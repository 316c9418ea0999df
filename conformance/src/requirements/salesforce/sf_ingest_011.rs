//! SF-INGEST-011: no row is lost, doubled or damaged, and the client says of each what became of it.

use proptest::prelude::*;
use serde_json::json;

use crate::csv::Style;
use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::generate::{
    Cells, Draw, Drawn, FILES, HEADERS, Kind, Plan, WeatherClass, csv_file, dialect,
    quoted_newlines, style,
};
use crate::judge::{Judgement, Objection};
use crate::protocol::{Cell, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, CsvFile, Given, Rule, Scenario};

use super::super::loads::{both, given, steady};
use super::super::rows::sheet;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-011",
    text: "Every row that was given is once among the loaded, the failed or the unprocessed rows that the \
           client hands over, and the org has it accordingly.",
    source: "salesforce-bulk2.md 3.5 and 3.8",
    ops: &[Op::SfIngest],
    provoke: "a job that is aborted in the middle, rows that are refused, values of several lines and many \
              alphabets in results that name no charset, and drawn tables of all classes \
              in all dialects and weathers",
    observe: "rows given, rows held and rows claimed, held against each other",
    cases: Cases::Both(cases, case),
    judge,
    ..Requirement::TEMPLATE
};

/// Batches of this many rows, so that a small job has several.
const BATCH_ROWS: usize = 5;

/// The rule that decides rows' fates.
const FATE: &str = "fate";

fn cases() -> Vec<Scenario> {
    let refused = |name: &str| {
        let fault = json!({ "row_errors": { "code": "UNABLE_TO_LOCK_ROW", "rows": [2, 5, 6] } });
        Rule::on(name, "salesforce.ingest.create", fault)
    };
    let aborted = || Rule::on(FATE, "salesforce.ingest.create", json!({ "abort": { "at": 0.4 } }));
    let mut cases = Vec::new();
    for scenario in both("rows refused", &sheet(8)) {
        cases.push(scenario.rule(refused(FATE)));
    }
    for scenario in both("aborted in the middle", &sheet(20)) {
        cases.push(small_batches(scenario).rule(aborted()));
    }
    for scenario in both("aborted with rows refused", &sheet(20)) {
        cases.push(small_batches(scenario).rule(aborted()).rule(refused("refused")));
    }
    // Nothing tells a client how the results are encoded but the provider's word: it is UTF-8.
    for scenario in both("values come back", &telling()) {
        cases.push(scenario.rule(refused(FATE)).salesforce("results_content_type", "text/csv"));
    }
    cases.extend(odd_files());
    cases
}

/// Rows whose values a client damages that takes results for Latin-1, or cuts them at what looks like
/// the end of a line.
fn telling() -> Table {
    let values =
        ["two\nlines", "Zo\u{eb}", "one\u{2028}two", "snow \u{2603}", "a \"b\", c", "\u{1f600}"];
    let mut table = sheet(values.len() * 2);
    for (at, row) in table.rows.iter_mut().enumerate() {
        row[1] = Cell::text(values[at % values.len()]);
    }
    table
}

/// A small file with each odd header, and each odd file.
fn odd_files() -> impl Iterator<Item = Scenario> {
    let odd = |class: &'static str, file: CsvFile| {
        let call = Call::ingest("insert", SHEET, Given::File(file));
        steady(Scenario::new(class, call)).covering([class])
    };
    let headers = HEADERS[1..].iter().map(move |class| {
        let (mut table, mut style) = (sheet(3), Style::PLAIN);
        (class.apply)(&mut Draw::new(0, "odd files", class.name, 0), &mut table, &mut style);
        odd(class.name, csv_file(table, style, &FILES[0]))
    });
    let files = FILES[1..]
        .iter()
        .map(move |class| odd(class.name, csv_file(sheet(3), Style::PLAIN, class)));
    headers.chain(files)
}

fn small_batches(scenario: Scenario) -> Scenario {
    scenario.salesforce("batch_rows", json!(BATCH_ROWS))
}

/// Anything: one load of any table, as records or as a file that may be odd or broken.
fn case(draw: &mut Draw) -> Scenario {
    let (dialect, dialect_class) = dialect(draw);
    let (world, world_class) = quoted_newlines(draw);
    let weather = WeatherClass::draw(draw);
    let mut cells = Cells::all().of_one_line_end(draw);
    if !one_of(8, draw) {
        // A client may refuse a text that would arrive as a null.
        cells = cells.without(&[Kind::NotAvailable]);
    }
    let plan = Plan::sheet(cells).of_any_shape().around(BATCH_ROWS);
    let mut drawn = plan.draw(draw, dialect.delimiter());
    let mut style = style(draw, &dialect);
    let as_file = draw.pick(any::<bool>());
    // A header or a file that is odd is one of four each.
    let header = one_of(4, draw).then(|| draw.pick(prop::sample::select(&HEADERS[1..])));
    if let Some(header) = header.filter(|header| as_file || !header.file_only) {
        (header.apply)(draw, &mut drawn.table, &mut style);
        drawn.covers.insert(header.name);
    }
    let file = one_of(4, draw).then(|| draw.pick(prop::sample::select(&FILES[1..])));
    let narrow = drawn.table.header.len() < 2;
    let odd = file
        .filter(|_| !narrow)
        .filter(|_| as_file && drawn.object == SHEET && !drawn.table.rows.is_empty());
    let scenario = match odd {
        Some(class) => {
            let Drawn { object, table, covers } = drawn;
            let file = csv_file(table, style, &class);
            let call = Call::ingest("insert", object, Given::File(file)).dialect(&dialect);
            steady(Scenario::new(class.name, call)).covering(covers).covering([class.name])
        }
        None => given(drawn, &dialect, as_file.then_some(style)),
    };
    let scenario = small_batches(scenario).salesforce("quoted_newlines", world);
    let scenario = fate(draw, scenario).covering([dialect_class, world_class, weather.name]);
    (weather.rules)().into_iter().fold(scenario, Scenario::rule)
}

fn one_of(many: u32, draw: &mut Draw) -> bool {
    draw.pick(0..many) == 0
}

/// What the provider does with the rows; in half of the cases nothing but what it must.
fn fate(draw: &mut Draw, scenario: Scenario) -> Scenario {
    let (class, fault) = match draw.pick(0_u32..6) {
        0 => (
            "fate: some rows refused",
            json!({ "row_errors": { "code": "UNABLE_TO_LOCK_ROW", "share": 0.3 } }),
        ),
        1 => ("fate: aborted", json!({ "abort": { "at": 0.5 } })),
        2 => (
            "fate: failed in the middle",
            json!({ "fail": { "message": "InternalServerError : twice", "at": 0.5 } }),
        ),
        _ => return scenario.covering(["fate: as it comes"]),
    };
    scenario.rule(Rule::on(FATE, "salesforce.ingest.create", fault)).covering([class])
}

fn judge(evidence: &Evidence) -> Judgement {
    let call = evidence.call();
    call.must_end()?;
    // Drawn cases may end before their rows' fate is met; the others are about it.
    if evidence.scenario.covers.is_empty() {
        evidence.must_have_fired(FATE)?;
    }
    let ledger = evidence.ledger()?;
    if evidence.journal().uploads().is_empty() && call.failure().is_some() {
        // Refused before anything was sent: nothing is held, and the caller knows.
        return ledger.must_hold_no_other();
    }
    let is_whole = FILES
        .iter()
        .filter(|class| !class.whole)
        .all(|class| !evidence.scenario.covers.contains(class.name));
    if !is_whole || ledger.rows.is_empty() {
        // What the rows of a broken file are is open: only what is held can be wrong.
        return ledger.must_hold_no_other().and_then(|()| ledger.must_load_once());
    }
    if call.success().is_some_and(|success| !success.partial) && ledger.books.is_empty() {
        // The client hands over no rows: what it says is that all of them were loaded.
        return ledger.must_hold_all();
    }
    match ledger.must_balance() {
        // Nothing is handed over with an error by many clients; SF-INGEST-013 asks for it.
        Err(Objection::NotObserved(_)) if call.failure().is_some() => return Ok(()),
        verdict => verdict?,
    }
    // What a client may do with the values of odd files is asked elsewhere.
    if evidence.scenario.covers.is_empty() { ledger.must_give_back() } else { Ok(()) }
}
