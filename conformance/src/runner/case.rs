//! One case from beginning to end: an org, the client, and everything that is known afterwards.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::setup::{Names, granted, salesforce_token, sow};
use super::{clock, records, secrets};
use crate::adapter::{Cx, Ended, Report, Subject};
use crate::evidence::{Evidence, FaultCount, Journal, OrgBook, Rows, Seen, StoredRow};
use crate::fake::{AdminError, Fake, Org};
use crate::protocol::{AuthKind, Case, Input, Op, Outcome};
use crate::requirements::Requirement;
use crate::scenario::{Call, Given, Order, Scenario};

/// How often a caller who waits for a place in the journal looks.
const LOOK: Duration = Duration::from_millis(5);

/// A case that other cases interrupt so often gets a program of its own.
const INTERRUPTED_MAX: usize = 2;

/// Where cases are played: the fake, the client, and a folder for files.
pub struct Stage<'a> {
    /// The fake.
    pub fake: &'a Arc<Fake>,
    /// The client.
    pub subject: &'a dyn Subject,
    /// Files of cases go below it.
    pub dir: &'a Path,
}

/// A case that was played.
pub enum Played {
    /// To its end.
    Whole(Box<Evidence>),
    /// Not at all, through the fault of the kit or the adapter; in words.
    Broken {
        /// Who is at fault.
        blame: Blame,
        /// What happened.
        what: String,
    },
}

/// Who is at fault if a case cannot be played to its end. Never the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// The kit, or its fake.
    Kit,
    /// The adapter, as it says itself.
    Adapter,
    /// The adapter, which did not keep to the protocol.
    Protocol,
}

impl Played {
    fn kit(error: &AdminError) -> Self {
        Self::Broken { blame: Blame::Kit, what: error.to_string() }
    }
}

impl Stage<'_> {
    /// Plays a case. `id` is the name of its folder, and of its messages to the client.
    pub fn play(&self, requirement: &Requirement, scenario: &Arc<Scenario>, id: &str) -> Played {
        for _ in 0..INTERRUPTED_MAX {
            match self.try_play(requirement, scenario, id, false) {
                // What came of it came of two attempts in one org: it is played again in another.
                Ok(Played::Whole(evidence)) if evidence.is_of_two_attempts() => {}
                played => return played.unwrap_or_else(|error| Played::kit(&error)),
            }
        }
        self.play_fresh(requirement, scenario, id)
    }

    /// Plays a case as [`Self::play`] does, in a program that is started for it where there is one.
    pub fn play_fresh(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        id: &str,
    ) -> Played {
        self.try_play(requirement, scenario, id, true).unwrap_or_else(|error| Played::kit(&error))
    }

    fn try_play(
        &self,
        requirement: &Requirement,
        scenario: &Arc<Scenario>,
        id: &str,
        fresh: bool,
    ) -> Result<Played, AdminError> {
        let worlds = (0..scenario.orgs).map(|_| World::make(self.fake, scenario));
        let mut worlds = worlds.collect::<Result<Vec<_>, _>>()?;
        let dir = self.dir.join(id);
        let cases = (scenario.calls.iter().enumerate())
            .map(|(at, call)| {
                let name = if at == 0 { id.to_owned() } else { format!("{id}.{at}") };
                let mut case =
                    worlds[call.org].case(requirement, call, name, &dir.join(at.to_string()))?;
                // Another case, or the same played again, is another session: its orgs are others.
                case.session = case.session.map(|session| format!("{session} of {id}"));
                Ok(case)
            })
            .collect::<Result<Vec<_>, AdminError>>()?;
        worlds.iter_mut().try_for_each(|world| world.open(scenario))?;
        let calls = scenario.calls.iter().zip(cases);
        let calls: Vec<Result<Seen, (Blame, String)>> = match scenario.order {
            Order::OneByOne => {
                calls.map(|(call, case)| self.run(&worlds, call, case, fresh)).collect()
            }
            Order::Together => thread::scope(|scope| {
                let running: Vec<_> = calls
                    .map(|(call, case)| scope.spawn(|| self.run(&worlds, call, case, fresh)))
                    .collect();
                let ended = running.into_iter().map(|call| call.join());
                let panicked = || Err((Blame::Kit, "the kit panicked".to_owned()));
                ended.map(|call| call.unwrap_or_else(|_| panicked())).collect()
            }),
        };
        let calls = match calls.into_iter().collect::<Result<Vec<_>, _>>() {
            Ok(calls) => calls,
            Err((blame, what)) => return Ok(Played::Broken { blame, what }),
        };
        let orgs = worlds.iter().map(|world| world.book(scenario)).collect::<Result<_, _>>()?;
        let ready = Arc::new(self.subject.ready().clone());
        let evidence = Evidence { scenario: Arc::clone(scenario), ready, calls, orgs };
        Ok(Played::Whole(Box::new(evidence)))
    }

    /// Lets the client make one call. An error is the adapter's own.
    fn run(
        &self,
        worlds: &[World],
        call: &Call,
        case: Case,
        fresh: bool,
    ) -> Result<Seen, (Blame, String)> {
        let again = Arc::new(AtomicBool::new(false));
        let mark = Arc::clone(&again);
        let cx = Cx::default().before_again(move || mark.store(true, Ordering::Relaxed));
        let begun = clock::now();
        let report = thread::scope(|scope| {
            let over = Cx::default();
            if let Some(when) = &call.cancel {
                let (org, cx, over) = (&worlds[call.org].org, &cx, over.clone());
                scope.spawn(move || {
                    while !over.wait(LOOK) {
                        let path = format!("/journal?operation={}", when.operation);
                        let seen = org.text("GET", &path, None).unwrap_or_default();
                        if seen.lines().count() as u64 >= when.answered {
                            return cx.cancel();
                        }
                    }
                });
            }
            let report = match call.fresh || fresh {
                true => self.subject.run_fresh(&case, &cx),
                false => self.subject.run(&case, &cx),
            };
            over.cancel();
            report
        });
        let took_ms = clock::ms_since(begun);
        let rows = rows_of(&report)?;
        Ok(Seen { case, report, rows, took_ms, again: again.load(Ordering::Relaxed) })
    }
}

