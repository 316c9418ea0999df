//! One rule, as a scenario file or an admin call writes it.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::inject::Inject;
use super::on::On;
use super::when::When;
use crate::core::time::SimDuration;

/// A fault, and when it happens.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name: it stands in the journal beside every exchange that it changed, and is part of what
    /// is drawn. No two rules of an org have the same.
    pub name: String,
    /// Why somebody wants it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Which requests it is about; all if left out.
    #[serde(default)]
    pub on: On,
    /// Which of those it hits; all if left out.
    #[serde(default)]
    pub when: When,
    /// What happens then: exactly one kind of fault with what it needs to know.
    pub inject: Inject,
    /// After so much of the org's time the rule is removed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<SimDuration>,
}

/// One value, or a list of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Many<T> {
    /// One.
    One(T),
    /// Any of these.
    Any(Vec<T>),
}

impl<T> Many<T> {
    /// The values.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        match self {
            Self::One(one) => std::slice::from_ref(one).iter(),
            Self::Any(many) => many.iter(),
        }
    }
}

/// A part of a whole, from 0 to 1.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default, Serialize, JsonSchema)]
pub struct Share(#[schemars(range(min = 0.0, max = 1.0))] f64);

impl Share {
    /// The whole.
    pub const ALL: Self = Self(1.0);

    /// That part; `None` if it is none.
    pub fn of(part: f64) -> Option<Self> {
        (0.0..=1.0).contains(&part).then_some(Self(part))
    }

    /// Whether a number drawn evenly from all of 64 bits lies in that part.
    pub fn holds(self, drawn: u64) -> bool {
        // 53 bits are all that a float can tell apart.
        ((drawn >> 11) as f64) < self.0 * (1u64 << 53) as f64
    }

    /// That part of `whole`, rounded down.
    pub fn part_of(self, whole: u64) -> u64 {
        (self.0 * whole as f64) as u64
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let part = f64::deserialize(deserializer)?;
        Self::of(part).ok_or_else(|| {
            serde::de::Error::custom(format!("{part} is no share; write a number from 0 to 1"))
        })
    }
}
