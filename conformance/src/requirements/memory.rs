//! What cases about memory share: a small call and a large one of the same kind, in one program.

use serde_json::json;

use super::reading::{call, timed};
use crate::evidence::{Evidence, Seen};
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Dialect, Table};
use crate::scenario::{Call, CsvFile, Given, Scenario, Seed};

/// How much more memory the large call may take than the small one.
const GROWTH_MAX_BYTES: u64 = 64 << 20;

/// A client that is slow with a million rows is not wrong.
const DEADLINE_MS: u64 = 900_000;

/// A query of ten rows, then one of that many; each row holds this text and a key.
pub(super) fn long_query(name: &str, rows: u64, text: &str) -> Scenario {
    let fixture = format!(
        "[[table]]\nobject = \"{SHEET}\"\nrows = {rows}\n\n[table.fields]\n\
         Key__c = {{ template = \"K-{{key:9}}\" }}\nA__c = {{ value = \"{text}\" }}\n"
    );
    let small =
        Call::query("SELECT Key__c, A__c FROM Sheet__c LIMIT 10").dialect(&Dialect::plain());
    let large = call().deadline_ms(DEADLINE_MS);
    timed(Scenario::new(name, small).call(large))
        .salesforce("query_page_rows", json!(250_000))
        .seed(Seed::Generated { fixture, rows: None })
}

/// A load of ten rows, then one of that many; each row is this line.
pub(super) fn long_load(name: &str, rows: u64, line: &str) -> Scenario {
    let file = CsvFile {
        bytes: format!("A__c\n{line}\n").into_bytes(),
        dialect: Dialect::plain(),
        table: Table::new(["A__c"]),
    };
    let load = |rows| Call::ingest("insert", SHEET, Given::Repeated(file.clone(), rows));
    timed(Scenario::new(name, load(10)).call(load(rows).deadline_ms(DEADLINE_MS)))
        .salesforce("upload_bytes_max", json!(1_000_000_000))
        .salesforce("record_time", "0ms")
}

/// The second call must not have taken much more memory than the first.
pub(super) fn bounded(evidence: &Evidence) -> Judgement {
    let [small, large] = evidence.calls.as_slice() else {
        return Err(Objection::NotExercised("there were not two calls".to_owned()));
    };
    small.must_succeed()?;
    large.must_succeed()?;
    let (Some(before), Some(after)) = (peak(small), peak(large)) else {
        let what = "the system does not tell how much memory the client's program holds";
        return Err(Objection::NotObserved(what.to_owned()));
    };
    let growth = after.saturating_sub(before);
    if growth > GROWTH_MAX_BYTES {
        let what = "the memory that the client takes grows with the rows";
        let mebibytes = |bytes: u64| format!("{} MiB more", bytes >> 20);
        return Err(Finding::new(what)
            .differs(format!("at most {}", mebibytes(GROWTH_MAX_BYTES)), mebibytes(growth))
            .into());
    }
    Ok(())
}

fn peak(seen: &Seen) -> Option<u64> {
    seen.report.peak_rss_bytes
}
