//! Getting tokens, and putting them on requests.

use bulk_conformance::protocol::{Auth, AuthKind, Case, Class, Failure};
use serde_json::Value;

use super::{Session, Token};
use crate::answers::{Refusal, Trouble};
use crate::http::{Answer, Payload, Repeat, Request, body_of, form};
use crate::policy::Attempt;
use crate::run::{Provider, Result, Run};

/// How a client logs in. A method that is not overridden is the honest one.
pub trait Login: Send + Sync {
    /// Cases of the same key share one login; those without have one of their own.
    ///
    /// The name of a session is not enough: a token belongs to one target and one user.
    fn session_key(&self, case: &Case) -> Option<String> {
        session_key(case)
    }

    /// The request for a token.
    fn token_request(&self, run: &Run<'_>, session: &Session) -> Request {
        token_request(run, session)
    }

    /// The token in a good answer.
    fn read_token(&self, body: &[u8]) -> Option<Token> {
        read_token(body)
    }

    /// Gets a token, and keeps the refresh token that came with it.
    ///
    /// # Errors
    /// A refusal of class `auth`, most of the time; a network that stays broken.
    fn log_in(&self, run: &Run<'_>, session: &Session) -> Result<Token> {
        log_in(run, session)
    }

    /// Gets another token than this one, which is dead.
    ///
    /// # Errors
    /// As [`Login::log_in`]; a provider that hands out the dead one again and again.
    fn replace(&self, run: &Run<'_>, session: &Session, dead: &Token) -> Result<Token> {
        replace(run, session, dead)
    }

    /// Whether the token at hand is another than the dead one.
    fn is_renewed(&self, dead: &Token, at_hand: &Token) -> bool {
        dead.access != at_hand.access
    }

    /// Puts the token on a request.
    fn sign(&self, request: &mut Request, token: &Token) {
        sign(request, token);
    }
}

/// The honest one.
pub struct Honest;

impl Login for Honest {}

/// As [`Login::session_key`].
pub fn session_key(case: &Case) -> Option<String> {
    let name = case.session.as_deref()?;
    let Auth { username, client_id, .. } = &case.target.auth;
    let url = &case.target.base_url;
    Some(format!("{name}\n{url}\n{username:?}\n{client_id:?}\n{:?}", case.target.token))
}

/// As [`Login::sign`]: in the header, where no log and no cache sees it.
pub fn sign(request: &mut Request, token: &Token) {
    request.headers.push(("Authorization".to_owned(), format!("Bearer {}", token.access)));
}

/// As [`Login::token_request`]: a form in the body, never in the URL.
pub fn token_request(run: &Run<'_>, session: &Session) -> Request {
    let auth = &session.target.auth;
    let refresh = session.refresh.lock().clone();
    let grant = match auth.kind {
        AuthKind::Password => "password",
        AuthKind::ClientCredentials => "client_credentials",
        AuthKind::RefreshToken => "refresh_token",
    };
    let mut wanted = vec![("client_id", &auth.client_id), ("client_secret", &auth.client_secret)];
    match auth.kind {
        AuthKind::Password => {
            wanted.extend([("username", &auth.username), ("password", &auth.password)]);
        }
        AuthKind::RefreshToken => wanted.push(("refresh_token", &refresh)),
        AuthKind::ClientCredentials => {}
    }
    let known = wanted.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let pairs: Vec<_> = std::iter::once(("grant_type", grant)).chain(known).collect();
    let mut request = Request::new(crate::http::Method::Post, &session.target.token_url)
        .body("application/x-www-form-urlencoded", Payload::bytes(form(&pairs)))
        .header("Accept", "application/json");
    request.patience = run.parts.policy.patience(run);
    request
}

/// As [`Login::read_token`].
pub fn read_token(body: &[u8]) -> Option<Token> {
    let said: Value = serde_json::from_slice(body).ok()?;
    let text = |key: &str| said[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    Some(Token {
        access: text("access_token")?,
        instance_url: text("instance_url"),
        refresh: text("refresh_token"),
    })
}

/// As [`Login::replace`]. Marketo hands out the same token until its last second is over: then one
/// asks again, later.
///
/// # Errors
/// Those of [`Login::replace`].
pub fn replace(run: &Run<'_>, session: &Session, dead: &Token) -> Result<Token> {
    const TRIES_MAX: u32 = 8;
    for tries in 1..=TRIES_MAX {
        let token = run.parts.login.log_in(run, session)?;
        if token.access != dead.access || run.provider() == Provider::Salesforce {
            return Ok(token);
        }
        run.pause(crate::policy::back_off(run, tries))?;
    }
    Err(Failure::new(Class::Auth, "the provider gives out a token that it does not take"))
}

/// As [`Login::log_in`]: a refusal is final, a network that fails is tried again, a few times.
///
/// # Errors
/// Those of [`Login::log_in`].
pub fn log_in(run: &Run<'_>, session: &Session) -> Result<Token> {
    let mut failures = 0;
    loop {
        run.check()?;
        let request = run.parts.login.token_request(run, session);
        let trouble = match ask(run, &request) {
            Ok(token) => {
                if token.refresh.is_some() {
                    session.refresh.lock().clone_from(&token.refresh);
                }
                return Ok(token);
            }
            Err(trouble) => trouble,
        };
        failures += 1;
        let attempt = Attempt { trouble: &trouble, failures, repeat: Repeat::Safe };
        match run.parts.policy.retry(run, &attempt) {
            Some(pause) if failures < run.parts.policy.logins_max(run) => run.pause(pause)?,
            _ => return Err(trouble.into()),
        }
    }
}

fn ask(run: &Run<'_>, request: &Request) -> Result<Token, Trouble> {
    let mut answer = run.parts.transport.send(request)?;
    let wait = crate::answers::retry_after(&answer);
    let body = match body_of(&mut answer) {
        Ok(body) => body,
        Err(broken) if answer.is_success() => return Err(broken.into()),
        Err(_) => Vec::new(),
    };
    let token = answer.is_success().then(|| run.parts.login.read_token(&body)).flatten();
    token.ok_or_else(|| refused(run, &answer, wait, &body).into())
}

/// A token that is refused is a matter of `auth`, whatever the status, unless a limit is used up or
/// the network is to blame.
fn refused(
    run: &Run<'_>,
    answer: &Answer,
    wait: Option<std::time::Duration>,
    body: &[u8],
) -> Refusal {
    let classify = &run.parts.classify;
    let said = match run.provider() {
        Provider::Salesforce => classify.salesforce(answer.status, wait, body),
        Provider::Marketo => classify.marketo(answer.status, wait, body),
    };
    let class = match said.class {
        Class::Rejected => Class::Auth,
        other => other,
    };
    Refusal { class, ..said }
}
