//! The server inside a Rust test: orgs by name, faults with a count, expectations, clocks, rows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use bulk_mock::faults::fate::Stuck;
use bulk_mock::faults::wire::Reset;
use bulk_mock::faults::{Place, Rule};
use bulk_mock::{DEMO_TOKEN, Declaration, MockServer, OrgHandle};
use serde_json::json;

use crate::support::{Answer, EPOCH, builder, call, insert_contacts, server};

async fn limits(server: &MockServer, org: &OrgHandle) -> Answer {
    let bearer = org.salesforce().authorization();
    let target = "/services/data/v62.0/limits";
    call(server, "GET", target, &[("authorization", &bearer)], "").await
}

/// What dropping a server complains of.
fn complaint(server: MockServer) -> String {
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(server)));
    let panic = dropped.expect_err("it complains");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn an_org_is_found_or_made_and_tells_its_credentials() {
    let server = server();
    assert_eq!(server.org("demo").salesforce().access_token(), DEMO_TOKEN);
    assert!(server.find_org("a").is_none());
    let org = server.org("a");
    assert_eq!(server.find_org("a").expect("it was made").name(), "a");

    assert_eq!(limits(&server, &org).await.status, 200);
    let salesforce = org.salesforce();
    let form = format!(
        "grant_type=password&client_id={}&client_secret={}&username={}&password={}",
        salesforce.client_id(),
        salesforce.client_secret(),
        salesforce.username(),
        salesforce.password()
    );
    let kind = ("content-type", "application/x-www-form-urlencoded");
    call(&server, "POST", "/services/oauth2/token", &[kind], form).await.ok();

    let marketo = org.marketo();
    let bearer = marketo.authorization();
    let lists = "/rest/v1/lists.json";
    let answer = call(&server, "GET", lists, &[("authorization", &bearer)], "").await.json();
    assert_eq!(answer["success"], true);
    let (id, secret) = (marketo.client_id(), marketo.client_secret());
    let token = format!(
        "/identity/oauth/token?grant_type=client_credentials&client_id={id}&client_secret={secret}"
    );
    call(&server, "GET", &token, &[], "").await.ok();
}

#[tokio::test]
async fn an_org_that_its_client_opened_gives_tokens_all_the_same() {
    let server = server();
    let form = "grant_type=client_credentials&client_id=etl&client_secret=s";
    let kind = ("content-type", "application/x-www-form-urlencoded");
    call(&server, "POST", "/services/oauth2/token", &[kind], form).await.ok();
    let org = server.find_org("client:etl").expect("it was opened");
    assert_eq!(limits(&server, &org).await.status, 200);
    let bearer = org.marketo().authorization();
    let lists = "/rest/v1/lists.json";
    let answer = call(&server, "GET", lists, &[("authorization", &bearer)], "").await.json();
    assert_eq!(answer["success"], true);
}

#[tokio::test]
async fn the_next_calls_fail_as_told_and_those_after_them_do_not() {
    let server = server();
    let org = server.org("a");
    let busy = org.salesforce().fail_next("salesforce.limits", 503);
    let used = org.salesforce().fail_next("salesforce.limits", "REQUEST_LIMIT_EXCEEDED");
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(limits(&server, &org).await.status);
    }
    assert_eq!(answers, [503, 403, 200]);
    assert_eq!((busy.fired(), used.fired()), (1, 1));
    assert_eq!(org.calls("salesforce.limits").status(403).len(), 1);
    assert_eq!(org.calls("*").fault("fail next salesforce.limits").len(), 1);
}

