//! A fault of a case: a rule of the fake, as `bulk-mock fault kinds` describes them.

use serde_json::{Value, json};

/// A rule with a name. Judges ask by that name whether it fired.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name, the same in every run.
    pub name: String,
    body: Value,
}

impl Rule {
    /// A rule on an operation such as `salesforce.ingest.info`; `*` stands for any characters. `inject`
    /// is one kind of fault, such as `json!({"status": {"status": 503}})`.
    pub fn on(name: impl Into<String>, operation: &str, inject: Value) -> Self {
        let name = name.into();
        let mut body = json!({ "name": name, "on": { "operation": operation } });
        body["inject"] = inject;
        Self { name, body }
    }

    /// Only the first so many requests of a job, or of a client where there is no job.
    #[must_use]
    pub fn first(self, count: u64) -> Self {
        self.when("first", count.into())
    }

    /// Only the nth request, counted from 1.
    #[must_use]
    pub fn nth(self, n: u64) -> Self {
        self.when("nth", n.into())
    }

    /// At most so often.
    #[must_use]
    pub fn budget(self, count: u64) -> Self {
        self.when("budget", count.into())
    }

    /// Counted per `key`, `job`, `client` or `org`.
    #[must_use]
    pub fn per(self, what: &str) -> Self {
        self.when("per", what.into())
    }

    /// With another member of `on`, such as `state` or `path`.
    #[must_use]
    pub fn where_(mut self, member: &str, value: Value) -> Self {
        self.body["on"][member] = value;
        self
    }

    /// With a member of `when`.
    #[must_use]
    pub fn when(mut self, member: &str, value: Value) -> Self {
        self.body["when"][member] = value;
        self
    }

    /// In force for so long on the org's clock, such as `400ms`.
    #[must_use]
    pub fn lasts(mut self, time: &str) -> Self {
        self.body["lasts"] = time.into();
        self
    }

    /// As the admin surface takes it.
    pub fn body(&self) -> &Value {
        &self.body
    }
}
