//! Baselines: mistakes in a file are told with their line and what to do, and entries mean what they say.

use std::io::Write;

use bulk_conformance::baseline::Baseline;

/// What is said of a file in a run of all.
fn said(text: &str) -> String {
    said_in("2026.11", text)
}

/// What is said of a file in a run of a suite.
fn said_in(suite: &str, text: &str) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("it takes the text");
    let name = file.path().display().to_string();
    match Baseline::load(file.path(), suite) {
        Ok(baseline) => format!("{} entries\n\n{}", baseline.known.len(), baseline.text()),
        Err(wrong) => wrong.replace(&name, "conformance.toml"),
    }
}

#[test]
fn a_sound_file_is_read_and_written_alike() {
    insta::assert_snapshot!(said(
        r#"
        suite = "2026.11"

        [[known]]
        requirement = "SF-QUERY-001"
        reason = "dies on the second page"
        issue = "https://example.com/1546"
        until = "2027-03-01"

        [[known]]
        requirement = "SF-POLL-003"
        reason = "gives up at times"
        sometimes = true
        "#
    ));
}

#[test]
fn a_key_that_is_not_known_is_refused_with_its_line() {
    insta::assert_snapshot!(said("[[known]]\nrequirement = \"SF-QUERY-001\"\nbecause = \"x\"\n"));
}

#[test]
fn a_day_that_is_none_is_refused() {
    insta::assert_snapshot!(said(
        "[[known]]\nrequirement = \"SF-QUERY-001\"\nreason = \"x\"\nuntil = \"soon\"\n"
    ));
}

#[test]
fn a_requirement_that_does_not_exist_is_refused_with_what_could_be_meant() {
    insta::assert_snapshot!(said("[[known]]\nrequirement = \"SF-QUERY-01\"\nreason = \"x\"\n"));
}

#[test]
fn an_entry_that_stands_there_twice_is_refused() {
    let entry = "[[known]]\nrequirement = \"SF-QUERY-001\"\nreason = \"x\"\n";
    insta::assert_snapshot!(said(&format!("{entry}\n{entry}")));
}

#[test]
fn a_file_for_a_suite_that_holds_this_one_is_taken() {
    let known = "[[known]]\nrequirement = \"MK-AUTH-001\"\nreason = \"x\"\n";
    insta::assert_snapshot!(said_in("sf-2026.11", &format!("suite = \"2026.11\"\n{known}")));
}

#[test]
fn a_file_for_another_suite_is_refused() {
    insta::assert_snapshot!(said("suite = \"sf-2026.11\"\n"));
}
