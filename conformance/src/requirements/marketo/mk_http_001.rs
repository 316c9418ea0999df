//! MK-HTTP-001: paths are written straight.

use crate::evidence::Evidence;
use crate::judge::{Finding, Judgement, Objection};
use crate::protocol::Op;
use crate::requirements::{Cases, Level, Requirement};
use crate::scenario::Scenario;

use super::leads::{case, export, import, in_either_way};

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-HTTP-001",
    text: "Paths have no dot segments and no doubled slashes: `/bulk/v1` directly, not `/rest/../bulk/v1`.",
    level: Level::Should,
    source: "marketo-bulk.md 0.1, 0.2, 0.3; RFC 3986 6.2.2.3",
    ops: &[Op::MkExport, Op::MkImport],
    provoke: "an export and an import",
    observe: "journal: the targets of all requests",
    seen: "node-marketo-rest 0.7",
    cases: Cases::Fixed(cases),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    in_either_way(vec![case("export", export()), case("import", import(2))])
}

fn judge(evidence: &Evidence) -> Judgement {
    let calls: Vec<_> = evidence.journal().exchanges().collect();
    if calls.is_empty() {
        return Err(Objection::NotExercised("the client called nothing".to_owned()));
    }
    for call in calls {
        let path = call.path();
        let dots = path.split('/').any(|segment| segment == ".." || segment == ".");
        if dots || path.contains("//") {
            let what = "a path has dot segments or doubled slashes";
            return Err(Finding::new(what).at([call.seq()]).differs("/bulk/v1/…", path).into());
        }
    }
    Ok(())
}
