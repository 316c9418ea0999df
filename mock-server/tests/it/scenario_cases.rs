//! The tables of `scenarios/README.md`: every case of the sheets has a line, and the line names the
//! scenarios that name the case.

use std::collections::{BTreeMap, BTreeSet};

use bulk_mock::scenario::file::{CASES, Case, read_scenario};

use crate::scenarios::{files, folder};

/// Scenarios by the cases that they name.
fn by_case() -> BTreeMap<Case, BTreeSet<String>> {
    let mut cases: BTreeMap<Case, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in files() {
        let file = read_scenario(&path, &text).expect("a scenario");
        for source in &file.scenario.source {
            let case = Case::read(source).expect("a case");
            cases.entry(case).or_default().insert(file.name.clone());
        }
    }
    cases
}

/// The lines of the tables: the case, and the names in backticks.
fn lines() -> BTreeMap<String, BTreeSet<String>> {
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("a README");
    let cells = readme.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (case, names) = (cells.next()?, cells.nth(1)?);
        let names = names.split('`').skip(1).step_by(2).map(str::to_owned);
        case.contains(' ').then(|| (case.to_owned(), names.collect()))
    });
    cells.collect()
}

#[test]
fn every_case_has_a_line_that_names_its_scenarios() {
    let (lines, by_case) = (lines(), by_case());
    let listed = CASES
        .iter()
        .flat_map(|(provider, _, last)| (1..=*last).map(|number| Case::Listed(*provider, number)));
    let mut wrong = Vec::new();
    for case in listed.chain([Case::Fakes]) {
        let named = by_case.get(&case).cloned().unwrap_or_default();
        match lines.get(&case.to_string()) {
            None => wrong.push(format!("{case}: no line")),
            Some(line) if *line != named => wrong.push(format!("{case}: {named:?}")),
            Some(line) if line.is_empty() => wrong.push(format!("{case}: no scenario")),
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(files().len() >= 65);
}
