//! Rules that make no sense are refused where they are installed.

use bulk_mock::faults::Rule;

use crate::support::server;

#[tokio::test]
async fn impossible_numbers_are_refused_with_what_to_write_instead() {
    let server = server();
    let org = server.org("demo");
    let mut told = String::new();
    for rule in [
        "status = { status = 100 }",
        "status = { status = 400, code = \"INVALID_JOB\" }",
        "status = { status = 502, page = \"html\", code = \"INVALIDJOB\" }",
        "status = { status = 503, retry_after = { text = \"a\\r\\nb\" } }",
        "redirect = { status = 200, location = \"/\" }",
        "redirect = { location = \"/a\\nb\" }",
        "truncate = { at = { before_end = 0 } }",
        "truncate = { at = \"before_head\" }",
        "reset = { at = { row = 0 } }",
        "reset = { at = { before_end = 2000000 } }",
        "stall = { lasts = \"2h\" }",
        "dribble = { bytes = 0 }",
        "slow_read = { bytes = 0 }",
        "header = { name = \"a b\", remove = true }",
        "header = { name = \"a\" }",
        "header = { name = \"a\", set = \"1\", add = \"2\" }",
        "content_type = { value = \" \" }",
        "content_type = { charset = \"utf 8\" }",
        "bad_chunk = { size = \"1F\" }",
        "garbage = { text = \"\" }",
        "half_close = { lasts = \"2h\" }",
        "latency = { uniform = [\"2s\", \"1s\"] }",
        "clock_latency = { lognormal = { median = \"1s\", sigma = 11.0 } }",
    ] {
        let rule: Rule = toml::from_str(&format!(
            "name = \"it\"\non.operation = \"salesforce.*\"\ninject.{rule}"
        ))
        .expect("well formed");
        let refused = org.install(&rule).expect_err("it makes no sense");
        told += &format!("{refused}\n");
    }
    insta::assert_snapshot!("wire_refused", told);
}

#[test]
fn words_that_no_kind_has_are_refused() {
    let mut told = String::new();
    for rule in [
        "reset = { where = 3 }",
        "reset = { at = \"before_tail\" }",
        "latency = { fixed = 5 }",
        "latency = { fixed = \"soon\" }",
        "status = { status = 503, retry_after = 5 }",
        "lost_response = { end = \"rst\" }",
    ] {
        let rule = toml::from_str::<Rule>(&format!("name = \"it\"\ninject.{rule}"));
        told += &format!("{}\n", rule.expect_err("no such word"));
    }
    insta::assert_snapshot!("wire_unknown_words", told);
}
