//! The sign-on state of one org: its users, its clients, what it has issued.
//!
//! Plain data: a clone is a snapshot.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::Value;

use super::certificate::{BadCertificate, Certificate};
use super::client::{Client, Presented, Registered, SecretNeed};
use super::credential::unknown_token;
use super::cx::{Cx, Person};
use super::errors::OAuthError;
use super::tokens::{Grant, Tokens};
use super::user::User;
use super::{answer, grants};
use crate::core::form::Form;
use crate::core::time::SimTime;
use crate::providers::salesforce::errors::ApiError;
use crate::providers::salesforce::id::org_id;

/// The scope of sessions that name none: SOAP logins and declared tokens.
const SESSION_SCOPE: &str = "api id web";

/// An org that is open to first use takes in at most so many clients. Our own limit.
const CLIENTS_MAX: usize = 10_000;

/// Users, clients, tokens and codes of one org.
#[derive(Clone, Debug)]
pub struct Auth {
    open: bool,
    default_user: u64,
    users: BTreeMap<u64, User>,
    numbers: HashMap<String, u64>,
    clients: HashMap<String, Registered>,
    /// The client that was declared first.
    pub(super) first_client: Option<Arc<str>>,
    /// When the org began, and with it the declared tokens.
    began: SimTime,
    pub(super) tokens: Tokens,
}

impl Auth {
    /// The sign-on state of a new org with one user, who is its default user.
    ///
    /// The default user is the one that client credentials run as and that an authorization
    /// without a login hint is given for. The org is not open to first use.
    pub fn new(seed: u64, org_name: &str, default_user: User) -> Self {
        let number = default_user.number;
        let mut auth = Self {
            open: false,
            default_user: number,
            users: BTreeMap::new(),
            numbers: HashMap::new(),
            clients: HashMap::new(),
            first_client: None,
            began: SimTime::default(),
            tokens: Tokens::new(seed, org_name, org_id(seed, org_name).short()),
        };
        auth.declare_user(default_user);
        auth
    }

    /// Whether names without a known secret keep the first one that they are shown, and unknown
    /// clients are taken in. Default: no.
    pub fn open_to_first_use(&mut self, open: bool) {
        self.open = open;
    }

    /// Says when the org began; tokens that are declared are as old.
    pub fn began_at(&mut self, now: SimTime) {
        self.began = now;
    }

    /// Adds a user, or replaces the one with the same number.
    pub fn declare_user(&mut self, user: User) {
        if let Some(before) = self.users.remove(&user.number) {
            self.numbers.remove(&before.username.to_lowercase());
        }
        self.numbers.insert(user.username.to_lowercase(), user.number);
        self.users.insert(user.number, user);
    }

    /// Adds a client, or replaces the one with the same id.
    ///
    /// # Errors
    /// If the certificate cannot be used.
    pub fn declare_client(&mut self, client: Client) -> Result<(), BadCertificate> {
        let pem = client.certificate_pem.as_deref();
        let certificate =
            pem.map(|pem| Certificate::from_pem(&client.client_id, pem)).transpose()?;
        let id: Arc<str> = client.client_id.as_str().into();
        self.first_client.get_or_insert_with(|| Arc::clone(&id));
        let registered = Registered { id, secret: client.client_secret, certificate };
        self.clients.insert(client.client_id, registered);
        Ok(())
    }

    /// Makes `token` an access token of that user; it never expires but can be revoked.
    pub fn declare_token(&mut self, token: &str, user: u64) {
        self.tokens.declare_access(self.began, token, session(user));
    }

    /// Who calls with this access token.
    ///
    /// # Errors
    /// As [`unknown_token`] if it is unknown, expired or revoked.
    pub fn check(&self, token: &str, now: SimTime) -> Result<Grant, ApiError> {
        match self.tokens.access.get(token, now) {
            Some(access) => Ok(access.grant.clone()),
            None => Err(unknown_token(token)),
        }
    }

    /// The name of the user who was given this access token, whether or not it is still good.
    pub fn user_of(&self, token: &str) -> Option<String> {
        let access = self.tokens.access.get(token, SimTime::default());
        access.and_then(|access| self.username(access.grant.user))
    }

    /// The name of the user to whom a refresh token or a code was given.
    pub fn user_of_grant(&self, text: &str) -> Option<String> {
        let begun = SimTime::default();
        let refresh = self.tokens.refresh.get(text, begun).map(|refresh| refresh.grant.user);
        let user =
            refresh.or_else(|| self.tokens.codes.get(text, begun).map(|code| code.grant.user));
        user.and_then(|user| self.username(user))
    }

