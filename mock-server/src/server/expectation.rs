//! What a test expects of a server, and the words for what did not happen.

use std::fmt;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};
use std::sync::Arc;

use super::Calls;
use crate::faults::{Installed, Rule};
use crate::org::OrgCell;

/// How often: `2`, `1..`, `1..=2`, `..=3`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Times {
    least: u64,
    most: Option<u64>,
}

impl Times {
    fn holds(self, times: u64) -> bool {
        times >= self.least && self.most.is_none_or(|most| times <= most)
    }
}

impl From<u64> for Times {
    fn from(times: u64) -> Self {
        Self { least: times, most: Some(times) }
    }
}

impl From<RangeInclusive<u64>> for Times {
    fn from(times: RangeInclusive<u64>) -> Self {
        Self { least: *times.start(), most: Some(*times.end()) }
    }
}

impl From<RangeFrom<u64>> for Times {
    fn from(times: RangeFrom<u64>) -> Self {
        Self { least: times.start, most: None }
    }
}

impl From<RangeToInclusive<u64>> for Times {
    fn from(times: RangeToInclusive<u64>) -> Self {
        Self { least: 0, most: Some(times.end) }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (_, Some(0)) => f.write_str("never"),
            (1, Some(1)) => f.write_str("once"),
            (1, None) => f.write_str("at least once"),
            (0, Some(most)) => write!(f, "at most {most} times"),
            (least, None) => write!(f, "at least {least} times"),
            (least, Some(most)) if least == most => write!(f, "{least} times"),
            (least, Some(most)) => write!(f, "{least} to {most} times"),
        }
    }
}

/// What an expectation is about.
#[derive(Clone)]
pub(super) enum About {
    /// A fault.
    Fault(Arc<Rule>),
    /// The calls of operations.
    Calls(String),
}

/// Something that must have happened in an org so many times.
pub(super) struct Expectation {
    pub(super) cell: Arc<OrgCell>,
    pub(super) about: About,
    pub(super) times: Times,
}

impl Expectation {
    /// Whether it is about the same thing.
    pub(super) fn is_about(&self, cell: &Arc<OrgCell>, about: &About) -> bool {
        let same = match (&self.about, about) {
            (About::Fault(mine), About::Fault(other)) => mine.name == other.name,
            (About::Calls(mine), About::Calls(other)) => mine == other,
            (About::Fault(_), About::Calls(_)) | (About::Calls(_), About::Fault(_)) => false,
        };
        same && Arc::ptr_eq(&self.cell, cell)
    }

    /// What is not as expected, in words.
    pub(super) fn unmet(&self) -> Option<String> {
        let (times, org) = (self.times, &self.cell.name);
        let (said, happened) = match &self.about {
            About::Fault(rule) => {
                let (met, fired) = counted(&self.cell, &rule.name);
                let said = format!(
                    "fault `{}` of org `{org}` was to fire {times}, and fired {}\n  {}\n  it met {}",
                    rule.name,
                    often(fired),
                    described(rule),
                    met.map_or("nobody knows how many calls: it was removed".into(), |met| {
                        format!("{met} calls that it is about")
                    })
                );
                (said, fired)
            }
            About::Calls(operation) => {
                let came = Calls::of(&self.cell, operation).len() as u64;
                let said = format!(
                    "org `{org}` was to be asked {operation} {times}, and was asked {}",
                    often(came)
                );
                (said, came)
            }
        };
        if times.holds(happened) {
            return None;
        }
        let told = Calls::of(&self.cell, "*").told();
        let told = if told.is_empty() { "\n    none".to_owned() } else { told };
        let evicted = match self.cell.lock().journal.evicted() {
            0 => String::new(),
            dropped => format!(" (the journal had to drop {dropped} entries)"),
        };
        Some(format!("{said}\n  calls that came{evicted}:{told}"))
    }
}

/// How many calls a fault met, and how often it fired; if it is in force no more, the journal tells.
pub(super) fn counted(cell: &OrgCell, rule: &str) -> (Option<u64>, u64) {
    let of_plan = |installed: &Installed| (installed.met, installed.fired);
    let found = {
        let org = cell.lock();
        org.faults.installed().iter().find(|known| known.rule.name == rule).map(of_plan)
    };
    match found {
        Some((met, fired)) => (Some(met), fired),
        None => (None, Calls::of(cell, "*").fault(rule).len() as u64),
    }
}

fn often(times: u64) -> String {
    match times {
        0 => "never".into(),
        1 => "once".into(),
        times => format!("{times} times"),
    }
}

/// What a rule says, as a file would write it.
fn described(rule: &Rule) -> String {
    let parts = [
        ("on", toml::Value::try_from(&rule.on)),
        ("when", toml::Value::try_from(&rule.when)),
        ("inject", toml::Value::try_from(&rule.inject)),
    ];
    let said = parts.into_iter().filter_map(|(name, part)| Some((name, part.ok()?)));
    let said = said.filter(|(_, part)| part.as_table().is_none_or(|part| !part.is_empty()));
    said.map(|(name, part)| format!("{name} = {part}")).collect::<Vec<_>>().join("\n  ")
}