fn rows_of(report: &Report) -> Result<Rows, (Blame, String)> {
    let files = match &report.ended {
        Ended::Done(Outcome::Ok(success)) => &success.rows,
        Ended::Done(Outcome::Error(failure)) => &failure.rows,
        Ended::Done(Outcome::Broken { message }) => return Err((Blame::Adapter, message.clone())),
        Ended::Protocol { what } => {
            return Err((Blame::Protocol, format!("it broke the protocol: {what}")));
        }
        _ => return Ok(Rows::default()),
    };
    Rows::load(files).map_err(|what| (Blame::Protocol, what))
}

/// One org of a case, as it was when the client's part began.
struct World {
    org: Org,
    names: Names,
    /// The last place in the journal that is not the client's.
    after: u64,
    /// Ids of records that were there before.
    before: BTreeMap<String, Vec<Value>>,
}

impl World {
    fn make(fake: &Arc<Fake>, scenario: &Scenario) -> Result<Self, AdminError> {
        let org = fake.org(&scenario.world)?;
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
    fn open(&mut self, scenario: &Scenario) -> Result<(), AdminError> {
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
    fn case(
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
            input: given.as_ref().map(|given| write(given, dir)).transpose().map_err(wrong)?,
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
    fn book(&self, scenario: &Scenario) -> Result<OrgBook, AdminError> {
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

/// Writes the rows of a call where the client finds them.
fn write(given: &Given, dir: &Path) -> std::io::Result<Input> {
    match given {
        Given::Records(table) => {
            let path = dir.join("records.ndjson");
            table.save(&path)?;
            Ok(Input { records: Some(path), ..Input::default() })
        }
        Given::File(file) | Given::Stream(file) => {
            let path = dir.join("input.csv");
            std::fs::write(&path, &file.bytes)?;
            let stream = matches!(given, Given::Stream(_));
            let dialect = Some(file.dialect.clone());
            Ok(Input { file: Some(path), dialect, stream, ..Input::default() })
        }
        Given::Repeated(file, times) => {
            let path = dir.join("input.csv");
            let head = file.bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let (head, lines) = file.bytes.split_at(head);
            let mut out = BufWriter::new(File::create(&path)?);
            out.write_all(head)?;
            (0..*times).try_for_each(|_| out.write_all(lines))?;
            out.flush()?;
            let dialect = Some(file.dialect.clone());
            Ok(Input { file: Some(path), dialect, ..Input::default() })
        }
    }
}