#[tokio::test]
async fn a_fault_that_never_fired_is_named_with_what_came_instead() {
    let server = server();
    let org = server.org("a");
    org.fault("cut").on("salesforce.ingest.*").nth(2).inject(Reset { at: Place::Row(3) });
    org.expect_calls("salesforce.ingest.create", 1..=2);
    limits(&server, &org).await.ok();
    limits(&server, &org).await.ok();
    insta::assert_snapshot!(complaint(server), @r#"
    not as expected:

    fault `cut` of org `a` was to fire at least once, and fired never
      on = { operation = "salesforce.ingest.*" }
      when = { nth = 2 }
      inject = { reset = { at = { row = 3 } } }
      it met 0 calls that it is about
      calls that came:
        salesforce.limits  200  2 times

    org `a` was to be asked salesforce.ingest.create 1 to 2 times, and was asked never
      calls that came:
        salesforce.limits  200  2 times
    "#);
}

#[tokio::test]
async fn what_was_expected_and_happened_is_no_complaint() {
    let server = server();
    let org = server.org("a");
    let fault =
        org.fault("busy").first(2).expect(1..).inject(bulk_mock::faults::wire::Status::of(500));
    org.fault("maybe").nth(9).expect(0..).inject(Reset { at: Place::BeforeHead });
    org.expect_calls("salesforce.limits", 2);
    limits(&server, &org).await;
    limits(&server, &org).await;
    fault.remove();
    assert_eq!(fault.fired(), 2, "the journal tells of a fault that was removed");
    server.verify();
}

#[tokio::test]
async fn a_panic_is_not_hidden_by_a_second_one() {
    let server = server();
    server.org("a").expect_calls("salesforce.limits", 1);
    let panic = catch_unwind(AssertUnwindSafe(move || {
        let _server = server;
        panic!("the first");
    }));
    assert_eq!(panic.expect_err("it panicked").downcast_ref::<&str>(), Some(&"the first"));
}

#[tokio::test]
async fn words_that_nobody_knows_are_refused_with_the_nearest_ones() {
    let server = server();
    let org = server.org("a");
    let said = |wrong: &dyn Fn()| {
        let panic = catch_unwind(AssertUnwindSafe(wrong)).expect_err("it panics");
        panic.downcast_ref::<String>().expect("a text").clone() + "\n"
    };
    let all = [
        said(&|| {
            org.salesforce().fail_next("salesforce.ingest.crate", 503);
        }),
        said(&|| {
            org.salesforce().fail_next("salesforce.limits", "REQUEST_LIMIT_EXCEDED");
        }),
        said(&|| org.expect_calls("salesforce.limit", 1)),
        said(&|| {
            org.salesforce().rows("Contacts");
        }),
        said(&|| {
            org.marketo().rows("lead");
        }),
        said(&|| {
            org.fault("x").inject(Stuck { state: "InProgres".into(), lasts: None });
        }),
        said(&|| {
            server.org("");
        }),
    ];
    insta::assert_snapshot!(all.concat(), @"
    fault `fail next salesforce.ingest.crate`: on.operation: there is no `salesforce.ingest.crate`; did you mean `salesforce.ingest.create`?
    fault `fail next salesforce.limits`: inject.status.code: there is no `REQUEST_LIMIT_EXCEDED`; did you mean `REQUEST_LIMIT_EXCEEDED`?
    there is no operation `salesforce.limit`; did you mean `salesforce.limits`?
    there is no object `Contacts`; did you mean `Contact`?
    there is no `lead`; did you mean `leads`?
    fault `x`: inject.stuck.state: there is no `InProgres`; use one of: Created, Queued, Processing, Completed, Failed, Cancelled, Importing, Complete
    org ``: `name` is empty; give the org a name
    ");
}

#[tokio::test]
async fn clocks_move_for_one_org_or_for_all() {
    let epoch = EPOCH.parse().expect("an instant");
    let server = builder().realistic_timing().offline().expect("a server");
    let (a, b) = (server.org("a"), server.org("b"));
    a.clock().advance(Duration::from_secs(5)).await;
    assert_eq!((a.now().since(epoch).millis(), b.now().since(epoch).millis()), (5_000, 0));
    let client = crate::support::Org::speaking_for(&server, a.clone());
    let job = client.open(insert_contacts()).await;
    client.upload(&job, "LastName\nBlum\n").await.ok();
    client.close(&job).await.ok();
    server.clock().run_until_idle().await;
    assert_eq!(a.salesforce().job(&job).expect("the job")["state"], "JobComplete");
    assert_eq!(a.salesforce().jobs().len(), 1);
    let states: Vec<_> = a.transitions().iter().filter_map(|change| change.to).collect();
    assert_eq!(states, ["Open", "UploadComplete", "InProgress", "JobComplete"]);
    assert_eq!(&a.salesforce().rows("Contact")[0]["LastName"], "Blum");
    assert!(b.salesforce().rows("Contact").is_empty());
}

#[tokio::test]
#[should_panic(expected = "follows real time")]
async fn a_clock_that_follows_real_time_says_that_it_cannot_be_moved() {
    let server = MockServer::builder().offline().expect("a server");
    server.org("a").clock().run_until_idle().await;
}

#[tokio::test]
async fn a_described_fault_is_the_rule_that_a_file_would_hold() {
    let server = server();
    let rule = server
        .org("a")
        .fault("all of it")
        .why("every key")
        .on("salesforce.ingest.create")
        .on("salesforce.ingest.close")
        .method("POST")
        .path("/services/*")
        .header("x-run", "7*")
        .body("/operation", "insert")
        .object("Contact")
        .job("750*")
        .state("Open")
        .client("a@example.com")
        .nth(1)
        .nth(3)
        .every(2)
        .first(9)
        .probability(0.5)
        .budget(4)
        .only_on_retry()
        .from(Duration::from_secs(1))
        .until(Duration::from_secs(60))
        .lasts(Duration::from_secs(120))
        .rule(Stuck { state: "InProgress".into(), lasts: None });
    let written: Rule = serde_json::from_value(json!({
        "name": "all of it",
        "why": "every key",
        "on": {
            "operation": ["salesforce.ingest.create", "salesforce.ingest.close"],
            "method": "POST", "path": "/services/*", "header": { "x-run": "7*" },
            "body": { "/operation": "insert" }, "object": "Contact", "job": "750*",
            "state": "Open", "client": "a@example.com"
        },
        "when": {
            "nth": [1, 3], "every": 2, "first": 9, "probability": 0.5, "budget": 4,
            "only_on_retry": true, "from": "1s", "until": "60s"
        },
        "inject": { "stuck": { "state": "InProgress" } },
        "lasts": "120s"
    }))
    .expect("a rule");
    assert_eq!(rule, written);
}

#[tokio::test]
async fn a_server_listens_in_one_place() {
    let mut server = MockServer::start().await.expect("a server");
    let url = server.url();
    let refused = server.listen("127.0.0.1:0".parse().expect("an address")).await;
    assert!(refused.expect_err("refused").contains("listens at"), "{url}");
    assert_eq!(server.org("demo").salesforce().instance_url(), url);
}

#[tokio::test]
async fn a_declared_org_tells_what_it_was_declared_with() {
    let server = server();
    let declared = Declaration { name: "bare".into(), ..Declaration::default() };
    let org = server.declare(&declared).expect("an org");
    assert_eq!(limits(&server, &org).await.status, 200, "a token is made for it");
    let asked = catch_unwind(AssertUnwindSafe(|| org.salesforce().username()));
    let panic = asked.expect_err("it has no user");
    assert!(panic.downcast_ref::<String>().expect("a text").contains("nobody declared a user"));
}
