//! Failures that are known: a file that says which requirements a client breaks, and why that is so.
//!
//! A run is as it should be if it fails where the file says so and nowhere else. An entry that is no
//! longer true is an error: a baseline tells how a client is, not how it once was.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::judge::Status;
use crate::report::{Check, Standing};
use crate::requirements;
use crate::suite;
use crate::text;

/// What is known of a client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The suite that it was written for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suite: Option<String>,
    /// The requirements that the client breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
}

/// A requirement that a client breaks, or of which nothing can be found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its id.
    pub requirement: String,
    /// Why.
    pub reason: String,
    /// Where it is talked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The last day on which the failure is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub until: Option<Date>,
    /// Whether it fails at times only: then a run in which it passes is as it should be, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sometimes: bool,
}

impl Baseline {
    /// Reads a file that was written for this suite, or for one that holds all of it.
    ///
    /// # Errors
    /// In words, with the file, the line and what to do: a file that cannot be read, a key that is not
    /// known, a requirement that does not exist or stands there twice, a suite that leaves out some of
    /// this one.
    pub fn load(file: &Path, played: &str) -> Result<Self, String> {
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!(
                "{name}: there is no such file; `bulk-conformance run --write-baseline {name}` writes \
                 one, and an empty file is a baseline that knows nothing"
            ),
            _ => format!("{name}: {error}"),
        })?;
        Self::read(&text, played).map_err(|wrong| format!("{name}{wrong}"))
    }

    /// Reads the text of a file. An error begins with the line: `:3: …`.
    fn read(text: &str, played: &str) -> Result<Self, String> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let baseline: Self = toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| format!(":{}", line(span.start)));
            format!("{}: {}", place.unwrap_or_default(), error.message().trim())
        })?;
        let place = |id: &str| {
            let at = text.rfind(&format!("\"{id}\"")).unwrap_or_default();
            format!(":{}", line(at))
        };
        if let Some(written) =
            baseline.suite.as_ref().filter(|written| !suite::holds(written, played))
        {
            return Err(format!(
                "{}: it was written for the suite `{written}`, and this is `{played}`; run with \
                 `--suite {written}`, or look through the entries and change `suite`",
                place(written)
            ));
        }
        for (at, known) in baseline.known.iter().enumerate() {
            let id = &known.requirement;
            if requirements::find(id).is_none() {
                let ids = requirements::all().map(|requirement| requirement.id);
                let meant = text::nearest(id, ids).map(|id| format!("; did you mean `{id}`?"));
                let meant = meant.unwrap_or_else(|| "; `bulk-conformance list` has all".to_owned());
                return Err(format!("{}: there is no requirement `{id}`{meant}", place(id)));
            }
            if baseline.known[..at].iter().any(|other| other.requirement == *id) {
                return Err(format!("{}: `{id}` is there twice; keep one entry", place(id)));
            }
        }
        Ok(baseline)
    }

    /// The failures of a run, with what was known of them before; entries for requirements that were
    /// not looked at are kept, and so is a larger suite that it was written for.
    pub fn of_run(played: &str, checks: &[Check], before: &Self) -> Self {
        let ids: Vec<&str> = checks.iter().map(|check| check.requirement.as_str()).collect();
        let kept = |known: &&Known| {
            let at = ids.iter().position(|id| *id == known.requirement);
            at.is_none_or(|at| checks[at].status == Status::NotLookedAt)
        };
        let mut known: Vec<Known> = before.known.iter().filter(kept).cloned().collect();
        for check in checks {
            let uncovered = check.standing == Standing::Uncovered;
            let old = before.of(&check.requirement);
            let silent = matches!(check.status, Status::NotExercised | Status::NotObserved);
            let passes_today = check.status == Status::Pass && old.is_some_and(|old| old.sometimes);
            if check.status.is_failure() || uncovered || passes_today || (silent && old.is_some()) {
                known.push(Known::of(check, old));
            }
        }
        let place = |known: &Known| {
            requirements::all().position(|requirement| requirement.id == known.requirement)
        };
        known.sort_by_key(place);
        let larger = before.suite.as_ref().filter(|written| suite::holds(written, played));
        Self { suite: Some(larger.map_or(played, String::as_str).to_owned()), known }
    }

    /// As a file.
    pub fn text(&self) -> String {
        // Texts, days and truth values cannot fail to be written.
        toml::to_string(self).unwrap_or_default()
    }

    /// What is known of a requirement.
    pub fn of(&self, requirement: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.requirement == requirement)
    }
}

impl Known {
    fn of(check: &Check, before: Option<&Self>) -> Self {
        let found = check.failures.first().map(|failure| failure.finding.what.clone());
        let new = || Self {
            requirement: check.requirement.clone(),
            reason: found.or_else(|| check.why.clone()).unwrap_or_default(),
            issue: None,
            until: None,
            sometimes: check.status == Status::Flaky,
        };
        before.cloned().unwrap_or_else(new)
    }

    /// Whether it is no longer accepted on that day.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// A day, as `2027-03-01`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Date>, D::Error> {
        // With quotes or without: TOML has days of its own.
        let text = match toml::Value::deserialize(from)? {
            toml::Value::String(text) => text,
            other => other.to_string(),
        };
        let day = text.parse().map_err(|_| {
            D::Error::custom(format!("`{text}` is no day; write it as \"2027-03-01\""))
        })?;
        Ok(Some(day))
    }
}
