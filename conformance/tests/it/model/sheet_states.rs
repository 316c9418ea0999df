//! Sections 3.4 to 3.6 and 3.10 of the sheet: which command is allowed in which state.

use bulk_conformance::model::salesforce::{Body, Command, JobName, Operation, ResultSet, State};

use super::walk::{Walk, new_job, refusal};

const ALL: [State; 6] = [
    State::Open,
    State::UploadComplete,
    State::InProgress,
    State::JobComplete,
    State::Aborted,
    State::Failed,
];

const SETS: [ResultSet; 3] = [ResultSet::Successful, ResultSet::Failed, ResultSet::Unprocessed];

#[test]
fn a_job_goes_from_open_over_the_queue_to_complete() {
    let mut client = Walk::new();
    client.create(1, Operation::Insert);
    assert_eq!(client.state(1), Some(State::Open));
    client.put(1, "LastName\nAnn");
    client.close(1);
    assert_eq!(client.state(1), Some(State::UploadComplete));
    client.wait(1_000);
    assert_eq!(client.state(1), Some(State::InProgress));
    client.wait(100);
    assert_eq!(client.state(1), Some(State::JobComplete));
}

#[test]
fn rows_become_visible_one_batch_after_the_other() {
    let mut client = Walk::new();
    client.reach(1, State::InProgress);
    client.wait(299);
    assert_eq!(client.contacts().len(), 0);
    client.wait(1);
    assert_eq!((client.contacts().len(), client.state(1)), (3, Some(State::InProgress)));
    client.wait(100);
    assert_eq!((client.contacts().len(), client.state(1)), (4, Some(State::JobComplete)));
}

#[test]
fn a_job_is_complete_even_if_every_row_failed() {
    let mut client = Walk::new();
    client.run(1, Operation::Update, "Id,LastName\n@never,Ann");
    assert_eq!(client.state(1), Some(State::JobComplete));
}

#[test]
fn an_aborted_job_keeps_what_it_committed() {
    let mut client = Walk::new();
    client.reach(1, State::InProgress);
    client.wait(300);
    client.abort(1);
    client.wait(60_000);
    assert_eq!(client.contacts().len(), 3);
    let left = SETS.map(|set| match client.results(1, set).body {
        Body::Table(table) => table.rows.len(),
        other => panic!("{other:?}"),
    });
    assert_eq!(left, [3, 0, 1]);
}

#[test]
fn closing_is_for_open_jobs() {
    let answers = ALL.map(|state| {
        let mut client = Walk::new();
        client.reach(1, state);
        let answer = client.close(1);
        if answer.status == 200 { "200".to_owned() } else { refusal(&answer) }
    });
    assert_eq!(
        answers,
        [
            "200",
            "400 INVALIDJOBSTATE ?",
            "400 INVALIDJOBSTATE ?",
            "400 INVALIDJOBSTATE Closing already Completed Job not allowed",
            "400 INVALIDJOBSTATE Closing already Aborted Job not allowed",
            "400 INVALIDJOBSTATE Closing already Failed Job not allowed",
        ]
    );
}

#[test]
fn aborting_is_for_jobs_that_are_not_over() {
    let answers = ALL.map(|state| {
        let mut client = Walk::new();
        client.reach(1, state);
        let answer = client.abort(1);
        if answer.status == 200 { "200".to_owned() } else { refusal(&answer) }
    });
    assert_eq!(
        answers,
        [
            "200",
            "200",
            "200",
            "400 INVALIDJOBSTATE Aborting already Completed Job not allowed",
            "400 INVALIDJOBSTATE Aborting already Aborted Job not allowed",
            "400 INVALIDJOBSTATE Aborting already Failed Job not allowed",
        ]
    );
}

#[test]
fn deleting_is_for_jobs_that_are_neither_open_nor_running() {
    let statuses = ALL.map(|state| {
        let mut client = Walk::new();
        client.reach(1, state);
        client.delete(1).status
    });
    assert_eq!(statuses, [400, 204, 400, 204, 204, 204]);
}

#[test]
fn a_deleted_job_is_not_found_by_any_call() {
    let mut client = Walk::new();
    client.reach(1, State::UploadComplete);
    client.delete(1);
    client.wait(60_000);
    let mut answers = vec![client.close(1), client.abort(1), client.delete(1), client.put(1, "")];
    answers.extend(SETS.map(|set| client.results(1, set)));
    answers.push(client.asks(&Command::Info(JobName(1))));
    let not_found = "404 NOT_FOUND The requested resource does not exist";
    assert!(answers.iter().all(|answer| refusal(answer) == not_found), "{answers:?}");
    assert_eq!(client.contacts().len(), 0, "its rows were never played");
    assert_eq!(client.asks(&Command::List).body, Body::List(Vec::new()));
}

#[test]
fn uploading_is_for_open_jobs() {
    let statuses = ALL.map(|state| {
        let mut client = Walk::new();
        client.reach(1, state);
        client.put(1, "LastName\nEve").status
    });
    assert_eq!(statuses, [201, 400, 400, 400, 400, 400]);
}

#[test]
fn a_second_upload_is_held_against_the_job_when_it_is_closed() {
    let mut client = Walk::new();
    client.reach(1, State::Open);
    assert_eq!(client.put(1, "LastName\nEve").status, 201);
    assert_eq!(
        refusal(&client.close(1)),
        "400 INVALIDJOB Found multipe contents for job: <{job}>, please 'Close' / 'Abort' / \
         'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a \
         given Job."
    );
    assert_eq!(client.state(1), Some(State::Open));
    assert_eq!(client.abort(1).status, 200);
}

#[test]
fn an_empty_upload_and_none_at_all_both_complete_with_nothing() {
    let mut client = Walk::new();
    client.create(1, Operation::Insert);
    client.create(2, Operation::Delete);
    client.put(1, "");
    for job in [1, 2] {
        assert_eq!(client.close(job).status, 200);
        client.wait(1_000);
        assert_eq!(client.state(job), Some(State::JobComplete));
        assert!(SETS.iter().all(|set| client.results(job, *set).body == Body::Nothing));
    }
}

#[test]
fn results_wait_for_the_end() {
    let statuses = ALL.map(|state| {
        let mut client = Walk::new();
        client.reach(1, state);
        client.results(1, ResultSet::Successful).status
    });
    assert_eq!(statuses, [400, 400, 400, 200, 200, 200]);
}

#[test]
fn a_create_that_makes_no_sense_is_refused_in_the_recorded_words() {
    let mut client = Walk::new();
    let mut unknown = new_job(1, Operation::Insert, None);
    unknown.object = "blah".to_owned();
    let upsert = |by| new_job(1, Operation::Upsert, by);
    let answers = [unknown, upsert(Some("Foo__c")), upsert(None)]
        .map(|new| refusal(&client.asks(&Command::Create(new))));
    assert_eq!(
        answers,
        [
            "400 INVALIDJOB InvalidJob : Unable to find object: blah",
            "400 INVALIDJOB InvalidJob : Field name provided, Foo__c does not match an External \
             ID for Contact",
            "400 INVALIDJOB InvalidJob : External ID was blank for Contact. An External ID must \
             be specified for upsert.",
        ]
    );
    assert_eq!(client.state(1), None);
}
