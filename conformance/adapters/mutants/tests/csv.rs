//! Requirements about CSV and about the rows in it, on trial: the honest client meets them all, and
//! each bug is noticed by the requirement that it violates.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use bulk_conformance::adapter::Client;
use bulk_conformance::judge::Status;
use bulk_conformance::report::Check;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Profile, Verdicts, try_out};
use bulk_mutants::Mutant;
use bulk_reference::{Parts, Reference};

/// How many bugs are tried at a time: most of their time they wait.
const TOGETHER: usize = 6;

/// The requirements of this part.
fn part() -> Vec<&'static Requirement> {
    let rows = ["011", "012", "017", "018", "019", "029"].map(|id| format!("SF-INGEST-{id}"));
    let is_ours =
        |one: &&Requirement| one.id.starts_with("CSV-W") || rows.iter().any(|own| own == one.id);
    requirements::all().filter(is_ours).collect()
}

fn verdicts(
    of: &[&'static Requirement],
    client: impl Client + 'static,
    profile: Profile,
) -> Verdicts {
    let options = Options { probes: 0, profile, ..Options::default() };
    try_out(of, client, &options).expect("a fake and a folder")
}

/// A verdict in words: the first finding, or why there is none.
fn told(check: &Check) -> String {
    let Some(failure) = check.failures.first() else {
        return format!("{} {:?}", check.status.words(), check.why);
    };
    let finding = &failure.finding;
    let mut text = format!("{}: {}", failure.case, finding.what);
    if let (Some(expected), Some(seen)) = (&finding.expected, &finding.seen) {
        text += &format!("\n    expected {expected}\n    seen     {seen}");
    }
    text
}

#[test]
fn the_honest_client_meets_every_requirement() {
    let verdicts = verdicts(&part(), Reference::new(Parts::honest()), Profile::Ci);

    let other = verdicts.checks.iter().filter(|check| check.status != Status::Pass);
    let other: Vec<_> =
        other.map(|check| format!("{} {}", check.requirement, told(check))).collect();
    assert_eq!(other, Vec::<String>::new());
}

/// What the requirements say of each bug of this part, or only the one that it violates.
fn trials(of: fn(&Mutant) -> Vec<&'static Requirement>) -> String {
    let own = |mutant: &&Mutant| part().iter().any(|one| one.id == mutant.requirement);
    let trials = Mutex::new(bulk_mutants::all().filter(own));
    let said = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..TOGETHER {
            scope.spawn(|| {
                loop {
                    let next = trials.lock().expect("no panic").next();
                    let Some(mutant) = next else { return };
                    let verdicts = verdicts(&of(mutant), (mutant.client)(), Profile::Quick);
                    let own = verdicts.of(mutant.requirement).map(told).unwrap_or_default();
                    let failed = verdicts.with(Status::Fail).join(" ");
                    let words = format!(
                        "{}  {}\n  noticed by {failed}\n  {own}\n",
                        mutant.requirement, mutant.bug
                    );
                    said.lock().expect("no panic").insert((mutant.requirement, mutant.bug), words);
                }
            });
        }
    });
    said.into_inner().expect("no panic").into_values().collect()
}

#[test]
fn each_bug_is_noticed_by_the_requirement_that_it_violates() {
    let own = |mutant: &Mutant| requirements::find(mutant.requirement).into_iter().collect();

    insta::assert_snapshot!(trials(own));
}

#[test]
#[ignore = "takes minutes: for those who want to know which other requirements notice a bug"]
fn bugs_are_noticed_by_few_other_requirements() {
    insta::assert_snapshot!(trials(|_| part()));
}

#[test]
fn each_requirement_has_a_bug_that_violates_it() {
    let violated: Vec<_> = bulk_mutants::all().map(|mutant| mutant.requirement).collect();

    let safe = part().into_iter().map(|one| one.id).filter(|id| !violated.contains(id));
    assert_eq!(safe.collect::<Vec<_>>(), Vec::<&str>::new());
}
