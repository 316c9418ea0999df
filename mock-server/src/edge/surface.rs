//! What the edge needs to know of a provider, and what it hands to one.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::{HeaderMap, Method};
use serde_json::Value;
use tokio::runtime::{Handle, RuntimeFlavor};

use super::body::{BodyError, BodyReader};
use super::door::Door;
use super::pump::JumpTarget;
use super::reply::Reply;
use crate::core::journal::ExchangeId;
use crate::core::time::{SimDuration, SimTime};
use crate::faults::{Act, Draws, Fired, JobFates, Refusal, Said, SessionFate, Vocabulary};
use crate::org::{Credential, Moment, Org, OrgCell, Unresolved};

/// A request's head.
pub struct Head {
    /// The method.
    pub method: Method,
    /// The target as sent.
    pub target: String,
    /// The path in its one form.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// Scheme and host under which the client reached the server.
    pub base_url: String,
    /// The real time at which it came, in milliseconds since 1970.
    pub wall_ms: i64,
}

impl Head {
    /// A header's text, if it has one.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The query of the target.
    pub fn query(&self) -> &str {
        super::normalise::query(&self.target)
    }
}

/// The operation that a head names.
pub struct Named {
    /// Its name, the same everywhere: routes, journal, faults, scenarios.
    pub operation: &'static str,
    /// Its place in the provider's own list.
    pub index: usize,
    /// The parameters of its path, decoded.
    pub parameters: Vec<(String, String)>,
}

impl Named {
    /// A parameter of the path; empty if the template has none of that name.
    pub fn parameter(&self, name: &str) -> &str {
        self.parameters.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// What a provider makes of a head.
pub enum Served {
    /// An operation.
    Operation(Named),
    /// One that only the body tells, which is read first, up to so many bytes.
    ToldByBody {
        /// Bytes read at most.
        bytes_max: usize,
    },
    /// A path of the provider's that names none: its answer.
    Refused(Reply),
    /// Somebody else's path.
    NotMine,
}

/// Where a request carries its credential.
pub enum CredentialPlace {
    /// In its head.
    Head(Credential),
    /// In its body, which is read first, up to so many bytes.
    Body {
        /// Bytes read at most.
        bytes_max: usize,
    },
    /// Nowhere; the operation needs none.
    None,
}

/// The kind of a secret, such as `token`, and its text.
pub type Secret = (&'static str, String);

/// An answer that comes later.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Reply> + Send + 'a>>;

/// A provider, as the edge sees it.
pub trait Surface: Send + Sync {
    /// Which operation a head names.
    fn name(&self, head: &Head) -> Served;

    /// Which operation a request names whose body had to be read first; never
    /// [`Served::ToldByBody`].
    fn name_by_body(&self, head: &Head, body: &[u8]) -> Served {
        let _ = body;
        self.name(head)
    }

    /// Which credential an operation's request carries, and where.
    ///
    /// # Errors
    /// The provider's answer to a head that carries none and should.
    fn credential(&self, named: &Named, head: &Head) -> Result<CredentialPlace, Reply>;

    /// The credential in a body.
    ///
    /// # Errors
    /// The provider's answer to a body that carries none.
    fn credential_in_body(
        &self,
        named: &Named,
        head: &Head,
        body: &[u8],
    ) -> Result<Credential, Reply>;

    /// The secrets in a request, by kind, for the journal, whether or not its head names an
    /// operation; `body` is empty where it is not read yet.
    fn secrets(&self, named: Option<&Named>, head: &Head, body: &[u8]) -> Vec<Secret>;

    /// The provider's answer to a body that should have held the credential and cannot be read.
    fn unreadable(&self, head: &Head, error: BodyError) -> Reply;

    /// The provider's answer to a credential that leads to no org; `body` is empty where the
    /// credential stands in the head.
    fn unresolved(
        &self,
        named: &Named,
        head: &Head,
        body: &[u8],
        credential: &Credential,
        why: &Unresolved,
    ) -> Reply;

    /// The words that rules of faults may use.
    fn vocabulary(&self) -> &Vocabulary;

    /// What is to be known of a request whose faults are drawn; `body` is there where it is JSON or a
    /// form, and was read.
    fn said(&self, named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said;

    /// An error that a fault wants, in the provider's own form.
    fn refusal(&self, named: &Named, head: &Head, refusal: &Refusal) -> Reply;

    /// Does to the org of a request what a fault wants.
    fn act(&self, named: &Named, head: &Head, act: &Act, org: &mut Org, at: Moment);

    /// Serves a request.
    fn serve<'a>(&'a self, call: Call) -> Answer<'a>;
}

/// A request that passed the door.
pub struct Call {
    /// The head.
    pub head: Head,
    /// The operation.
    pub named: Named,
    /// The body, unread unless it carried the credential.
    pub body: BodyReader,
    /// The org, if the operation belongs to one.
    pub org: Option<OrgPass>,
}

/// A request's way to its org.
#[derive(Clone)]
pub struct OrgPass {
    pub(super) door: Arc<Door>,
    pub(super) cell: Arc<OrgCell>,
    pub(super) exchange: ExchangeId,
    pub(super) fated: Fated,
}

/// What was drawn for a request, as its journal and what it brings about are to know it.
#[derive(Clone, Default)]
pub(super) struct Fated {
    /// The rules that fired.
    pub(super) fired: Vec<Fired>,
    /// The key of the job, if its request has one.
    pub(super) key: Option<u64>,
    /// What the journal knows the request by.
    pub(super) known_as: Option<u64>,
    /// What becomes of it.
    pub(super) fates: JobFates,
    /// The id of the job that the request is about, if it is about one.
    pub(super) job: Option<String>,
    /// Whether some rule waits for calls that are answered.
    pub(super) awaited: bool,
    /// What becomes of the session that the request begins.
    pub(super) session: SessionFate,
    /// What happens to the org when the body of the request was read.
    pub(super) late: Arc<[Act]>,
}

impl Fated {
    /// What a draw says of the job, the session and the time after the body.
    pub(super) fn of(draws: &Draws) -> Self {
        let Draws { verdict, key, known_as, job, awaited } = draws;
        let late: Vec<Act> = verdict.acts.iter().filter(|act| act.is_late()).cloned().collect();
        Self {
            fired: verdict.fired.clone(),
            key: *key,
            known_as: *known_as,
            fates: verdict.fates.clone(),
            job: job.clone(),
            awaited: *awaited,
            session: verdict.session.clone(),
            late: if late.is_empty() { Arc::default() } else { late.into() },
        }
    }
}

impl OrgPass {
    /// What becomes of the session that the request begins.
    pub fn session_fate(&self) -> &SessionFate {
        &self.fated.session
    }

    /// What happens to the org when the body of an upload was read; the provider sees to it then.
    pub fn late_acts(&self) -> &[Act] {
        &self.fated.late
    }

    /// Runs a provider's rules on the org, at the org's time, and notes that they ran.
    pub async fn with<T>(&self, rules: impl FnOnce(&mut Org, Moment) -> T) -> T {
        self.touch(|org, moment, wall_ms| {
            let stamp = org.stamp(wall_ms);
            org.journal.effect(self.exchange, stamp);
            rules(org, moment)
        })
        .await
    }

    /// Lets a call in, or sees it off: counts and checks that are no effect of the call.
    pub async fn attend<T>(&self, count: impl FnOnce(&mut Org, Moment) -> T) -> T {
        self.touch(|org, moment, _| count(org, moment)).await
    }

    async fn touch<T>(&self, rules: impl FnOnce(&mut Org, Moment, i64) -> T) -> T {
        let act = |org: &mut Org| {
            let wall_ms = self.door.wall_ms();
            let moment = org.moment(wall_ms);
            org.expect_jobs(&self.fated.fates);
            let result = rules(org, moment, wall_ms);
            org.give_fates(self.fated.key, &self.fated.fates);
            org.journal_transitions(wall_ms);
            self.door.pump().schedule(&self.cell, org);
            result
        };
        self.door.when_still(&self.cell, act).await
    }

    /// Reads from the org without an effect of its own.
    pub fn read<T>(&self, look: impl FnOnce(&Org) -> T) -> T {
        look(&self.cell.lock())
    }

    /// Does work that takes long and needs no org on a thread that serves nobody meanwhile.
    pub async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Only a server that stops cancels it; then nobody waits for an answer.
                Err(_) => std::future::pending().await,
            },
        }
    }