    fn username(&self, number: u64) -> Option<String> {
        self.users.get(&number).map(|user| user.username.clone())
    }

    /// The answer of `POST /services/oauth2/token`.
    ///
    /// # Errors
    /// As the provider refuses; nothing is issued then.
    pub fn token(
        &mut self,
        cx: &Cx<'_>,
        authorization: Option<&str>,
        form: &Form,
    ) -> Result<Value, OAuthError> {
        let allowed = grants::allow(self, cx, authorization, form)?;
        Ok(answer::issue(self, cx, allowed))
    }

    /// Lets an access or refresh token end at `at`, earlier or later than by its own lifetime.
    ///
    /// For faults and tests; tells whether there is such a token.
    pub fn token_ends_at(&mut self, token: &str, at: SimTime) -> bool {
        self.tokens.access.end_at(token, at) || self.tokens.refresh.end_at(token, at)
    }

    /// Lets an access token end at `at`, and with it all that its grant gave: its refresh token too.
    ///
    /// For faults: somebody took the grant back.
    pub fn grant_ends_at(&mut self, token: &str, at: SimTime) {
        self.tokens.grant_ends_at(token, at);
    }

    /// The next instant at which something is over, if any.
    pub fn next_deadline(&self) -> Option<SimTime> {
        let Tokens { access, refresh, codes, .. } = &self.tokens;
        let next = [access.next_deadline(), refresh.next_deadline(), codes.next_deadline()];
        next.into_iter().flatten().min()
    }

    /// Drops what is over. Checks look at the time themselves: this only makes room.
    pub fn expire(&mut self, now: SimTime) {
        self.tokens.access.expire(now);
        self.tokens.refresh.expire(now);
        self.tokens.codes.expire(now);
    }

    /// The number of the user that client credentials run as.
    pub fn default_user(&self) -> u64 {
        self.default_user
    }

    /// The number of the user of that name, in any letter case.
    pub fn user_number(&self, username: &str) -> Option<u64> {
        self.numbers.get(&username.to_lowercase()).copied()
    }

    /// The User row, or what the name tells where there is none.
    pub(super) fn person(&self, cx: &Cx<'_>, number: u64) -> Person {
        (cx.people)(number).unwrap_or_else(|| {
            Person::named(self.users.get(&number).map_or("", |user| user.username.as_str()))
        })
    }

    /// The user whom this name and password let in.
    pub(super) fn log_in(
        &mut self,
        cx: &Cx<'_>,
        username: &str,
        password: &str,
    ) -> Result<u64, OAuthError> {
        let number = self.user_number(username).ok_or(OAuthError::AuthenticationFailure)?;
        let user = self.users.get_mut(&number).ok_or(OAuthError::AuthenticationFailure)?;
        if !user.admits(password, self.open) {
            return Err(OAuthError::AuthenticationFailure);
        }
        self.active(cx, number)
    }

    /// `number` unless the User row says that the user is inactive.
    pub(super) fn active(&self, cx: &Cx<'_>, number: u64) -> Result<u64, OAuthError> {
        let active = self.person(cx, number).active;
        if active { Ok(number) } else { Err(OAuthError::InactiveUser) }
    }

    /// The client with that id, which an open org takes in if it is new.
    pub(super) fn client(&mut self, id: Option<&str>) -> Result<&mut Registered, OAuthError> {
        let id = id.filter(|id| !id.is_empty()).ok_or(OAuthError::InvalidClientId)?;
        let room = self.open && self.clients.len() < CLIENTS_MAX;
        if room && !self.clients.contains_key(id) {
            let registered = Registered { id: id.into(), secret: None, certificate: None };
            self.clients.insert(id.to_owned(), registered);
        }
        self.clients.get_mut(id).ok_or(OAuthError::InvalidClientId)
    }

    /// The id of the client that a call presents with the right secret.
    pub(super) fn admit_client(
        &mut self,
        presented: &Presented,
        need: SecretNeed,
    ) -> Result<Arc<str>, OAuthError> {
        let open = self.open;
        let client = self.client(presented.id.as_deref())?;
        client.admit(presented.secret.as_deref(), need, open)?;
        Ok(Arc::clone(&client.id))
    }

    /// The secret that signs token answers of a client; empty if none is known.
    pub(super) fn signing_secret(&self, client: Option<&str>) -> &str {
        let client = client.and_then(|id| self.clients.get(id));
        client.and_then(|client| client.secret.as_deref()).unwrap_or("")
    }
}

/// A session that no client asked for.
pub(super) fn session(user: u64) -> Grant {
    Grant { user, client_id: None, scope: SESSION_SCOPE.into() }
}
