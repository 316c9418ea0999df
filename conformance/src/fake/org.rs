//! The org of one case: declared for it, taken away with it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{AdminError, Fake};
use crate::protocol::{Auth, AuthKind, Target};
use crate::scenario::World;

/// An org of its own. Dropping it takes it away.
pub struct Org {
    fake: Arc<Fake>,
    name: String,
}

impl Org {
    /// Declares the org of this number of a case. `SF-QUERY-017.0.1` has `case-sf-query-017-0-1-1` first:
    /// the name has a place in host names and in paths.
    pub(super) fn declare(
        fake: Arc<Fake>,
        case: &str,
        number: u32,
        world: &World,
    ) -> Result<Self, AdminError> {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let case: String = case.chars().map(plain).collect();
        let org = Self { fake, name: format!("case-{case}-{number}") };
        let declaration = json!({
            "name": org.name,
            "users": [{ "username": org.username(), "password": org.password() }],
            "clients": [{ "client_id": org.client_id(), "client_secret": org.client_secret() }],
            "settings": world.salesforce,
            "marketo": {
                "clients": [{ "client_id": org.marketo_client_id(), "client_secret": org.client_secret() }],
                "settings": world.marketo,
            },
        });
        org.fake.admin().call("POST", "/_mock/orgs", Some(&declaration))?;
        Ok(org)
    }

    /// Its name in admin paths.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The fake that it is in.
    pub fn fake(&self) -> &Fake {
        &self.fake
    }

    /// Its user.
    pub fn username(&self) -> String {
        format!("user@{}.example.com", self.name)
    }

    /// The password of its user: a canary that must never be seen outside of a login.
    pub fn password(&self) -> String {
        format!("canary-password-{}", self.name)
    }

    /// The id of its Salesforce client.
    pub fn client_id(&self) -> String {
        format!("client-{}", self.name)
    }

    /// The id of its Marketo client.
    pub fn marketo_client_id(&self) -> String {
        format!("marketo-{}", self.name)
    }

    /// The secret of both clients: a canary like the password.
    pub fn client_secret(&self) -> String {
        format!("canary-secret-{}", self.name)
    }

    /// What a Salesforce client is given to reach it.
    pub fn salesforce(&self, kind: AuthKind, api_version: &str) -> Target {
        let url = self.fake.url();
        Target {
            base_url: url.to_owned(),
            token_url: format!("{url}/services/oauth2/token"),
            auth: Auth {
                kind,
                username: Some(self.username()),
                password: Some(self.password()),
                client_id: Some(self.client_id()),
                client_secret: Some(self.client_secret()),
                refresh_token: None,
            },
            token: None,
            api_version: Some(api_version.to_owned()),
            ca_file: None,
            proxy: None,
        }
    }

    /// What a Marketo client is given to reach it.
    pub fn marketo(&self) -> Target {
        let url = self.fake.url();
        Target {
            base_url: url.to_owned(),
            token_url: format!("{url}/identity/oauth/token"),
            auth: Auth {
                kind: AuthKind::ClientCredentials,
                username: None,
                password: None,
                client_id: Some(self.marketo_client_id()),
                client_secret: Some(self.client_secret()),
                refresh_token: None,
            },
            token: None,
            api_version: None,
            ca_file: None,
            proxy: None,
        }
    }

    /// Asks its part of the admin surface: `path` begins with a slash.
    ///
    /// # Errors
    /// What the fake says.
    pub fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, AdminError> {
        self.fake.admin().call(method, &self.path(path), body)
    }

    /// The same, read as text.
    ///
    /// # Errors
    /// What the fake says.
    pub fn text(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<String, AdminError> {
        self.fake.admin().text(method, &self.path(path), body)
    }

    fn path(&self, path: &str) -> String {
        format!("/_mock/orgs/{}{path}", self.name)
    }
}

impl Drop for Org {
    fn drop(&mut self) {
        // Nothing depends on it: it only keeps a long run small.
        let _ = self.fake.admin().call("DELETE", &self.path(""), None);
    }
}
