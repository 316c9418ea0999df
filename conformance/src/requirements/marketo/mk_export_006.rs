//! MK-EXPORT-006: a file that is shorter than its status says is no success.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export, must_hand_over, of_january};

/// Where the file of the case is cut: behind its third row, so that what is left looks whole.
const CUT_BYTES: u64 = 160;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-006",
    text: "A file with fewer bytes than `fileSize` is never taken for the whole.",
    source: "marketo-bulk.md 5.3",
    ops: &[Op::MkExport],
    provoke: "the file comes short: cut off, without a row, or with a broken connection; once and for ever",
    observe: "the client's answer and rows",
    seen: "",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let short = |name: &str, fault: Value| {
        // Who waits for the rest of an answer that broke off waits for ever.
        let call = export().deadline_ms(12_000);
        case(name, call).rule(Rule::on("short file", "marketo.export.file", fault))
    };
    let cut = json!({ "body": { "cut_to": CUT_BYTES } });
    let once = Rule::on("short file", "marketo.export.file", cut.clone()).first(1).per("job");
    vec![
        short("cut off", cut),
        short("a row missing", json!({ "rows_missing": { "rows": 3 } })),
        short("nothing", json!({ "body": { "text": "" } })),
        short("connection ended", json!({ "truncate": { "at": { "before_end": 8 } } })),
        case("cut off once", export()).rule(once),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("short file")?;
    let seen = evidence.call();
    seen.must_end()?;
    if seen.failure().is_some() {
        return Ok(());
    }
    // It may have read the file again, or in parts that it put together.
    must_hand_over(seen, &of_january(evidence)).map_err(|objection| {
        let files = evidence.journal().of("marketo.export.file").map(|file| file.seq());
        let what = "a file that is shorter than its status says is taken for the whole";
        match objection {
            Objection::Fails(finding) => {
                Finding { what: what.to_owned(), ..finding }.at(files).into()
            }
            other => other,
        }
    })
}
