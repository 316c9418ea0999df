//! A query job's life: what each call answers in each state.

use bulk_mock::org::ClockMode;
use bulk_mock::providers::salesforce::world::{Next, Task, World};
use serde_json::json;

use super::super::support::{Org, builder, server};
use super::{contacts, page_head, query};

const SLOW: &str = "queue_wait = \"2s\"\nquery_chunk_time = \"3s\"\nquery_chunk_rows = 3";

#[tokio::test]
async fn each_call_shows_the_keys_that_were_recorded_for_it() {
    let server = server();
    let org = Org::fresh(&server, "keys", SLOW).with_seven().await;
    let created = org.send("POST", "/jobs/query", &contacts()).await.ok();
    let job = created.json()["id"].as_str().expect("an id").to_owned();
    let mut told = format!("created: {}\n", created.keys());
    told += &format!("waiting: {}\n", org.query_info(&job).await.keys());
    org.until_idle().await;
    told += &format!("complete: {}\n", org.query_info(&job).await.keys());
    let list = org.get("/jobs/query").await.json();
    let listed: Vec<&str> =
        list["records"][0].as_object().expect("a job").keys().map(String::as_str).collect();
    told += &format!("listed: {}\n", listed.join(" "));
    let other = org.ask(&contacts()).await;
    told += &format!("aborted: {}\n", org.abort_query(&other).await.keys());
    let old = Org::fresh(&server, "old", SLOW).speaking("v60.0");
    let job = old.ask(&contacts()).await;
    told += &format!("waiting, v60: {}\n", old.query_info(&job).await.keys());
    insta::assert_snapshot!("job_keys", told);
}

#[tokio::test]
async fn a_new_job_is_upload_complete_and_its_object_has_its_canonical_name() {
    let server = server();
    let org = Org::fresh(&server, "new", "");
    let created = org.send("POST", "/jobs/query", &query("select id from CONTACT")).await;
    insta::assert_snapshot!("job_created", org.show(&created));
}

#[tokio::test]
async fn a_job_waits_runs_chunk_by_chunk_and_ends() {
    let server = server();
    let org = Org::fresh(&server, "slow", SLOW).with_seven().await;
    let job = org.ask(&contacts()).await;
    let mut told = String::new();
    for second in 0..=12 {
        let info = org.query_info(&job).await.json();
        told += &format!(
            "{second:>2} s: {} {} rows, {} ms\n",
            info["state"].as_str().unwrap_or("?"),
            info["numberRecordsProcessed"],
            info["totalProcessingTime"]
        );
        org.advance(1000).await;
    }
    insta::assert_snapshot!("job_states", told);
}

#[tokio::test]
async fn a_job_sees_the_records_as_they_were_when_it_began() {
    let server = server();
    let org = Org::fresh(&server, "snapshot", SLOW).with_seven().await;
    let job = org.ask(&contacts()).await;
    org.advance(2500).await;
    org.with_more("LastName,External_Id__c\nToo late,C-8\n").await;
    org.until_idle().await;
    let page = org.page(&job, "").await.ok();
    assert_eq!(page_head(&page), "7 rows, locator null");
    assert!(!page.text().contains("Too late"));
}

#[tokio::test]
async fn a_running_job_can_be_aborted_and_only_then_deleted() {
    let server = server();
    let org = Org::fresh(&server, "abort", SLOW).with_seven().await;
    let job = org.ask(&contacts()).await;
    let mut told = org.show(&org.delete_query(&job).await);
    org.advance(6000).await;
    told += &org.show(&org.delete_query(&job).await);
    told += &org.show(&org.abort_query(&job).await);
    told += &org.show(&org.query_info(&job).await);
    told += &org.show(&org.abort_query(&job).await);
    told += &org.show(&org.page(&job, "").await);
    told += &org.show(&org.delete_query(&job).await);
    told += &org.show(&org.query_info(&job).await);
    insta::assert_snapshot!("job_abort_delete", told);
}

