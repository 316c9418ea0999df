//! Rules that can never fire, for what they say contradicts itself or the provider.

use serde_json::Value;

use super::super::check::Finding;
use super::super::file::{Provider, ScenarioFile};
use crate::core::nearest::suggest;
use crate::core::pattern::like;
use crate::faults::{Many, OperationWords, Rule, Share, Vocabulary};
use crate::providers::salesforce::schema::Schema;
use crate::providers::{marketo, salesforce};

pub(super) fn findings(file: &ScenarioFile, words: &[&Vocabulary]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, rule) in file.scenario.fault.iter().enumerate() {
        // A rule that is refused is told of elsewhere.
        let Ok(hit) = rule.check(words) else { continue };
        let mut told = Vec::new();
        of_provider(file, rule, &hit, &mut told);
        matchers(rule, &hit, &mut told);
        states(rule, &hit, &mut told);
        objects(rule, &hit, &mut told);
        triggers(file, rule, &mut told);
        found.extend(told.into_iter().map(|Told { key, problem, remedy }| {
            file.finding(format!("fault[{place}].{key}"), problem, remedy)
        }));
    }
    found
}

struct Told {
    key: &'static str,
    problem: String,
    remedy: String,
}

fn tell(
    to: &mut Vec<Told>,
    key: &'static str,
    problem: impl Into<String>,
    remedy: impl Into<String>,
) {
    to.push(Told { key, problem: problem.into(), remedy: remedy.into() });
}

fn names(hit: &[OperationWords]) -> String {
    hit.iter().map(|one| one.name).collect::<Vec<_>>().join(", ")
}

fn of_provider(file: &ScenarioFile, rule: &Rule, hit: &[OperationWords], told: &mut Vec<Told>) {
    let known = |one: &OperationWords| {
        let provider = one.name.split('.').next().and_then(Provider::named);
        provider.is_none_or(|provider| file.scenario.providers.contains(&provider))
    };
    if rule.on.operation.is_some()
        && let Some(one) = hit.iter().find(|one| !known(one))
    {
        let provider = one.name.split('.').next().unwrap_or_default();
        let problem = format!("{} is {provider}'s, the scenario is not", one.name);
        tell(told, "on.operation", problem, format!("add \"{provider}\" to `providers`"));
    }
}

/// The methods of an operation.
fn methods_of(operation: &str) -> Vec<&'static str> {
    let salesforce = salesforce::operation::OPERATIONS.iter();
    let salesforce = salesforce.filter(|line| line.name == operation).flat_map(|line| line.methods);
    let marketo = marketo::operation::OPERATIONS.iter();
    let marketo = marketo.filter(|line| line.name == operation).flat_map(|line| line.methods);
    salesforce.chain(marketo).copied().collect()
}

fn matchers(rule: &Rule, hit: &[OperationWords], told: &mut Vec<Told>) {
    let on = &rule.on;
    let methods: Vec<&str> = hit.iter().flat_map(|one| methods_of(one.name)).collect();
    for wanted in on.method.iter().flat_map(Many::iter) {
        if !methods.iter().any(|method| like(wanted, method)) {
            let mut known = methods.clone();
            known.sort_unstable();
            known.dedup();
            let problem = format!("{} has no method {wanted}", names(hit));
            tell(told, "on.method", problem, suggest(wanted, known));
        }
    }
    let reads_body = |one: &OperationWords| {
        let writes = ["POST", "PATCH"];
        (one.makes_job || !one.takes_rows)
            && methods_of(one.name).iter().any(|method| writes.contains(method))
    };
    if !on.body.is_empty() && !hit.iter().any(reads_body) {
        let problem = format!("{} has no body of JSON or form fields", names(hit));
        tell(told, "on.body", problem, "leave it out, or name another operation");
    }
    let about_job = |one: &OperationWords| one.of_job || one.makes_job;
    if on.object.is_some() && !hit.iter().any(about_job) {
        let problem = format!("{} is about no job, so about no object of one", names(hit));
        tell(told, "on.object", problem, "leave it out, or match `path`");
    }
    if on.job.is_some() && !hit.iter().any(|one| one.of_job) {
        let problem = format!("the path of {} names no job", names(hit));
        tell(told, "on.job", problem, "leave it out");
    }
}

/// The states that the jobs of an operation have.
fn states_of(operation: &str) -> &'static [&'static str] {
    match operation.split('.').take(2).collect::<Vec<_>>().as_slice() {
        ["salesforce", "ingest"] => {
            &["Open", "UploadComplete", "InProgress", "JobComplete", "Aborted", "Failed"]
        }
        ["salesforce", "query"] => {
            &["UploadComplete", "InProgress", "JobComplete", "Aborted", "Failed"]
        }
        ["marketo", "import"] => &["Queued", "Importing", "Complete", "Failed"],
        ["marketo", "export"] => {
            &["Created", "Queued", "Processing", "Completed", "Failed", "Cancelled"]
        }
        _ => &[],
    }
}

