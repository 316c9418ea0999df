//! Whether the words of a scenario make sense, found out without running anything: what is wrong here
//! keeps it from being applied.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::file::{Data, Provider, ScenarioFile};
use super::find_generated;
use crate::core::change::SettingError;
use crate::core::time::SimTime;
use crate::faults::Vocabulary;
use crate::providers::marketo;
use crate::providers::salesforce;
use crate::providers::salesforce::schema::Schema;

/// Something that is wrong with a scenario file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The key, such as `fault[0].on.operation`; empty where none is to blame.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, problem, remedy } = self;
        let key = if key.is_empty() { String::new() } else { format!("{key}: ") };
        write!(f, "{file}:{line}: {key}{problem}; {remedy}")
    }
}

impl ScenarioFile {
    /// A finding at a key.
    pub(super) fn finding(
        &self,
        key: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        let key = key.into();
        Finding {
            file: self.file.clone(),
            line: self.lines.of(&key),
            key,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// What keeps the scenario from being applied to a server whose orgs are the usual ones.
    pub fn check(&self, words: &[&Vocabulary]) -> Vec<Finding> {
        let mut found = self.check_settings();
        found.extend(self.check_faults(words));
        if !self.scenario.data.is_empty() {
            found.extend(self.check_data());
        }
        found.extend(self.check_generated());
        found
    }

    fn check_settings(&self) -> Vec<Finding> {
        let settings = &self.scenario.settings;
        let salesforce = settings
            .salesforce
            .as_ref()
            .and_then(|changes| salesforce::settings::Settings::default().changed(changes).err());
        let marketo = settings
            .marketo
            .as_ref()
            .and_then(|changes| marketo::settings::Settings::default().changed(changes).err());
        let wrong = |provider: Provider, error: SettingError| {
            let (problem, remedy) = error
                .message
                .split_once("; ")
                .map_or((error.message.as_str(), "see the provider's README"), |halves| halves);
            self.finding(format!("settings.{provider}.{}", error.key), problem, remedy)
        };
        let salesforce = salesforce.map(|error| wrong(Provider::Salesforce, error));
        salesforce.into_iter().chain(marketo.map(|error| wrong(Provider::Marketo, error))).collect()
    }

    fn check_faults(&self, words: &[&Vocabulary]) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut names = HashSet::new();
        for (place, rule) in self.scenario.fault.iter().enumerate() {
            if let Err(wrong) = rule.check(words) {
                // The words of the provider that it is about are the nearest ones.
                let own = words.iter().filter(|words| {
                    let provider = Provider::named(words.provider);
                    provider.is_some_and(|one| self.scenario.providers.contains(&one))
                });
                let own: Vec<&Vocabulary> = own.copied().collect();
                let nearer = rule.check(&own).err().filter(|_| !own.is_empty());
                let wrong = nearer.filter(|nearer| nearer.key == wrong.key).unwrap_or(wrong);
                let key = format!("fault[{place}].{}", wrong.key);
                found.push(self.finding(key, wrong.problem, wrong.remedy));
            }
            if !names.insert(rule.name.as_str()) {
                let problem = format!("there is a fault `{}` already", rule.name);
                let key = format!("fault[{place}].name");
                found.push(self.finding(key, problem, "give each its own name"));
            }
        }
        found
    }

    fn check_data(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let schema = Arc::new(Schema::standard());
        let settings = salesforce::settings::Settings::default();
        let mut world = salesforce::world::World::new(1, "check", schema, settings);
        let mut of_marketo: Vec<(String, Vec<u8>)> = Vec::new();
        let instance = marketo::instance::Instance::standard();
        for (place, data) in self.scenario.data.iter().enumerate() {
            let wrong = match self.scenario.provider_of(data) {
                None => {
                    let key = format!("data[{place}].provider");
                    let problem = "the scenario is about several providers";
                    found.push(self.finding(key, problem, "say whose rows these are"));
                    continue;
                }
                Some(Provider::Salesforce) => world
                    .load_csv(&data.object, data.rows.as_bytes(), SimTime::default())
                    .err()
                    .map(|error| error.to_string()),
                Some(Provider::Marketo) => {
                    of_marketo.push(marketo_file(data));
                    let settings = marketo::settings::Settings::default();
                    marketo::Template::with_data(&instance, settings, &of_marketo)
                        .err()
                        .map(|error| error.to_string())
                }
            };
            let key = format!("data[{place}].rows");
            found.extend(wrong.map(|problem| self.finding(key, problem, "mend the rows")));
        }
        found
    }

    fn check_generated(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (place, generate) in self.scenario.generate.iter().enumerate() {
            if let Err(problem) = find_generated(&generate.fixture, std::path::Path::new("")) {
                let key = format!("generate[{place}].fixture");
                let (problem, remedy) = problem.rsplit_once("; ").unwrap_or((&problem, "mend it"));
                found.push(self.finding(key, problem, remedy));
            }
        }
        found
    }
}

/// Rows as a seed file of Marketo's: its name says what they are.
pub(super) fn marketo_file(data: &Data) -> (String, Vec<u8>) {
    let ending = if data.object == "activities" { "toml" } else { "csv" };
    (format!("{}.{ending}", data.object), data.rows.clone().into_bytes())
}
