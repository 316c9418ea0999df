//! Every error that Marketo is known to give, on purpose.

use bulk_mock::providers::marketo::faults::vocabulary;

use super::*;
use crate::faults::raw::{clear, install, listening};

#[tokio::test(flavor = "multi_thread")]
async fn case_3_every_known_code_comes_in_an_envelope_and_as_a_page() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    let mut all = String::new();
    for (code, usual) in &vocabulary().codes {
        all += &format!("{code} usually {usual}\n");
        let page = if *usual == 200 { 503 } else { *usual };
        for status in [200, page] {
            clear(&instance.handle);
            // A code needs no status where it comes as it usually does.
            let said =
                if status == *usual { String::new() } else { format!("status = {status}, ") };
            let fault = format!("status = {{ {said}code = \"{code}\" }}");
            install(&instance.handle, &rule("fault", "export.status", &fault));
            let seen = job.seen("status").await;
            let kind = seen.header("content-type").unwrap_or("-").to_owned();
            let title = String::from_utf8_lossy(&seen.body).into_owned();
            let title = title.split("<title>").nth(1).and_then(|rest| rest.split('<').next());
            let said = title.map_or_else(|| told(&seen), str::to_owned);
            all += &format!("  {kind}: {said}\n");
        }
    }
    insta::assert_snapshot!("codes", all);
}

#[tokio::test(flavor = "multi_thread")]
async fn case_1_2_and_15_calls_are_refused_in_odd_forms() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    job.run().await;
    let mut all = String::new();
    for (operation, fault) in [
        ("export.file", "status = { status = 200, code = \"603\" }"),
        ("export.status", "status = { status = 200 }"),
        ("export.status", "answer = { remove = [\"/result\"] }"),
        ("export.status", "status = { status = 502, page = \"html\" }"),
        ("export.status", "status = { status = 502 }"),
        ("export.status", "status = { status = 504, code = \"604\" }"),
        ("export.status", "body = { cut_to = 30 }"),
        ("export.list", "body = { text = \"\" }"),
        ("export.create", "status = { status = 200, code = \"611\", message = \"No\" }"),
    ] {
        clear(&instance.handle);
        install(&instance.handle, &rule("fault", operation, fault));
        let seen = match operation {
            "export.list" => read(&server, &format!("{LEADS}.json")).await,
            "export.create" => {
                let path = format!("{LEADS}/create.json");
                let kind = [("content-type", "application/json")];
                send(&server, TOKEN, "POST", &path, &kind, "{}").await
            }
            other => job.seen(&other["export.".len()..]).await,
        };
        let kind = seen.header("content-type").unwrap_or("-");
        let body = match serde_json::from_slice::<Value>(&seen.body) {
            Ok(_) => told(&seen),
            Err(_) => {
                let text = String::from_utf8_lossy(&seen.body);
                let id = text.split('"').nth(3).unwrap_or("-").to_owned();
                text.replace(&id, "…").replace("\r\n", "")
            }
        };
        all += &format!("{operation} {fault}\n  {} {kind} {body}\n", seen.status);
    }
    insta::assert_snapshot!("forms", all);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_there_is_not_is_refused_with_the_nearest() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let wrong = rule("x", "*", "status = { status = 200, code = \"6O2\" }");
    let wrong: bulk_mock::faults::Rule = toml::from_str(&wrong).expect("a rule");
    let refused = instance.handle.install(&wrong).expect_err("refused");
    insta::assert_snapshot!(refused, @"fault `x`: inject.status.code: there is no `6O2`; did you mean `602`?");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_in_an_envelope_was_not_answered_as_it_should() {
    let server = listening().await;
    let instance = Instance::fresh(&server, "");
    let job = Extract::usual(&instance).await;
    let waits = "when.after.operation = \"marketo.export.cancel\"";
    let fault = rule("fault", "export.status", "status = { status = 503 }");
    install(&instance.handle, &format!("{waits}\n{fault}"));
    let nothing = format!("{}/00000000-0000-4000-8000-000000000000/cancel.json", job.path);
    assert_eq!(send(&server, TOKEN, "POST", &nothing, &[], "").await.status, 200);
    assert_eq!(job.seen("status").await.status, 200);
    assert_eq!(job.seen("cancel").await.status, 200);
    assert_eq!(job.seen("status").await.status, 503);
    clear(&instance.handle);
    install(&instance.handle, &format!("{waits}\n{fault}"));
    // Once more it is refused, about the same job.
    assert!(told(&job.seen("cancel").await).contains("no result"));
    assert_eq!(job.seen("status").await.status, 200);
}