fn states(rule: &Rule, hit: &[OperationWords], told: &mut Vec<Told>) {
    let of_job: Vec<&OperationWords> = hit.iter().filter(|one| one.of_job).collect();
    let mut known: Vec<&str> = of_job.iter().flat_map(|one| states_of(one.name)).copied().collect();
    known.dedup();
    for wanted in rule.on.state.iter().flat_map(Many::iter) {
        if of_job.is_empty() {
            let problem = format!("the path of {} names no job that has a state", names(hit));
            tell(told, "on.state", problem, "leave it out, or name an operation on a job");
        } else if !known.iter().any(|state| like(wanted, state)) {
            let problem = format!("the jobs of {} are never `{wanted}`", names(hit));
            tell(told, "on.state", problem, suggest(wanted, known.clone()));
        }
    }
    // What becomes of a job is said of the operations that make one.
    let inject = serde_json::to_value(&rule.inject).unwrap_or_default();
    let stays = inject.pointer("/stuck/state").and_then(Value::as_str);
    let made: Vec<&str> = hit
        .iter()
        .filter(|one| one.makes_job)
        .flat_map(|one| states_of(one.name))
        .copied()
        .collect();
    if let Some(state) = stays.filter(|state| !made.contains(state)) {
        let makers: Vec<_> = hit.iter().filter(|one| one.makes_job).copied().collect();
        let problem = format!("the jobs of {} are never `{state}`", names(&makers));
        tell(told, "inject.stuck.state", problem, suggest(state, made));
    }
}

fn objects(rule: &Rule, hit: &[OperationWords], told: &mut Vec<Told>) {
    if rule.on.object.is_none() {
        return;
    }
    let schema = Schema::standard();
    let instance = marketo::instance::Instance::standard();
    let mut known: Vec<&str> = Vec::new();
    for one in hit {
        match one.name.split('.').next() {
            Some("salesforce") => known.extend(schema.objects().map(|object| object.name.as_str())),
            _ => {
                known.extend(["leads", "activities", "program-members", "members"]);
                known.extend(instance.objects.iter().map(|object| object.name.as_str()));
            }
        }
    }
    known.sort_unstable();
    known.dedup();
    for wanted in rule.on.object.iter().flat_map(Many::iter) {
        if !known.iter().any(|object| like(wanted, object)) {
            let problem = format!("there is no object `{wanted}`");
            tell(told, "on.object", problem, suggest(wanted, known.clone()));
        }
    }
}

fn triggers(file: &ScenarioFile, rule: &Rule, told: &mut Vec<Told>) {
    let when = &rule.when;
    let never = "it never fires; zero means never";
    let leave = "write a number from 1, or leave it out";
    let zero = |number: Option<u64>| number == Some(0);
    if when.nth.as_ref().is_some_and(|nth| nth.iter().any(|nth| *nth == 0)) {
        tell(told, "when.nth", never, leave);
    }
    for (key, number) in
        [("when.every", when.every), ("when.first", when.first), ("when.budget", when.budget)]
    {
        if zero(number) {
            tell(told, key, never, leave);
        }
    }
    if when.probability.is_some_and(|share| share <= Share::default()) {
        tell(told, "when.probability", never, "write a share above 0");
    }
    if let (Some(nth), Some(first)) = (&when.nth, when.first)
        && let Some(past) = nth.iter().find(|nth| **nth > first)
    {
        let problem = format!("call {past} is not among the first {first}");
        tell(told, "when.nth", problem, "leave out `first`, or that number");
    }
    if let (Some(every), Some(first)) = (when.every, when.first)
        && every > first
    {
        let problem = format!("none of the first {first} calls is an {every}th");
        tell(told, "when.every", problem, "leave out `first` or `every`");
    }
    let hits = when.nth.as_ref().map(|nth| nth.iter().count() as u64).or(when.first);
    if let (Some(hits), Some(budget)) = (hits, when.budget)
        && hits > budget
        && budget > 0
        && when.probability.is_none()
    {
        let problem = format!("{hits} calls are to be hit, and the budget is {budget}");
        tell(told, "when.budget", problem, "leave out `budget`, or make it larger");
    }
    if let (Some(from), Some(lasts)) = (when.from, rule.lasts)
        && from >= lasts
    {
        tell(told, "when.from", "the rule is gone by then", "make `lasts` longer");
    }
    let after = when.after.as_ref().and_then(|after| after.fault.as_ref());
    let known = file.scenario.fault.iter().map(|rule| rule.name.as_str());
    if let Some(after) = after.filter(|after| known.clone().all(|name| name != after.as_str())) {
        let problem = format!("no fault of the file is called `{after}`");
        tell(told, "when.after.fault", problem, suggest(after, known));
    }
}
