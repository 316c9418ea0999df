//! All orgs of a server, found by what every client must send anyway: its credentials.
//!
//! Declared names win. An unknown name opens a fresh org of its own (trust on first use), unless the
//! server takes declared ones only. Org ids and tokens derive from the seed and the org's name, and
//! that name from the credential alone, so it does not matter which org came first.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use super::beginning::{Beginning, Origin};
use super::{AutoStops, ClockMode, Declaration, Org, OrgCell, OrgClock, Standing};
use crate::core::journal::{Journal, JournalLimits};
use crate::core::time::SimTime;
use crate::faults::{Plan, Rule};
use crate::providers::{marketo, salesforce};

/// What a request says about the org it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// A name in a realm, such as a user name or a client id; it may open a fresh org.
    Name {
        /// Which kind of name, such as `salesforce.user`.
        realm: &'static str,
        /// The name, as it is looked up: whether letter case counts is the provider's business.
        name: String,
    },
    /// A token or another grant that the server gave, and the org's key in it if it has one.
    Grant {
        /// The grant's text.
        text: String,
        /// The key of the org that is written in it.
        org_key: Option<String>,
        /// Whether it is a bearer token, which `any_token` takes for a name.
        bearer: bool,
    },
}

/// Why no org was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unresolved {
    /// The grant belongs to no org.
    UnknownGrant,
    /// The name was not declared, and only declared names are taken.
    Undeclared,
    /// It would open an org whose name another one has.
    NameTaken {
        /// The org's name.
        org: String,
    },
    /// The server has as many orgs as it may.
    TooManyOrgs {
        /// How many it may have.
        max_orgs: usize,
    },
}

/// Why an org cannot be made, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeclareError {
    /// The declaration is wrong.
    Wrong(String),
    /// Something of it belongs to another org, or there is no room.
    Taken(String),
}

impl fmt::Display for DeclareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(message) | Self::Taken(message) => f.write_str(message),
        }
    }
}

/// What all orgs of a server have in common.
#[derive(Clone)]
pub struct Config {
    /// The seed of everything that is drawn.
    pub seed: u64,
    /// Orgs at most.
    pub max_orgs: usize,
    /// Whether names that were not declared are refused.
    pub declared_only: bool,
    /// Whether an unknown bearer token opens and from then on names an org of its own.
    pub any_token: bool,
    /// How time flows unless an org says otherwise.
    pub clock: ClockMode,
    /// Which changes looks leap to under auto clocks.
    pub auto_stops: AutoStops,
    /// Where manual clocks start; real time if absent.
    pub epoch: Option<SimTime>,
    /// What journals keep.
    pub journal: JournalLimits,
    /// What fresh Salesforce orgs are like.
    pub salesforce: salesforce::Template,
    /// What fresh Marketo instances are like.
    pub marketo: marketo::Template,
}

/// All orgs of a server.
pub struct Registry {
    config: Config,
    /// Locked for writing while an org comes, goes or is made again, for reading while all are changed
    /// together. Of several locks, the first of these four comes first: this one, `standing`, `rules`,
    /// an org.
    pub(super) known: RwLock<Known>,
    /// What orgs to come are like, where `config` said so at the start.
    pub(super) standing: RwLock<Standing>,
    /// Rules of faults for all orgs there are and will be. Held while any of them is changed.
    pub(super) rules: Mutex<Vec<Arc<Rule>>>,
}

#[derive(Default)]
pub(super) struct Known {
    by_name: HashMap<String, Arc<OrgCell>>,
    by_key: HashMap<String, Arc<OrgCell>>,
    by_credential: HashMap<(&'static str, String), Arc<OrgCell>>,
    by_token: HashMap<String, Arc<OrgCell>>,
}

impl Registry {
    /// No orgs yet.
    pub fn new(config: Config) -> Self {
        let standing = RwLock::new(Standing::of(&config));
        Self { config, known: RwLock::default(), standing, rules: Mutex::default() }
    }

    /// What all orgs have in common.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The org of that name.
    pub fn named(&self, name: &str) -> Option<Arc<OrgCell>> {
        self.known.read().by_name.get(name).cloned()
    }

    /// How many orgs there are.
    pub fn count(&self) -> usize {
        self.known.read().by_name.len()
    }

    /// All orgs, by name.
    pub fn all(&self) -> Vec<Arc<OrgCell>> {
        self.known.read().all()
    }

