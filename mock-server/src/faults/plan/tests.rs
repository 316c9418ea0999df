//! When rules fire: counts, chance, order, what they wait for; and what is refused.

use super::*;
use crate::faults::{JobFacts, OperationWords};

fn words() -> Vocabulary {
    let poll = OperationWords { of_job: true, ..OperationWords::plain("p.poll") };
    let create = OperationWords { makes_job: true, ..OperationWords::plain("p.create") };
    Vocabulary {
        provider: "p",
        operations: vec![create, poll],
        states: vec!["Open", "Done"],
        codes: Vec::new(),
        row_codes: Vec::new(),
        quotas: Vec::new(),
    }
}

fn plan(rules: &[&str]) -> Plan {
    let mut plan = Plan::default();
    for (place, rule) in rules.iter().enumerate() {
        // Of which several add up: one more is always a hit.
        let text = format!("name = \"r{place}\"\ninject.latency.fixed = \"1ms\"\n{rule}");
        let rule: Rule = toml::from_str(&text).expect("a rule");
        plan.install(&rule, &[&words()], SimTime::default()).expect(&text);
    }
    plan
}

fn poll(job: &str) -> Facts {
    let job = JobFacts { id: job.into(), state: "Open", object: "Contact".into() };
    Facts { operation: "p.poll", job: Some(job), ..Facts::default() }
}

fn fired(plan: &mut Plan, facts: &Facts) -> Vec<String> {
    let draws = plan.draw(7, facts, &Said::default(), SimTime::default());
    draws.verdict.fired.iter().map(|fired| fired.rule.to_string()).collect()
}

#[test]
fn calls_are_counted_for_each_job_by_itself() {
    let mut plan = plan(&["when.nth = 2"]);
    let hits: Vec<bool> =
        ["a", "b", "a", "b", "a"].map(|job| !fired(&mut plan, &poll(job)).is_empty()).into();
    assert_eq!(hits, [false, false, true, true, false]);
    assert_eq!((plan.installed()[0].met, plan.installed()[0].fired), (5, 2));
}

#[test]
fn two_jobs_that_were_asked_for_in_the_same_words_are_counted_each_by_itself() {
    let rules = ["on.operation = \"p.poll\"\nwhen.nth = 2", "when.only_on_retry = true"];
    let mut plan = plan(&rules);
    let create = Facts { operation: "p.create", makes_job: true, ..Facts::default() };
    let made: Vec<Vec<String>> = ["a", "b"].map(|job| make(&mut plan, &create, job)).into();
    assert_eq!(made, [vec![], vec!["r1".to_owned()]]);
    let polls = ["a", "b", "a", "b"].map(|job| fired(&mut plan, &poll(job)).len());
    assert_eq!(polls, [0, 0, 2, 2]);
}

#[test]
fn chance_draws_anew_for_each_of_many_jobs_that_were_asked_for_in_the_same_words() {
    let mut plan = plan(&["on.operation = \"p.poll\"\nwhen.probability = 0.5"]);
    let create = Facts { operation: "p.create", makes_job: true, ..Facts::default() };
    let jobs: Vec<String> = (0..64).map(|number| format!("job{number}")).collect();
    for job in &jobs {
        make(&mut plan, &create, job);
    }
    let hit = jobs.iter().filter(|job| !fired(&mut plan, &poll(job)).is_empty()).count();
    assert!((16..48).contains(&hit), "{hit}");
}

/// Draws for a call that makes a job; what fired.
fn make(plan: &mut Plan, create: &Facts, job: &str) -> Vec<String> {
    let draws = plan.draw(7, create, &Said::default(), SimTime::default());
    plan.made(job, draws.key);
    draws.verdict.fired.iter().map(|fired| fired.rule.to_string()).collect()
}

#[test]
fn a_budget_is_kept_for_the_whole_org_if_told_so() {
    let mut plan = plan(&["when.budget = 2\nwhen.per = \"org\""]);
    let hits = ["a", "b", "c"].map(|job| fired(&mut plan, &poll(job)).len());
    assert_eq!(hits, [1, 1, 0]);
}

#[test]
fn a_rule_waits_for_what_it_is_told_to_wait_for() {
    let mut plan = plan(&[
        "when = { after.state = \"Done\", first = 1 }",
        "when.after.operation = \"p.create\"\non.job = \"nobody\"",
        "when.after.fault = \"r0\"",
    ]);
    assert!(fired(&mut plan, &poll("a")).is_empty());
    plan.changed("b", SimTime::default(), Some("Open"), Some("Done"));
    assert!(fired(&mut plan, &poll("a")).is_empty());
    plan.changed("a", SimTime::default(), Some("Open"), Some("Done"));
    assert_eq!(fired(&mut plan, &poll("a")), ["r0", "r2"]);
    assert_eq!(fired(&mut plan, &poll("a")), ["r2"]);
}

