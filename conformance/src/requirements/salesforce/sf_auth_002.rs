//! SF-AUTH-002: a session that ends in the middle of a job is renewed once.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Grade, Requirement};
use crate::scenario::{Call, Scenario, Seed};

use super::super::rows::sheet;
use super::load::{
    CHANGE, CREATE, INFO, QUERY_CREATE, QUERY_RESULTS, SUCCESSFUL, case, logins_after, made,
    slow_case, token_dies,
};

const DEATH: &str = "session over";

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-002",
    text: "After 401 `INVALID_SESSION_ID` in the middle of a job one new token is fetched and the \
           same call made again; no second job is made.",
    source: "salesforce-bulk2.md 1.4, 8.30",
    grade: Grade::Recorded,
    ops: &[Op::SfIngest, Op::SfQuery],
    features: &[Feature::AuthRefresh],
    provoke: "the token dies at the close, at the second poll, at the results, at the second page",
    observe: "journal: logins and creates after the token's death, the refused call again",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = || Call::insert(SHEET, sheet(3));
    let seed = Seed::Records { object: SHEET.to_owned(), table: sheet(5) };
    let query = Call::query("SELECT Key__c FROM Sheet__c");
    vec![
        case("at the close", load()).rule(token_dies(DEATH, CHANGE, 1)),
        slow_case("at the second poll", load()).rule(token_dies(DEATH, INFO, 2)),
        case("at the results", load()).rule(token_dies(DEATH, SUCCESSFUL, 1)),
        case("at the second page", query)
            .salesforce("query_page_rows", 2)
            .seed(seed)
            .rule(token_dies(DEATH, QUERY_RESULTS, 2)),
    ]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(DEATH)?;
    let journal = evidence.journal();
    let Some(refused) = journal.exchanges().find(|exchange| exchange.hit_by(DEATH)) else {
        return Ok(());
    };
    for operation in [CREATE, QUERY_CREATE] {
        let jobs = made(journal, operation);
        if jobs.len() > 1 {
            let what = "another job was made although only the token had died";
            let finding = Finding::new(what).at(jobs.iter().map(|create| create.seq()));
            return Err(finding.differs("1 job", format!("{} jobs", jobs.len())).into());
        }
    }
    let logins = logins_after(journal, refused.seq());
    if logins.len() > 1 {
        let what = "more than one login after one token had died";
        let finding = Finding::new(what).at(logins.iter().map(|login| login.seq()));
        return Err(finding.differs("1 login", format!("{} logins", logins.len())).into());
    }
    evidence.call().must_succeed()?;
    let again = journal.exchanges().any(|later| {
        later.seq() > refused.seq()
            && (&later.method, &later.target) == (&refused.method, &refused.target)
            && later.status.is_some_and(|status| status < 300)
    });
    if again {
        return Ok(());
    }
    let what = format!("{} {} was refused, and never made again", refused.method, refused.target);
    Err(Finding::new(what).at([refused.seq()]).into())
}