    /// Makes the org that a declaration describes.
    ///
    /// # Errors
    /// What is wrong with the declaration, and what to do about it; nothing is made then.
    pub fn declare(
        &self,
        declared: &Declaration,
        wall_ms: i64,
    ) -> Result<Arc<OrgCell>, DeclareError> {
        let mut known = self.known.write();
        let taken = |message: String| Err(DeclareError::Taken(message));
        if self.room(&known).is_err() {
            let max_orgs = self.config.max_orgs;
            return taken(format!("the server has {max_orgs} orgs already; raise --max-orgs"));
        }
        if declared.name.is_empty() {
            return Err(DeclareError::Wrong("`name` is empty; give the org a name".into()));
        }
        if known.by_name.contains_key(&declared.name) {
            return taken(format!("org `{}` exists already; choose another name", declared.name));
        }
        let mut names = salesforce::declared_names(&declared.users, &declared.clients);
        names.extend(marketo::declared_names(&declared.marketo));
        for (realm, name) in &names {
            if known.by_credential.contains_key(&(*realm, name.clone())) {
                return taken(format!("`{name}` belongs to another org already"));
            }
        }
        let tokens = [&declared.access_token, &declared.marketo.access_token];
        let tokens: Vec<&String> = tokens.into_iter().flatten().collect();
        if let Some(token) = tokens.iter().find(|token| known.by_token.contains_key(**token)) {
            return taken(format!("`access_token` {token} belongs to another org already"));
        }
        let origin = Origin::Declared(Arc::new(declared.clone()));
        let clock = self.first_clock(declared.clock, wall_ms);
        let org = self.fresh(&declared.name, &origin, clock, wall_ms)?;
        let cell = known.add(org, Beginning::new(origin, clock));
        for name in names {
            known.by_credential.insert(name, Arc::clone(&cell));
        }
        for token in tokens {
            known.by_token.insert(token.clone(), Arc::clone(&cell));
        }
        Ok(cell)
    }

    /// The org that a credential leads to; a new name opens a fresh one.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn resolve(
        &self,
        credential: &Credential,
        wall_ms: i64,
    ) -> Result<Arc<OrgCell>, Unresolved> {
        if let Some(found) = self.known.read().find(credential) {
            return Ok(found);
        }
        let (realm, name) = match credential {
            Credential::Name { realm, name } => (*realm, name.clone()),
            Credential::Grant { text, bearer: true, .. } if self.config.any_token => {
                ("token", text.clone())
            }
            Credential::Grant { .. } => return Err(Unresolved::UnknownGrant),
        };
        if self.config.declared_only {
            return Err(Unresolved::Undeclared);
        }
        let mut known = self.known.write();
        if let Some(found) = known.find(credential) {
            return Ok(found);
        }
        self.room(&known)?;
        let org_name = first_use_name(realm, &name);
        if known.by_name.contains_key(&org_name) {
            return Err(Unresolved::NameTaken { org: org_name });
        }
        let token = match credential {
            Credential::Grant { text, .. } => Some(text.clone()),
            Credential::Name { .. } => None,
        };
        let origin = Origin::FirstUse { token };
        let clock = self.first_clock(None, wall_ms);
        let org = self.fresh(&org_name, &origin, clock, wall_ms);
        // What nobody declared cannot be declared wrongly.
        let Ok(org) = org else { return Err(Unresolved::UnknownGrant) };
        let cell = known.add(org, Beginning::new(origin, clock));
        match credential {
            Credential::Name { .. } => {
                known.by_credential.insert((realm, name), Arc::clone(&cell));
            }
            Credential::Grant { text, .. } => {
                known.by_token.insert(text.clone(), Arc::clone(&cell));
            }
        }
        Ok(cell)
    }

    fn room(&self, known: &Known) -> Result<(), Unresolved> {
        let max_orgs = self.config.max_orgs;
        if known.by_name.len() >= max_orgs {
            return Err(Unresolved::TooManyOrgs { max_orgs });
        }
        Ok(())
    }

