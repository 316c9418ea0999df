//! The format of scenario files, but for its witnesses.

use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use super::Step;
use crate::faults::Rule;
use crate::scenario::{ClockSection, SettingsSection};

/// One situation that a client may meet, how to bring it about, and what is then seen.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "A scenario of bulk-mock")]
pub struct Scenario {
    /// The version of the format: 1.
    #[schemars(range(min = 1, max = 1), transform = without_default)]
    pub version: u32,
    /// What happens, and why somebody should care, in words.
    pub why: String,
    /// Where it comes from: `salesforce 8.38` or `marketo 7.16` is a case of a sheet.
    pub source: Vec<String>,
    /// The providers that it is about.
    pub providers: Vec<Provider>,
    /// What a right client does about it, in words.
    pub right_client: String,
    /// How time flows; as in the server if left out. Its own test stands still at a fixed instant.
    pub clock: ClockSection,
    /// Settings that differ from the server's, in all orgs.
    pub settings: SettingsSection,
    /// Rows that are there from the start, parents before children.
    pub data: Vec<Data>,
    /// Generated rows that are there from the start.
    pub generate: Vec<Generate>,
    /// What goes wrong, in all orgs.
    pub fault: Vec<Rule>,
    /// Calls that make each fault fire, and what is then seen on the wire.
    pub witness: Vec<Step>,
}

/// What is there if nothing is said is no version: the key has to be written.
fn without_default(schema: &mut Schema) {
    schema.remove("default");
}

/// A provider.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Salesforce Bulk API 2.0.
    Salesforce,
    /// Marketo's bulk import and extract.
    Marketo,
}

impl Provider {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Salesforce, Self::Marketo];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Salesforce => "salesforce",
            Self::Marketo => "marketo",
        }
    }

    /// The provider of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.name() == name)
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `[[data]]`: rows of one object. They stay when the scenario is taken back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// A Salesforce object such as `Contact`; of Marketo `leads`, `list-members`, `program-members`,
    /// `activities` or a custom object.
    pub object: String,
    /// Whose it is; need not be said where the scenario is about one provider.
    #[serde(default)]
    pub provider: Option<Provider>,
    /// The org that gets it; the demo org if left out.
    #[serde(default)]
    pub org: Option<String>,
    /// The rows as CSV, or as TOML for Marketo's activities.
    pub rows: String,
}

/// `[[generate]]`: rows that are a function of the seed. They stay when the scenario is taken back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Generate {
    /// A fixture inside the binary, such as `contacts`.
    pub fixture: String,
    /// Rows of the table that counts; as in the fixture if left out.
    #[serde(default)]
    pub rows: Option<u32>,
    /// The org that gets them; the demo org if left out.
    #[serde(default)]
    pub org: Option<String>,
}

impl Scenario {
    /// Whose rows these are; `None` if that is not clear.
    pub fn provider_of(&self, data: &Data) -> Option<Provider> {
        data.provider.or(match self.providers.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }
}
