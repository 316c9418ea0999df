//! What a refusal says, in one shape for both providers, and which kind of error it is for a caller.

mod marketo;
mod salesforce;

use std::time::Duration;

use bulk_conformance::protocol::{Class, Failure};
use jiff::fmt::rfc2822;

use crate::http::{Answer, Broken};
use crate::run::{Provider, Run};

/// Why a call gave nothing.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The network failed, or the answer broke off.
    Broken(Broken),
    /// The provider refused, or something on the way did.
    Refused(Box<Refusal>),
    /// The client itself stopped: cancelled, out of time, not logged in.
    Stopped(Box<Failure>),
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The provider's code, if the body was the provider's.
    pub code: Option<String>,
    /// The provider's message; otherwise what came instead of one.
    pub message: String,
    /// How long to wait at least, by `Retry-After`.
    pub retry_after: Option<Duration>,
    /// What it is for a caller.
    pub class: Class,
    /// What it is for a client that might try again.
    pub kind: Kind,
}

/// What a refusal means for another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The token is dead; the call did nothing.
    TokenDead,
    /// Too many calls in too short a time; the call did nothing.
    TooFast,
    /// Too many calls at a time; the call did nothing.
    TooMany,
    /// All places are taken; later there will be one. The call did nothing.
    QueueFull,
    /// Out of order for a moment; the call did nothing.
    Unavailable,
    /// Out of order for a moment; the call may have been carried out.
    Unknown,
    /// It would be refused again.
    Final,
}

impl Refusal {
    /// Whether the call did nothing, for sure.
    pub fn did_nothing(&self) -> bool {
        self.kind != Kind::Unknown
    }

    /// Whether another try may go well.
    pub fn is_passing(&self) -> bool {
        !matches!(self.kind, Kind::Final | Kind::TokenDead)
    }
}

impl Trouble {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether the call may have been carried out all the same.
    pub fn maybe_done(&self) -> bool {
        match self {
            Self::Broken(broken) => broken.maybe_done,
            Self::Refused(refusal) => !refusal.did_nothing(),
            Self::Stopped(_) => false,
        }
    }

    /// The status of a refusal.
    pub fn status(&self) -> Option<u16> {
        self.refusal().map(|refusal| refusal.status)
    }
}

impl From<Broken> for Trouble {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Stopped(Box::new(failure))
    }
}

impl From<Trouble> for Failure {
    /// The error as a caller sees it: class, code and message.
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Broken(broken) => {
                let failure = Failure::new(Class::Transport, broken.what);
                Failure { retryable: Some(!broken.maybe_done), ..failure }
            }
            Trouble::Refused(refusal) => {
                let retryable = Some(refusal.is_passing());
                let failure = Failure::new(refusal.class, refusal.message);
                Failure { code: refusal.code, retryable, ..failure }
            }
            Trouble::Stopped(failure) => *failure,
        }
    }
}

/// Tells answers that are what was asked for from refusals, and what kind of refusal it is.
///
/// A method that is not overridden is the honest one.
pub trait Classify: Send + Sync {
    /// The answer, if it is what was asked for.
    ///
    /// # Errors
    /// A refusal, of either provider; a body that breaks off while it is read.
    fn accept(&self, run: &Run<'_>, answer: Answer) -> Result<Answer, Trouble> {
        accept(run, answer)
    }

    /// What a refusal of Salesforce says: its status, its `Retry-After`, its whole body.
    fn salesforce(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        salesforce::refusal(status, retry_after, body)
    }

    /// What a refusal of Marketo says.
    fn marketo(&self, status: u16, retry_after: Option<Duration>, body: &[u8]) -> Refusal {
        marketo::refusal(status, retry_after, body)
    }
}

/// The honest one.
pub struct Honest;

impl Classify for Honest {}

/// As [`Classify::accept`].
///
/// # Errors
/// Those of [`Classify::accept`].
pub fn accept(run: &Run<'_>, mut answer: Answer) -> Result<Answer, Trouble> {
    let wait = retry_after(&answer);
    let classify = &run.parts.classify;
    match run.provider() {
        Provider::Salesforce if answer.is_success() => Ok(answer),
        Provider::Salesforce => {
            let body = page_of(&mut answer);
            Err(classify.salesforce(answer.status, wait, &body).into())
        }
        Provider::Marketo => marketo::accept(classify.as_ref(), wait, answer),
    }
}

/// What stands in the body of an error, as far as it comes: there is an error either way.
fn page_of(answer: &mut Answer) -> Vec<u8> {
    crate::http::body_of(answer).unwrap_or_default()
}

/// `Retry-After`: so many seconds, or until a time, which is counted from the answer's own `Date`
/// since clocks differ.
pub fn retry_after(answer: &Answer) -> Option<Duration> {
    let said = answer.header("retry-after")?.trim();
    if let Ok(seconds) = said.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let time = |text: &str| Some(rfc2822::parse(text).ok()?.timestamp());
    let wait = time(said)?.duration_since(time(answer.header("date")?)?);
    wait.try_into().ok()
}

/// The message of a body that is not the provider's: a proxy's page, or nothing.
fn words(status: u16, body: &[u8]) -> String {
    let kind = match body.trim_ascii() {
        [] => "an empty body",
        [b'<', ..] => "a page",
        _ => "a body that is not the provider's",
    };
    format!("HTTP status {status} with {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&str, &str)]) -> Option<Duration> {
        let headers = headers.iter().map(|(name, v)| ((*name).to_owned(), (*v).to_owned()));
        let body = Box::new(std::io::empty());
        retry_after(&Answer { status: 503, headers: headers.collect(), body })
    }

    #[test]
    fn a_wait_is_asked_for_in_seconds_or_until_a_time() {
        assert_eq!(asked(&[("retry-after", "2")]), Some(Duration::from_secs(2)));
        let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        let later = ("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT");
        assert_eq!(asked(&[date, later]), Some(Duration::from_secs(3)));
        let before = ("retry-after", "Sun, 06 Nov 1994 08:49:30 GMT");
        assert_eq!(asked(&[date, before]), None);
        assert_eq!(asked(&[("retry-after", "soon")]), None);
    }
}
