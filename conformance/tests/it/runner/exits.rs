//! Exit codes and standings: what a baseline changes, and what it does not.

use bulk_conformance::adapter::{Cx, InProcess, Report, Subject};
use bulk_conformance::baseline::{Baseline, Known};
use bulk_conformance::protocol::{Case, Ready};
use bulk_conformance::report::Standing;
use bulk_conformance::requirements::{self, Grade, Level, Requirement};
use bulk_conformance::runner::{Options, Verdicts, play};

use super::honest::Honest;

/// An entry for polling, which an impatient client fails.
fn known(until: Option<&str>) -> Baseline {
    let known = Known {
        requirement: "SF-POLL-003".to_owned(),
        reason: "it is impatient".to_owned(),
        issue: None,
        until: until.map(|day| day.parse().expect("a day")),
        sometimes: false,
    };
    Baseline { suite: None, known: vec![known] }
}

/// Polling, asked in another way.
fn asked(change: impl FnOnce(&mut Requirement)) -> &'static Requirement {
    let mut requirement =
        Requirement { ..*requirements::find("SF-POLL-003").expect("it is there") };
    change(&mut requirement);
    Box::leak(Box::new(requirement))
}

fn run(asked: &'static Requirement, patience: u32, baseline: &Baseline, strict: bool) -> Verdicts {
    let subject = InProcess::new(Honest { patience, ..Honest::default() });
    let options = Options { strict, ..Options::default() };
    play(&[asked], &subject, &options, baseline, &mut |_| ()).expect("it works")
}

/// How the one requirement stands, and the exit code.
fn stands(verdicts: &Verdicts) -> (Standing, u8) {
    (verdicts.checks[0].standing, verdicts.end.exit)
}

#[test]
fn a_failure_that_nobody_knows_is_new() {
    let verdicts = run(asked(|_| ()), 0, &Baseline::default(), false);
    assert_eq!(stands(&verdicts), (Standing::New, 1));
}

#[test]
fn a_failure_that_the_baseline_knows_is_as_it_should_be() {
    let verdicts = run(asked(|_| ()), 0, &known(None), false);
    assert_eq!(stands(&verdicts), (Standing::Known, 0));
    assert_eq!(verdicts.checks[0].why.as_deref(), Some("it is impatient"));
}

#[test]
fn a_failure_that_was_known_until_a_day_that_is_over_counts_again() {
    let verdicts = run(asked(|_| ()), 0, &known(Some("2020-01-01")), false);
    assert_eq!(stands(&verdicts), (Standing::Expired, 1));
}

#[test]
fn a_failure_that_is_none_any_more_makes_the_baseline_stale() {
    let verdicts = run(asked(|_| ()), 1, &known(None), false);
    assert_eq!(stands(&verdicts), (Standing::Fixed, 2));
}

#[test]
fn a_failure_that_comes_at_times_may_stay_away() {
    let mut baseline = known(None);
    baseline.known[0].sometimes = true;
    assert_eq!(stands(&run(asked(|_| ()), 1, &baseline, false)), (Standing::Fine, 0));
}

#[test]
fn a_should_warns_and_fails_only_where_it_is_meant_strictly() {
    let weaker = || asked(|requirement| requirement.level = Level::Should);
    let none = Baseline::default();
    assert_eq!(stands(&run(weaker(), 0, &none, false)), (Standing::Warned, 0));
    assert_eq!(stands(&run(weaker(), 0, &none, true)), (Standing::New, 1));
}

#[test]
fn what_is_only_assumed_warns_and_nothing_more() {
    let assumed = asked(|requirement| requirement.grade = Grade::Assumed);
    let verdicts = run(assumed, 0, &Baseline::default(), true);
    assert_eq!(stands(&verdicts), (Standing::Warned, 0));
    assert_eq!(verdicts.checks[0].level, Level::Should);
}

#[test]
fn a_may_never_fails() {
    let may = asked(|requirement| requirement.level = Level::May);
    assert_eq!(stands(&run(may, 0, &Baseline::default(), true)), (Standing::Warned, 0));
}

#[test]
fn a_baseline_that_is_written_from_a_run_makes_the_next_run_fine() {
    let first = run(asked(|_| ()), 0, &Baseline::default(), false);
    let written = Baseline::of_run("2026.11", &first.checks, &Baseline::default());
    insta::assert_snapshot!(written.text());
    assert_eq!(stands(&run(asked(|_| ()), 0, &written, false)), (Standing::Known, 0));
}

/// An adapter whose program leaves while it has nothing to do.
struct Leaves(InProcess);

impl Subject for Leaves {
    fn ready(&self) -> &Ready {
        self.0.ready()
    }

    fn parallel(&self) -> usize {
        self.0.parallel()
    }

    fn run(&self, case: &Case, cx: &Cx) -> Report {
        self.0.run(case, cx)
    }

    fn faults(&self) -> Vec<String> {
        vec!["it left between two cases".to_owned()]
    }
}

#[test]
fn what_an_adapter_does_wrong_between_cases_is_told_and_ends_the_run_with_3() {
    let subject = Leaves(InProcess::new(Honest::default()));
    let (options, none) = (Options::default(), Baseline::default());
    let verdicts =
        play(&[asked(|_| ())], &subject, &options, &none, &mut |_| ()).expect("it works");
    assert_eq!(stands(&verdicts), (Standing::Fine, 3));
    assert!(verdicts.notes.iter().any(|note| note.about == "adapter"), "{:?}", verdicts.notes);
}
