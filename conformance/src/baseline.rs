//! Failures that are known: a file that says which requirements a client breaks, and why that is so.
//!
//! A run is as it should be if it fails where the file says so and nowhere else. An entry that is no
//! longer true is an error: a baseline tells how a client is, not how it once was.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    /// What is known of a requirement.
    pub fn of(&self, requirement: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.requirement == requirement)
    }
}

impl Known {
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
        let text = String::deserialize(from)?;
        let day = text.parse().map_err(|_| {
            D::Error::custom(format!("`{text}` is no day; write it as \"2027-03-01\""))
        })?;
        Ok(Some(day))
    }
}
