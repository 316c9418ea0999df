//! What sign-on needs to know of its surroundings for one call: time, address, org, people.

use crate::core::time::{SimDuration, SimTime};
use crate::faults::SessionFate;
use crate::providers::salesforce::id::{Id, IdSpace};
use crate::providers::salesforce::schema::KeyPrefix;
use crate::providers::salesforce::settings::Settings;

/// The surroundings of one call.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The instant of the call.
    pub now: SimTime,
    /// Scheme and authority under which the client reached the server, such as
    /// `http://127.0.0.1:8080`; it names `instance_url`, id URLs and `serverUrl`.
    pub base_url: &'a str,
    /// The org's settings: `token_lifetime` and `refresh_token_rotation` count here.
    pub settings: &'a Settings,
    /// Whether open questions stand at their documented value: an assertion that is good for more
    /// than three minutes is refused.
    pub strict: bool,
    /// Who the org is.
    pub org: &'a OrgIdentity,
    /// The User row of that record number; `None` if there is none.
    pub people: &'a dyn Fn(u64) -> Option<Person>,
    /// What becomes of the session that the call begins.
    pub fate: &'a SessionFate,
}

/// Who an org is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrgIdentity {
    /// The org's id.
    pub org_id: Id,
    /// The name in the Organization row.
    pub org_name: String,
    /// How the org's ids are made.
    pub ids: IdSpace,
}

/// What the answers tell of a user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The user name.
    pub username: String,
    /// The first name, if any.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
    /// The nickname in communities.
    pub nickname: String,
    /// Whether the user may log in.
    pub active: bool,
    /// The time zone, such as `America/Los_Angeles`.
    pub time_zone: String,
    /// The language, such as `en_US`.
    pub language: String,
    /// The locale, such as `en_US`.
    pub locale: String,
}

impl Person {
    /// A person of whom only the user name is known.
    pub fn named(username: &str) -> Self {
        let local = username.split('@').next().unwrap_or(username);
        Self {
            username: username.to_owned(),
            first_name: None,
            last_name: local.to_owned(),
            email: username.to_owned(),
            nickname: local.to_owned(),
            active: true,
            time_zone: "America/Los_Angeles".into(),
            language: "en_US".into(),
            locale: "en_US".into(),
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        match &self.first_name {
            Some(first) => format!("{first} {}", self.last_name),
            None => self.last_name.clone(),
        }
    }
}

impl Cx<'_> {
    /// How long an access token lives.
    pub(super) fn token_life(&self) -> SimDuration {
        self.fate.life.map_or(self.settings.token_lifetime, SimDuration::from_secs)
    }

    /// Whether a refresh brings a new refresh token.
    pub(super) fn rotates(&self) -> bool {
        self.settings.refresh_token_rotation || self.fate.rotates
    }

    /// Where the answer of a sign-on sends its client.
    pub(super) fn instance_url(&self) -> String {
        let elsewhere = self.fate.instance_url.as_ref();
        elsewhere.map_or_else(|| self.base().to_owned(), |url| url.filled(self.base_url))
    }

    /// The base URL without a trailing slash.
    pub(super) fn base(&self) -> &str {
        self.base_url.trim_end_matches('/')
    }

    pub(super) fn user_id(&self, number: u64) -> Id {
        self.org.ids.id(KeyPrefix::USER, number)
    }

    /// `{base}/id/{orgId18}/{userId18}`.
    pub(super) fn id_url(&self, user: u64) -> String {
        id_url(self.base_url, &self.org.org_id, &self.user_id(user))
    }
}

/// The URL of a user's identity.
pub(in crate::providers::salesforce) fn id_url(base_url: &str, org: &Id, user: &Id) -> String {
    format!("{}/id/{org}/{user}", base_url.trim_end_matches('/'))
}
