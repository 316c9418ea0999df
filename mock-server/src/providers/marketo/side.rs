//! One org's whole Marketo side: its world and its identity, and how both come into being.

use super::auth::{
    Auth, Client, Grant, IdentityError, Permission, TokenAnswer, TokenCall, TokenLife,
};
use super::declared::Declared;
use super::errors::ApiError;
use super::instance::Instance;
use super::operation::Line;
use super::records::Records;
use super::seed::{self, SeedError};
use super::settings::Settings;
use super::world::World;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::SessionFate;
use std::sync::Arc;

/// The realm of client ids.
pub const CLIENT_REALM: &str = "marketo.client";

/// What fresh instances are like.
#[derive(Clone)]
pub struct Template {
    /// The records that are there from the start.
    pub records: Records,
    /// The settings.
    pub settings: Settings,
}

impl Default for Template {
    fn default() -> Self {
        Self::of(&Instance::standard(), Settings::default())
    }
}

impl Template {
    /// Fresh instances with what `instance` defines.
    pub fn of(instance: &Arc<Instance>, settings: Settings) -> Self {
        let mut records = Records::new(instance, 0);
        seed::plant(&mut records);
        Self { records, settings }
    }

    /// As [`Template::of`], with a user's seed files on top, each a path and its text.
    ///
    /// # Errors
    /// The first thing that is wrong in one of them, with its line or row.
    pub fn with_data(
        instance: &Arc<Instance>,
        settings: Settings,
        files: &[(String, Vec<u8>)],
    ) -> Result<Self, SeedError> {
        let mut records = Records::new(instance, 0);
        seed::plant_with(&mut records, files)?;
        Ok(Self { records, settings })
    }

    /// This template with some settings changed, as a settings file writes them.
    ///
    /// # Errors
    /// A setting that does not exist, or a value that does not fit.
    pub fn with(&self, changes: Option<&toml::Table>) -> Result<Self, String> {
        let Some(changes) = changes else { return Ok(self.clone()) };
        let settings = self.settings.changed(changes).map_err(|error| error.to_string())?;
        Ok(Self { settings, ..self.clone() })
    }
}

/// The names under which clients come to a declared org.
pub fn declared_names(declared: &Declared) -> Vec<(&'static str, String)> {
    let clients = declared.clients.iter();
    clients.map(|client| (CLIENT_REALM, client.client_id.clone())).collect()
}

/// Who calls, and when.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The org's time.
    pub now: SimTime,
    /// The mail address of the API-only user.
    pub user: String,
}

/// The Marketo side of one org.
#[derive(Clone)]
pub struct Side {
    /// Records, jobs, settings, limits.
    pub world: World,
    /// Clients and tokens.
    pub auth: Auth,
    /// Requests that were answered, from which their ids are drawn.
    requests: u64,
}

impl Side {
    /// A fresh instance.
    pub fn fresh(seed: u64, name: &str, template: &Template) -> Self {
        let world = World::new(seed, name, &template.records, &template.settings);
        Self { world, auth: Auth::new(seed, name), requests: 0 }
    }

    /// Takes in what a declaration says of clients and tokens.
    pub fn declare(&mut self, declared: &Declared) {
        for client in &declared.clients {
            let own = || format!("{}@api.example.com", client.client_id);
            self.auth.declare(Client {
                client_id: client.client_id.clone(),
                client_secret: Some(client.client_secret.clone()),
                user: client.user.clone().unwrap_or_else(own),
                permissions: client.permissions.clone().unwrap_or(Permission::ALL.to_vec()),
            });
        }
        if let Some(token) = &declared.access_token {
            self.take_token(token);
        }
    }

    /// Takes a bearer token that nobody gave.
    pub fn take_token(&mut self, token: &str) {
        self.auth.declare_token(token, "api@api.example.com");
    }

    /// A token that nobody has to ask for: it carries the org's key, and never grows old.
    pub fn open_token(&mut self) -> String {
        let token = self.auth.open_token_text();
        self.take_token(&token);
        token
    }

    /// Gives a client its token, which lives as long as the settings or a fault say.
    ///
    /// # Errors
    /// The client is unknown, or its secret is another one.
    pub fn give_token(
        &mut self,
        call: &TokenCall,
        session: &SessionFate,
        felt: SimTime,
    ) -> Result<TokenAnswer, IdentityError> {
        let usual = TokenLife::Usual(self.world.settings.token_lifetime);
        let forced = session.life.map(|seconds| TokenLife::Forced(SimDuration::from_secs(seconds)));
        self.auth.give_token(call, forced.unwrap_or(usual), felt)
    }

    /// Lets a call in: its token, what its user may do, the limits.
    ///
    /// # Errors
    /// 601, 602, 603, 606, 607 or 615.
    pub fn admit(
        &mut self,
        token: &str,
        line: &Line,
        now: SimTime,
        felt: SimTime,
    ) -> Result<Caller, ApiError> {
        let Grant { user, permissions } = self.auth.check(token, felt)?;
        self.world.usage.enter(&self.world.settings, &user, now, felt)?;
        if line.permission.is_some_and(|wanted| !wanted.is_among(&permissions)) {
            self.world.usage.leave();
            return Err(ApiError::access_denied());
        }
        Ok(Caller { now, user })
    }

    /// The id of the next answer.
    pub fn request_id(&mut self, at: SimTime) -> String {
        self.requests += 1;
        let request = self.requests.to_string();
        super::envelope::request_id(self.world.seed, &["request", &request], at.millis())
    }
}
