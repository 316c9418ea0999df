//! `adapter check`: a wrong adapter is told what is wrong with it.

use bulk_conformance::adapter::CommandLine;
use bulk_conformance::check::{CheckReport, Patience, Verdict, run_check};

use super::support::beside;

/// Checks the adapter that is wrong in this way.
fn checked(way: &str) -> CheckReport {
    let program = beside("wrong.py").display().to_string();
    let command = CommandLine::new("python3").arg(program).arg(way);
    // Only who never leaves is waited for in vain.
    let bye_ms = if way == "stay" { 500 } else { 20_000 };
    let patience = Patience { bye_ms, ..Patience::default() };
    run_check(&command, patience).expect("a check")
}

/// What is wrong, the first line of each.
fn wrong(way: &str) -> String {
    let report = checked(way);
    assert_eq!(report.exit_code(), 3, "{report}");
    let lines = report.lines().iter().filter(|line| line.verdict == Verdict::Wrong);
    let first = |what: &str| what.lines().next().unwrap_or_default().to_owned();
    lines.map(|line| format!("{}: {}\n", line.check, first(&line.what))).collect()
}

#[test]
fn an_adapter_without_a_flaw_passes() {
    let report = checked("nothing");
    assert_eq!(report.exit_code(), 0, "{report}");
    let shown = report.to_string().replace(&beside("wrong.py").display().to_string(), "wrong.py");
    insta::assert_snapshot!(shown, @r#"
ok     hello            wrong 1, sf.query
ok     ready            features said: 1
hint   ready            nothing is said of input.records, input.file, input.stream, null.explicit, dialect.delimiters, dialect.line_endings, split, auth.refresh, auth.refresh_token, cancel, resume, results.unprocessed, retry_failed, export.split, poll.configurable, timeout.configurable, session.shared, results.columns: taken for no
ok     sf.query         a case in which nothing goes wrong
ok     standard out     nothing but messages
ok     unknown op       `unsupported`
ok     unknown message  ignored, as is a `cancel` of a case that is not there
ok     bye              leaves
ok     end of input     leaves
The adapter `python3 wrong.py nothing` does what an adapter does.
"#);
    let last = report.json_lines().lines().last().unwrap_or_default().to_owned();
    assert!(last.contains("\"passed\":true"), "{last}");
}

#[test]
fn a_wrong_ready_is_told() {
    insta::assert_snapshot!(wrong("ready"), @r#"
ready: `client.name` is empty
ready: `ops` names sf.query twice
ready: feature dialect.delimiters: "," is none of COMMA, TAB, SEMICOLON, PIPE, CARET, BACKQUOTE
ready: feature typed: takes no list of values
ready: feature retry_failed and op sf.retry_failed: one without the other
"#);
}

#[test]
fn rows_that_are_not_there_are_told() {
    insta::assert_snapshot!(wrong("rows"), @r#"sf.query: 2 rows were to come, and `rows.records` has 1"#);
}

#[test]
fn an_operation_that_is_declared_and_missing_is_told() {
    insta::assert_snapshot!(wrong("undone"), @r#"sf.query: declared, and yet unsupported: later"#);
}

#[test]
fn an_unknown_operation_that_crashes_it_is_told() {
    insta::assert_snapshot!(wrong("bad-op"), @r#"unknown op: a case with an op that it does not know ends as `unsupported`; the program ended with exit code 1"#);
}

#[test]
fn an_unknown_message_that_is_answered_with_garbage_is_told() {
    // Whether the garbage or the next case comes first is left to the machine.
    let wrong = wrong("unknown");
    assert!(wrong.starts_with("unknown message: "), "{wrong}");
    assert!(wrong.contains("is no JSON"), "{wrong}");
}

#[test]
fn a_program_that_does_not_leave_is_told() {
    insta::assert_snapshot!(wrong("stay"), @r#"
bye: it does not leave within 500 ms
end of input: it does not leave within 500 ms once its standard in is closed
"#);
}

#[test]
fn two_cases_at_a_time_that_it_cannot_take_are_told() {
    insta::assert_snapshot!(wrong("parallel"), @r#"
parallel: `parallel` is more than 1; of two at a time the program ended with exit code 1
parallel: `parallel` is more than 1; of two at a time the program ended with exit code 1
"#);
}

#[test]
fn prints_on_standard_out_are_a_hint() {
    let report = checked("print");
    assert_eq!(report.exit_code(), 0, "{report}");
    let hint = report.lines().iter().find(|line| line.check == "standard out").expect("a line");
    assert_eq!(hint.verdict, Verdict::Hint);
}

#[test]
fn a_command_that_does_not_exist_is_told() {
    let report = run_check(&CommandLine::new("no-such-adapter"), Patience::default());
    let report = report.expect("a check");
    assert_eq!((report.exit_code(), report.lines().len()), (3, 1));
}
