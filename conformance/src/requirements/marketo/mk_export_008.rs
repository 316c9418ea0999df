//! MK-EXPORT-008: a broken download goes on where it broke.

use serde_json::{Value, json};

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::{Rule, Scenario};

use super::leads::{case, export_of_many, must_hand_over, with_address};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-008",
    text: "A download that broke goes on by `Range` at the first byte that did not come, and is joined exactly.",
    level: Level::Should,
    must_if: Some(Feature::Resume),
    source: "marketo-bulk.md 5.5.10, 7 (16, 17)",
    ops: &[Op::MkExport],
    provoke: "the connection breaks three times: after some bytes, in the middle of a character, inside quotes",
    observe: "journal: ranges; the client's rows",
    seen: "node-marketo-rest 0.12 decodes each part for itself",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |name: &str, fault: Value| {
        let rule = Rule::on("broken", "marketo.export.file", fault).first(3).per("job");
        // Who waits for the rest of an answer that broke off waits for ever.
        case(name, export_of_many().deadline_ms(12_000)).rule(rule)
    };
    vec![
        of("after 200 bytes", json!({ "truncate": { "at": { "byte": 200 } } })),
        of("in a character", json!({ "truncate": { "at": { "in_char": 1 } } })),
        of("in quotes", json!({ "truncate": { "at": { "in_quotes": 1 } } })),
        of("reset", json!({ "reset": { "at": { "byte": 250 } } })),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("broken")?;
    let seen = evidence.call();
    seen.must_end()?;
    if let Some(failure) = seen.failure() {
        let what = "the download is given up when its connection breaks";
        return Err(Finding::new(what)
            .differs("the rest of the file", format!("{:?}", failure.message))
            .into());
    }
    must_hand_over(seen, &with_address(evidence))?;
    if evidence.ready.support(Feature::Resume).is_yes() {
        return must_resume(evidence);
    }
    Ok(())
}

/// Some request after the first break asks for what is missing, and not for everything.
fn must_resume(evidence: &Evidence) -> Judgement {
    let files = evidence.exchanges_of("marketo.export.file")?;
    let first_byte =
        |range: &str| range.strip_prefix("bytes=")?.split('-').next()?.parse::<u64>().ok();
    let resumed =
        files.iter().skip(1).filter_map(|file| file.header("range")).filter_map(first_byte);
    if resumed.into_iter().any(|byte| byte > 0) {
        return Ok(());
    }
    if evidence.fired("broken") < 1 {
        return Err(Objection::NotExercised("no download broke".to_owned()));
    }
    let what = "a broken download begins again, though the client says that it goes on";
    Err(Finding::new(what)
        .at(files.iter().map(|file| file.seq()))
        .differs("Range: bytes=<bytes that came>-", "no such range")
        .into())
}
