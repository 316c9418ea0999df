//! Several cases in one program: whoever brings it down is named, and the others are judged.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use bulk_conformance::adapter::{Cx, Options, Process, Report, Subject};
use bulk_conformance::protocol::Case;
use serde_json::json;

use super::support::{SHORT_MS, broken, case, is_ok, options, run, started, told};

/// Runs cases at once; `bad` ones have a short deadline if `briefly`.
fn at_once(process: &Process, ids: &[&str], briefly: bool, again: &Arc<AtomicU64>) -> Vec<Report> {
    thread::scope(|scope| {
        let run = |id: &str| {
            let counter = Arc::clone(again);
            let cx = Cx::default().before_again(move || {
                counter.fetch_add(1, Ordering::Relaxed);
            });
            let case = case(id, json!({}));
            let short = briefly && id.starts_with("bad");
            let deadline_ms = if short { SHORT_MS } else { case.deadline_ms };
            process.run(&Case { deadline_ms, ..case }, &cx)
        };
        let running: Vec<_> = ids.iter().map(|id| scope.spawn(move || run(id))).collect();
        running.into_iter().map(|case| case.join().expect("a report")).collect()
    })
}

#[test]
fn of_three_cases_in_a_program_that_crashes_the_guilty_one_is_named() {
    let process = started(broken("crash").arg("3"));
    let again = Arc::default();
    let reports = at_once(&process, &["good-1", "bad", "good-2"], false, &again);
    assert!(told(&reports[1]).starts_with("crashed: exit Some(3)"), "{}", told(&reports[1]));
    assert!(is_ok(&reports[0]) && is_ok(&reports[2]), "the innocent ones");
    assert_eq!(process.faults(), Vec::<String>::new());
    assert!(again.load(Ordering::Relaxed) >= 1, "the caller was told before cases ran again");
}

#[test]
fn of_two_cases_in_a_program_that_hangs_the_guilty_one_is_named() {
    let process = started(broken("silent").arg("2"));
    let reports = at_once(&process, &["good", "bad"], true, &Arc::default());
    assert_eq!((told(&reports[0]), told(&reports[1])), ("ok".to_owned(), "hung".to_owned()));
}

#[test]
fn two_answers_to_one_of_two_cases_are_held_against_that_one() {
    let process = started(broken("twice").arg("2"));
    let reports = at_once(&process, &["good", "bad"], false, &Arc::default());
    assert_eq!(told(&reports[0]), "ok");
    assert_eq!(told(&reports[1]), "protocol: two answers to case bad");
}

#[test]
fn a_crash_that_surfaces_after_the_answer_is_not_held_against_the_next_case() {
    let process = started(broken("crash-later"));
    assert!(is_ok(&run(&process, "bad")), "it was answered");
    assert!(is_ok(&run(&process, "good")), "the next one is innocent");
    insta::assert_snapshot!(process.faults().join("\n"), @r#"The program ended with exit code 3 in case good, after case bad."#);
}

#[test]
fn a_second_answer_that_comes_late_is_not_held_against_the_next_case() {
    let process = started(broken("answer-later"));
    assert!(is_ok(&run(&process, "bad")), "it was answered");
    assert!(is_ok(&run(&process, "good")), "the next one is innocent");
    insta::assert_snapshot!(process.faults().join("\n"), @r#"The program broke the protocol (`done` on case "bad", which was answered before) in case good, after case bad."#);
}

#[test]
fn a_program_that_leaves_between_cases_is_started_again() {
    let process = started(broken("exit-later"));
    assert!(is_ok(&run(&process, "bad")), "it was answered");
    assert!(is_ok(&run(&process, "good")), "in another program");
    assert_eq!(process.faults().len(), 1, "{:?}", process.faults());
}

#[test]
fn workers_take_cases_side_by_side() {
    let options = Options { workers: 2, ..options() };
    let process = Process::start(broken("crash"), options).expect("a program");
    assert_eq!(process.parallel(), 2);
    let reports = at_once(&process, &["good-1", "bad", "good-2", "good-3"], false, &Arc::default());
    let ok = reports.iter().filter(|report| is_ok(report)).count();
    assert_eq!(ok, 3, "only one of them crashed");
}

#[test]
fn the_same_id_may_be_given_twice() {
    let process = started(broken("silent"));
    assert!(is_ok(&run(&process, "good")) && is_ok(&run(&process, "good")), "both were answered");
}
