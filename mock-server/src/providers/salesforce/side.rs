//! One org's whole Salesforce side: its world and its sign-on, and how both come into being.

use std::sync::Arc;

use super::auth::{Auth, Client, Cx, Grant, OrgIdentity, Person, User};
use super::declared::{DeclaredClient, DeclaredUser};
use super::discovery;
use super::errors::ApiError;
use super::record::Records;
use super::schema::{KeyPrefix, Schema};
use super::settings::Settings;
use super::world::World;
use crate::core::table::FIRST_STORED;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::SessionFate;

/// The realm of user names.
pub const USER_REALM: &str = "salesforce.user";
/// The realm of client ids.
pub const CLIENT_REALM: &str = "salesforce.client";

/// How long it is known whose token it was that is over.
const KEPT_AFTER_END: SimDuration = SimDuration::from_hours(24);

/// What fresh orgs are like.
#[derive(Clone)]
pub struct Template {
    /// The objects.
    pub schema: Arc<Schema>,
    /// The settings.
    pub settings: Settings,
    /// Whether open questions stand at their documented value.
    pub strict: bool,
}

impl Template {
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

/// The names under which clients come to a declared org; letter case counts in client ids only.
pub fn declared_names(
    users: &[DeclaredUser],
    clients: &[DeclaredClient],
) -> Vec<(&'static str, String)> {
    let users = users.iter().map(|user| (USER_REALM, user.username.to_lowercase()));
    let clients = clients.iter().map(|client| (CLIENT_REALM, client.client_id.clone()));
    users.chain(clients).collect()
}

/// The Salesforce side of one org.
#[derive(Clone)]
pub struct Side {
    /// Records, jobs, settings, limits.
    pub world: World,
    /// Users, clients, tokens.
    pub auth: Auth,
    /// Who the org is.
    pub identity: OrgIdentity,
    /// Whether open questions stand at their documented value.
    pub strict: bool,
}

impl Side {
    /// A fresh org with its Organization row, its own User row, and no other rows.
    pub fn fresh(seed: u64, name: &str, template: &Template, now: SimTime) -> Self {
        let mut world =
            World::new(seed, name, Arc::clone(&template.schema), template.settings.clone());
        let username =
            if name.contains('@') { name.to_owned() } else { format!("{name}@example.com") };
        world.seed_organization(name, now);
        let user = world.seed_user(&username, now);
        let identity = OrgIdentity {
            org_id: world.org_id,
            org_name: name.to_owned(),
            ids: world.tables.ids(),
        };
        let mut auth = Auth::new(seed, name, User::named(username, user));
        auth.began_at(now);
        Self { world, auth, identity, strict: template.strict }
    }

    /// Lets unknown names keep the first secret that they are shown.
    pub fn open_for_first_use(&mut self) {
        self.auth.open_to_first_use(true);
    }

    /// Takes a bearer token that nobody gave: it stands for the org's own user.
    pub fn take_token(&mut self, token: &str) {
        self.auth.declare_token(token, self.auth.default_user());
    }

    /// A token for the org's own user that nobody has to ask for: it carries the org's key, and never
    /// grows old.
    pub fn open_token(&mut self) -> String {
        let token = format!("{}!token.that.nobody.asked.for", self.world.org_id.short());
        self.take_token(&token);
        token
    }

    /// Takes in what a declaration says of users, clients and tokens.
    ///
    /// # Errors
    /// A certificate that cannot be read.
    pub fn declare(
        &mut self,
        users: &[DeclaredUser],
        clients: &[DeclaredClient],
        access_token: Option<&str>,
        now: SimTime,
    ) -> Result<(), String> {
        for (place, user) in users.iter().enumerate() {
            // The first declared user is the org's own.
            let number = match place {
                0 => self.auth.default_user(),
                _ => self.world.seed_user(&user.username, now),
            };
            if place == 0 {
                self.world.rename_user(number, &user.username, now);
            }
            self.auth.declare_user(User {
                username: user.username.clone(),
                password: Some(user.password.clone()),
                security_token: user.security_token.clone(),
                number,
            });
        }
        for client in clients {
            let declared = Client {
                client_id: client.client_id.clone(),
                client_secret: client.client_secret.clone(),
                certificate_pem: client.certificate.clone(),
            };
            let taken = self.auth.declare_client(declared);
            taken.map_err(|error| format!("failed to {error}"))?;
        }
        if let Some(token) = access_token {
            self.take_token(token);
        }
        Ok(())
    }

    /// Runs a sign-on call with its surroundings; `now` is the time that tokens live by, `fate` what
    /// becomes of the session that it begins.
    pub fn sign_on<T>(
        &mut self,
        now: SimTime,
        base_url: &str,
        fate: &SessionFate,
        call: impl FnOnce(&mut Auth, &Cx<'_>) -> T,
    ) -> T {
        // Checks look at the time themselves; this makes room for what is about to be issued. Whose
        // token it was is known for a while longer.
        self.auth.expire(now - KEPT_AFTER_END);
        let world = &self.world;
        let people = |number: u64| person(world, number);
        let cx = Cx {
            now,
            base_url,
            settings: &world.settings,
            strict: self.strict,
            org: &self.identity,
            people: &people,
            fate,
        };
        call(&mut self.auth, &cx)
    }

    /// Lets a token in, which lives by `felt` time, and counts the call on the org's own.
    ///
    /// # Errors
    /// The token is not good, or the day's calls are used up.
    pub fn admit(&mut self, token: &str, felt: SimTime, now: SimTime) -> Result<Grant, ApiError> {
        let grant = self.auth.check(token, felt)?;
        let settings = &self.world.settings;
        let used = self.world.usage.api_requests.used(now);
        let enforced = settings.enforce_api_requests || self.world.usage.others_call;
        if enforced && used >= settings.daily_api_requests {
            return Err(ApiError::request_limit_exceeded());
        }
        self.world.usage.api_requests.add(now, 1);
        Ok(grant)
    }

    /// The value of `Sforce-Limit-Info`.
    pub fn limit_info(&mut self, now: SimTime) -> String {
        let used = self.world.usage.api_requests.used(now);
        discovery::limit_info(&self.world.settings, used)
    }
}

/// What a User row tells of its user.
fn person(world: &World, number: u64) -> Option<Person> {
    let object = world.tables.schema().object_by_prefix(KeyPrefix::USER.as_str())?;
    let records = Records::of(&world.tables, object)?;
    let record = records.get(number.max(FIRST_STORED))?;
    let text = |field: &str| record.text(field);
    let mut person = Person::named(&text("Username")?);
    person.first_name = text("FirstName");
    person.last_name = text("LastName").unwrap_or(person.last_name);
    person.email = text("Email").unwrap_or(person.email);
    person.active = text("IsActive").as_deref() != Some("false");
    Some(person)
}
