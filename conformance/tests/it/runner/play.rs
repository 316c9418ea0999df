//! What a run says of clients that are right, and of those that are wrong in one way.

use bulk_conformance::judge::Status;
use bulk_conformance::requirements::{self, Requirement};
use bulk_conformance::runner::{Options, Verdicts, try_out};

use super::clients::{self, Flaky, Scripted};
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
    let verdicts = try_out(&three(), Honest::default(), &Options::default()).unwrap();
    insta::assert_snapshot!(told(&verdicts));
    assert_eq!(verdicts.with(Status::Pass).len(), 3);
}

#[test]
fn a_client_that_gives_up_at_once_fails_where_patience_is_asked() {
    let client = Honest { patience: 0, ..Honest::default() };
    insta::assert_snapshot!(told(&try_out(&three(), client, &Options::default()).unwrap()));
}

#[test]
fn a_client_that_says_all_is_done_and_does_nothing_is_never_green() {
    let verdicts = try_out(&three(), Scripted(clients::lies), &Options::default()).unwrap();
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn a_client_that_panics_fails() {
    let verdicts = try_out(&three(), Scripted(clients::panics), &Options::default()).unwrap();
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn an_adapter_that_is_broken_is_not_held_against_its_client() {
    let verdicts = try_out(&three(), Scripted(clients::breaks), &Options::default()).unwrap();
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn a_client_that_cannot_do_what_is_at_the_core_is_not_seen_to_do_it() {
    let verdicts = try_out(&three(), Scripted(clients::shrugs), &Options::default()).unwrap();
    insta::assert_snapshot!(told(&verdicts));
}

#[test]
fn a_client_that_is_wrong_once_and_right_when_asked_again_is_flaky() {
    let asked = some(&["SF-INGEST-003"]);
    insta::assert_snapshot!(told(&try_out(&asked, Flaky::default(), &Options::default()).unwrap()));
}
