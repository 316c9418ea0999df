//! Extract jobs: their states as clients see them, the queue, the quota, the list, how long they last.

use serde_json::json;

use super::extracting::{ACTIVITIES, CARS, Extract, LEADS, MEMBERS, some_leads, told};
use super::support::{CLIENT, Instance, SECRET, refusal};
use crate::support::{builder, call, server};
use bulk_mock::org::ClockMode;
use bulk_mock::providers::marketo::lists::StaticLists;

/// Waits as a real instance has them.
const SLOW: &str = "export_queue_wait = \"60s\"\nexport_thousand_time = \"30s\"\n";

#[tokio::test]
async fn a_job_shows_each_time_once_it_was_reached() {
    let server = server();
    let instance = Instance::fresh(&server, SLOW);
    let created = instance.post(&format!("{LEADS}/create.json"), &some_leads()).await;
    let job = Extract::of(&instance, LEADS, &created);
    let mut table = format!("create   {}\n", told(&created));
    table += &format!("status   {}\n", told(&job.status().await));
    instance.wait("1s").await;
    table += &format!("enqueue  {}\n", told(&job.change("enqueue").await));
    for wait in ["59s", "1s", "29s", "1s"] {
        instance.wait(wait).await;
        table += &format!("{wait:<8} {}\n", told(&job.status().await));
    }
    insta::assert_snapshot!("states", table);
}

#[tokio::test]
async fn a_job_can_be_given_up_until_it_is_over() {
    let server = server();
    let instance = Instance::fresh(&server, SLOW);
    let mut table = String::new();
    for (name, waits) in [
        ("created", None),
        ("queued", Some("0s")),
        ("processing", Some("60s")),
        ("completed", Some("90s")),
    ] {
        let job = Extract::usual(&instance).await;
        if let Some(wait) = waits {
            job.change("enqueue").await.ok();
            instance.wait(wait).await;
        }
        table += &format!("{name}\n");
        for what in ["cancel", "cancel", "enqueue"] {
            table += &format!("  {what:<8} {}\n", told(&job.change(what).await));
        }
        instance.wait("5m").await;
        table += &format!("  status   {}\n", told(&job.status().await));
        table += &format!("  file     {}\n", job.file(&[]).await.status);
    }
    insta::assert_snapshot!("cancelled", table);
}

#[tokio::test]
async fn a_job_is_enqueued_once() {
    let server = server();
    let instance = Instance::fresh(&server, SLOW);
    let job = Extract::usual(&instance).await;
    let mut seen = Vec::new();
    for wait in ["0s", "0s", "60s", "30s"] {
        instance.wait(wait).await;
        seen.push((job.state().await, refusal(&job.change("enqueue").await)));
    }
    let again = "200 1029 Job already queued";
    assert_eq!(seen[0].0, "Created");
    let states: Vec<&str> = seen[1..].iter().map(|(state, _)| state.as_str()).collect();
    assert_eq!(states, ["Queued", "Processing", "Completed"]);
    assert!(seen[1..].iter().all(|(_, refused)| refused == again), "{seen:?}");
}

#[tokio::test]
async fn two_jobs_work_at_a_time_ten_are_in_the_queue_and_the_first_comes_first() {
    let server = server();
    let instance = Instance::fresh(&server, SLOW);
    let mut jobs = Vec::new();
    for _ in 0..11 {
        jobs.push(Extract::usual(&instance).await);
    }
    // The order of enqueueing counts, not that of making.
    jobs.reverse();
    let (last, first) = jobs.split_last().expect("jobs");
    for job in first {
        job.change("enqueue").await.ok();
    }
    assert_eq!(refusal(&last.change("enqueue").await), "200 1029 Too many jobs in queue");
    assert_eq!(last.state().await, "Created", "it may try again later");
    let mut table = String::new();
    for wait in ["59s", "1s", "30s", "30s", "30s"] {
        instance.wait(wait).await;
        let mut states = String::new();
        for job in &jobs {
            states.push_str(&job.state().await[..2]);
            states.push(' ');
        }
        table += &format!("{wait:<4} {states}\n");
        if table.lines().count() == 3 {
            last.change("enqueue").await.ok();
        }
    }
    insta::assert_snapshot!("queue", table);
}

