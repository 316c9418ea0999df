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
        let text = format!("name = \"r{place}\"\ninject.reset = {{}}\n{rule}");
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
    // Only one of two rules can tear a connection down.
    assert_eq!([(); 2].map(|()| fired(&mut plan, &poll("a"))), [["r0"], ["r2"]]);
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
