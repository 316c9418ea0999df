//! A call on behalf of a session: token, turn, judgement, renewal, retry, in this order.

use std::io::Read;

use super::{Answer, Broken, Request};
use crate::answers::Trouble;
use crate::policy::Attempt;
use crate::run::Run;

/// When a call may be made again after it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Whenever that may help: making it twice is the same as making it once.
    Safe,
    /// Only when it is sure that the first one did nothing.
    IfNotDone,
    /// Never, except with a new token, since one that was refused for its token did nothing.
    Never,
}

/// Makes a call, and again if the policy says so, until `read` has made something of the answer.
///
/// Reading is part of the call: a body that breaks off is as good as no answer.
///
/// # Errors
/// The last trouble; a failure to log in; the caller's wish to stop.
pub fn exchange<T>(
    run: &Run<'_>,
    request: &Request,
    repeat: Repeat,
    mut read: impl FnMut(Answer) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let policy = &run.parts.policy;
    let (mut failures, mut renewals) = (0, 0);
    loop {
        run.check()?;
        let turn = run.session.take_turn(run)?;
        let token = run.session.token(run)?;
        let trouble = match exchange_once(run, request, &token).and_then(&mut read) {
            Ok(value) => return Ok(value),
            Err(stop @ Trouble::Stopped(_)) => return Err(stop),
            Err(trouble) => trouble,
        };
        drop(turn);
        if policy.renews(run, &trouble) && renewals < policy.renewals_max(run) {
            renewals += 1;
            run.session.renew(run, &token)?;
            continue;
        }
        failures += 1;
        run.session.heed(run, &trouble);
        match policy.retry(run, &Attempt { trouble: &trouble, failures, repeat }) {
            Some(pause) => run.pause(pause)?,
            None => return Err(trouble),
        }
    }
}

/// Signs a request, sends it once, and judges the head of the answer.
///
/// # Errors
/// A broken connection, or a refusal.
pub fn exchange_once(
    run: &Run<'_>,
    request: &Request,
    token: &crate::session::Token,
) -> Result<Answer, Trouble> {
    let mut signed = request.clone();
    signed.patience = run.parts.policy.patience(run);
    if signed.url.starts_with('/') {
        signed.url = super::join(run.session.base(token), &signed.url);
    }
    run.parts.login.sign(&mut signed, token);
    let answer = run.parts.transport.send(&signed)?;
    run.parts.classify.accept(run, answer)
}

/// Makes a call whose answer is small, and reads it whole.
///
/// # Errors
/// As [`exchange`].
pub fn fetch(run: &Run<'_>, request: &Request, repeat: Repeat) -> Result<Answer, Trouble> {
    exchange(run, request, repeat, |mut answer| {
        let body = body_of(&mut answer)?;
        Ok(answer.with_body(body))
    })
}

/// The rest of a small body: at most 4 MiB.
///
/// # Errors
/// A body that breaks off.
pub fn body_of(answer: &mut Answer) -> Result<Vec<u8>, Broken> {
    let mut body = Vec::new();
    let mut most = (&mut answer.body).take(4 << 20);
    most.read_to_end(&mut body).map_err(Broken::late)?;
    Ok(body)
}
