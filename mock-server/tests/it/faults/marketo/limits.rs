//! Limits that others use up.

use super::*;
use crate::faults::raw::{install, listening};
use crate::marketo::support::LEADS as IMPORT;

const PATH: &str = "/rest/v1/stats/usage.json";

#[tokio::test(flavor = "multi_thread")]
async fn case_8_9_and_10_calls_are_used_up_by_others() {
    let mut all = String::new();
    for (quota, waits) in [
        ("daily_calls", ["0s", "5h", "1h"]),
        ("rate_limit", ["0s", "19s", "1s"]),
        ("concurrent_calls", ["0s", "0s", "0s"]),
    ] {
        let server = listening().await;
        let instance = Instance::fresh(&server, "");
        let once = format!("quota_used = {{ quota = \"{quota}\" }}\nwhen.nth = 2");
        install(&instance.handle, &rule("others", "*", &once));
        all += &format!("{quota}\n  {}\n", read(&server, PATH).await.json()["success"]);
        for wait in waits {
            instance.wait(wait).await;
            let seen = read(&server, PATH).await;
            let errors = seen.json()["errors"][0].clone();
            all += &format!("  {wait}: {errors}\n");
        }
    }
    insta::assert_snapshot!("calls", all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_limit_leaves_the_rest() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "daily_calls = 10");
    let some = "quota_used = { quota = \"daily_calls\", amount = 3 }";
    install(&instance.handle, &rule("others", "*", some));
    let mut taken = Vec::new();
    for _ in 0..4 {
        taken.push(read(&server, PATH).await.json()["success"] == true);
    }
    // Three of theirs before each of ours: 3 + 1 + 3 + 1 + 3 are more than ten.
    assert_eq!(taken, [true, true, false, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_4_the_days_bytes_are_used_up_until_midnight_central() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let bytes = "quota_used = { quota = \"export_bytes\" }\nwhen.nth = 1";
    install(&instance.handle, &rule("others", "export.enqueue", bytes));
    let job = Extract::usual(&instance).await;
    let mut all = String::new();
    for wait in ["0s", "1h", "5h"] {
        instance.wait(wait).await;
        all += &format!("{wait}: {}, ", told(&job.seen("enqueue").await));
        all += &format!("{}\n", told(&job.seen("status").await));
    }
    insta::assert_snapshot!(all, @r#"
    0s: 200 "1029" "Export daily quota 500MB exceeded.", no result, "Created"
    1h: 200 "1029" "Export daily quota 500MB exceeded.", no result, "Created"
    5h: "Queued", "Queued"
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_6_and_45_a_full_queue_is_full_for_one_call() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let exports = "quota_used = { quota = \"export_queue\" }\nwhen.nth = 1";
    install(&instance.handle, &rule("exports", "export.enqueue", exports));
    let imports = "quota_used = { quota = \"import_queue\" }\nwhen.nth = 1";
    install(&instance.handle, &rule("imports", "import.create", imports));
    let job = Extract::usual(&instance).await;
    let mut all = String::new();
    for _ in 0..2 {
        all += &format!("{}\n", told(&job.seen("enqueue").await));
        all += &format!("{}\n", told(&job.seen("status").await));
    }
    for _ in 0..2 {
        let created = instance.upload(IMPORT.create, "email\na@example.com\n").await;
        all += &format!("{}\n", crate::marketo::support::refusal(&created).contains("1016"));
    }
    insta::assert_snapshot!(all, @r#"
    200 "1029" "Too many jobs in queue", no result
    "Created"
    "Queued"
    "Queued"
    true
    false
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_there_is_not_is_refused_with_the_nearest() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let wrong = rule("x", "*", "quota_used = { quota = \"daily_call\" }");
    let wrong: bulk_mock::faults::Rule = toml::from_str(&wrong).expect("a rule");
    let refused = instance.handle.install(&wrong).expect_err("refused");
    insta::assert_snapshot!(refused, @"fault `x`: inject.quota_used.quota: there is no `daily_call`; did you mean `daily_calls`?");
}
