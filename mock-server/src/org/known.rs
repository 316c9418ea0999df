//! The orgs that there are, by everything that leads to one.

use std::collections::HashMap;
use std::sync::Arc;

use super::beginning::Beginning;
use super::{Credential, Org, OrgCell};

/// All orgs, by name, by the key that stands in their tokens, by declared names and by tokens.
#[derive(Default)]
pub(super) struct Known {
    pub(super) by_name: HashMap<String, Arc<OrgCell>>,
    pub(super) by_key: HashMap<String, Arc<OrgCell>>,
    pub(super) by_credential: HashMap<(&'static str, String), Arc<OrgCell>>,
    pub(super) by_token: HashMap<String, Arc<OrgCell>>,
}

impl Known {
    /// All orgs, by name.
    pub(super) fn all(&self) -> Vec<Arc<OrgCell>> {
        let mut orgs: Vec<_> = self.by_name.values().cloned().collect();
        orgs.sort_by(|a, b| a.name.cmp(&b.name));
        orgs
    }

    pub(super) fn find(&self, credential: &Credential) -> Option<Arc<OrgCell>> {
        let found = match credential {
            Credential::Name { realm, name } => self.by_credential.get(&(*realm, name.clone())),
            Credential::Grant { text, org_key, .. } => self
                .by_token
                .get(text)
                .or_else(|| org_key.as_ref().and_then(|key| self.by_key.get(key))),
        };
        found.cloned()
    }

    pub(super) fn add(&mut self, org: Org, beginning: Beginning) -> Arc<OrgCell> {
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

    /// Takes an org away, and all that leads to it.
    pub(super) fn remove(&mut self, name: &str) -> Option<Arc<OrgCell>> {
        let cell = self.by_name.remove(name)?;
        self.by_key.retain(|_, held| !Arc::ptr_eq(held, &cell));
        self.by_credential.retain(|_, held| !Arc::ptr_eq(held, &cell));
        self.by_token.retain(|_, held| !Arc::ptr_eq(held, &cell));
        Some(cell)
    }
}