#[test]
fn only_what_was_asked_before_is_a_retry() {
    let mut plan = plan(&["when.only_on_retry = true"]);
    assert_eq!(["a", "b", "a"].map(|job| fired(&mut plan, &poll(job)).len()), [0, 0, 1]);
}

#[test]
fn what_chance_hits_does_not_depend_on_who_comes_first() {
    let mut jobs: Vec<String> = (0..64).map(|number| format!("job{number}")).collect();
    let hit = |jobs: &[String]| {
        let mut plan = plan(&["when.probability = 0.5"]);
        let mut hit: Vec<String> =
            jobs.iter().filter(|job| !fired(&mut plan, &poll(job)).is_empty()).cloned().collect();
        hit.sort();
        hit
    };
    let forwards = hit(&jobs);
    jobs.reverse();
    assert_eq!(forwards, hit(&jobs));
    assert!((16..48).contains(&forwards.len()), "{}", forwards.len());
}

#[test]
fn what_is_said_together_must_hold_together() {
    let hits = |rule: &str, asks: &[&str]| -> Vec<usize> {
        let mut plan = plan(&[rule]);
        asks.iter().map(|job| fired(&mut plan, &poll(job)).len()).collect()
    };
    let six = ["a", "b", "a", "b", "a", "b"];
    assert_eq!(hits("when = { every = 2, budget = 1 }", &six), [0, 0, 1, 1, 0, 0]);
    assert_eq!(hits("when = { every = 2, budget = 1, per = \"org\" }", &six), [0, 1, 0, 0, 0, 0]);
    assert_eq!(hits("when = { first = 3, per = \"client\" }", &six), [1, 1, 1, 0, 0, 0]);
    // What is no retry is not counted: the first retry is the first of them.
    assert_eq!(hits("when = { only_on_retry = true, nth = 1 }", &six), [0, 0, 1, 1, 0, 0]);
    assert_eq!(hits("when = { budget = 0 }", &six), [0; 6]);
    assert_eq!(hits("when = { probability = 1.0, nth = [1, 3] }", &six), [1, 1, 0, 0, 1, 1]);
}

#[test]
fn a_rule_that_waits_counts_from_when_it_begins_to_hit() {
    let mut plan = plan(&["when = { nth = 1, after = { state = \"Done\" } }"]);
    assert!(fired(&mut plan, &poll("a")).is_empty());
    plan.changed("a", SimTime::default(), Some("Open"), Some("Done"));
    assert_eq!(["a", "b", "a"].map(|job| fired(&mut plan, &poll(job)).len()), [1, 0, 0]);
}

#[test]
fn a_window_is_counted_from_when_the_rule_was_installed_and_open_at_its_end() {
    let mut plan = plan(&["when = { from = \"2s\", until = \"4s\" }"]);
    let hits = [1, 2, 3, 4].map(|seconds| {
        let now = SimTime::from_millis(seconds * 1000);
        plan.draw(7, &poll("a"), &Said::default(), now).verdict.fired.len()
    });
    assert_eq!(hits, [0, 1, 1, 0]);
}

#[test]
fn a_rule_goes_when_its_time_is_over() {
    let mut plan = plan(&["lasts = \"5s\""]);
    let at = |plan: &mut Plan, seconds: i64| {
        let now = SimTime::from_millis(seconds * 1000);
        plan.draw(7, &poll("a"), &Said::default(), now).verdict.fired.len()
    };
    assert_eq!((at(&mut plan, 4), at(&mut plan, 5)), (1, 0));
    assert!(plan.is_empty());
}

#[test]
fn a_rule_that_makes_no_sense_is_refused_with_its_key_and_the_nearest_word() {
    let refused = |rule: &str| {
        let rule: Rule = toml::from_str(rule).expect(rule);
        let mut plan = Plan::default();
        let error = plan.install(&rule, &[&words()], SimTime::default()).expect_err("refused");
        assert!(plan.is_empty());
        error.to_string()
    };
    let about = "name = \"x\"\ninject.reset = {}\n";
    assert_eq!(
        refused(&format!("{about}on.operation = \"p.pol\"")),
        "fault `x`: on.operation: there is no `p.pol`; did you mean `p.poll`?"
    );
    assert_eq!(
        refused(&format!("{about}on.state = \"Opne\"")),
        "fault `x`: on.state: there is no `Opne`; did you mean `Open`?"
    );
    assert_eq!(
        refused("name = \"x\"\ninject.stuck = { state = \"Open\" }\non.operation = \"p.poll\""),
        "fault `x`: on.operation: `stuck` is about operations that make a job; use some of: \
         p.create"
    );
    assert_eq!(
        refused(&format!("{about}when = {{ nth = 5, first = 2 }}")),
        "fault `x`: when.nth: no such call is among the first 2; leave out `nth` or `first`"
    );
}