    /// An org as its origin describes it, before any data was loaded and any client came.
    ///
    /// # Errors
    /// What is wrong with the declaration.
    pub(super) fn fresh(
        &self,
        name: &str,
        origin: &Origin,
        clock: OrgClock,
        wall_ms: i64,
    ) -> Result<Org, DeclareError> {
        let now = clock.now(wall_ms);
        let (seed, standing) = (self.config.seed, self.standing());
        let (salesforce, marketo) = match origin {
            Origin::Declared(declared) => {
                let template = standing.salesforce.with(declared.settings.as_ref());
                let template = template.map_err(DeclareError::Wrong)?;
                let instance = standing.marketo.with(declared.marketo.settings.as_ref());
                let instance =
                    instance.map_err(|error| DeclareError::Wrong(format!("marketo: {error}")))?;
                let mut salesforce = salesforce::Side::fresh(seed, name, &template, now);
                let token = declared.access_token.as_deref();
                salesforce
                    .declare(&declared.users, &declared.clients, token, now)
                    .map_err(DeclareError::Wrong)?;
                let mut marketo = marketo::Side::fresh(seed, name, &instance);
                marketo.declare(&declared.marketo);
                (salesforce, marketo)
            }
            Origin::FirstUse { token } => {
                let mut salesforce = salesforce::Side::fresh(seed, name, &standing.salesforce, now);
                let mut marketo = marketo::Side::fresh(seed, name, &standing.marketo);
                salesforce.open_for_first_use();
                marketo.auth.open_to_first_use();
                if let Some(token) = token {
                    salesforce.take_token(token);
                    marketo.take_token(token);
                }
                (salesforce, marketo)
            }
        };
        Ok(Org {
            name: name.to_owned(),
            salesforce,
            marketo,
            clock,
            faults: self.plan_of_all(now),
            journal: Journal::new(self.config.journal),
            jumping: false,
            auto_stops: standing.auto_stops,
            looks: HashMap::new(),
        })
    }

    /// The clock of an org that comes into being.
    fn first_clock(&self, own: Option<ClockMode>, wall_ms: i64) -> OrgClock {
        let standing = self.standing();
        OrgClock::start(own.unwrap_or(standing.clock), standing.epoch, wall_ms)
    }

    /// The rules that every org has, in force since `now`.
    fn plan_of_all(&self, now: SimTime) -> Plan {
        let mut plan = Plan::default();
        for rule in self.rules.lock().iter() {
            // They were checked when they came.
            let _ = plan.install(rule, &super::rules::words(), now);
        }
        plan
    }

    /// Takes an org away: its names and tokens are free again, and whoever still calls it ends well
    /// and leaves no trace.
    pub fn remove(&self, name: &str) -> Option<Arc<OrgCell>> {
        let mut known = self.known.write();
        let cell = known.by_name.remove(name)?;
        known.by_key.retain(|_, held| !Arc::ptr_eq(held, &cell));
        known.by_credential.retain(|_, held| !Arc::ptr_eq(held, &cell));
        known.by_token.retain(|_, held| !Arc::ptr_eq(held, &cell));
        drop(known);
        cell.take_away();
        Some(cell)
    }
}

impl Known {
    /// All orgs, by name.
    pub(super) fn all(&self) -> Vec<Arc<OrgCell>> {
        let mut orgs: Vec<_> = self.by_name.values().cloned().collect();
        orgs.sort_by(|a, b| a.name.cmp(&b.name));
        orgs
    }

    fn find(&self, credential: &Credential) -> Option<Arc<OrgCell>> {
        let found = match credential {
            Credential::Name { realm, name } => self.by_credential.get(&(*realm, name.clone())),
            Credential::Grant { text, org_key, .. } => self
                .by_token
                .get(text)
                .or_else(|| org_key.as_ref().and_then(|key| self.by_key.get(key))),
        };
        found.cloned()
    }

    fn add(&mut self, org: Org, beginning: Beginning) -> Arc<OrgCell> {
        let keys = [org.salesforce.world.org_id.short(), org.marketo.auth.org_key()];
        let keys = keys.map(str::to_owned);
        let name = org.name.clone();
        let cell = Arc::new(OrgCell::new(org, beginning));
        self.by_name.insert(name, Arc::clone(&cell));
        for key in keys {
            self.by_key.insert(key, Arc::clone(&cell));
        }
        cell
    }
}

/// The name of an org that a first use opens: that of a user as it is, any other with its kind
/// before it, such as `client:etl`. Who came before does not matter, since ids derive from it.
fn first_use_name(realm: &str, name: &str) -> String {
    match realm {
        "salesforce.user" => name.to_owned(),
        marketo::CLIENT_REALM => format!("marketo:{name}"),
        other => format!("{}:{name}", other.rsplit('.').next().unwrap_or(other)),
    }
}
