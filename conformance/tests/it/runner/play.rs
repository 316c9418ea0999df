//! What a run says of clients that are right, and of those that are wrong in one way.

use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Cases, Requirement};
use bulk_conformance::runner::{Options, Verdicts, try_out};
use bulk_conformance::scenario::Scenario;
use bulk_conformance::transcript;

use super::clients::{self, Flaky, Guest, Scripted};
use super::honest::Honest;

/// Requirements that the honest client keeps.
fn some(ids: &[&str]) -> Vec<&'static Requirement> {
    ids.iter().map(|id| requirements::find(id).expect("it is in the catalogue")).collect()
}

fn three() -> Vec<&'static Requirement> {
    some(&["SF-INGEST-003", "SF-QUERY-001", "SF-POLL-003"])
}

/// A run in words: the exit code, each requirement with its status, and why.
fn told(verdicts: &Verdicts) -> String {
    let mut text = format!("exit {}: {}\n", verdicts.end.exit, verdicts.end.because.join("; "));
    for check in &verdicts.checks {
        text += &format!("{} {}", check.requirement, check.status.words());
        if let Some(why) = &check.why {
            text += &format!(": {why}");
        }
        for failure in check.failures.iter().take(1) {
            text += &format!("\n  {}: {}", failure.case, failure.finding.what);
        }
        text.push('\n');
    }
    for note in &verdicts.notes {
        text += &format!("note {}: {}\n", note.about, note.text);
    }
    text
}

#[test]
fn an_honest_client_passes() {
    let verdicts = try_out(&three(), Honest::default(), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
    assert_eq!(verdicts.with(Status::Pass).len(), 3);
}

#[test]
fn a_client_that_gives_up_at_once_fails_where_patience_is_asked() {
    let client = Honest { patience: 0, ..Honest::default() };
    insta::assert_snapshot!(told(
        &try_out(&three(), client, &Options::default()).expect("it works")
    ));
}

#[test]
fn a_client_that_says_all_is_done_and_does_nothing_is_never_green() {
    let verdicts =
        try_out(&three(), Scripted(clients::lies), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn a_client_that_panics_fails() {
    let verdicts =
        try_out(&three(), Scripted(clients::panics), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn an_adapter_that_is_broken_is_not_held_against_its_client() {
    let verdicts =
        try_out(&three(), Scripted(clients::breaks), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn an_adapter_that_breaks_the_protocol_breaks_the_requirement_on_it_and_no_other() {
    let asked = some(&["SF-INGEST-003", "X-ADP-001"]);
    let verdicts =
        try_out(&asked, Scripted(clients::scribbles), &Options::default()).expect("it works");
    assert_eq!(verdicts.with(Status::Fail), ["X-ADP-001"]);
    assert_eq!(verdicts.with(Status::AdapterError), ["SF-INGEST-003"]);
}

#[test]
fn a_client_that_cannot_do_what_is_at_the_core_is_not_seen_to_do_it() {
    let verdicts =
        try_out(&three(), Scripted(clients::shrugs), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn a_client_that_is_wrong_once_and_right_when_asked_again_is_flaky() {
    let asked = some(&["SF-INGEST-003"]);
    insta::assert_snapshot!(told(
        &try_out(&asked, Flaky::default(), &Options::default()).expect("it works")
    ));
}

#[test]
fn a_crash_counts_though_nothing_was_provoked() {
    let asked = some(&["SF-POLL-003"]);
    let client = Scripted(clients::panics);
    let verdicts = try_out(&asked, client, &Options::default()).expect("it works");
    assert_eq!(verdicts.with(Status::Fail), ["SF-POLL-003"]);
}

#[test]
fn a_client_that_hangs_fails() {
    let mut requirement = Requirement { ..*some(&["SF-INGEST-003"])[0] };
    requirement.cases = Cases::Fixed(|| {
        let mut cases = all_cases("SF-INGEST-003");
        cases.truncate(1);
        cases[0].calls[0].deadline_ms = 50;
        cases
    });
    let asked: &'static Requirement = Box::leak(Box::new(requirement));
    let verdicts =
        try_out(&[asked], Scripted(clients::hangs), &Options::default()).expect("it works");
    insta::assert_snapshot!(told(&verdicts));
}

fn all_cases(id: &str) -> Vec<Scenario> {
    match some(&[id])[0].cases {
        Cases::Fixed(cases) | Cases::Both(cases, _) => cases(),
        Cases::Generated(_) => Vec::new(),
    }
}

/// As whom a client is asked for a requirement, in a run of these.
fn users(requirement: &str, asked: &[&'static Requirement], jobs: usize) -> Vec<String> {
    let guest = Guest::default();
    let options = Options { jobs, ..Options::default() };
    try_out(asked, guest.clone(), &options).expect("it works");
    let lines = guest.lines.lock();
    lines.iter().filter(|line| line.starts_with(requirement)).cloned().collect()
}

#[test]
fn a_case_meets_the_same_org_whichever_others_are_played_beside_it() {
    let alone = users("SF-QUERY-001", &some(&["SF-QUERY-001"]), 1);
    assert_eq!(users("SF-QUERY-001", &three(), 8), alone);
    insta::assert_snapshot!(alone.join("\n"));
}

#[test]
#[should_panic(expected = "exit 1: new failures: SF-POLL-003")]
fn a_suite_in_a_test_panics_with_the_findings() {
    let client = Honest { patience: 0, ..Honest::default() };
    bulk_conformance::suite("sf-2026.11").only("SF-POLL-003").run(client).assert();
}

#[test]
fn the_transcript_of_a_case_is_the_same_in_every_run() {
    let honest = || Honest { patience: 1, parallel: 1 };
    let told = || transcript::all("SF-QUERY-001", honest).pop().expect("one").1;
    let (first, second) = (told(), told());
    assert_eq!(first, second);
    insta::assert_snapshot!(first);
}
