//! Requirements about logins, errors and loads at Salesforce, on trial: the honest client meets them
//! all, and each bug is noticed by the requirement that it violates.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use bulk_conformance::adapter::Client;
use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, try_out};
use bulk_mutants::Mutant;
use bulk_reference::{Parts, Reference};

/// How many bugs are tried at a time: most of their time they wait.
const TOGETHER: usize = 6;

/// The requirements of this part.
fn part() -> Vec<&'static Requirement> {
    let about = ["SF-AUTH-", "SF-ERR-", "SF-INGEST-"];
    // Those of loads as a whole have trials of their own.
    let others = ["011", "012", "017", "018", "019", "029"];
    let others = others.map(|number| format!("SF-INGEST-{number}"));
    requirements::all()
        .filter(|one| about.iter().any(|head| one.id.starts_with(head)))
        .filter(|one| !others.iter().any(|other| one.id == other))
        .collect()
}

fn verdicts(of: &[&'static Requirement], client: impl Client + 'static) -> Verdicts {
    let options = Options { probes: 0, ..Options::default() };
    try_out(of, client, &options).expect("a fake and a folder")
}

/// What its own requirement says of a bug; nothing if it does not notice it.
fn finding(mutant: &Mutant, own: &'static Requirement) -> String {
    let verdicts = verdicts(&[own], (mutant.client)());
    let check = &verdicts.checks[0];
    let failure = check.failures.first();
    match (check.status, failure.map(|failure| &failure.finding)) {
        (Status::Fail, Some(finding)) => finding.what.clone(),
        (status, _) => format!("NOT NOTICED: {status:?}, {:?}", check.why),
    }
}

#[test]
fn the_honest_client_meets_every_requirement() {
    let verdicts = verdicts(&part(), Reference::new(Parts::honest()));

    let told: Vec<String> = verdicts
        .checks
        .iter()
        .filter(|check| check.status != Status::Pass)
        .map(|check| format!("{}: {check:#?}", check.requirement))
        .collect();
    // It makes jobs without rows, as nearly all clients do.
    let multipart = |text: &String| text.starts_with("SF-INGEST-028: ");
    assert!(told.iter().all(multipart), "{}", told.join("\n"));
}

#[test]
fn each_bug_is_noticed_by_the_requirement_that_it_violates() {
    let own = |mutant: &Mutant| part().into_iter().find(|one| one.id == mutant.requirement);
    let trials = bulk_mutants::all().filter_map(|mutant| Some((mutant, own(mutant)?)));
    let (trials, told) = (Mutex::new(trials), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                loop {
                    let next = trials.lock().expect("no panic").next();
                    let Some((mutant, own)) = next else { return };
                    let said = finding(mutant, own);
                    told.lock().expect("no panic").insert((own.id, mutant.bug), said);
                }
            });
        }
    });

    let told = told.into_inner().expect("no panic");
    let told = told.into_iter().map(|((id, bug), said)| format!("{id}  {bug}\n    {said}\n"));
    insta::assert_snapshot!(told.collect::<String>());
}

#[test]
fn each_requirement_has_a_bug_that_violates_it() {
    let violated: Vec<_> = bulk_mutants::all().map(|mutant| mutant.requirement).collect();

    let safe = part().into_iter().map(|one| one.id).filter(|id| !violated.contains(id));
    assert_eq!(safe.collect::<Vec<_>>(), Vec::<&str>::new());
}