#[tokio::test]
async fn a_job_that_is_over_cannot_be_aborted_or_closed() {
    let server = server();
    let org = Org::fresh(&server, "over", "");
    let job = org.run_query("SELECT Id FROM Contact").await;
    let close = json!({ "state": "UploadComplete" });
    let mut told = org.show(&org.abort_query(&job).await);
    told += &org.show(&org.send("PATCH", &format!("/jobs/query/{job}"), &close).await);
    insta::assert_snapshot!(told, @r#"
    400 application/json;charset=UTF-8
    [{"errorCode":"INVALIDJOBSTATE","message":"Aborting already Completed Job not allowed"}]
    400 application/json;charset=UTF-8
    [{"errorCode":"INVALIDJOBSTATE","message":"Closing already Completed Job not allowed"}]
    "#);
}

#[tokio::test]
async fn what_names_no_query_job_is_not_found() {
    let server = server();
    let org = Org::fresh(&server, "unknown", "");
    let ingest = org.open(super::super::support::insert_contacts()).await;
    for id in ["undefined", "750000000000001AAA", "", ingest.as_str()] {
        assert_eq!(org.query_info(id).await.status, if id.is_empty() { 200 } else { 404 }, "{id}");
        if !id.is_empty() {
            assert_eq!(org.delete_query(id).await.status, 404, "{id}");
            assert_eq!(org.abort_query(id).await.status, 404, "{id}");
            assert_eq!(org.page(id, "").await.status, 404, "{id}");
        }
    }
}

#[tokio::test]
async fn both_lists_lead_to_jobs_of_both_types() {
    let server = server();
    let org = Org::fresh(&server, "lists", "");
    org.open(super::super::support::insert_contacts()).await;
    org.ask(&contacts()).await;
    let mut told = String::new();
    for path in [
        "/jobs/ingest",
        "/jobs/query",
        "/jobs/query?jobType=V2Ingest",
        "/jobs/ingest?jobType=V2Query",
        "/jobs/ingest/?jobType=V2Ingest&isPkChunkingEnabled=false",
        "/jobs/query/?jobType=V2Query&isPkChunkingEnabled=false",
        "/jobs/query?jobType=Classic",
        "/jobs/query?jobType=V3",
    ] {
        let list = org.get(path).await.json();
        let types: Vec<&str> = list["records"]
            .as_array()
            .map(|jobs| jobs.iter().filter_map(|job| job["jobType"].as_str()).collect())
            .unwrap_or_default();
        told += &match list.as_array() {
            Some(error) => format!("{path}: {}\n", error[0]["message"]),
            None => format!("{path}: {}\n", types.join(" ")),
        };
    }
    insta::assert_snapshot!(told, @r#"
    /jobs/ingest: V2Query V2Ingest
    /jobs/query: V2Query
    /jobs/query?jobType=V2Ingest: V2Ingest
    /jobs/ingest?jobType=V2Query: V2Query
    /jobs/ingest/?jobType=V2Ingest&isPkChunkingEnabled=false: V2Ingest
    /jobs/query/?jobType=V2Query&isPkChunkingEnabled=false: V2Query
    /jobs/query?jobType=Classic: 
    /jobs/query?jobType=V3: "Invalid value: 'V3' supplied for property: 'jobType'"
    "#);
}

#[tokio::test]
async fn a_long_list_goes_on_under_either_path() {
    let server = server();
    let org = Org::fresh(&server, "long list", "");
    for _ in 0..1001 {
        org.ask(&contacts()).await;
    }
    let first = org.get("/jobs/query").await.json();
    let next = first["nextRecordsUrl"].as_str().expect("a next page");
    let locator = next.split_once("queryLocator=").expect("a locator").1;
    for path in ["ingest", "query"] {
        let page = org.get(&format!("/jobs/{path}?queryLocator={locator}")).await.ok().json();
        assert_eq!(page["records"].as_array().map(Vec::len), Some(1), "{path}");
        assert_eq!(page["done"], true);
    }
}

#[tokio::test]
async fn the_result_files_of_ingest_are_a_header_line_for_a_query_job() {
    let server = server();
    let org = Org::fresh(&server, "mixed up", "").with_seven().await;
    let job = org.run_query("SELECT Id, LastName FROM Contact").await;
    let failed = org.results(&job, "failedResults").await.ok();
    assert_eq!(failed.text(), "\"sf__Id\",\"sf__Error\",\"Id\",\"LastName\"\n");
}

#[tokio::test]
async fn a_day_has_so_many_jobs_and_so_many_bytes() {
    let server = server();
    let org = Org::fresh(&server, "quota", "daily_query_jobs = 2");
    org.ask(&contacts()).await;
    org.ask(&contacts()).await;
    let third = org.send("POST", "/jobs/query", &contacts()).await;
    let mut told = org.show(&third);
    org.advance(24 * 3600 * 1000).await;
    told +=
        &format!("a day later: {}\n", org.send("POST", "/jobs/query", &contacts()).await.status);
    let limits = org.get("/limits").await.json();
    told += &format!("{}\n", limits["DailyBulkV2QueryJobs"]);
    let full = Org::fresh(&server, "bytes", "daily_query_megabytes = 0");
    told += &full.show(&full.send("POST", "/jobs/query", &contacts()).await);
    insta::assert_snapshot!(told, @r#"
    400 application/json;charset=UTF-8
    [{"errorCode":"LIMIT_EXCEEDED","message":"Max bulk v2 query jobs (2) per 24 hrs has been reached (10021)"}]
    a day later: 200
    {"Max":2,"Remaining":1}
    400 application/json;charset=UTF-8
    [{"errorCode":"LIMIT_EXCEEDED","message":"Max bulk v2 query result size stored (0) kb per 24 hrs has been exceeded"}]
    "#);
}

#[tokio::test]
async fn a_bad_request_makes_no_job() {
    let server = server();
    let org = Org::fresh(&server, "bad", "");
    let mut told = String::new();
    for body in [
        json!({}),
        json!({ "operation": "query" }),
        json!({ "operation": "insert", "query": "SELECT Id FROM Contact" }),
        json!({ "operation": "QUERY", "query": "SELECT Id FROM Contact" }),
        json!({ "operation": "query", "query": "" }),
        json!({ "operation": "query", "query": 7 }),
        json!({ "operation": "query", "query": "SELECT Id FROM Contact", "contentType": "JSON" }),
        json!({ "operation": "query", "query": "SELECT Id FROM Contact", "lineEnding": "CR" }),
        json!({ "operation": "query", "query": "SELECT Id FROM Nothing" }),
        json!({ "operation": "query", "query": "SELECT Id FROM Contact", "colour": "red" }),
        json!([]),
    ] {
        let answer = org.send("POST", "/jobs/query", &body).await;
        told += &format!("{body}\n{}", org.show(&answer));
    }
    let list = org.get("/jobs/query").await.json();
    assert_eq!(list["records"].as_array().map(Vec::len), Some(0));
    insta::assert_snapshot!("job_bad_requests", told);
}

#[tokio::test]
async fn under_an_auto_clock_a_look_brings_a_job_to_its_end() {
    let server = builder().clock(ClockMode::Auto).offline().expect("a server");
    let org = Org::fresh(&server, "auto", "queue_wait = \"1h\"\nquery_chunk_time = \"1h\"");
    let job = org.ask(&contacts()).await;
    let mut states = Vec::new();
    for _ in 0..4 {
        let info = org.query_info(&job).await.json();
        states.push(info["state"].as_str().unwrap_or("?").to_owned());
    }
    assert_eq!(states.last().map(String::as_str), Some("JobComplete"), "{states:?}");
}

impl Org<'_> {
    async fn with_more(&self, csv: &'static str) {
        // The clock stands; the rows are there as soon as they are played.
        let job = self.open(super::super::support::insert_contacts()).await;
        self.upload(&job, csv).await.ok();
        self.close(&job).await.ok();
    }
}

/// Rows that a step is given; of a query four times as many are looked at.
const BUDGET_ROWS: u32 = 1;

/// The next step of the only job that is at work.
fn step(world: &mut World) -> Task {
    loop {
        let due = world.next_deadline().expect("a job");
        if let Next::Work(task) = world.play(due, BUDGET_ROWS) {
            return task;
        }
    }
}

#[tokio::test]
async fn a_step_that_comes_back_late_is_not_done_again() {
    let server = builder().clock(ClockMode::Manual).offline().expect("a server");
    for late_first in [true, false] {
        let name = format!("late first: {late_first}");
        let org = Org::fresh(&server, &name, "").with_seven().await;
        let job = org.ask(&contacts()).await;
        org.handle.with(|org| {
            let world = &mut org.salesforce.world;
            let begun = step(world).work();
            world.take_in(begun);
            // The second of these starts over, since the first one has the run.
            let (late, over) = (step(world).work(), step(world).work());
            let (first, second) = if late_first { (late, over) } else { (over, late) };
            world.take_in(first);
            world.take_in(second);
        });
        let info = org.query_info(&job).await.json();
        assert_eq!(info["state"], "JobComplete", "{name}");
        assert_eq!(info["numberRecordsProcessed"], 7, "{name}");
    }
}
