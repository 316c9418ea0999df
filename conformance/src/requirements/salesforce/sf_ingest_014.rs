//! SF-INGEST-014: results are asked for when there are any.

use crate::evidence::Evidence;
use crate::fake::SHEET;
use crate::judge::{Finding, Judgement};
use crate::protocol::Op;
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Scenario};

use super::super::rows::sheet;
use super::load::{FAILED, SUCCESSFUL, UNPROCESSED, is_over, not_exercised, slow_case, state_at};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "SF-INGEST-014",
    text: "Results of a job are not asked for before it is over.",
    level: Level::Should,
    source: "salesforce-bulk2.md 3.8",
    grade: Grade::Documented,
    ops: &[Op::SfIngest],
    provoke: "a job that waits and works; results that come too early would have a header only",
    observe: "journal: the job's state when its results are asked for",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let load = Call::insert(SHEET, sheet(3));
    vec![slow_case("slow job", load).salesforce("results_before_completion", "header_only")]
}

fn judge(evidence: &Evidence) -> Judgement {
    let journal = evidence.journal();
    let results: Vec<_> = [SUCCESSFUL, FAILED, UNPROCESSED]
        .into_iter()
        .flat_map(|operation| journal.of(operation))
        .collect();
    for fetch in &results {
        let state = fetch.job().and_then(|job| state_at(journal, job, fetch.seq()));
        if let Some(state) = state.filter(|state| !is_over(state)) {
            let finding = Finding::new("results are asked for while the job is under way");
            return Err(finding.at([fetch.seq()]).differs("a job that is over", state).into());
        }
    }
    evidence.call().must_succeed()?;
    if results.is_empty() {
        return Err(not_exercised("no results were asked for"));
    }
    Ok(())
}
