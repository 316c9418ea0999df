//! SF-AUTH-003: a login that is of no use is told, not repeated.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Class, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{CREATE, INFO, QUERY_CREATE, SOAP, TOKEN, case, logins, not_exercised, refusal};

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
    let load = || Call::insert(SHEET, sheet(3));
    let dead = |operation| Rule::on("refused", operation, refusal(401, "INVALID_SESSION_ID"));
    vec![
        case("at the create", load()).rule(dead(CREATE)),
        case("at the polls", load()).rule(dead(INFO)),
        case("at the create of a query", Call::query("SELECT Id FROM Sheet__c"))
            .rule(dead(QUERY_CREATE)),
        case("at the login", load())
            .rule(Rule::on("refused by OAuth", TOKEN, refusal(400, "invalid_grant")))
            .rule(Rule::on("refused by SOAP", SOAP, refusal(500, "INVALID_LOGIN"))),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let rules = ["refused", "refused by OAuth", "refused by SOAP"];
    if rules.iter().all(|rule| evidence.fired(rule) == 0) {
        return Err(not_exercised("no call was refused"));
    }
    evidence.call().must_fail_as(&[Class::Auth])?;
    let logins = logins(evidence.journal());
    if logins.len() > LOGINS_MAX {
        let what = "the client logs in again and again, of no use";
        let finding = Finding::new(what).at(logins.iter().map(|login| login.seq()));
        let expected = format!("at most {LOGINS_MAX} logins");
        return Err(finding.differs(expected, format!("{} logins", logins.len())).into());
    }
    Ok(())
}
