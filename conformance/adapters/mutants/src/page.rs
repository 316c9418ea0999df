//! The matrix as a page: which bug each requirement notices, and what else notices it.

use std::collections::BTreeMap;
use std::fmt::Write;

use bulk_conformance::requirements;

use crate::trial::Trial;

const HEAD: &str = "\
# Requirements against bugs

The kit's own proof. The reference client is made wrong in one way at a time, and each way is played
against all requirements: every quick case of the one that it was made for, one case of each other. `make
matrix` plays it all and writes this page. A test holds each bug against its own requirement and against
all other core ones, where nothing may notice it that does not stand here.

";

/// The page.
pub fn page(trials: &[Trial]) -> String {
    let mut text = HEAD.to_owned();
    let _ = writeln!(text, "{}\n", figures(trials));
    text +=
        "## Bugs\n\n| requirement | the client | noticed | by others too |\n|---|---|---|---|\n";
    for trial in trials {
        let noticed = if trial.finding.is_some() { "yes" } else { "**no**" };
        let (id, bug) = (trial.mutant.requirement, trial.mutant.bug);
        let _ = writeln!(text, "| {id} | {bug} | {noticed} | {} |", trial.others.join(", "));
    }
    text += "\n## Noticed by one bug only\n\n";
    text += "Requirements that no other bug trips: what they see, nothing else sees.\n\n";
    let alone: Vec<&str> =
        noticed_by(trials).into_iter().filter(|(_, bugs)| *bugs == 1).map(|(id, _)| id).collect();
    let _ = writeln!(text, "{}", alone.join(", "));
    text
}

fn figures(trials: &[Trial]) -> String {
    let (all, noticed) = (requirements::all().count(), noticed_by(trials));
    let killed = trials.iter().filter(|trial| trial.finding.is_some()).count();
    let quiet = trials.iter().filter(|trial| trial.others.is_empty()).count();
    format!(
        "{all} requirements, {} bugs. {} requirements notice a bug, {killed} bugs are noticed by the \
         requirement that they were made for, {quiet} of them by nothing else.",
        trials.len(),
        noticed.values().filter(|bugs| **bugs > 0).count(),
    )
}

/// How many bugs each requirement notices.
fn noticed_by(trials: &[Trial]) -> BTreeMap<&'static str, usize> {
    let mut noticed: BTreeMap<&'static str, usize> =
        requirements::all().map(|requirement| (requirement.id, 0)).collect();
    for trial in trials {
        let own = trial.finding.is_some().then_some(trial.mutant.requirement);
        for id in trial.others.iter().copied().chain(own) {
            *noticed.entry(id).or_default() += 1;
        }
    }
    noticed
}

/// What a page says: for each bug, by requirement and words, the others that notice it.
pub fn read(page: &str) -> BTreeMap<(String, String), Vec<String>> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let row = |row: &str| {
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let [id, bug, "yes" | "**no**", rest @ ..] = cells.as_slice() else { return None };
        let others = rest.first().into_iter().flat_map(|ids| ids.split(", "));
        let others = others.filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Some((((*id).to_owned(), (*bug).to_owned()), others))
    };
    rows.filter_map(row).collect()
}
