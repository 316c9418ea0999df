//! Each way in which an adapter can be broken costs the case in which it happens, and no other.

use bulk_conformance::adapter::Subject;

use super::support::{broken, is_ok, run, run_briefly, started, told};

/// Runs a case that goes well, one that goes wrong and one that goes well again; tells of the second.
fn amid(way: &str) -> String {
    amid_with(way, run)
}

/// The same, with a short deadline for the case that goes wrong.
fn amid_briefly(way: &str) -> String {
    amid_with(way, run_briefly)
}

fn amid_with(
    way: &str,
    run_bad: fn(&dyn Subject, &str) -> bulk_conformance::adapter::Report,
) -> String {
    let process = started(broken(way));
    assert!(is_ok(&run(&process, "good-1")), "the case before it");
    let bad = run_bad(&process, "bad");
    let after = run(&process, "good-2");
    assert!(is_ok(&after), "the case after it: {}", told(&after));
    assert_eq!(process.faults(), Vec::<String>::new(), "the verdict says it all");
    told(&bad)
}

#[test]
fn an_adapter_that_never_answers_hangs() {
    assert_eq!(amid_briefly("silent"), "hung");
}

#[test]
fn garbage_that_looks_like_a_message_breaks_the_protocol() {
    insta::assert_snapshot!(amid("garbage"), @r#"protocol: a line begins with `{` and is no JSON (key must be a string at line 1 column 3): { this is no JSON"#);
}

#[test]
fn an_answer_does_not_make_up_for_garbage_before_it() {
    let told = amid("garbage-and-answer");
    assert!(told.starts_with("protocol: a line begins with `{` and is no JSON"), "{told}");
}

#[test]
fn json_logs_on_standard_out_break_the_protocol() {
    insta::assert_snapshot!(amid("log-lines"), @r#"protocol: a line begins with `{` and has no `t`; logs belong on standard error: {"level":"info","msg":"x"}"#);
}

#[test]
fn bytes_that_are_no_text_break_the_protocol() {
    insta::assert_snapshot!(amid("no-utf8"), @r#"protocol: a message is no UTF-8: {"t":"done","id":"��"}"#);
}

#[test]
fn an_answer_to_a_case_that_was_never_given_breaks_the_protocol() {
    insta::assert_snapshot!(amid("wrong-id"), @r#"protocol: `done` on case "somebody-else", which was never given"#);
}

#[test]
fn an_outcome_of_a_wrong_shape_breaks_the_protocol() {
    insta::assert_snapshot!(amid("wrong-shape"), @r#"protocol: `done` is not valid (invalid type: string "fine", expected internally tagged enum Outcome): {"t":"done","id":"bad","outcome":"fine"}"#);
}

#[test]
fn two_answers_break_the_protocol() {
    insta::assert_snapshot!(amid("twice"), @r#"protocol: two answers to case bad"#);
}

#[test]
fn a_second_ready_breaks_the_protocol() {
    insta::assert_snapshot!(amid("ready-again"), @r#"protocol: `ready` came twice"#);
}

#[test]
fn a_note_after_the_answer_breaks_the_protocol() {
    insta::assert_snapshot!(amid("note-after-done"), @r#"protocol: a note on case bad after its `done`"#);
}

#[test]
fn a_message_that_is_too_long_breaks_the_protocol() {
    insta::assert_snapshot!(amid("long-line"), @r#"protocol: a message is longer than 1048576 bytes: {"t":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"#);
}

#[test]
fn a_message_without_an_end_breaks_the_protocol() {
    insta::assert_snapshot!(amid("endless-line"), @r#"protocol: a message is longer than 1048576 bytes: {{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{…"#);
}

#[test]
fn a_flood_of_notes_breaks_the_protocol() {
    insta::assert_snapshot!(amid("notes"), @r#"protocol: a flood of notes on case bad"#);
}

#[test]
fn a_program_that_leaves_without_a_word_breaks_the_protocol() {
    insta::assert_snapshot!(amid("exit"), @r#"protocol: the program left (exit code 0) in the middle of the case"#);
}

#[test]
fn a_program_that_closes_standard_out_breaks_the_protocol() {
    insta::assert_snapshot!(amid("close-stdout"), @r#"protocol: it closed its standard out and went on"#);
}

#[test]
fn a_program_that_reads_no_more_hangs() {
    insta::assert_snapshot!(amid_briefly("close-stdin"), @r#"hung"#);
}

#[test]
fn an_endless_flood_on_either_stream_hangs() {
    assert_eq!(amid_briefly("flood-stdout"), "hung");
    assert_eq!(amid_briefly("flood-stderr"), "hung");
}

#[test]
fn a_crash_is_told_with_its_exit_code_and_its_last_words() {
    insta::assert_snapshot!(amid("crash"), @r#"crashed: exit Some(3), signal None, stderr "Traceback: the sky fell\n""#);
}

#[test]
fn a_crash_by_a_signal_is_told_with_the_signal() {
    insta::assert_snapshot!(amid("signal"), @r#"crashed: exit None, signal Some(11), stderr """#);
}

#[test]
fn a_grandchild_that_keeps_the_pipes_open_does_not_hide_a_crash() {
    insta::assert_snapshot!(amid("grandchild-crash"), @r#"crashed: exit Some(3), signal None, stderr """#);
}

#[test]
fn a_grandchild_is_killed_with_a_program_that_hangs() {
    insta::assert_snapshot!(amid_briefly("grandchild-hang"), @r#"hung"#);
}

#[test]
fn much_noise_is_no_fault_and_its_middle_is_left_out() {
    let process = started(broken("noise"));
    let report = run(&process, "bad");
    assert!(is_ok(&report), "{}", told(&report));
    let bytes: usize = report.noise.iter().map(String::len).sum();
    assert!(bytes < 100_000, "{bytes} bytes kept");
    assert!(report.noise.iter().any(|line| line.ends_with("bytes left out …")), "says so");
}

#[test]
fn much_on_standard_error_is_no_fault_and_its_middle_is_left_out() {
    let process = started(broken("stderr"));
    let report = run(&process, "bad");
    assert!(is_ok(&report), "{}", told(&report));
    assert!(report.stderr.len() < 100_000, "{} bytes kept", report.stderr.len());
    assert!(report.stderr.contains("bytes left out …"), "says so");
}

#[test]
fn a_message_of_a_kind_that_the_kit_does_not_know_is_no_fault() {
    assert_eq!(amid("unknown-message"), "ok");
}

#[test]
fn an_answer_without_a_line_feed_hangs_and_is_shown() {
    let process = started(broken("no-line-feed"));
    let report = run_briefly(&process, "bad");
    assert_eq!(told(&report), "hung");
    insta::assert_snapshot!(report.noise.join("\n"), @"");
}
