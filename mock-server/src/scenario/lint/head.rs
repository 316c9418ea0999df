//! The reasons of a scenario, and what it begins with.

use crate::org::ClockMode;
use crate::scenario::check::Finding;
use crate::scenario::file::{Action, Case, Provider, ScenarioFile};

pub(super) fn findings(file: &ScenarioFile) -> Vec<Finding> {
    let mut found = reasons(file);
    found.extend(sources(file));
    found.extend(clock(file));
    found.extend(unused_rows(file));
    found
}

fn reasons(file: &ScenarioFile) -> Vec<Finding> {
    let scenario = &file.scenario;
    let texts = [
        ("why", &scenario.why, "say what happens and why a client should care"),
        ("right_client", &scenario.right_client, "say what a right client does about it"),
    ];
    let missing = texts.iter().filter(|(_, text, _)| text.trim().is_empty());
    let mut found: Vec<Finding> =
        missing.map(|(key, _, remedy)| file.finding(*key, "it is missing", *remedy)).collect();
    if scenario.source.is_empty() {
        let remedy = "name cases of the sheets, such as [\"salesforce 8.38\"]";
        found.push(file.finding("source", "it is missing", remedy));
    }
    if scenario.providers.is_empty() {
        let remedy = "write [\"salesforce\"], [\"marketo\"] or both";
        found.push(file.finding("providers", "it is missing", remedy));
    }
    found
}

fn sources(file: &ScenarioFile) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, source) in file.scenario.source.iter().enumerate() {
        let key = format!("source[{place}]");
        let provider = match Case::read(source) {
            Ok(Case::Listed(provider, _) | Case::Section(provider)) => provider,
            Ok(Case::Fakes) => Provider::Salesforce,
            Err((problem, remedy)) => {
                found.push(file.finding(key, problem, remedy));
                continue;
            }
        };
        if !file.scenario.providers.contains(&provider) {
            let problem = format!("`{source}` is a case of {provider}'s, the scenario is not");
            found.push(file.finding(&key, problem, format!("add \"{provider}\" to `providers`")));
        }
        if file.scenario.source[..place].contains(source) {
            found.push(file.finding(
                key,
                format!("`{source}` stands there twice"),
                "leave one out",
            ));
        }
    }
    found
}

/// A clock that the witness moves, and that does not move.
fn clock(file: &ScenarioFile) -> Option<Finding> {
    let mode = file.scenario.clock.mode?;
    let flows = matches!(mode, ClockMode::Wall | ClockMode::Scaled(_));
    let moves = |step: &&crate::scenario::file::Step| matches!(step.action, Action::Advance(_));
    let moved = file.scenario.witness.iter().any(|step| moves(&step));
    (flows && moved).then(|| {
        let problem = "the witness moves a clock that follows real time";
        file.finding("clock.mode", problem, "write \"manual\" or \"auto\", or leave it out")
    })
}

/// Rows that nothing asks for.
fn unused_rows(file: &ScenarioFile) -> Vec<Finding> {
    let scenario = &file.scenario;
    // All that steps and rules say, as text.
    let said = format!("{:?}{:?}", scenario.witness, scenario.fault).to_lowercase();
    let unused = scenario.data.iter().enumerate().filter(|(_, data)| {
        // Members of lists and programs are asked for by their list or program.
        let word = data.object.split('-').next().unwrap_or_default().to_lowercase();
        !said.contains(&word)
    });
    let finding = |(place, data): (usize, &crate::scenario::file::Data)| {
        let problem = format!("no step and no fault is about `{}`", data.object);
        file.finding(
            format!("data[{place}]"),
            problem,
            "leave the rows out, or show them in a step",
        )
    };
    unused.map(finding).collect()
}
