//! One org of a case: what it holds at first, what the client is told of it, and what it holds in the end.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::setup::{Names, granted, salesforce_token, sow};
use super::{input, records, secrets};
use crate::evidence::{FaultCount, Journal, OrgBook, StoredRow};
use crate::fake::{AdminError, Fake, Org};
use crate::protocol::{AuthKind, Case, Op};
use crate::requirements::Requirement;
use crate::scenario::{Call, Given, Scenario};

/// One org of a case, as it was when the client's part began.
pub(super) struct World {
    /// Where the case is played.
    pub(super) org: Org,
    names: Names,
    /// The last place in the journal that is not the client's.
    after: u64,
    /// Ids of records that were there before.
    before: BTreeMap<String, Vec<Value>>,
}

impl World {
    /// A fresh one with the settings and seeds of a case; `id` is the case's.
    pub(super) fn make(
        fake: &Arc<Fake>,
        scenario: &Scenario,
        id: &str,
    ) -> Result<Self, AdminError> {
        let org = fake.org(id, &scenario.world)?;
        let names = sow(&org, &scenario.seeds)?;
        let mut world = Self { org, names, after: 0, before: BTreeMap::new() };
        for object in objects(scenario) {
            let ids = world.records(&object)?.iter().map(id_of).collect();
            world.before.insert(object, ids);
        }
        Ok(world)
    }

    /// From here on it is the client's: what the kit asked for itself is neither hit by rules nor
    /// judged.
    pub(super) fn open(&mut self, scenario: &Scenario) -> Result<(), AdminError> {
        if !scenario.rules.is_empty() {
            let rules = scenario.rules.iter().map(|rule| self.placed(rule.body())).collect();
            self.org.call("POST", "/faults", Some(&Value::Array(rules)))?;
        }
        self.after = self.last_place()?;
        Ok(())
    }

    /// A rule in which `{port}` stands for the port of the fake.
    fn placed(&self, rule: &Value) -> Value {
        let port = self.org.fake().url().rsplit(':').next().unwrap_or_default();
        let text = rule.to_string().replace("{port}", port);
        serde_json::from_str(&text).unwrap_or_else(|_| rule.clone())
    }

    /// What the client is told of a call in this org.
    pub(super) fn case(
        &self,
        requirement: &Requirement,
        call: &Call,
        id: String,
        dir: &Path,
    ) -> Result<Case, AdminError> {
        let wrong = |error: std::io::Error| {
            AdminError::new(format!("{} cannot be written: {error}", dir.display()))
        };
        std::fs::create_dir_all(dir).map_err(wrong)?;
        let mut target = match call.op {
            Op::MkImport | Op::MkExport | Op::MkCancel => self.org.marketo(),
            _ => self.org.salesforce(call.auth, &call.api_version),
        };
        if call.locked_out {
            target.auth.password = Some("canary-wrong-password".to_owned());
        }
        if call.token {
            target.token = Some(salesforce_token(&self.org)?);
        }
        if call.auth == AuthKind::RefreshToken {
            let (access, refresh) = granted(&self.org)?;
            target.token = Some(access);
            target.auth.refresh_token = Some(refresh);
        }
        let given = call.given.as_ref().map(|given| records::named(given, self.before_of(call)));
        Ok(Case {
            id,
            requirements: vec![requirement.id.to_owned()],
            op: call.op,
            target,
            args: call.args.iter().map(|(k, v)| (k.clone(), self.named(v))).collect(),
            input: given
                .as_ref()
                .map(|given| input::write(given, dir))
                .transpose()
                .map_err(wrong)?,
            dir: dir.to_owned(),
            poll_ms: call.poll_ms,
            deadline_ms: call.deadline_ms,
            limits: call.limits.clone(),
            session: call.session.clone(),
        })
    }

    /// Ids of records of the object of a call that were there before.
    fn before_of(&self, call: &Call) -> &[Value] {
        let object = call.args.get("object").and_then(Value::as_str).unwrap_or_default();
        self.before.get(object).map_or(&[], Vec::as_slice)
    }

