//! The format of settings files.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::core::time::SimTime;
use crate::org::{AutoStops, ClockMode, Declaration};
use crate::providers::marketo;
use crate::providers::salesforce::{DeclaredClient, DeclaredUser};

/// A settings file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsFile {
    /// The server itself.
    pub server: ServerSection,
    /// How time flows.
    pub clock: ClockSection,
    /// Orgs that are there from the start.
    pub org: Vec<OrgSection>,
    /// The open questions of the providers.
    pub settings: SettingsSection,
    /// What Marketo instances have from the start.
    pub marketo: MarketoSection,
}

/// `[marketo]`; what the command line says comes on top. Paths start from the file's own folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MarketoSection {
    /// A folder of definition files that are laid over the standard instance.
    pub instance: Option<PathBuf>,
    /// Seed files (`leads.csv`, `car_c.csv`) or folders of them.
    pub data: Vec<PathBuf>,
}

/// `[server]`; what the command line says wins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerSection {
    /// The port; 0 for any.
    pub port: Option<u16>,
    /// The address to bind; loopback unless told.
    pub bind: Option<std::net::IpAddr>,
    /// The seed of everything that is drawn.
    pub seed: Option<u64>,
    /// Scheme and host in answers, if clients reach the server under another name.
    pub public_url: Option<String>,
    /// Orgs at most.
    pub max_orgs: Option<usize>,
    /// Whether undeclared credentials are refused.
    pub declared_only: Option<bool>,
    /// Whether unknown bearer tokens open orgs of their own.
    pub any_token: Option<bool>,
    /// How long a client may be silent in an upload.
    pub upload_stall: Option<crate::core::time::SimDuration>,
}

/// `[clock]`; what the command line says wins.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClockSection {
    /// `"wall"`, `"manual"`, `"auto"` or `{ scaled = 60.0 }`.
    pub mode: Option<ClockMode>,
    /// Where manual clocks start.
    pub epoch: Option<SimTime>,
    /// Which changes a look leaps to under `"auto"`.
    pub auto_stops: Option<AutoStops>,
}

/// `[settings]`
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsSection {
    /// Salesforce's; the provider's README lists them.
    #[schemars(with = "Option<Map<String, Value>>")]
    pub salesforce: Option<toml::Table>,
    /// Marketo's; the provider's README lists them.
    #[schemars(with = "Option<Map<String, Value>>")]
    pub marketo: Option<toml::Table>,
}

/// `[[org]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrgSection {
    /// The org's name; `demo` replaces the demo org.
    pub name: String,
    /// Users who may log in.
    #[serde(default)]
    pub users: Vec<DeclaredUser>,
    /// Clients that may get tokens.
    #[serde(default)]
    pub clients: Vec<DeclaredClient>,
    /// A token that is valid from the start.
    #[serde(default)]
    pub access_token: Option<String>,
    /// Its Marketo side.
    #[serde(default)]
    pub marketo: marketo::Declared,
    /// Settings that differ from the server's.
    #[serde(default)]
    pub settings: Option<toml::Table>,
    /// How time flows, if not as in the server.
    #[serde(default)]
    pub clock: Option<ClockMode>,
    /// Seed files (`Contact.csv`, `Account.json`) or folders of them, from the file's own folder.
    #[serde(default)]
    pub data: Vec<PathBuf>,
    /// Generated rows: `contacts`, `leads=1000`, or a fixture from the file's own folder.
    #[serde(default)]
    pub generate: Vec<String>,
}

impl OrgSection {
    /// What the registry wants to know.
    pub fn declaration(&self) -> Declaration {
        Declaration {
            name: self.name.clone(),
            users: self.users.clone(),
            clients: self.clients.clone(),
            access_token: self.access_token.clone(),
            settings: self.settings.clone(),
            marketo: self.marketo.clone(),
            clock: self.clock,
        }
    }
}