#[tokio::test]
async fn a_place_that_a_cancelled_job_leaves_is_taken_at_once() {
    let server = server();
    let instance = Instance::fresh(&server, &format!("{SLOW}exports_running = 1"));
    let (one, other) = (Extract::usual(&instance).await, Extract::usual(&instance).await);
    one.change("enqueue").await.ok();
    other.change("enqueue").await.ok();
    instance.wait("70s").await;
    assert_eq!((one.state().await, other.state().await), ("Processing".into(), "Queued".into()));
    one.change("cancel").await.ok();
    instance.wait("30s").await;
    let status = other.status().await;
    assert_eq!(
        told(&status).split(",\"fileChecksum").next(),
        Some(
            r#"{"format":"CSV","status":"Completed","createdAt":"2026-01-01T00:00:00Z","queuedAt":"2026-01-01T00:00:00Z","startedAt":"2026-01-01T00:01:10Z","finishedAt":"2026-01-01T00:01:40Z","numberOfRecords":4,"fileSize":110"#
        )
    );
}

#[tokio::test]
async fn the_days_bytes_block_creates_and_enqueues_until_midnight_central() {
    let server = server();
    // Any byte is more than none.
    let settings = "enforce_export_quota = true\nexport_daily_megabytes = 1\n";
    let instance = Instance::fresh(&server, settings);
    let job = Extract::usual(&instance).await;
    let waiting = Extract::usual(&instance).await;
    job.run().await;
    assert_eq!(Extract::usual(&instance).await.state().await, "Created", "a byte is no megabyte");
    let now = instance.handle.now();
    instance.handle.with(|org| org.marketo.world.usage.exported(1 << 20, now));
    let create = format!("{LEADS}/create.json");
    let refused = [
        instance.post(&create, &some_leads()).await,
        waiting.change("enqueue").await,
        // Jobs of all kinds share the bytes.
        instance
            .post(
                &format!("{CARS}/create.json"),
                &json!({ "fields": ["vin"], "filter": { "staticListId": 1001 } }),
            )
            .await,
    ];
    for answer in refused {
        assert_eq!(refusal(&answer), "200 1029 Export daily quota 1MB exceeded.");
    }
    assert_eq!(waiting.state().await, "Created");
    instance.wait("6h").await;
    waiting.run().await;
    instance.post(&create, &some_leads()).await.ok();
}

#[tokio::test]
async fn a_job_belongs_to_its_user_and_its_kind() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    job.run().await;
    let ask = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={CLIENT}&client_secret={SECRET}"
    );
    let token = call(&server, "GET", &ask, &[], "").await.ok().json()["access_token"].clone();
    let id = &job.id;
    let mut table = String::new();
    let mut line = |what: &str, status: String, enqueue: String, cancel: String, file: String| {
        table += &format!("{what}\n  {status}\n  {enqueue}\n  {cancel}\n  {file}\n");
    };
    for (what, path, id) in [
        ("another kind", MEMBERS, id.as_str()),
        ("an unknown object", "/bulk/v1/customobjects/boat_c/export", id.as_str()),
        ("an unknown id", LEADS, "11111111-2222-4333-8444-555555555555"),
        ("no id", LEADS, "42"),
    ] {
        let job = Extract { instance: &instance, path, id: id.to_owned() };
        let file = job.file(&[]).await;
        line(
            what,
            refusal(&job.status().await),
            refusal(&job.change("enqueue").await),
            refusal(&job.change("cancel").await),
            format!("{} {:?} {}", file.status, file.header("content-type"), file.text()),
        );
    }
    let listed = instance.get(&format!("{LEADS}.json")).await.json();
    assert_eq!(listed["result"].as_array().map(Vec::len), Some(1));
    let upper = Extract { instance: &instance, path: LEADS, id: id.to_uppercase() };
    assert_eq!(upper.state().await, "Completed");
    let id = id.clone();
    let other = instance.beside(token.as_str().expect("a token"));
    let job = Extract { instance: &other, path: LEADS, id };
    let file = job.file(&[]).await;
    line(
        "another user",
        refusal(&job.status().await),
        refusal(&job.change("enqueue").await),
        refusal(&job.change("cancel").await),
        format!("{} {:?} {}", file.status, file.header("content-type"), file.text()),
    );
    let listed = other.get(&format!("{LEADS}.json")).await.json();
    assert_eq!(listed["result"], json!([]), "a list may be empty, and is there");
    insta::assert_snapshot!("unknown", table);
}