    /// An argument with the names of seeds in place.
    fn named(&self, value: &Value) -> Value {
        let Some(text) = value.as_str() else { return value.clone() };
        let known = self.names.iter().find(|(name, _)| text == format!("{{{name}}}"));
        known.map_or_else(|| value.clone(), |(_, id)| Value::from(id.as_str()))
    }

    /// Everything about the org, now that the client is done.
    pub(super) fn book(&self, scenario: &Scenario) -> Result<OrgBook, AdminError> {
        let kept = self.org.call("GET", "", None)?;
        if kept["journal"]["evicted"] != 0 {
            return Err(AdminError::new("the journal is longer than the fake keeps"));
        }
        let lines = self.org.text("GET", &format!("/journal?after={}", self.after), None)?;
        let journal = Journal::read(&lines).map_err(AdminError::new)?;
        let (mut stored, mut before) = (BTreeMap::new(), BTreeMap::new());
        for object in objects(scenario) {
            let known = &self.before[&object];
            let (old, new): (Vec<_>, Vec<_>) =
                self.records(&object)?.into_iter().partition(|row| known.contains(&id_of(row)));
            before.insert(object.clone(), old);
            stored.insert(object, new);
        }
        let ledger = self.org.text("GET", "/ledger", None)?;
        let ledger = ledger.lines().map(serde_json::from_str).collect::<Result<_, _>>();
        Ok(OrgBook {
            journal,
            faults: self.faults()?,
            stored,
            before,
            ledger: ledger.map_err(|error| AdminError::new(format!("the ledger: {error}")))?,
            jobs: self.org.call("GET", "/jobs", None)?,
            secrets: secrets::of(&self.org)?,
        })
    }

    fn records(&self, object: &str) -> Result<Vec<StoredRow>, AdminError> {
        let path = match object {
            "leads" => "/marketo/rows/leads".to_owned(),
            other => format!("/rows/{other}"),
        };
        let rows = self.org.call("GET", &path, None)?;
        let rows: Vec<StoredRow> = serde_json::from_value(rows)
            .map_err(|error| AdminError::new(format!("rows of {object}: {error}")))?;
        let deleted = |row: &StoredRow| {
            ["IsDeleted", "isDeleted"].iter().any(|name| row.get(*name) == Some(&Value::Bool(true)))
        };
        Ok(rows.into_iter().filter(|row| !deleted(row)).collect())
    }

    fn faults(&self) -> Result<Vec<FaultCount>, AdminError> {
        let answer = self.org.call("GET", "/faults", None)?;
        let rules = answer["faults"].as_array().cloned().unwrap_or_default();
        let count = |rule: &Value| FaultCount {
            name: rule["rule"]["name"].as_str().unwrap_or_default().to_owned(),
            met: rule["met"].as_u64().unwrap_or_default(),
            fired: rule["fired"].as_u64().unwrap_or_default(),
        };
        Ok(rules.iter().map(count).collect())
    }

    fn last_place(&self) -> Result<u64, AdminError> {
        let lines = self.org.text("GET", "/journal", None)?;
        let places = |line: &str| -> Option<u64> {
            let entry: Value = serde_json::from_str(line).ok()?;
            let ends = ["/answered/seq", "/received/seq", "/place/seq"];
            ends.iter().filter_map(|end| entry.pointer(end)?.as_u64()).max()
        };
        Ok(lines.lines().filter_map(places).max().unwrap_or(0))
    }
}

fn id_of(row: &StoredRow) -> Value {
    row.get("Id").or_else(|| row.get("id")).cloned().unwrap_or(Value::Null)
}

/// The objects whose records are looked at: those that calls load rows into, or export them from.
fn objects(scenario: &Scenario) -> Vec<String> {
    let mut objects: Vec<String> = Vec::new();
    let given =
        |call: &Call| call.given.as_ref().is_some_and(|it| !matches!(it, Given::Repeated(..)));
    let of_leads = |call: &Call| call.args.get("object").is_some_and(|object| object == "leads");
    let moves_rows = |call: &&Call| given(call) || (call.op == Op::MkExport && of_leads(call));
    for call in scenario.calls.iter().filter(moves_rows) {
        let object = call.args.get("object").and_then(Value::as_str).unwrap_or_default();
        if !object.is_empty() && !objects.iter().any(|known| known == object) {
            objects.push(object.to_owned());
        }
    }
    objects
}
