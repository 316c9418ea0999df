//! MK-RATE-003: a limit of the day that is used up ends the work at once.

use serde_json::json;

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::leads::{case, export, import};
use super::wire::{code, repeated};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-RATE-003",
    text: "607, and 1029 for the export quota of the day, end the work at once as a used-up quota.",
    source: "marketo-bulk.md 2.8, 3, 5.4",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "others use up the calls of the day, or the bytes of exports of the day",
    observe: "journal: repeats of the refused call; the class of the client's error",
    seen: "marketorestpython hung for hours (its issue 63), airbyte retried (issue 7286)",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let used = |quota: &str, route: &str, call: Call| {
        let fault = json!({ "quota_used": { "quota": quota } });
        case(format!("{quota} at {route}"), call)
            .marketo("daily_calls", 50_000)
            .marketo("export_daily_megabytes", 500)
            .rule(Rule::on("quota used up", &format!("marketo.{route}"), fault).budget(1))
    };
    vec![
        used("daily_calls", "export.create", export()),
        used("daily_calls", "export.status", export()),
        used("daily_calls", "import.create", import(1)),
        used("export_bytes", "export.create", export()),
        used("export_bytes", "export.enqueue", export()),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired("quota used up")?;
    let journal = evidence.journal();
    let is_refused = |code: Option<String>| matches!(code.as_deref(), Some("607" | "1029"));
    let Some(refused) = journal.exchanges().find(|call| is_refused(code(call))) else {
        return Err(Objection::NotExercised("no call was refused for the quota".to_owned()));
    };
    evidence.call().must_fail_as(&[Class::Quota])?;
    if let Some(again) = repeated(journal, refused) {
        let what = "a call is made again on the day whose quota is used up";
        return Err(Finding::new(what).at([refused.seq(), again.seq()]).into());
    }
    Ok(())
}
