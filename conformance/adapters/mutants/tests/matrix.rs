//! The kit on trial: the honest client passes everything, and each bug is noticed where it should be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Level, Requirement};
use bulk_conformance::runner::{Options, try_out};
use bulk_mutants::page;
use bulk_mutants::trial::{Bench, OF_PROGRAMS, Trial};
use bulk_reference::{Parts, Reference};

/// How many bugs are tried at a time. What is suspicious then is tried again alone.
const TOGETHER: usize = 6;

/// For each bug, by requirement and words, the other requirements that notice it.
type Page = BTreeMap<(String, String), Vec<String>>;

/// What the page says.
fn written() -> Page {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../MATRIX.md");
    page::read(&std::fs::read_to_string(path).expect("the page: `make matrix` writes it"))
}

/// What is wrong with trials, given what the page says. What looks wrong is tried again when all the
/// rest is over: on a busy machine a client may fail for no bug of its own.
fn wrong(bench: &Bench, trials: &[Trial], page: &Page) -> Vec<String> {
    let mut wrong = Vec::new();
    for trial in trials {
        let (own, bug) = (trial.mutant.requirement, trial.mutant.bug);
        if trial.finding.is_none() && !bench.notices(trial.mutant).expect("room for files") {
            wrong.push(format!("{own} does not notice a client that {bug}"));
        }
        let known = page.get(&(own.to_owned(), bug.to_owned())).map_or(&[][..], Vec::as_slice);
        for other in trial.others.iter().filter(|id| !known.iter().any(|known| known == *id)) {
            let requirement = requirements::find(other).expect("a requirement of the catalogue");
            if bench.confirms(trial.mutant, requirement).expect("room for files") {
                wrong.push(format!("{other} notices a client that {bug}, made for {own}"));
            }
        }
    }
    wrong
}

#[test]
fn the_honest_client_meets_every_requirement() {
    let in_this_process = |one: &&Requirement| !OF_PROGRAMS.contains(&one.id);
    let asked: Vec<_> = requirements::all().filter(in_this_process).collect();
    let options = Options { probes: 0, ..Options::default() };

    let verdicts = try_out(&asked, Reference::new(Parts::honest()), &options);

    let verdicts = verdicts.expect("a fake and room for files");
    let other = verdicts.checks.iter().filter(|check| check.status != Status::Pass);
    let other: Vec<_> = other.map(|check| (check.requirement.as_str(), check.status)).collect();
    // It makes jobs without rows, as nearly all clients do.
    assert_eq!(other, [("SF-INGEST-028", Status::NotApplicable)]);
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
    let core: Vec<_> = requirements::all()
        .filter(|requirement| requirement.is_core() && requirement.level == Level::Must)
        .collect();
    let bench = Bench::new(env!("CARGO_BIN_EXE_matrix")).expect("a fake");

    let trials = bench.try_all(&core, 1, TOGETHER, &|_| ()).expect("room for files");

    let wrong = wrong(&bench, &trials, &written());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
