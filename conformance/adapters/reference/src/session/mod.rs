//! A login, shared by all that goes on under it: one token, one renewal at a time, one queue for
//! its calls.

mod book;
mod gate;
mod login;

use bulk_conformance::protocol::{Case, Target};
use parking_lot::Mutex;

use crate::answers::{Kind, Trouble};
use crate::clock;
use crate::run::{Provider, Result, Run};

pub use book::Book;
pub use gate::{Gate, Turn};
pub use login::{Honest, Login, log_in, read_token, replace, session_key, sign, token_request};

/// An access token and what came with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The token itself. It goes into one header, and nowhere else.
    pub access: String,
    /// Where its org is served from, if the provider said so.
    pub instance_url: Option<String>,
    /// The refresh token that replaces the one that was used.
    pub refresh: Option<String>,
}

/// A login, for one target.
pub struct Session {
    /// Where, and as whom.
    pub target: Target,
    /// The refresh token to be used next.
    pub refresh: Mutex<Option<String>>,
    /// Who may call now.
    pub gate: Gate,
    token: Mutex<Option<Token>>,
}

impl Session {
    /// The login of a case, with the token that the case brings along.
    pub fn new(case: &Case) -> Self {
        let target = case.target.clone();
        let given = |access| Token { access, instance_url: None, refresh: None };
        Self {
            refresh: Mutex::new(target.auth.refresh_token.clone()),
            token: Mutex::new(target.token.clone().map(given)),
            gate: Gate::default(),
            target,
        }
    }

    /// The token to use; logs in if there is none.
    ///
    /// # Errors
    /// A login that fails.
    pub fn token(&self, run: &Run<'_>) -> Result<Token> {
        let mut held = self.token.lock();
        if let Some(token) = held.as_ref() {
            return Ok(token.clone());
        }
        let token = run.parts.login.log_in(run, self)?;
        *held = Some(token.clone());
        Ok(token)
    }

    /// Another token than this one, which is dead. If somebody else has renewed it meanwhile, theirs.
    ///
    /// # Errors
    /// A login that fails, or that gives the dead token again and again.
    pub fn renew(&self, run: &Run<'_>, dead: &Token) -> Result<Token> {
        // The lock is held while the token is fetched: whoever comes meanwhile waits for it.
        let mut held = self.token.lock();
        if let Some(token) = held.as_ref().filter(|held| run.parts.login.is_renewed(dead, held)) {
            return Ok(token.clone());
        }
        let token = run.parts.login.replace(run, self, dead)?;
        *held = Some(token.clone());
        Ok(token)
    }

    /// Where paths begin: at the instance that the token's answer named.
    pub fn base<'a>(&'a self, token: &'a Token) -> &'a str {
        let base = token.instance_url.as_deref().unwrap_or(&self.target.base_url);
        // Marketo's endpoint is given as `…/rest`, which the bulk API does not begin with.
        let base = base.trim_end_matches('/');
        base.strip_suffix("/rest").unwrap_or(base)
    }

    /// Waits until a call may be made.
    ///
    /// # Errors
    /// A cancel, or the end of the time.
    pub fn take_turn(&self, run: &Run<'_>) -> Result<Turn<'_>> {
        self.gate.take(run)
    }

    /// Takes a refusal to heart on behalf of all that share the login.
    pub fn heed(&self, run: &Run<'_>, trouble: &Trouble) {
        let Some(refusal) = trouble.refusal() else { return };
        match (refusal.kind, run.provider()) {
            (Kind::TooFast, Provider::Marketo) => {
                self.gate.hold(clock::now() + run.parts.policy.rate_window(run));
            }
            (Kind::TooMany, _) => self.gate.narrow(),
            _ => {}
        }
    }
}