#[tokio::test]
async fn a_list_is_narrowed_by_status_in_every_spelling_and_paged() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let mut ids = Vec::new();
    for what in ["", "enqueue", "cancel", "cancel", "run"] {
        let job = Extract::usual(&instance).await;
        match what {
            "" => {}
            "run" => drop(job.change("enqueue").await.ok()),
            other => drop(job.change(other).await.ok()),
        }
        ids.push(job.id);
        if what == "enqueue" {
            instance.finish().await;
        }
    }
    let mut table = String::new();
    for query in [
        "",
        "status=Completed,Canceled",
        "status=completed&status=cancelled",
        "status=Created&status=Queued&status=Processing&status=Completed",
        "status[0]=CANCELLED",
        "status=Failed",
        "status=Done",
        "batchSize=2",
        "batchSize=1000&fields=x",
        "batchSize=x",
        "nextPageToken=x",
    ] {
        let answer = instance.get(&format!("{LEADS}.json?{query}")).await;
        let json = answer.json();
        let page = json["result"].as_array().map(|page| {
            let place = |job: &serde_json::Value| {
                let place = ids.iter().position(|id| *id == job["exportId"]);
                format!("{}:{}", place.expect("a job"), job["status"].as_str().unwrap_or("?"))
            };
            page.iter().map(place).collect::<Vec<_>>().join(" ")
        });
        let more = if json["nextPageToken"].is_string() { " …" } else { "" };
        table += &format!("{query}\n  [{}]{more}\n", page.unwrap_or_else(|| refusal(&answer)));
    }
    insta::assert_snapshot!("list", table);
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let page = instance.get(&format!("{LEADS}.json?batchSize=2{token}")).await.json();
        let jobs = page["result"].as_array().expect("a page").iter();
        seen.extend(jobs.map(|job| job["exportId"].as_str().expect("an id").to_owned()));
        let Some(next) = page["nextPageToken"].as_str() else { break };
        token = format!("&nextPageToken={next}");
    }
    assert_eq!(seen, ids);
}

#[tokio::test]
async fn a_long_list_is_not_compressed_and_a_long_describe_is() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    for _ in 0..12 {
        Extract::usual(&instance).await;
    }
    let gzip = [("accept-encoding", "gzip")];
    let list = instance.call("GET", "/bulk/v1/leads/export.json", &gzip, "").await.ok();
    assert!(list.body.len() > 1024, "long enough for REST to compress it");
    assert_eq!(list.header("content-encoding"), None);
    let describe = instance.call("GET", "/rest/v1/leads/describe.json", &gzip, "").await.ok();
    assert_eq!(describe.header("content-encoding"), Some("gzip"));
}

#[tokio::test]
async fn a_file_goes_after_a_week_the_list_forgets_then_and_the_status_after_a_month() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    job.run().await;
    let created = Extract::usual(&instance).await;
    let mut table = String::new();
    for wait in ["0s", "167h", "1h", "1ms", "551h", "1h"] {
        instance.wait(wait).await;
        let listed = instance.get(&format!("{LEADS}.json")).await.json();
        table += &format!(
            "{wait:<5} status {}, file {}, listed {}, never enqueued {}\n",
            told(&job.status().await).split("\",\"createdAt").next().unwrap_or(""),
            job.file(&[]).await.status,
            listed["result"].as_array().map_or(0, Vec::len),
            created.state().await,
        );
    }
    insta::assert_snapshot!("retention", table);
}

#[tokio::test]
async fn what_is_shown_may_lag_and_the_answer_to_a_change_does_not() {
    let server = server();
    let instance = Instance::fresh(&server, &format!("{SLOW}status_refresh = \"60s\""));
    let job = Extract::usual(&instance).await;
    instance.wait("10s").await;
    let mut table = format!("enqueue   {}\n", told(&job.change("enqueue").await));
    for wait in ["0s", "49s", "1s", "10s", "30s", "20s"] {
        instance.wait(wait).await;
        let now = instance.handle.now().strftime("%M:%S");
        table += &format!(
            "at {now}  {}, file {}\n",
            told(&job.status().await),
            job.file(&[]).await.status
        );
    }
    insta::assert_snapshot!("lag", table);
}

