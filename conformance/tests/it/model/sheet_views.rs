//! Sections 3.3 and 3.7 to 3.9 of the sheet: which keys each call shows, and the job's texts.

use bulk_conformance::model::salesforce::{
    Body, Command, Expected, JobName, JobView, NewJob, Newline, Operation, Org, State,
};

use super::walk::{Walk, job_of, new_job, settings, upload};

const ALWAYS: &str = "apiVersion concurrencyMode contentType createdById createdDate id object \
                      operation state systemModstamp";
const DIALECT: &str = " columnDelimiter lineEnding";
const TIMINGS: &str = " apexProcessingTime apiActiveProcessingTime retries totalProcessingTime";
const COUNTERS: &str = " numberRecordsFailed numberRecordsProcessed";

fn assert_keys(view: &JobView, parts: &[&str]) {
    let mut wanted: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
    wanted.sort_unstable();
    assert_eq!(view.keys.keys().copied().collect::<Vec<_>>(), wanted);
}

#[test]
fn create_shows_the_content_url_but_neither_job_type_nor_counters() {
    let answer = Walk::new().create(1, Operation::Insert);
    assert_eq!(answer.status, 200);
    assert_keys(&job_of(&answer), &[ALWAYS, DIALECT, "contentUrl"]);
}

#[test]
fn create_of_an_upsert_shows_its_external_id() {
    let view = job_of(&Walk::new().create(1, Operation::Upsert));
    assert_eq!(view.keys["externalIdFieldName"], Expected::Text("External_Id__c".to_owned()));
    assert_keys(&view, &[ALWAYS, DIALECT, "contentUrl externalIdFieldName"]);
}

#[test]
fn patch_shows_only_who_and_what() {
    let mut client = Walk::new();
    client.create(1, Operation::Insert);
    assert_keys(&job_of(&client.close(1)), &[ALWAYS]);
    assert_keys(&job_of(&client.abort(1)), &[ALWAYS]);
}

#[test]
fn info_of_an_open_job_has_counters_only_after_the_upload() {
    let mut client = Walk::new();
    client.create(1, Operation::Insert);
    let open = [ALWAYS, DIALECT, TIMINGS, "contentUrl jobType"];
    assert_keys(&client.info(1), &open);
    client.put(1, "LastName\nAnn");
    let mut uploaded = open.to_vec();
    uploaded.push(COUNTERS);
    assert_keys(&client.info(1), &uploaded);
}

#[test]
fn info_of_later_states_has_counters_and_no_content_url() {
    for state in [State::UploadComplete, State::InProgress, State::JobComplete, State::Aborted] {
        let mut client = Walk::new();
        client.reach(1, state);
        let later = [ALWAYS, DIALECT, TIMINGS, COUNTERS, "jobType isPkChunkingSupported"];
        assert_keys(&client.info(1), &later);
    }
}

#[test]
fn info_of_a_failed_job_says_why_and_counts_nothing() {
    let mut client = Walk::new();
    client.reach(1, State::Failed);
    let view = client.info(1);
    let why = "InvalidBatch : Field name not found : Bogus__c".to_owned();
    assert_eq!(view.keys["errorMessage"], Expected::OneOf(vec![why]));
    for key in ["numberRecordsProcessed", "numberRecordsFailed", "totalProcessingTime", "retries"] {
        assert_eq!(view.keys[key], Expected::Number(0), "{key}");
    }
    let failed = "errorMessage jobType isPkChunkingSupported";
    assert_keys(&view, &[ALWAYS, DIALECT, TIMINGS, COUNTERS, failed]);
}

#[test]
fn info_before_v61_knows_no_pk_chunking() {
    let mut org = Org::new({
        let mut settings = settings();
        settings.api_version_tenths = 600;
        settings
    });
    org.apply(0, &Command::Create(new_job(1, Operation::Insert, None)));
    org.apply(0, &Command::Close(JobName(1)));
    let view = job_of(&org.apply(0, &Command::Info(JobName(1))));
    assert!(!view.keys.contains_key("isPkChunkingSupported"));
    assert_eq!(view.keys["apiVersion"], Expected::Tenths(600));
}

#[test]
fn the_list_shows_neither_counters_nor_timings() {
    let mut client = Walk::new();
    client.create(1, Operation::Insert);
    client.reach(2, State::JobComplete);
    let Body::List(views) = client.asks(&Command::List).body else { panic!("no list") };
    assert_keys(&views[0].1, &[ALWAYS, DIALECT, "jobType contentUrl"]);
    assert_keys(&views[1].1, &[ALWAYS, DIALECT, "jobType"]);
}

#[test]
fn processed_includes_the_rows_that_failed() {
    let mut client = Walk::new();
    client.run(1, Operation::Insert, "LastName,Description\nAnn,\n,no name");
    let view = client.info(1);
    assert_eq!(view.keys["numberRecordsProcessed"], Expected::Number(2));
    assert_eq!(view.keys["numberRecordsFailed"], Expected::Number(1));
}

#[test]
fn the_object_is_shown_as_its_api_name() {
    let mut client = Walk::new();
    let new = NewJob { object: "contact".to_owned(), ..new_job(1, Operation::Insert, None) };
    let view = job_of(&client.asks(&Command::Create(new)));
    assert_eq!(view.keys["object"], Expected::Text("Contact".to_owned()));
}

#[test]
fn a_file_whose_lines_end_otherwise_fails_the_job() {
    for (job, file, setting) in
        [(Newline::Lf, Newline::Crlf, "LF"), (Newline::Crlf, Newline::Lf, "CRLF")]
    {
        let mut client = Walk::new();
        let new = NewJob { line_ending: job, ..new_job(1, Operation::Insert, None) };
        client.asks(&Command::Create(new));
        let mut data = upload("LastName\nAnn");
        data.newline = file;
        client.asks(&Command::Upload(JobName(1), data));
        client.close(1);
        client.wait(1_000);
        let why = format!(
            "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting \
             is {setting}"
        );
        assert_eq!(client.info(1).keys["errorMessage"], Expected::OneOf(vec![why]));
    }
}

#[test]
fn an_update_without_an_id_column_fails_the_job() {
    assert_eq!(
        why(Operation::Update, "LastName\nAnn"),
        ["InvalidBatch : Field name not found : Id"]
    );
}

#[test]
fn a_delete_has_an_id_column_and_no_other() {
    let only_ids = "InvalidBatch : The 'delete' batch must contain only ids";
    let without_id = why(Operation::Delete, "LastName\nAnn");
    assert_eq!(without_id, ["InvalidBatch : Field name not found : Id", only_ids]);
    assert_eq!(why(Operation::Delete, "Id,LastName\n@never,Ann"), [only_ids]);
}

/// The texts that a job may fail with.
fn why(operation: Operation, file: &str) -> Vec<String> {
    let mut client = Walk::new();
    client.run(1, operation, file);
    match client.info(1).keys["errorMessage"].clone() {
        Expected::OneOf(messages) => messages,
        other => panic!("{other:?}"),
    }
}
