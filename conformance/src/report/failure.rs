//! A failure in words, as all reports show it: the case, what was expected and seen, the calls on the
//! wire that show it, and how to play just that again.

use std::collections::HashMap;

use super::{Check, Event, Failure, Journal, Run, Wire};
use crate::text::{shell_word, short, visible};

/// So many calls of a wire log are shown.
const CALLS_MAX: usize = 12;

/// So many characters of what was expected or seen are shown.
const CHARACTERS_MAX: usize = 400;

/// What failures need of earlier events: the run, and the wire logs.
#[derive(Debug, Default)]
pub(super) struct Told {
    run: Option<Run>,
    wires: HashMap<(String, String), Vec<Wire>>,
}

impl Told {
    /// Remembers what failures will need.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Run(run) => self.run = Some((**run).clone()),
            Event::Journal(Journal { requirement, case, attempt: 1, calls, .. }) => {
                let wire = self.wires.entry((requirement.clone(), case.clone())).or_default();
                wire.extend(calls.iter().cloned());
            }
            _ => {}
        }
    }

    /// What drawn cases were drawn from.
    pub(super) fn seed(&self) -> Option<u64> {
        self.run.as_ref().map(|run| run.seed)
    }

    /// All failures of a check that are told, line by line; one that says the same as one before it
    /// takes a line.
    pub(super) fn all(&self, check: &Check) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, failure) in check.failures.iter().enumerate() {
            let before = &check.failures[..at];
            let same = |other: &Failure| other.finding.what == failure.finding.what;
            match before.iter().any(same) {
                true => lines.push(format!("case `{}`: the same", failure.case)),
                false => lines.extend(self.lines(check, failure)),
            }
        }
        let all: u32 =
            check.cases.iter().filter(|(status, _)| status.is_failure()).map(|(_, n)| n).sum();
        let more = (all as usize).saturating_sub(check.failures.len());
        if more > 0 {
            lines.push(format!("and {more} more cases"));
        }
        lines
    }

    /// A failure, line by line.
    fn lines(&self, check: &Check, failure: &Failure) -> Vec<String> {
        let finding = &failure.finding;
        let mut lines = vec![format!("case `{}`: {}", failure.case, visible(&finding.what))];
        let side = |text: &String| short(&visible(text), CHARACTERS_MAX);
        lines.extend(finding.expected.as_ref().map(|text| format!("  expected  {}", side(text))));
        lines.extend(finding.seen.as_ref().map(|text| format!("  seen      {}", side(text))));
        let calls = self.calls(check, failure);
        lines.extend(calls.into_iter().map(|call| format!("  wire      {call}")));
        match &failure.again {
            Some(again) if again.what == finding.what => {}
            Some(again) => lines.push(format!("  again     {}", visible(&again.what))),
            None => lines.push("  again     nothing is wrong when it is played again".to_owned()),
        }
        lines
    }

    /// The calls that show a failure, or the last ones where none is named.
    fn calls(&self, check: &Check, failure: &Failure) -> Vec<String> {
        let key = (check.requirement.clone(), failure.case.clone());
        let Some(wire) = self.wires.get(&key) else { return Vec::new() };
        let places = &failure.finding.places;
        let named: Vec<_> = wire.iter().filter(|call| places.contains(&call.place)).collect();
        let shown = match named.is_empty() {
            true => wire.iter().skip(wire.len().saturating_sub(CALLS_MAX)).collect(),
            false => named,
        };
        let more = shown.len().saturating_sub(CALLS_MAX);
        let mut lines: Vec<_> = shown.into_iter().take(CALLS_MAX).map(Wire::line).collect();
        if more > 0 {
            lines.push(format!("… and {more} more"));
        }
        lines
    }

    /// How to play just that again.
    pub(super) fn again(&self, check: &Check) -> Option<String> {
        let run = self.run.as_ref().filter(|run| !run.command.is_empty())?;
        let mut line = format!("bulk-conformance run --only {}", check.requirement);
        if run.suite != crate::suite::LATEST {
            line += &format!(" --suite {}", run.suite);
        }
        if run.profile != crate::runner::Profile::Quick {
            line += &format!(" --profile {}", run.profile.name());
        }
        if run.slow {
            line += " --slow";
        }
        Some(format!("{line} --seed {} {}", run.seed, words(&run.command)))
    }

    /// How to see what is wrong with an adapter.
    pub(super) fn check(&self) -> Option<String> {
        let run = self.run.as_ref().filter(|run| !run.command.is_empty())?;
        Some(format!("bulk-conformance adapter check {}", words(&run.command)))
    }
}

/// As a shell reads them.
fn words(command: &[String]) -> String {
    command.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ")
}

impl Wire {
    /// In one line: `#12 PUT salesforce.ingest.upload 201`.
    pub fn line(&self) -> String {
        let what = self.operation.as_deref().unwrap_or(&self.target);
        let mut line = format!("#{} {} {what}", self.place, self.method);
        match (self.status, &self.broke) {
            (Some(status), None) => line += &format!(" {status}"),
            (Some(status), Some(broke)) => line += &format!(" {status}, {broke}"),
            (None, Some(broke)) => line += &format!(" {broke}"),
            (None, None) => line += " no answer",
        }
        if !self.faults.is_empty() {
            line += &format!(" (fault: {})", self.faults.join(", "));
        }
        line
    }
}
