//! Access tokens, refresh tokens and codes of one org: their texts, what they stand for, their end.
//!
//! Texts are drawn from a stream keyed by seed, org, kind and a counter. Each carries the org's
//! 15-character id, so that the org of a token is known from its text.

use std::sync::Arc;

use super::pkce::Challenge;
use super::shelf::Shelf;
use crate::core::random::Stream;
use crate::core::time::{SimDuration, SimTime};

/// Who is calling, for which client and with which scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The record number of the user's User row.
    pub user: u64,
    /// The client, unless the session came from SOAP login or the token was declared.
    pub client_id: Option<Arc<str>>,
    /// The scopes, separated by spaces.
    pub scope: Arc<str>,
}

/// All that descends from one refresh token: its successors and the access tokens they gave.
pub(super) type Family = u64;

#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) grant: Grant,
    pub(super) issued: SimTime,
    family: Option<Family>,
    /// Whether the org's maker chose it.
    pub(super) declared: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Refresh {
    pub(super) grant: Grant,
    pub(super) issued: SimTime,
    pub(super) family: Family,
}

/// An authorization code and what its exchange must repeat.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) grant: Grant,
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<Challenge>,
}

/// A code lives so long. Documented, unread.
pub(super) const CODE_LIFETIME: SimDuration = SimDuration::from_secs(15 * 60);

pub(super) const REFRESH_START: &str = "5Aep861";
pub(super) const CODE_START: &str = "aPrx";

const TOKEN_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
const PLAIN_ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What an org has issued.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    seed: u64,
    org_name: String,
    org15: String,
    drawn: u64,
    pub(super) access: Shelf<Access>,
    pub(super) refresh: Shelf<Refresh>,
    pub(super) codes: Shelf<Code>,
}

impl Tokens {
    pub(super) fn new(seed: u64, org_name: &str, org15: &str) -> Self {
        Self {
            seed,
            org_name: org_name.to_owned(),
            org15: org15.to_owned(),
            drawn: 0,
            access: Shelf::default(),
            refresh: Shelf::default(),
            codes: Shelf::default(),
        }
    }

    /// `{orgId15}!AQ` and 94 characters of `[A-Za-z0-9._]`.
    ///
    /// Source: the shape that clients print and take for opaque (1.1). Relied upon.
    pub(super) fn issue_access(
        &mut self,
        now: SimTime,
        life: SimDuration,
        grant: Grant,
        family: Option<Family>,
    ) -> String {
        let drawn = self.draw("access token", TOKEN_ALPHABET, 94);
        let text = format!("{}!AQ{drawn}", self.org15);
        self.access.put(
            text.clone(),
            Some(now + life),
            Access { grant, issued: now, family, declared: false },
        );
        text
    }

    /// A token whose text the org's maker chose; it never expires.
    pub(super) fn declare_access(&mut self, now: SimTime, text: &str, grant: Grant) {
        let access = Access { grant, issued: now, family: None, declared: true };
        self.access.put(text.to_owned(), None, access);
    }

    /// `5Aep861`, the org's id, 60 characters. A refresh token lives until it is revoked.
    pub(super) fn issue_refresh(
        &mut self,
        now: SimTime,
        grant: Grant,
        family: Option<Family>,
    ) -> (String, Family) {
        let drawn = self.draw("refresh token", TOKEN_ALPHABET, 60);
        let family = family.unwrap_or(self.drawn);
        let text = format!("{REFRESH_START}{}{drawn}", self.org15);
        self.refresh.put(text.clone(), None, Refresh { grant, issued: now, family });
        (text, family)
    }

    /// `aPrx`, the org's id, 40 characters and `==`, which must be escaped in a URL.
    pub(super) fn issue_code(&mut self, now: SimTime, code: Code) -> String {
        let drawn = self.draw("code", PLAIN_ALPHABET, 40);
        let text = format!("{CODE_START}{}{drawn}==", self.org15);
        self.codes.put(text.clone(), Some(now + CODE_LIFETIME), code);
        text
    }

    /// Ends a token. With a refresh token end the access tokens that it gave; a refresh token
    /// outlives its access tokens. Documented, unread.
    pub(super) fn revoke(&mut self, text: &str, now: SimTime) -> bool {
        if let Some(refresh) = self.refresh.take(text) {
            self.access.end_where(|access| access.family == Some(refresh.family));
            return true;
        }
        let alive = self.access.get(text, now).is_some();
        self.access.take(text);
        alive
    }

    /// Lets an access token end, and its whole family with it.
    pub(super) fn grant_ends_at(&mut self, text: &str, at: SimTime) {
        let family = self.access.get(text, SimTime::default()).and_then(|access| access.family);
        self.access.end_at(text, at);
        if let Some(family) = family {
            self.access.end_all_at(at, |access| access.family == Some(family));
            self.refresh.end_all_at(at, |refresh| refresh.family == family);
        }
    }

    fn draw(&mut self, kind: &str, alphabet: &[u8], length: usize) -> String {
        self.drawn += 1;
        let names = ["salesforce", kind, &self.org_name, &self.drawn.to_string()];
        Stream::keyed(self.seed, &names).text(alphabet, length)
    }
}