    /// Changes the org without waiting and without an effect of the call.
    pub fn change<T>(&self, change: impl FnOnce(&mut Org) -> T) -> T {
        change(&mut self.cell.lock())
    }

    /// Tells the journal of secrets, by kind, so that readers see names instead.
    pub fn secrets(&self, secrets: Vec<Secret>) {
        let mut org = self.cell.lock();
        for (kind, value) in secrets {
            org.journal.secret(kind, &value);
        }
    }

    /// The time that tokens live by.
    pub(super) fn felt(&self) -> SimTime {
        self.cell.lock().moment(self.door.wall_ms()).felt
    }

    /// Moves the org's clock on, as far as it can be moved; says so where it cannot.
    pub(super) async fn advance(&self, span: SimDuration) -> Option<String> {
        if span == SimDuration::ZERO {
            return None;
        }
        if !self.cell.lock().clock.can_jump() {
            return Some(format!("the org's clock follows real time: it did not go on by {span}"));
        }
        self.jump(JumpTarget::By(span)).await;
        None
    }

    /// Moves the org's clock, playing what falls due on the way.
    pub async fn jump(&self, target: JumpTarget) {
        self.door.jump(&self.cell, target).await;
    }
}

/// Does long work that holds on to its org, and leaves the other tasks of this thread to another one.
pub fn off_the_workers<T>(work: impl FnOnce() -> T) -> T {
    let several = |runtime: Handle| runtime.runtime_flavor() == RuntimeFlavor::MultiThread;
    match Handle::try_current().is_ok_and(several) {
        true => tokio::task::block_in_place(work),
        false => work(),
    }
}
