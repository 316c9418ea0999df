//! MK-EXPORT-002: an export that somebody cancelled is over, however that is spelled.

use serde_json::json;

use crate::evidence::{Evidence, Exchange};
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export};

/// Polls that may still come after the end was shown.
const POLLS_AFTER_MAX: usize = 1;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-002",
    text: "`Cancelled` and `Canceled` both end an export, as an error.",
    source: "marketo-bulk.md 5.4, 8",
    grade: Grade::Recorded,
    ops: &[Op::MkExport],
    provoke: "somebody else cancels the export; the state is spelled in either way",
    observe: "journal: polls and requests for the file after that state was shown; the client's answer",
    seen: "embulk waits for `Cancel`; node-marketo-rest takes it for success; Keboola, Conduit and Adobe's samples poll on",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |word: &str| {
        let shown = json!({ "show_state": { "map": { "Cancelled": word } } });
        case(word, export())
            .rule(Rule::on("cancelled", "marketo.export.create", json!({ "abort": {} })))
            .rule(Rule::on("spelling", "marketo.export.status", shown))
    };
    vec![of("Cancelled"), of("Canceled")]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("cancelled")?;
    let polls: Vec<_> = evidence.journal().of("marketo.export.status").collect();
    let word = evidence.scenario.name.as_str();
    let shown: Vec<&&Exchange> =
        polls.iter().filter(|poll| poll.answer_json()["result"][0]["status"] == word).collect();
    if shown.is_empty() {
        return Err(Objection::NotExercised(format!("the client was never shown `{word}`")));
    }
    if shown.len() > 1 + POLLS_AFTER_MAX {
        let what = format!("the client polls on though it is told that the export is `{word}`");
        return Err(Finding::new(what)
            .at(shown.iter().map(|poll| poll.seq()))
            .differs("an error", evidence.call().ending())
            .into());
    }
    let after = |file: &&Exchange| file.seq() > shown[0].seq();
    if let Some(file) = evidence.journal().of("marketo.export.file").find(after) {
        let what =
            format!("the client takes `{word}` for the end of a good export: it asks for its file");
        return Err(Finding::new(what)
            .at([shown[0].seq(), file.seq()])
            .differs("an error that the export was cancelled", evidence.call().ending())
            .into());
    }
    let failure = evidence.call().must_fail()?;
    if failure.class == Class::Timeout {
        let what = format!("the client does not know that `{word}` is the end of an export");
        return Err(Finding::new(what).differs("an error", evidence.call().ending()).into());
    }
    Ok(())
}
