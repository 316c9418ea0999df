//! SF-ERR-001: what the provider says of an error reaches the caller.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Failure, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, QUERY_CREATE, case};

const RULE: &str = "refused";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-ERR-001",
    text: "Code and message of an error `[{\"errorCode\", \"message\"}]` reach the caller.",
    source: "salesforce-bulk2.md 1.4, 8.14",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "creates that are refused with 400",
    observe: "code and message of the client's error",
    seen: "amp-labs/connectors#118 dropped the message",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let refused = |operation, code: &str, message: &str| {
        let status = json!({ "status": 400, "code": code, "message": message });
        Rule::on(RULE, operation, json!({ "status": status }))
    };
    let no_field = "InvalidJob : Field name provided, Größe__c does not match an External ID";
    let malformed = "\nSELECT Id FORM Sheet__c\n          ^\nERROR at Row:1:Column:11\nunexpected";
    let load = || Call::insert(SHEET, sheet(3));
    vec![
        case("load", load()).rule(refused(CREATE, "INVALIDJOB", no_field)),
        case("load without the permission", load()).rule(refused(
            CREATE,
            "FEATURENOTENABLED",
            "hardDelete operation requires special user profile permission",
        )),
        case("query", Call::query("SELECT Id FROM Sheet__c")).rule(refused(
            QUERY_CREATE,
            "MALFORMED_QUERY",
            malformed,
        )),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(RULE)?;
    let failure = evidence.call().must_fail()?;
    let refused = evidence.journal().exchanges().find(|exchange| exchange.hit_by(RULE));
    let Some(refused) = refused else { return Ok(()) };
    let said = refused.answer_json()[0].clone();
    let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
    let (code, message) = (text("errorCode"), text("message"));
    let finding = |what: &str, expected: &str| {
        let seen = format!(
            "code {:?}, message {:?}",
            failure.code.as_deref().unwrap_or_default(),
            failure.message
        );
        Finding::new(what).at([refused.seq()]).differs(format!("{expected:?}"), seen)
    };
    if !has_message(failure, &message) {
        return Err(finding("the provider's message does not reach the caller", &message).into());
    }
    if failure.code.as_deref() != Some(&code) && !failure.message.contains(&code) {
        return Err(finding("the provider's code does not reach the caller", &code).into());
    }
    Ok(())
}

/// White space may be put otherwise.
fn has_message(failure: &Failure, message: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(&failure.message).contains(&plain(message))
}
