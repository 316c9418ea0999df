//! What no right client sends: each is named by its requirement, with the places that show it.

use std::fmt::Write;

use bulk_conformance::evidence::{Entry, Journal};
use bulk_conformance::judge::acceptor::{Provider, deviations, impossible};
use bulk_conformance::model::salesforce::{Command, JobName, ResultSet};

use super::scribe::{Scribe, Way, create, upload};

const JOB: JobName = JobName(1);

/// What is said of a client that does this.
fn said(client: impl FnOnce(&mut Scribe)) -> String {
    let mut scribe = Scribe::new();
    client(&mut scribe);
    let mut out = String::new();
    for found in deviations(&scribe.journal(), Provider::Salesforce) {
        let places: Vec<_> = found.places.iter().map(u64::to_string).collect();
        let _ = writeln!(out, "{} at {}: {}", found.requirement, places.join(", "), found.what);
    }
    out
}

fn whole(scribe: &mut Scribe, commands: &[Command]) {
    for command in commands {
        scribe.ask(command, Way::Whole);
    }
}

/// Up to the close, with one row.
fn closed(scribe: &mut Scribe) {
    whole(scribe, &[create(1), upload(1, 1), Command::Close(JOB)]);
}

/// Up to a look that shows the job as complete.
fn over(scribe: &mut Scribe) {
    closed(scribe);
    scribe.wait(5_000);
    whole(scribe, &[Command::Info(JOB)]);
}

#[test]
fn a_second_upload_is_named() {
    insta::assert_snapshot!(said(|it| whole(it, &[create(1), upload(1, 1), upload(1, 1)])), @"SF-INGEST-003 at 5, 8: a second upload for a job");
}

#[test]
fn a_second_upload_behind_a_lost_answer_is_named_by_its_own_requirement() {
    insta::assert_snapshot!(said(|it| {
        whole(it, &[create(1)]);
        it.ask(&upload(1, 1), Way::Lost);
        it.ask(&upload(1, 1), Way::Whole);
    }), @"SF-INGEST-022 at 5, 8: a second upload behind one whose answer was lost, without a look at the job");
}

#[test]
fn a_close_before_the_answer_to_the_upload_is_named() {
    insta::assert_snapshot!(said(|it| {
        whole(it, &[create(1)]);
        let put = upload(1, 1);
        let sent = it.send(&put, Way::Whole);
        let (sent, _) = it.act(sent, &put);
        it.ask(&Command::Close(JOB), Way::Whole);
        it.answer(sent);
    }), @"SF-INGEST-006 at 5, 7: the job is closed while its upload is not answered yet");
}

#[test]
fn a_close_behind_a_refused_upload_is_named() {
    insta::assert_snapshot!(said(|it| {
        whole(it, &[create(1)]);
        it.ask(&upload(1, 1), Way::Refused(503));
        it.ask(&Command::Close(JOB), Way::Whole);
    }), @"SF-INGEST-006 at 5, 7: the job is closed though its upload was refused");
}

#[test]
fn results_before_the_end_are_named() {
    insta::assert_snapshot!(said(|it| {
        closed(it);
        whole(it, &[Command::Info(JOB), Command::Results(JOB, ResultSet::Failed)]);
    }), @"SF-INGEST-014 at 15: results are asked for while the job is UploadComplete");
}

#[test]
fn the_deletion_of_an_open_job_is_named_and_that_of_a_waiting_one_is_not() {
    insta::assert_snapshot!(said(|it| whole(it, &[create(1), Command::Delete(JOB)])), @"SF-INGEST-016 at 5: the job is deleted while it is Open");
    insta::assert_snapshot!(said(|it| {
        closed(it);
        whole(it, &[Command::Delete(JOB)]);
    }), @"");
}

#[test]
fn the_deletion_of_a_job_at_work_is_named() {
    insta::assert_snapshot!(said(|it| {
        whole(it, &[create(1), upload(1, 6), Command::Close(JOB)]);
        it.wait(1_001);
        whole(it, &[Command::Info(JOB), Command::Delete(JOB)]);
    }), @"SF-INGEST-016 at 16: the job is deleted while it is InProgress");
}

#[test]
fn what_is_asked_of_a_deleted_job_is_named() {
    insta::assert_snapshot!(said(|it| {
        over(it);
        whole(it, &[Command::Delete(JOB), Command::Results(JOB, ResultSet::Successful)]);
    }), @"SF-INGEST-016 at 20, 21: something is asked of a job that the client has deleted");
}

#[test]
fn polling_behind_the_end_is_named_once() {
    insta::assert_snapshot!(said(|it| {
        over(it);
        whole(it, &[const { Command::Info(JOB) }; 9]);
    }), @"SF-LIMIT-002 at 17, 32: the client goes on polling a job that was shown to be JobComplete");
}

#[test]
fn an_empty_segment_is_named() {
    let mut scribe = Scribe::new();
    whole(&mut scribe, &[create(1), Command::Info(JOB)]);
    let mut journal = scribe.journal();
    edit(&mut journal, |path| path.replace("/ingest/750", "/ingest//750"));
    let found = deviations(&journal, Provider::Salesforce);
    assert_eq!(found.iter().map(|it| it.requirement).collect::<Vec<_>>(), ["SF-INGEST-004"]);
}

#[test]
fn a_state_that_is_not_the_jobs_is_held_against_the_fake() {
    let mut scribe = Scribe::new();
    over(&mut scribe);
    let mut journal = scribe.journal();
    let Some(Entry::Exchange(look)) = journal.entries.last_mut() else { panic!("no look") };
    look.response.whole = Some(r#"{"id":"750000000000001AAA","state":"InProgress"}"#.to_owned());
    insta::assert_snapshot!(impossible(&journal, Provider::Salesforce).join("\n"), @"job 750000000000001: request 14 shows it as InProgress, and it is JobComplete");
}

fn edit(journal: &mut Journal, change: impl Fn(&str) -> String) {
    for entry in &mut journal.entries {
        if let Entry::Exchange(exchange) = entry {
            exchange.target = change(&exchange.target);
        }
    }
}
