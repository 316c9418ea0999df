//! The report as test runners write it: a suite for each topic, a test for each requirement.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::failure::Told;
use super::{Check, Event, Standing};
use crate::judge::Status;

/// A whole stream as JUnit XML.
pub fn render(events: &[Event]) -> String {
    let mut told = Told::default();
    let mut report = Report::new("bulk-conformance");
    let mut suites: Vec<TestSuite> = Vec::new();
    for event in events {
        told.hear(event);
        match event {
            Event::Check(check) => {
                let topic = topic(&check.requirement);
                if suites.last().is_none_or(|suite| suite.name.as_str() != topic) {
                    suites.push(TestSuite::new(topic));
                }
                if let Some(suite) = suites.last_mut() {
                    suite.add_test_case(case(&told, check));
                }
            }
            Event::End(end) => {
                report.set_time(Duration::from_millis(end.took_ms));
            }
            _ => {}
        }
    }
    if !matches!(events.last(), Some(Event::End(_))) {
        suites.push(unfinished());
    }
    report.add_test_suites(suites);
    // Texts are cleaned of what XML cannot hold when they are taken in.
    report.to_string().unwrap_or_default()
}

/// What stands for a run that did not come to its end.
fn unfinished() -> TestSuite {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message("the run did not come to its end, and nothing is said of the client");
    let mut suite = TestSuite::new("run");
    suite.add_test_case(TestCase::new("the run comes to its end", status));
    suite
}

/// `SF-INGEST` of `SF-INGEST-003`.
fn topic(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(topic, _)| topic)
}

fn case(told: &Told, check: &Check) -> TestCase {
    let words = words(told, check);
    let failed = |kind: NonSuccessKind| {
        let mut status = TestCaseStatus::non_success(kind);
        status.set_type(check.status.words());
        status.set_message(message(check));
        status.set_description(words.clone());
        status
    };
    let skipped = |message: String| {
        let mut status = TestCaseStatus::skipped();
        status.set_message(message);
        status
    };
    let status = match (check.standing, check.status) {
        (Standing::New | Standing::Expired | Standing::Fixed | Standing::Uncovered, _) => {
            failed(NonSuccessKind::Failure)
        }
        (Standing::Broken, _) => failed(NonSuccessKind::Error),
        (Standing::Known, _) => skipped(format!("known: {}", message(check))),
        (Standing::Fine | Standing::Warned, Status::Pass) => TestCaseStatus::success(),
        (Standing::Fine | Standing::Warned, status) => {
            skipped(format!("{}: {}", status.words(), message(check)))
        }
    };
    let mut case = TestCase::new(check.requirement.clone(), status);
    case.set_classname(topic(&check.requirement));
    case.set_time(Duration::from_millis(check.took_ms));
    case
}

/// In one line.
fn message(check: &Check) -> String {
    if check.standing == Standing::Fixed {
        return "the baseline says that it fails: remove the entry".to_owned();
    }
    let found = check.failures.first().map(|failure| failure.finding.what.clone());
    let told = check.why.clone().filter(|_| check.standing == Standing::Known);
    told.or(found).or_else(|| check.why.clone()).unwrap_or_default()
}

fn words(told: &Told, check: &Check) -> String {
    let mut lines = vec![format!("{}: {}", check.level.name(), check.text)];
    lines.extend(told.all(check));
    lines.extend(told.again(check).map(|again| format!("play it again: {again}")));
    lines.join("\n")
}
