//! The command line: what it says of itself, and how it refuses what is wrong.

use std::process::Command;

/// What a command says, and its exit code.
fn said(args: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_bulk-conformance"))
        .args(args)
        .env("NO_COLOR", "1")
        .output()
        .expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&ran.stdout), text(&ran.stderr));
    let code = ran.status.code().map_or_else(|| "a signal".to_owned(), |code| code.to_string());
    let mut told = format!("$ bulk-conformance {}\n{out}", args.join(" "));
    if !err.is_empty() {
        told += &format!("--- standard error ---\n{err}");
    }
    format!("{told}--- exit {code} ---\n")
}

#[test]
fn the_help_says_what_there_is() {
    let pages: Vec<String> = [
        &["--help"][..],
        &["run", "--help"],
        &["list", "--help"],
        &["explain", "--help"],
        &["adapter", "check", "--help"],
        &["report", "--help"],
        &["baseline", "--help"],
        &["schema", "--help"],
    ]
    .map(said)
    .into();
    insta::assert_snapshot!(pages.join("\n"));
}

#[test]
fn a_requirement_is_explained() {
    insta::assert_snapshot!(said(&["explain", "sf-ingest-003"]));
}

#[test]
fn requirements_are_listed_by_pattern() {
    insta::assert_snapshot!(said(&["list", "--only", "SF-INGEST-00*"]));
}

#[test]
fn what_is_wrong_is_refused_with_what_to_do() {
    let refusals: Vec<String> = [
        &["explain", "SF-INGST-003"][..],
        &["explain", "banana"],
        &["run"],
        &["run", "--only", "SF-INGEST-3", "--", "true"],
        &["run", "--suite", "2025.11", "--", "true"],
        &["run", "--adapter", "no/such/folder"],
        &["run", "--baseline", "no-such.toml", "--", "true"],
        &["run", "--", "no-such-program-anywhere"],
        &["run", "--profil", "ci", "--", "true"],
        &["report", "no-such.jsonl"],
        &["adapter", "check"],
    ]
    .map(said)
    .into();
    insta::assert_snapshot!(refusals.join("\n"));
}
