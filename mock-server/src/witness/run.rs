//! Runs a scenario: a server of its own with the scenario applied, and its steps one after the other.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::net::SocketAddr;

use super::call::{Call, token_name};
use super::judge::differences;
use super::saved::Saved;
use super::wire::{PATIENCE, Seen, Wire};
use crate::core::journal::Entry;
use crate::core::time::SimTime;
use crate::edge::JumpTarget;
use crate::org::ClockMode;
use crate::scenario::file::{
    Action, Advance, Body, Ending, Expect, Provider, ScenarioFile, Send, Step,
};
use crate::{
    Builder, DEMO_CLIENT, DEMO_ORG, DEMO_PASSWORD, DEMO_SECRET, DEMO_TOKEN, DEMO_USER, MockServer,
    demo,
};

/// Where the clock of a scenario stands that says nothing of it.
const EPOCH: &str = "2026-01-01T00:00:00Z";

/// A token of the demo org's Marketo side that is there from the start of a run.
const MARKETO_TOKEN: &str = "demo-marketo-token-0001:ab";

/// A step that did not come out as its scenario says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Miss {
    /// The file.
    pub file: String,
    /// The line of the step, or of what is wrong.
    pub line: usize,
    /// What was to be seen, and what was.
    pub what: String,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Runs a scenario in a server of its own.
///
/// # Errors
/// Everything in the first step that went otherwise; or, when all went well, the faults that never
/// fired.
pub async fn run(file: &ScenarioFile) -> Result<(), Vec<Miss>> {
    let at =
        |key: &str, what: String| Miss { file: file.file.clone(), line: file.lines.of(key), what };
    let server = start(file).await.map_err(|errors| {
        errors.into_iter().map(|error| at("version", error)).collect::<Vec<_>>()
    })?;
    let Some(address) = server.address() else {
        return Err(vec![at("version", "the server does not listen".into())]);
    };
    let mut run = Run::new(&server, address);
    for (place, step) in file.scenario.witness.iter().enumerate() {
        let key = format!("witness[{place}]");
        let told = run.step(step).await;
        if !told.is_empty() {
            let name = format!("step {} ({}): ", place + 1, name_of(step));
            let miss = |told: String| at(&key, format!("{name}{told}"));
            return Err(told.into_iter().map(miss).collect());
        }
    }
    let fired = fired(&server);
    let never =
        file.scenario.fault.iter().enumerate().filter(|(_, rule)| !fired.contains_key(&rule.name));
    let never: Vec<Miss> = never
        .map(|(place, rule)| at(&format!("fault[{place}]"), format!("`{}` never fired", rule.name)))
        .collect();
    server.stop().await;
    if never.is_empty() { Ok(()) } else { Err(never) }
}

/// A server with the scenario applied.
async fn start(file: &ScenarioFile) -> Result<MockServer, Vec<String>> {
    let one = |error: String| vec![error];
    let mut declared = demo();
    declared.marketo.access_token = Some(MARKETO_TOKEN.into());
    let clock = &file.scenario.clock;
    let server = Builder::default()
        .demo(Some(declared))
        .configure(|config, _| {
            config.clock = clock.mode.unwrap_or(ClockMode::Manual);
            config.epoch = clock.epoch.or_else(|| EPOCH.parse::<SimTime>().ok());
        })
        .start()
        .await
        .map_err(one)?;
    let played = server.play(file.clone()).await;
    played.map_err(|found| found.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    Ok(server)
}

fn name_of(step: &Step) -> String {
    match &step.action {
        Action::Send(send) => format!("{} {}", send.method, send.target),
        Action::Advance(_) => "advance".into(),
        Action::Login(provider) => format!("login at {provider}"),
    }
}

/// How often each rule fired, in all orgs.
fn fired(server: &MockServer) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for org in server.orgs() {
        org.with(|org| {
            for entry in org.journal.entries() {
                let Entry::Exchange(exchange) = entry else { continue };
                for fired in &exchange.faults {
                    *counts.entry(fired.rule.to_string()).or_default() += 1;
                }
            }
        });
    }
    counts
}

/// A scenario under way.
struct Run<'a> {
    server: &'a MockServer,
    address: SocketAddr,
    saved: Saved,
    kept: HashMap<String, Wire>,
    /// How often each rule had fired before this step.
    before: BTreeMap<String, u64>,
}

impl<'a> Run<'a> {
    fn new(server: &'a MockServer, address: SocketAddr) -> Self {
        let mut saved = Saved::default();
        saved.put("host", address.to_string());
        saved.put(token_name(Provider::Salesforce), DEMO_TOKEN.into());
        saved.put(token_name(Provider::Marketo), MARKETO_TOKEN.into());
        Self { server, address, saved, kept: HashMap::new(), before: BTreeMap::new() }
    }

    /// Takes a step; gives what went otherwise.
    async fn step(&mut self, step: &Step) -> Vec<String> {
        let done = match &step.action {
            Action::Advance(how_far) => self.advance(*how_far).await,
            Action::Login(provider) => self.login(*provider, step).await,
            Action::Send(send) => self.send(send, step).await,
        };
        let mut told = done.err().unwrap_or_default();
        told.extend(self.count(&step.fired));
        told
    }

