//! A scenario on a running server: put in force whole or not at all, and taken back.

use bulk_mock::edge::JumpTarget;
use bulk_mock::scenario::file::{ScenarioFile, read_scenario};
use bulk_mock::{ClockMode, MockServer, OrgHandle, SimDuration};
use futures_util::FutureExt;

use crate::support::{call, server};

/// A scenario of everything that can be changed.
const ALL: &str = "version = 1
[clock]
mode = \"auto\"
[settings.salesforce]
batch_rows = 3
messages.ragged_row = \"ragged\"
[settings.marketo]
imports_queued = 1
[[data]]
provider = \"salesforce\"
object = \"Contact\"
rows = \"LastName\\nOfTheScenario\\n\"
[[data]]
provider = \"marketo\"
object = \"leads\"
rows = \"email\\nof.the.scenario@example.com\\n\"
[[fault]]
name = \"busy\"
inject.status = { status = 503 }
";

fn file(text: &str) -> ScenarioFile {
    read_scenario("all.toml", text).expect("of the format")
}

/// What a scenario may change of an org.
fn look(org: &OrgHandle) -> (Vec<String>, u32, String, u32, ClockMode) {
    org.with(|org| {
        let rules = org.faults.installed().iter().map(|held| held.rule.name.clone()).collect();
        let salesforce = &org.salesforce.world.settings;
        let marketo = &org.marketo.world.settings;
        let ragged = salesforce.messages.ragged_row.clone();
        (rules, salesforce.batch_rows, ragged, marketo.imports_queued, org.clock.mode())
    })
}

async fn rows(server: &MockServer) -> String {
    let contacts = call(server, "GET", "/_mock/orgs/demo/rows/Contact?format=csv", &[], "").await;
    let leads =
        call(server, "GET", "/_mock/orgs/demo/marketo/rows/leads?format=csv", &[], "").await;
    contacts.text() + &leads.text()
}

#[tokio::test]
async fn a_scenario_is_in_all_orgs_there_are_and_will_be_until_it_ends() {
    let server = server();
    let before = look(&server.org("demo"));
    server.play(file(ALL)).await.expect("in force");
    let wanted = (vec!["busy".to_owned()], 3, "ragged".to_owned(), 1, ClockMode::Auto);
    assert_eq!(look(&server.org("demo")), wanted);
    assert_eq!(look(&server.org("of later")), wanted);
    assert!(rows(&server).await.contains("OfTheScenario"));
    assert!(rows(&server).await.contains("of.the.scenario@example.com"));

    server.end_scenario().await.expect("it was in force");
    assert_eq!(look(&server.org("demo")), before);
    assert_eq!(look(&server.org("of later")), before);
    assert_eq!(look(&server.org("of the end")), before);
    assert!(rows(&server).await.contains("OfTheScenario"), "rows stay");
}

#[tokio::test]
async fn a_scenario_that_is_wrong_anywhere_changes_nothing() {
    let server = server();
    let before = look(&server.org("demo"));
    for (right, wrong) in [
        ("status = 503", "status = 503, code = \"NOTHING\""),
        ("batch_rows = 3", "bach_rows = 3"),
        ("email\\n", "emial\\n"),
        ("object = \"Contact\"", "object = \"Contact\"\norg = \"nobody\""),
    ] {
        let found = server.play(file(&ALL.replace(right, wrong))).await.expect_err(wrong);
        assert!(found.iter().all(|one| one.line > 1), "{found:?}");
        assert_eq!(look(&server.org("demo")), before, "{wrong}");
        assert!(!rows(&server).await.contains("OfTheScenario"), "{wrong}");
    }
}

#[tokio::test]
async fn a_scenario_comes_in_the_place_of_the_one_before() {
    let server = server();
    server.play(file(ALL)).await.expect("in force");
    let other = "version = 1\n[[fault]]\nname = \"busy\"\ninject.reset = {}\n";
    server.play(file(other)).await.expect("in force");
    let (rules, batch_rows, ..) = look(&server.org("demo"));
    assert_eq!((rules.as_slice(), batch_rows), (["busy".to_owned()].as_slice(), 10_000));
    let played = server.end_scenario().await.expect("it was in force");
    assert_eq!(played.scenario.fault[0].inject.name(), "reset");
    assert!(server.end_scenario().await.is_none());
}

#[tokio::test]
async fn a_scenario_comes_into_force_even_if_nobody_waits_for_it_any_more() {
    let server = server();
    let org = server.org("demo");
    // Somebody moves the org's clock, so that the scenario has to wait for it.
    org.with(|org| org.jumping = true);
    assert!(server.play(file(ALL)).now_or_never().is_none());
    while look(&org).0.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(look(&org).4, ClockMode::Manual);
    org.with(|org| org.jumping = false);
    org.advance(JumpTarget::By(SimDuration::from_secs(1))).await;
    while look(&org).4 != ClockMode::Auto {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.end_scenario().await.expect("it is in force").name, "all");
}

#[tokio::test]
async fn the_admin_surface_lists_plays_and_ends_scenarios() {
    let server = server();
    let json = [("content-type", "application/json")];
    let toml = [("content-type", "application/toml")];
    let all = call(&server, "GET", "/_mock/scenarios", &[], "").await.ok().json();
    assert!(all["scenarios"].as_array().is_some_and(|all| all.len() > 65));
    let one = call(&server, "GET", "/_mock/scenarios/job-stuck-in-progress", &[], "").await.ok();
    assert!(one.json()["file"].as_str().is_some_and(|file| file.starts_with("# ")));

    let name = r#"{"name":"job-stuck-in-progress"}"#;
    call(&server, "PUT", "/_mock/scenario", &json, name).await.ok();
    assert_eq!(look(&server.org("demo")).0, ["waits"]);
    let playing = call(&server, "GET", "/_mock/scenario", &[], "").await.ok().json();
    assert_eq!(playing["scenario"]["name"], "job-stuck-in-progress");
    call(&server, "PUT", "/_mock/scenario", &toml, ALL).await.ok();
    assert_eq!(look(&server.org("demo")).0, ["busy"]);
    call(&server, "DELETE", "/_mock/scenario", &[], "").await.ok();
    assert!(look(&server.org("demo")).0.is_empty());

    let mut refused = Vec::new();
    for (kind, body) in [
        (json, "{\"name\":\"job-stuck-in-progres\"}"),
        (json, "{\"nam\":\"x\"}"),
        (toml, "version = 1\n[[fault]]\nname = \"a\"\ninject.rest = {}\n"),
        (toml, "version = 1\n[settings.salesforce]\nbach_rows = 1\n"),
    ] {
        let answer = call(&server, "PUT", "/_mock/scenario", &kind, body).await;
        refused.push(format!("{} {}", answer.status, answer.text()));
    }
    insta::assert_snapshot!("scenario_play_refusals", refused.join("\n"));
}
