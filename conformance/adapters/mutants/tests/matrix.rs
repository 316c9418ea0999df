//! The page of the matrix: complete, and as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bulk_conformance::requirements::{self, Level};
use bulk_mutants::{page, trial};

fn written() -> BTreeMap<(String, String), Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../MATRIX.md");
    page::read(&std::fs::read_to_string(path).expect("the page: `make matrix` writes it"))
}

#[test]
fn every_requirement_has_a_bug_and_every_bug_a_requirement() {
    let asked: BTreeSet<&str> = requirements::all().map(|requirement| requirement.id).collect();

    let broken: BTreeSet<&str> = bulk_mutants::all().map(|mutant| mutant.requirement).collect();

    assert_eq!(asked, broken);
}

#[test]
fn the_page_names_every_bug_and_no_other() {
    let named: BTreeSet<(String, String)> = written().into_keys().collect();

    let bugs = bulk_mutants::all();
    let there = bugs.map(|mutant| (mutant.requirement.to_owned(), mutant.bug.to_owned())).collect();

    assert_eq!(named, there, "`make matrix` writes the page anew");
}

#[test]
fn each_bug_is_noticed_by_its_own_requirement_and_by_no_other_than_the_page_says() {
    let page = written();
    let core: Vec<_> = requirements::all()
        .filter(|requirement| requirement.is_core() && requirement.level == Level::Must)
        .collect();

    let trials = trial::try_all(&core, 1, &|_| ()).expect("a fake and room for files");

    let mut wrong = Vec::new();
    for trial in &trials {
        let key = (trial.mutant.requirement.to_owned(), trial.mutant.bug.to_owned());
        if trial.finding.is_none() {
            wrong.push(format!("{} does not notice a client that {}", key.0, key.1));
        }
        let known = page.get(&key).map_or(&[][..], Vec::as_slice);
        for other in trial.others.iter().filter(|id| !known.iter().any(|known| known == *id)) {
            wrong.push(format!("{other} notices a client that {}, made for {}", key.1, key.0));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
