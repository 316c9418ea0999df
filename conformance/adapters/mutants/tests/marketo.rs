//! Requirements about Marketo on trial: the honest client meets them all, and each bug is noticed by
//! the requirement that it violates.

use bulk_conformance::adapter::Client;
use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, try_out};
use bulk_reference::{Parts, Reference};

/// The requirements of this part.
fn part() -> Vec<&'static Requirement> {
    requirements::all().filter(|one| one.id.starts_with("MK-")).collect()
}

fn verdicts(of: &[&'static Requirement], client: impl Client + 'static) -> Verdicts {
    let options = Options { probes: 0, ..Options::default() };
    try_out(of, client, &options).expect("a fake and a folder")
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
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn each_bug_is_noticed_by_the_requirement_that_it_violates() {
    let missed: Vec<String> = bulk_mutants::all()
        .filter_map(|mutant| {
            let own: Vec<_> =
                part().into_iter().filter(|one| one.id == mutant.requirement).collect();
            let verdicts = (!own.is_empty()).then(|| verdicts(&own, (mutant.client)()))?;
            let status = verdicts.checks[0].status;
            (status != Status::Fail).then(|| format!("{} {}: {status:?}", own[0].id, mutant.bug))
        })
        .collect();

    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn each_requirement_has_a_bug_that_violates_it() {
    let violated: Vec<_> = bulk_mutants::all().map(|mutant| mutant.requirement).collect();

    let safe: Vec<_> = part().into_iter().map(|one| one.id).collect();
    let safe: Vec<_> = safe.into_iter().filter(|id| !violated.contains(id)).collect();
    assert!(safe.is_empty(), "{safe:?}");
}
