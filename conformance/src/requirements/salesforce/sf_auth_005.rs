//! SF-AUTH-005: several calls find the session over, and one of them renews it.

use serde_json::json;

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::{Feature, Op};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Rule, Scenario};

use super::super::rows::sheet;
use super::load::{INFO, case, logins_after, token_dies};

const DEATH: &str = "session over";
const TOGETHER: usize = 4;

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-AUTH-005",
    text: "When a token dies that several calls use, one of them fetches a new one for all.",
    level: Level::Should,
    source: "salesforce-bulk2.md 8.32",
    grade: Grade::ReliedUpon,
    ops: &[Op::SfIngest],
    features: &[Feature::SessionShared, Feature::AuthRefresh],
    provoke: "four loads of one session at once; their token dies while all of them poll",
    observe: "journal: logins after the token's death",
    seen: "remarks on rotation in Airbyte's source",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    // Polls are slow, so that several are under way when the first of them finds the token dead.
    let slow = Rule::on("slow polls", INFO, json!({ "latency": { "fixed": "250ms" } }));
    let load = |at: usize| {
        let mut rows = sheet(2);
        for (row, cells) in rows.rows.iter_mut().enumerate() {
            cells[0] = format!("call {at} row {row}").into();
        }
        Call::insert(SHEET, rows).session("shared")
    };
    let scenario = case("four loads", load(0)).rule(slow.first(1)).rule(token_dies(DEATH, INFO, 1));
    vec![(1..TOGETHER).map(load).fold(scenario, Scenario::call).together()]
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.must_have_fired(DEATH)?;
    let journal = evidence.journal();
    let Some(first) = journal.exchanges().find(|exchange| exchange.hit_by(DEATH)) else {
        return Ok(());
    };
    let dead = first.header("authorization");
    let refused: Vec<_> = journal
        .exchanges()
        .filter(|call| call.status == Some(401) && call.header("authorization") == dead)
        .collect();
    let logins = logins_after(journal, first.seq());
    if logins.len() > 1 {
        let what = "more than one login for one token that died";
        let places = [&refused[..], &logins[..]].concat();
        let finding = Finding::new(what).at(places.iter().map(|exchange| exchange.seq()));
        return Err(finding.differs("1 login", format!("{} logins", logins.len())).into());
    }
    evidence.calls.iter().try_for_each(|call| call.must_succeed().map(drop))?;
    if refused.len() < 2 {
        let what = "fewer than two calls met the dead token".to_owned();
        return Err(Objection::NotExercised(what));
    }
    Ok(())
}
