//! SF-QUERY-011: a query that is wrong is refused at once.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::reading::timed;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-QUERY-011",
    text: "A query that the provider refuses is an error at once, without polling.",
    source: "salesforce-bulk2.md 4.2",
    ops: &[Op::SfQuery],
    provoke: "SOQL that is none, an object and a field that do not exist",
    observe: "journal: no polls, no second job; the client's error",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let case = |name: &str, soql: &str| timed(Scenario::new(name, Call::query(soql)));
    vec![
        case("no SOQL", "SELECT Key__c FROM"),
        case("unknown object", "SELECT Id FROM Nothing__c"),
        case("unknown field", "SELECT Nothing__c FROM Sheet__c"),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    let creates = evidence.exchanges_of("salesforce.query.create")?;
    if !creates.iter().any(|create| create.status == Some(400)) {
        return Err(Objection::NotExercised("the query was not refused".to_owned()));
    }
    evidence.call().must_fail()?;
    let polls = evidence.journal().count("salesforce.query.info");
    if polls > 0 || creates.len() > 1 {
        let what = "a query that was refused was not given up";
        let seen = format!("{} attempts, {polls} polls", creates.len());
        let places = creates.iter().map(|create| create.seq());
        return Err(Finding::new(what).at(places).differs("1 attempt, 0 polls", seen).into());
    }
    Ok(())
}
