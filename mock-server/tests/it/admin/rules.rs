//! Rules of faults over the admin surface: in force, met, fired, over; in one org and in all.

use bulk_mock::MockServer;
use serde_json::{Value, json};

use super::super::support::{Answer, Org, call, insert_contacts, server, show};

fn busy(name: &str) -> Value {
    json!({
        "name": name,
        "on": { "operation": "salesforce.ingest.info" },
        "when": { "first": 1 },
        "inject": { "status": { "status": 503 } },
    })
}

async fn post(server: &MockServer, target: &str, body: &Value) -> Answer {
    call(server, "POST", target, &[], body.to_string()).await
}

/// The rules of an org in short: name, met, fired, what is left of its time.
async fn rules(server: &MockServer, org: &str) -> String {
    let target = format!("/_mock/orgs/{org}/faults");
    let listed = call(server, "GET", &target, &[], "").await.ok().json();
    let told = listed["faults"].as_array().expect("a list").iter().map(|fault| {
        let all = if fault["server_wide"] == true { " everywhere" } else { "" };
        let name = fault["rule"]["name"].as_str().expect("a name");
        format!("{name} {}/{} {}{all}", fault["fired"], fault["met"], fault["remaining"])
    });
    told.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn a_rule_fires_and_is_counted() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let job = sf.open(insert_contacts()).await;
    post(&server, "/_mock/orgs/acme/faults", &busy("busy")).await.ok();
    assert_eq!(sf.info(&job).await.status, 503);
    assert_eq!(sf.info(&job).await.status, 200);
    assert_eq!(rules(&server, "acme").await, "busy 1/2 null");
    let target = "/_mock/orgs/acme/faults/busy";
    let last = call(&server, "DELETE", target, &[], "").await.ok().json();
    assert_eq!((&last["fired"], &last["met"]), (&json!(1), &json!(2)));
    assert_eq!(rules(&server, "acme").await, "");
}

#[tokio::test]
async fn a_list_of_rules_comes_whole_or_not_at_all() {
    let server = server();
    Org::fresh(&server, "acme", "");
    let mut wrong = busy("third");
    wrong["on"]["operation"] = "salesforce.ingest.inof".into();
    let list = json!([busy("first"), busy("second"), wrong]);
    let answer = post(&server, "/_mock/orgs/acme/faults", &list).await;
    insta::assert_snapshot!(show(&answer), @r#"
    400 application/json
    {
      "error": "fault `third`: there is no `salesforce.ingest.inof`",
      "remedy": "did you mean `salesforce.ingest.info`?",
      "key": "[2].on.operation"
    }
    "#);
    assert_eq!(rules(&server, "acme").await, "");
    let twice = post(&server, "/_mock/orgs/acme/faults", &json!([busy("one"), busy("one")])).await;
    insta::assert_snapshot!(show(&twice), @r#"
    409 application/json
    {
      "error": "fault `one`: there is a rule of this name already",
      "remedy": "remove that one first, or choose another name",
      "key": "[1].name"
    }
    "#);
    assert_eq!(rules(&server, "acme").await, "");
    post(&server, "/_mock/orgs/acme/faults", &json!([busy("one"), busy("two")])).await.ok();
    assert_eq!(rules(&server, "acme").await, "one 0/0 null, two 0/0 null");
}

#[tokio::test]
async fn rules_may_come_as_toml() {
    let server = server();
    Org::fresh(&server, "acme", "");
    let toml = [("content-type", "application/toml")];
    let target = "/_mock/orgs/acme/faults";
    let one = "name = \"one\"\ninject.status = { status = 503 }\n";
    call(&server, "POST", target, &toml, one).await.ok();
    let two = "[[fault]]\nname = \"two\"\ninject.status = { status = 503 }\n\
               [[fault]]\nname = \"three\"\ninject.status.status = 500\n";
    call(&server, "POST", target, &toml, two).await.ok();
    assert_eq!(rules(&server, "acme").await, "one 0/0 null, two 0/0 null, three 0/0 null");
    let wrong = "[[fault]]\nname = \"four\"\ninject.status = { staus = 503 }\n";
    let answer = call(&server, "POST", target, &toml, wrong).await;
    insta::assert_snapshot!(show(&answer), @r#"
    400 application/json
    {
      "error": "there is no key `staus` here",
      "remedy": "did you mean `status`?",
      "key": "fault[0].inject.status.staus",
      "line": 3,
      "column": 19
    }
    "#);
}

#[tokio::test]
async fn a_rule_whose_time_is_over_is_gone_even_if_it_is_only_looked_at() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let mut rule = busy("short");
    rule["lasts"] = "1d".into();
    post(&server, "/_mock/orgs/acme/faults", &rule).await.ok();
    sf.advance(3_600_000).await;
    assert_eq!(rules(&server, "acme").await, r#"short 0/0 "23h""#);
    sf.advance(23 * 3_600_000).await;
    assert_eq!(rules(&server, "acme").await, "");
}

#[tokio::test]
async fn rules_of_the_server_hold_in_orgs_there_are_and_will_be() {
    let server = server();
    let one = Org::fresh(&server, "one", "");
    post(&server, "/_mock/faults", &busy("all")).await.ok();
    let two = Org::fresh(&server, "two", "");
    for org in [&one, &two] {
        let job = org.open(insert_contacts()).await;
        assert_eq!(org.info(&job).await.status, 503);
    }
    assert_eq!(rules(&server, "two").await, "all 1/1 null everywhere");
    let all = call(&server, "GET", "/_mock/faults", &[], "").await.json();
    assert_eq!((&all["faults"][0]["fired"], &all["faults"][0]["orgs"]), (&json!(2), &json!(3)));
    two.handle.reset(bulk_mock::org::Sessions::Keep).await;
    assert_eq!(rules(&server, "two").await, "all 0/0 null everywhere");
    call(&server, "DELETE", "/_mock/faults", &[], "").await.ok();
    assert_eq!(rules(&server, "one").await, "");
    assert_eq!(rules(&server, "two").await, "");
    Org::fresh(&server, "three", "");
    assert_eq!(rules(&server, "three").await, "");
}

#[tokio::test]
async fn a_rule_that_one_org_cannot_take_is_in_none() {
    let server = server();
    Org::fresh(&server, "acme", "");
    post(&server, "/_mock/orgs/acme/faults", &busy("mine")).await.ok();
    let answer = post(&server, "/_mock/faults", &json!([busy("yours"), busy("mine")])).await;
    insta::assert_snapshot!(show(&answer), @r#"
    409 application/json
    {
      "error": "fault `mine` in org `acme`: there is a rule of this name already",
      "remedy": "remove that one first, or choose another name",
      "key": "[1].name"
    }
    "#);
    assert_eq!(rules(&server, "demo").await, "");
    assert_eq!(rules(&server, "acme").await, "mine 0/0 null");
}
