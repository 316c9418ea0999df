//! Steps that show nothing, and faults that no step shows.

use std::collections::BTreeSet;

use super::super::check::Finding;
use super::super::file::{Action, Expect, ScenarioFile};
use crate::core::nearest::suggest;

/// Names that a run knows before its first step.
const KNOWN: [&str; 3] = ["host", "salesforce_token", "marketo_token"];

pub(super) fn findings(file: &ScenarioFile) -> Vec<Finding> {
    let mut found = fired(file);
    let mut saved: BTreeSet<&str> = KNOWN.into();
    for (place, step) in file.scenario.witness.iter().enumerate() {
        let key = format!("witness[{place}]");
        if let Action::Send(send) = &step.action {
            if send.cut.is_none() && step.expect.as_ref().is_none_or(Expect::is_nothing) {
                let remedy = "say what is seen, such as `expect.status = 200`";
                found.push(file.finding(&key, "nothing is expected of the answer", remedy));
            }
            for name in placeholders(&send.target).filter(|name| !saved.contains(name)) {
                let remedy = suggest(name, saved.iter().copied());
                let problem = format!("`{{{name}}}` was saved by no step before");
                found.push(file.finding(format!("{key}.send"), problem, remedy));
            }
        } else if let Some(unused) = step.save.keys().next()
            && matches!(step.action, Action::Advance(_))
        {
            let problem = format!("there is no answer to save `{unused}` from");
            found.push(file.finding(format!("{key}.save"), problem, "leave it out"));
        }
        saved.extend(step.save.keys().map(String::as_str));
    }
    if file.scenario.witness.is_empty() {
        let remedy = "add the calls that show it as [[witness]] steps";
        found.push(file.finding("witness", "nothing shows the situation", remedy));
    }
    found
}

/// Faults that no step makes fire, and firings of faults that there are not.
fn fired(file: &ScenarioFile) -> Vec<Finding> {
    let scenario = &file.scenario;
    let mut found = Vec::new();
    let known: Vec<&str> = scenario.fault.iter().map(|rule| rule.name.as_str()).collect();
    for (place, step) in scenario.witness.iter().enumerate() {
        for name in step.fired.iter().filter(|name| !known.contains(&name.as_str())) {
            let problem = format!("no fault of the file is called `{name}`");
            let remedy = suggest(name, known.iter().copied());
            found.push(file.finding(format!("witness[{place}].fired"), problem, remedy));
        }
    }
    let shown =
        |name: &str| scenario.witness.iter().any(|step| step.fired.iter().any(|f| f == name));
    for (place, name) in known.iter().enumerate().filter(|(_, name)| !shown(name)) {
        let problem = format!("no step says that `{name}` fires");
        let remedy = format!("add `fired = \"{name}\"` to the step that makes it fire");
        found.push(file.finding(format!("fault[{place}]"), problem, remedy));
    }
    found
}

/// The names in braces in a target.
fn placeholders(target: &str) -> impl Iterator<Item = &str> {
    target.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
