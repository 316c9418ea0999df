//! How rules for the wire meet each other and the journal.

use super::{inject, install, jobs, start, told};

#[tokio::test]
async fn the_second_call_is_torn_down_before_its_answer() {
    let server = start().await;
    install(&server, "when.nth = 2\ninject.reset = {}");
    let (first, second, third) = (jobs(&server).await, jobs(&server).await, jobs(&server).await);
    assert!(first.starts_with("HTTP/1.1 200") && first.ends_with("closed\n"), "{first}");
    assert_eq!(second, "reset\n");
    assert!(third.starts_with("HTTP/1.1 200"));
    let org = server.org("demo");
    let journal = org.with(|org| org.journal.snapshot().json_lines());
    assert!(journal.contains("\"faults\":[{\"rule\":\"it\",\"kind\":\"reset\",\"ordinal\":2}]"));
    assert!(journal.contains("a fault ended it before its head"), "{journal}");
}

#[tokio::test]
async fn of_two_ways_to_send_an_answer_the_first_is_taken() {
    let server = start().await;
    inject(&server, "garbage = { text = \"first\" }");
    let org = server.org("demo");
    let second = toml::from_str("name = \"second\"\ninject.reset = {}").expect("a rule");
    org.install(&second).expect("a rule");
    assert_eq!(jobs(&server).await, "first\nclosed\n");
    let fired = org.with(|org| {
        let rules = org.faults.installed();
        rules.iter().map(|rule| rule.fired).collect::<Vec<_>>()
    });
    assert_eq!(fired, [1, 0]);
}

#[tokio::test]
async fn a_status_is_cut_like_any_answer() {
    let server = start().await;
    inject(&server, "status = { status = 502, page = { text = \"0123456789\" } }");
    let org = server.org("demo");
    let cut = "name = \"cut\"\ninject.truncate = { at = { byte = 4 } }";
    org.install(&toml::from_str(cut).expect("a rule")).expect("a rule");
    insta::assert_snapshot!("wire_status_cut", jobs(&server).await);
    insta::assert_snapshot!(told(&server), @r#"status 502 broke "a fault ended it after 4 bytes of its body" notes []"#);
}