#[tokio::test]
async fn a_job_whose_list_is_gone_when_its_turn_comes_fails_and_says_so() {
    let server = server();
    let instance = Instance::fresh(&server, SLOW);
    let job = Extract::usual(&instance).await;
    job.change("enqueue").await.ok();
    instance.handle.with(|org| org.marketo.world.records.lists = StaticLists::default());
    instance.finish().await;
    let status = told(&job.status().await);
    assert_eq!(
        status,
        r#"{"format":"CSV","status":"Failed","createdAt":"2026-01-01T00:00:00Z","queuedAt":"2026-01-01T00:00:00Z","startedAt":"2026-01-01T00:01:00Z","finishedAt":"2026-01-01T00:01:00Z","errorMsg":"Static list not found"}"#
    );
    let over = "200 1029 Job is not in a state that allows this";
    assert_eq!(refusal(&job.change("enqueue").await), over);
    assert_eq!(refusal(&job.change("cancel").await), over);
    assert_eq!(job.file(&[]).await.status, 404);
}

#[tokio::test]
async fn a_step_that_comes_back_late_is_thrown_away() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let now = instance.handle.now();
    let step = || instance.handle.with(|org| org.play(now, 600)).expect("a step").work();
    let (given_up, overtaken) = (Extract::usual(&instance).await, Extract::usual(&instance).await);
    given_up.change("enqueue").await.ok();
    let late = step();
    given_up.change("cancel").await.ok();
    instance.handle.with(|org| org.take_in(late));
    assert_eq!(given_up.state().await, "Cancelled");
    overtaken.change("enqueue").await.ok();
    let (one, other) = (step(), step());
    instance.handle.with(|org| org.take_in(one));
    let done = told(&overtaken.status().await);
    instance.handle.with(|org| org.take_in(other));
    assert_eq!(told(&overtaken.status().await), done);
    let bytes = instance.handle.with(|org| org.marketo.world.usage.today(now).export_bytes);
    assert_eq!(bytes, 110, "one file was made");
}

#[tokio::test]
async fn under_an_auto_clock_a_job_is_over_in_a_few_looks() {
    for settings in [SLOW.to_owned(), format!("{SLOW}status_refresh = \"60s\"")] {
        let server = builder().clock(ClockMode::Auto).offline().expect("a server");
        let instance = Instance::fresh(&server, &settings);
        let job = Extract::usual(&instance).await;
        // Looks at a job that waits for its client move nothing.
        let before = instance.handle.now();
        for _ in 0..3 {
            assert_eq!(job.state().await, "Created");
        }
        assert!(instance.handle.now().since(before).millis() < 30_000);
        job.change("enqueue").await.ok();
        let mut states = Vec::new();
        while states.last().map(String::as_str) != Some("Completed") {
            assert!(states.len() < 8, "{states:?}");
            states.push(job.state().await);
        }
        states.dedup();
        assert_eq!(states.last().map(String::as_str), Some("Completed"), "{states:?}");
        assert!(instance.handle.now().since(before).millis() >= 90_000);
    }
}

#[tokio::test]
async fn a_body_that_means_nothing_is_taken_with_enqueue_cancel_status_and_file() {
    let server = server();
    let instance = Instance::fresh(&server, "");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let json = ("content-type", "application/json");
    for (headers, post, get) in [
        (vec![form], "_method=POST", "_method=GET"),
        (vec![json], r#"{"data":{"_method":"POST"}}"#, r#"{"data":{"_method":"GET"}}"#),
        (vec![json], "null", "null"),
        (vec![("content-type", "text/plain")], "x", "x"),
        (vec![], "", ""),
    ] {
        let job = Extract::create(
            &instance,
            ACTIVITIES,
            &json!({ "fields": null, "filter": {
            "createdAt": { "startAt": "2024-01-01", "endAt": "2024-01-31" }
        } }),
        )
        .await;
        let path =
            |what: &str| format!("/rest/..{ACTIVITIES}/{}/{what}.json?batchSize=300", job.id);
        let queued = instance.call("POST", &path("enqueue"), &headers, post).await;
        assert_eq!(queued.json()["result"][0]["status"], "Queued", "{}", queued.text());
        instance.finish().await;
        let status = instance.call("GET", &path("status"), &headers, get).await;
        assert_eq!(status.json()["result"][0]["status"], "Completed", "{}", status.text());
        let file = instance.call("GET", &path("file"), &headers, get).await;
        assert_eq!(file.status, 200);
        let cancelled = instance.call("POST", &path("cancel"), &headers, post).await;
        assert_eq!(refusal(&cancelled), "200 1029 Job is not in a state that allows this");
    }
}