    async fn advance(&self, how_far: Advance) -> Result<(), Vec<String>> {
        let target = match how_far {
            Advance::By(span) => JumpTarget::By(span),
            Advance::NextEvent => JumpTarget::NextEvent,
            Advance::UntilIdle => JumpTarget::Idle,
        };
        match self.server.find_org(DEMO_ORG) {
            Some(org) => {
                org.advance(target).await;
                Ok(())
            }
            None => Err(vec!["there is no demo org".into()]),
        }
    }

    async fn login(&mut self, provider: Provider, step: &Step) -> Result<(), Vec<String>> {
        let usual = Expect { status: Some(200), ..Expect::default() };
        let expect = step.expect.as_ref().unwrap_or(&usual);
        let seen = self.exchange(&login(provider), expect).await.map_err(|error| vec![error])?;
        let told = differences(expect, &seen, &self.saved);
        let token = self.saved.take(token_name(provider), "/access_token", &seen);
        match token {
            Ok(()) if told.is_empty() => self.keep(step, &seen),
            Err(error) if told.is_empty() && step.expect.is_none() => Err(vec![error]),
            _ if told.is_empty() => Ok(()),
            _ => Err(told),
        }
    }

    async fn send(&mut self, send: &Send, step: &Step) -> Result<(), Vec<String>> {
        let one = |error: std::io::Error| vec![format!("the socket: {error}")];
        if send.cut.is_some() {
            let call = Call::of(send, &self.saved, &self.address.to_string());
            let answered = self.exchanges();
            let wire = Wire::connect(self.address).await.map_err(one)?;
            wire.abandon(&call).await.map_err(one)?;
            let came = async {
                while self.exchanges() == answered {
                    tokio::task::yield_now().await;
                }
            };
            let nobody = |_| vec!["the demo org saw nothing of a request that was cut".to_owned()];
            return tokio::time::timeout(PATIENCE, came).await.map_err(nobody);
        }
        let nothing = Expect::default();
        let expect = step.expect.as_ref().unwrap_or(&nothing);
        let seen = self.exchange(send, expect).await.map_err(|error| vec![error])?;
        let told = differences(expect, &seen, &self.saved);
        if !told.is_empty() {
            return Err(told);
        }
        self.keep(step, &seen)
    }

    fn keep(&mut self, step: &Step, seen: &Seen) -> Result<(), Vec<String>> {
        for (name, place) in &step.save {
            self.saved.take(name, place, seen).map_err(|error| vec![error])?;
        }
        Ok(())
    }

    /// Makes a call and reads what comes.
    async fn exchange(&mut self, send: &Send, expect: &Expect) -> Result<Seen, String> {
        let call = Call::of(send, &self.saved, &self.address.to_string());
        let kept = send.connection.as_ref().and_then(|name| self.kept.remove(name));
        let mut wire = match kept {
            Some(wire) => wire,
            None => Wire::connect(self.address).await.map_err(|e| format!("the socket: {e}"))?,
        };
        let seen = wire.exchange(&call, expect.end == Ending::Stalled).await;
        if let Some(name) = &send.connection {
            self.kept.insert(name.clone(), wire);
        }
        Ok(seen)
    }

    /// How many exchanges the demo org has seen.
    fn exchanges(&self) -> usize {
        let entries = |org: crate::OrgHandle| {
            org.with(|org| {
                org.journal.entries().filter(|e| matches!(e, Entry::Exchange(_))).count()
            })
        };
        self.server.find_org(DEMO_ORG).map_or(0, entries)
    }

    /// Whether just these rules fired since the last step.
    fn count(&mut self, wanted: &[String]) -> Vec<String> {
        let now = fired(self.server);
        let mut told = Vec::new();
        for (name, count) in &now {
            let more = count - self.before.get(name).unwrap_or(&0);
            let wanted = wanted.iter().filter(|one| *one == name).count() as u64;
            if more != wanted {
                told.push(format!("fired: `{name}` expected {wanted} times, fired {more} times"));
            }
        }
        for name in wanted.iter().filter(|name| !now.contains_key(*name)) {
            told.push(format!("fired: `{name}` did not fire"));
        }
        self.before = now;
        told
    }
}

/// The call by which the demo org's client gets a token.
fn login(provider: Provider) -> Send {
    let form = |fields: &[(&str, &str)]| {
        Body::Form(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    };
    let (method, target, body) = match provider {
        Provider::Salesforce => (
            "POST",
            "/services/oauth2/token".to_owned(),
            form(&[
                ("grant_type", "password"),
                ("client_id", DEMO_CLIENT),
                ("client_secret", DEMO_SECRET),
                ("username", DEMO_USER),
                ("password", DEMO_PASSWORD),
            ]),
        ),
        Provider::Marketo => (
            "GET",
            format!(
                "/identity/oauth/token?grant_type=client_credentials&client_id={DEMO_CLIENT}\
                 &client_secret={DEMO_SECRET}"
            ),
            Body::None,
        ),
    };
    Send {
        method: method.to_owned(),
        target,
        headers: BTreeMap::new(),
        token: Some("none".into()),
        body,
        gzip: false,
        connection: None,
        cut: None,
    }
}
