//! Which entries of a journal somebody wants: everything that is said must hold.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::entry::{Entry, Exchange, Transition};
use crate::core::pattern::like;
use crate::core::time::SimTime;

/// Entries of a journal. What is left out matches everything; texts may have `*` for any characters.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// `exchange` for calls, `transition` for changes of state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryKind>,
    /// The name of the operation, such as `salesforce.ingest.*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path as it was sent, without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The id of a job: calls whose target names it, the call that made it, and its changes of state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// The status of the answer: `429`, or `4xx` for all that begin so; of a change of state, the state
    /// that the job came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Not before this instant of the org's time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<SimTime>,
    /// Before this instant of the org's time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<SimTime>,
    /// The name of a rule of faults that fired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// What an entry tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A call.
    Exchange,
    /// A change of state.
    Transition,
}

/// A status, or a pattern of them: `429`, `4xx`, `Failed`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status(String);

impl Status {
    fn is(&self, status: u16) -> bool {
        let said = status.to_string();
        let fits = |(wanted, said): (char, char)| matches!(wanted, 'x' | 'X') || wanted == said;
        like(&self.0, &said)
            || (self.0.chars().count() == said.len() && self.0.chars().zip(said.chars()).all(fits))
    }
}

/// One condition that does not hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Unmet {
    /// The condition.
    pub key: &'static str,
    /// What was wanted.
    pub wanted: String,
    /// What was.
    pub was: String,
}

impl Filter {
    /// Whether an entry is meant.
    pub fn takes(&self, entry: &Entry) -> bool {
        self.unmet(entry).is_empty()
    }

    /// What keeps an entry from being meant.
    pub fn unmet(&self, entry: &Entry) -> Vec<Unmet> {
        let mut unmet = Unmets(Vec::new());
        match entry {
            Entry::Exchange(exchange) => self.check_exchange(exchange, &mut unmet),
            Entry::Transition(transition) => self.check_transition(transition, &mut unmet),
        }
        unmet.0
    }

    /// How many conditions there are.
    pub fn conditions(&self) -> usize {
        let texts = [&self.operation, &self.method, &self.path, &self.job, &self.fault];
        let times = [&self.since, &self.until];
        texts.iter().filter(|text| text.is_some()).count()
            + times.iter().filter(|time| time.is_some()).count()
            + usize::from(self.entry.is_some())
            + usize::from(self.status.is_some())
    }

    fn check_exchange(&self, exchange: &Exchange, unmet: &mut Unmets) {
        let kind = self.entry.is_none_or(|kind| kind == EntryKind::Exchange);
        unmet.note("entry", kind, || ("transition".into(), "exchange".into()));
        unmet.text("operation", self.operation.as_deref(), exchange.operation.unwrap_or(""));
        unmet.text("method", self.method.as_deref(), &exchange.method);
        let path = exchange.target.split('?').next().unwrap_or("");
        unmet.text("path", self.path.as_deref(), path);
        if let Some(job) = &self.job {
            unmet.note("job", is_about(exchange, job), || (job.clone(), exchange.target.clone()));
        }
        if let Some(status) = &self.status {
            let is = exchange.status.is_some_and(|said| status.is(said));
            let said = || exchange.status.map_or("none yet".into(), |status| status.to_string());
            unmet.note("status", is, || (status.0.clone(), said()));
        }
        unmet.time(self, exchange.received.at);
        if let Some(fault) = &self.fault {
            let fired = exchange.faults.iter().any(|fired| like(fault, &fired.rule));
            let names = || exchange.faults.iter().map(|fired| &*fired.rule).collect::<Vec<_>>();
            unmet.note("fault", fired, || (fault.clone(), names().join(", ")));
        }
    }

    fn check_transition(&self, transition: &Transition, unmet: &mut Unmets) {
        let kind = self.entry.is_none_or(|kind| kind == EntryKind::Transition);
        unmet.note("entry", kind, || ("exchange".into(), "transition".into()));
        let of_calls = [
            ("operation", &self.operation),
            ("method", &self.method),
            ("path", &self.path),
            ("fault", &self.fault),
        ];
        for (key, wanted) in of_calls {
            // A change of state has none of these, so that not even `*` means it.
            let wanted = || wanted.clone().unwrap_or_default();
            unmet.note(key, wanted().is_empty(), || (wanted(), String::new()));
        }
        if let Some(job) = &self.job {
            let is = is_id(job, &transition.subject);
            unmet.note("job", is, || (job.clone(), transition.subject.clone()));
        }
        if let Some(status) = &self.status {
            let state = transition.to.unwrap_or("");
            unmet.note("status", like(&status.0, state), || (status.0.clone(), state.into()));
        }
        unmet.time(self, transition.place.at);
    }
}

/// What was found not to hold.
struct Unmets(Vec<Unmet>);

impl Unmets {
    fn note(&mut self, key: &'static str, holds: bool, said: impl FnOnce() -> (String, String)) {
        if !holds {
            let (wanted, was) = said();
            self.0.push(Unmet { key, wanted, was });
        }
    }

    fn text(&mut self, key: &'static str, wanted: Option<&str>, said: &str) {
        let Some(wanted) = wanted else { return };
        self.note(key, like(wanted, said), || (wanted.into(), said.into()));
    }

    fn time(&mut self, filter: &Filter, at: SimTime) {
        if let Some(since) = filter.since {
            self.note("since", at >= since, || (since.to_string(), at.to_string()));
        }
        if let Some(until) = filter.until {
            self.note("until", at < until, || (until.to_string(), at.to_string()));
        }
    }
}

/// Whether an id, or its first fifteen characters, is that of a job.
pub fn is_id(said: &str, job: &str) -> bool {
    said == job || (said.len() == 15 && job.len() == 18 && job.starts_with(said))
}

/// Whether an exchange is about a job: its target names it, or it made it.
fn is_about(exchange: &Exchange, job: &str) -> bool {
    let named = |part: &str| is_id(part, job) || is_id(job, part);
    let parts = exchange.target.split(['/', '?', '&', '=', '.']);
    let made = exchange.method == "POST"
        && exchange.response.whole.as_ref().is_some_and(|body| {
            !job.is_empty() && memchr::memmem::find(body, format!("\"{job}").as_bytes()).is_some()
        });
    parts.into_iter().any(named) || made || made_by_number(exchange, job)
}

/// Marketo names its batches by numbers, which no quotes surround.
fn made_by_number(exchange: &Exchange, job: &str) -> bool {
    let is_number = !job.is_empty() && job.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        && exchange.method == "POST"
        && exchange.response.whole.as_ref().is_some_and(|body| {
            let said = format!("\"batchId\":{job}");
            memchr::memmem::find_iter(body, said.as_bytes())
                .any(|at| !body.get(at + said.len()).is_some_and(u8::is_ascii_digit))
        })
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Said;

        impl serde::de::Visitor<'_> for Said {
            type Value = Status;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a status such as 429, 4xx or Failed")
            }

            fn visit_u64<E: serde::de::Error>(self, status: u64) -> Result<Status, E> {
                Ok(Status(status.to_string()))
            }

            fn visit_str<E: serde::de::Error>(self, status: &str) -> Result<Status, E> {
                if status.is_empty() {
                    return Err(E::custom("a status is not empty; write 429, 4xx or Failed"));
                }
                Ok(Status(status.to_owned()))
            }
        }

        deserializer.deserialize_any(Said)
    }
}

impl JsonSchema for Status {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["integer", "string"],
            "description": "A status such as 429 or \"4xx\"; of a change of state, the new state.",
        })
    }
}
