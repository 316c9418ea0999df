//! MK-IMPORT-003: what is too large for one call is sent in several, whole.

use proptest::collection::vec;
use proptest::sample::select;

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Cell, Feature, Limits, Op, Table};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::leads::{case, leads, must_hold};
use super::wire::file;

/// Bytes of a file in most cases; a client is told by `limits.upload_bytes`.
const LIMIT_BYTES: u64 = 2048;

/// What the form around a file may take, in bytes.
const FORM_BYTES: u64 = 2048;

/// The provider's own limit.
const REAL_LIMIT_BYTES: u64 = 10 << 20;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-IMPORT-003",
    text: "A file of more than 10 MB is imported in several calls: each has the header, no row is cut, lost or sent twice.",
    source: "marketo-bulk.md 3 (import file), 4.2.10",
    ops: &[Op::MkImport],
    provoke: "an input larger than the limit, with characters of several bytes and line feeds in cells",
    observe: "journal: size and header of each file; the org's leads",
    seen: "Segment measures 10 000 000, others 10 485 760",
    cases: Cases::Both(cases, drawn),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let mut real = leads(9_000);
    let text = Cell::text("ä".repeat(600));
    for row in &mut real.rows {
        row[3] = text.clone();
    }
    let real = Call::import(real).deadline_ms(300_000);
    vec![
        of("three calls", leads(120)),
        of("one call", leads(10)),
        case("more than 10 MB", real).marketo("import_bytes_max", REAL_LIMIT_BYTES).slow(),
    ]
}

fn drawn(draw: &mut Draw) -> Scenario {
    let texts =
        select(vec!["plain", "äöü", "模擬", "🧪🧪", "two\nlines", "\"quoted\", twice", "\\", ""]);
    let cells = draw.pick(vec((texts.clone(), vec(texts, 1..12)), 40..90));
    let mut table = Table::new(["email", "lastName", "myCustomText"]);
    for (at, (name, text)) in cells.iter().enumerate() {
        let address = format!("k{at:04}@example.com");
        table.rows.push(vec![Cell::text(address), Cell::text(*name), Cell::text(text.concat())]);
    }
    of(&format!("{} rows", table.rows.len()), table)
}

fn of(name: &str, table: Table) -> Scenario {
    let limits = Limits { upload_bytes: Some(LIMIT_BYTES), ..Limits::default() };
    let call = Call::import(table).limits(limits);
    case(name, call)
        .marketo("import_bytes_max", LIMIT_BYTES + FORM_BYTES)
        .marketo("imports_queued", 100)
        .marketo("imports_running", 100)
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls = evidence.exchanges_of("marketo.import.create")?;
    let seen = evidence.call();
    seen.must_end()?;
    let splits = evidence.ready.support(Feature::Split).is_yes();
    if seen.failure().is_some() && !splits {
        // Too much for one call, and it says so.
        return Ok(());
    }
    let limit = seen.case.limits.upload_bytes.unwrap_or(REAL_LIMIT_BYTES);
    let wanted = evidence.scenario.calls[0].given.as_ref().map(|given| given.table());
    let Some(table) = wanted else { return Ok(()) };
    for call in calls.iter().filter(|_| splits) {
        let file = file(call)?;
        if file.len() as u64 > limit {
            let what = "a file is larger than the limit";
            let sizes = (format!("{limit} bytes"), format!("{} bytes", file.len()));
            return Err(Finding::new(what).at([call.seq()]).differs(sizes.0, sizes.1).into());
        }
        let header = file.lines().next().unwrap_or_default().replace('"', "");
        if header != table.header.join(",") {
            let what = "a part of the input is sent without the header";
            return Err(Finding::new(what)
                .at([call.seq()])
                .differs(format!("{:?}", table.header.join(",")), format!("{header:?}"))
                .into());
        }
    }
    seen.must_succeed()?;
    must_hold(evidence)
}
