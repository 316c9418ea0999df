//! SF-AUTH-003: a login that is of no use is told, not repeated.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, QUERY_CREATE, case, logins, not_exercised, refusal};

const RULE: &str = "refused";
const LOGINS_MAX: usize = 2;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-003",
    text: "A 401 that does not go away ends as an error of class `auth`, after two logins at most.",
    source: "salesforce-bulk2.md 1.1, 1.4",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    provoke: "401 for ever at the create or at the polls; every login refused",
    observe: "journal: logins; the class of the error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    // A client that logs in without end is to be found out soon.
    let load = || Call::insert(SHEET, sheet(3)).deadline_ms(8_000);
    let dead = |operation| Rule::on(RULE, operation, refusal(401, "INVALID_SESSION_ID"));
    vec![
        case("at the create", load()).rule(dead(CREATE)),
        case("at the polls", load()).rule(dead(INFO)),
        case("at the create of a query", Call::query("SELECT Id FROM Sheet__c").deadline_ms(8_000))
            .rule(dead(QUERY_CREATE)),
        case("at the login", load().locked_out()),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let logins = logins(evidence.journal());
    let refused = logins.iter().any(|login| login.status.is_some_and(|status| status >= 400));
    if !refused && evidence.fired(RULE) == 0 {
        evidence.call().must_end()?;
        return Err(not_exercised("no call was refused"));
    }
    evidence.call().must_fail_as(&[Class::Auth])?;
    if logins.len() > LOGINS_MAX {
        let what = "the client logs in again and again, of no use";
        let finding = Finding::new(what).at(logins.iter().map(|login| login.seq()));
        let expected = format!("at most {LOGINS_MAX} logins");
        return Err(finding.differs(expected, format!("{} logins", logins.len())).into());
    }
    Ok(())
}
