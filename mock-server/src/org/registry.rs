//! All orgs of a server, found by what every client must send anyway: its credentials.
//!
//! Declared names win. An unknown name opens a fresh org of its own (trust on first use), unless the
//! server takes declared ones only. Org ids and tokens derive from the seed and the org's name, and
//! that name from the credential alone, so it does not matter which org came first.

use std::fmt;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use super::beginning::{Beginning, Origin};
use super::credential::{Credential, Unresolved, first_use_name};
use super::known::Known;
use super::{AutoStops, ClockMode, Declaration, OrgCell, Standing};
use crate::core::journal::JournalLimits;
use crate::core::time::SimTime;
use crate::faults::Rule;
use crate::providers::{marketo, salesforce};

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

    /// Takes an org away: its names and tokens are free again, and whoever still calls it ends well
    /// and leaves no trace.
    pub fn remove(&self, name: &str) -> Option<Arc<OrgCell>> {
        let cell = self.known.write().remove(name)?;
        cell.take_away();
        Some(cell)
    }
}
