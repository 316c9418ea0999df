//! A call with a token: let in, counted, run, and answered in its envelope.

use serde_json::Value;

use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::faults::act;
use super::super::operation::{Kind, Line};
use super::super::request::{Asked, JsonBody, Params};
use super::super::rest;
use super::super::settings::{Leniency, Settings};
use super::super::side::{Caller, Side};
use super::super::world::{JobKey, World};
use super::token::{self, Token, TokenPlace};
use super::{line, render};
use crate::core::time::SimTime;
use crate::edge::{BodyReader, Call, Head, JumpTarget, Named, OrgPass, Reply};
use crate::org::{JobRef, Moment, Org};

/// A call that belongs to an org.
pub(super) struct Session {
    pub(super) head: Head,
    pub(super) named: Named,
    pub(super) body: BodyReader,
    pub(super) pass: OrgPass,
    pub(super) line: &'static Line,
    pub(super) user: String,
    pub(super) token: String,
}

/// What a handler has to say.
pub(super) enum Said {
    /// An envelope.
    Envelope(Envelope),
    /// Something else, such as a file.
    Reply(Reply),
}

/// What a handler answers.
pub(super) type Answered = Result<Said, ApiError>;

/// Serves a call with `handler`, once it was let in.
pub(super) async fn serve<H>(call: Call, handler: H) -> Reply
where
    H: AsyncFnOnce(&mut Session) -> Answered,
{
    let Call { head, named, mut body, org } = call;
    let Some(pass) = org else {
        // The door finds an org for every call but a token's.
        return render::refused_of_nobody(&head, &ApiError::token_invalid());
    };
    let line = line(&named);
    let Some(token) = find_token(&head, &mut body).await else {
        return render::no_token(&head);
    };
    let admit = |org: &mut Org, at: Moment| {
        may_stand_there(&token, &org.marketo.world.settings, at.now)?;
        may_be_written_so(&head, &org.marketo.world.settings)?;
        org.marketo.admit(&token.text, line, at.now, at.felt)
    };
    let answered = match pass.attend(admit).await {
        Ok(caller) => {
            let _inside = Inside { pass: pass.clone() };
            let (user, token) = (caller.user, token.text.clone());
            let mut session = Session { head, named, body, pass, line, user, token };
            let answered = handler(&mut session).await;
            return finish(&session.pass.clone(), line, &mut session.body, answered).await;
        }
        Err(error) => Err(error),
    };
    finish(&pass, line, &mut body, answered).await
}

async fn finish(pass: &OrgPass, line: &Line, body: &mut BodyReader, answered: Answered) -> Reply {
    // A client that is still writing reads its answer only when it is done; a body that means
    // nothing must not stand before the next request (0.8).
    body.drain().await;
    let failed = answered.as_ref().err().map(|error| error.code);
    let request_id = pass
        .attend(|org, at| {
            if let Some(code) = failed {
                org.marketo.world.usage.failed(code, at.now);
            }
            org.marketo.request_id(at.felt)
        })
        .await;
    let reply = match answered {
        Ok(Said::Envelope(envelope)) => render::json(200, &envelope.json(&request_id)),
        Ok(Said::Reply(reply)) => reply,
        Err(error) => render::refused(&error, line.family, &request_id),
    };
    // Bulk answers are never compressed, JSON and files alike (0.5).
    if line.path.starts_with("/bulk/") { reply.uncompressed() } else { reply }
}

/// A call that was let in and has no answer yet.
struct Inside {
    pass: OrgPass,
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.pass.change(|org| org.marketo.world.usage.leave());
    }
}

impl Session {
    /// Runs rules on the instance, for the caller.
    pub(super) fn run<T, F>(
        &self,
        rules: F,
    ) -> impl Future<Output = Result<T, ApiError>> + use<T, F>
    where
        F: FnOnce(&mut Side, &Caller) -> Result<T, ApiError>,
    {
        self.run_on_org(|org, caller| rules(&mut org.marketo, caller))
    }

    /// As [`Session::run`], for the few handlers that show a job.
    pub(super) fn run_on_org<T, F>(
        &self,
        rules: F,
    ) -> impl Future<Output = Result<T, ApiError>> + use<T, F>
    where
        F: FnOnce(&mut Org, &Caller) -> Result<T, ApiError>,
    {
        // What is waited for must not hold on to the body, which only one thread may see.
        let (pass, user) = (self.pass.clone(), self.user.clone());
        async move { pass.with(|org, at| rules(org, &Caller { now: at.now, user })).await }
    }

    /// Shows the job that `find` finds; under an auto clock a second look that would show nothing
    /// new moves the clock on.
    pub(super) async fn look(
        &mut self,
        find: impl FnOnce(&World, &Caller) -> Result<JobKey, ApiError>,
        show: impl FnOnce(&World, &Caller) -> Result<Value, ApiError>,
    ) -> Answered {
        let found = self.run_on_org(|org, caller| {
            let job = find(&org.marketo.world, caller)?;
            Ok((job, org.shows_again(JobRef::Marketo(job), caller.now)))
        });
        let (job, seen) = found.await?;
        if let Some(seen) = seen {
            let stops = self.pass.read(|org| org.auto_stops);
            let target = JumpTarget::JobChange { job: JobRef::Marketo(job), seen, stops };
            self.pass.jump(target).await;
        }
        let shown = self.run_on_org(|org, caller| {
            org.shows_again(JobRef::Marketo(job), caller.now);
            show(&org.marketo.world, caller)
        });
        Ok(Said::Envelope(Envelope::one(shown.await?)))
    }

    /// Does to the org what faults want once the body of an upload was read; a token that died
    /// meanwhile is no good any more.
    pub(super) async fn body_was_read(&mut self) -> Result<(), ApiError> {
        let (pass, token) = (self.pass.clone(), self.token.clone());
        if pass.late_acts().is_empty() {
            return Ok(());
        }
        pass.attend(|org, at| {
            for late in pass.late_acts() {
                act(&mut org.marketo, late, &token, at.now, at.felt);
            }
            org.marketo.auth.check(&token, at.felt).map(drop)
        })
        .await
    }

    /// The kind of records that the path of a bulk call names; their lines all have one.
    pub(super) fn kind(&self) -> Kind {
        self.line.kind.unwrap_or(Kind::Leads)
    }

    /// The parameters of the query.
    pub(super) fn params(&self) -> Params {
        Params::of(self.head.query().as_bytes(), b"")
    }

    /// What is asked for: path, query, form, JSON. The body of a GET means nothing.
    pub(super) async fn asked(&mut self) -> Result<Asked, ApiError> {
        let mut asked = Asked {
            path: self.named.parameters.clone(),
            params: self.params(),
            body: JsonBody::Absent,
        };
        if self.head.method == "GET" || self.head.method == "HEAD" {
            return Ok(asked);
        }
        let bytes_max = self.pass.read(|org| org.marketo.world.settings.body_bytes_max);
        let body = self.body.whole(bytes_max).await;
        let body = body.map_err(|error| render::body_error(&error))?;
        if token::is_form(&self.head) {
            asked.params = Params::of(self.head.query().as_bytes(), &body);
            // A form that asks is a query; one that is to change something should have been JSON.
            if !self.line.methods.contains(&"GET") {
                asked.body = JsonBody::OfOtherType;
            }
            return Ok(asked);
        }
        asked.body = match token::content_kind(&self.head).as_str() {
            _ if body.is_empty() => JsonBody::Absent,
            "application/json" => {
                serde_json::from_slice(&body).map_or(JsonBody::Unreadable, JsonBody::Json)
            }
            _ => JsonBody::OfOtherType,
        };
        Ok(asked)
    }
}

/// Any call of the REST neighbours.
pub(super) async fn neighbour(session: &mut Session) -> Answered {
    let asked = session.asked().await?;
    let operation = session.line.operation;
    let run =
        |side: &mut Side, caller: &Caller| rest::answer(operation, &mut side.world, caller, &asked);
    session.run(run).await.map(Said::Envelope)
}

/// What this server does not fake.
pub(super) async fn not_faked(session: &mut Session) -> Answered {
    Err(ApiError::gap(session.named.parameter("what")))
}

async fn find_token(head: &Head, body: &mut BodyReader) -> Option<Token> {
    if let Some(token) = token::in_head(head) {
        return Some(token);
    }
    // The door has read it already, within its limit.
    let whole = body.read_ahead()?;
    token::in_body(head, &whole)
}

/// Whether a token may stand where it does (1.10, 1.12).
fn may_stand_there(token: &Token, settings: &Settings, now: SimTime) -> Result<(), ApiError> {
    let taken = match token.place {
        TokenPlace::Header => true,
        TokenPlace::HeaderWithoutSpace => settings.bearer_without_space == Leniency::Accept,
        TokenPlace::Parameter => {
            settings.allow_query_token && settings.query_token_until.is_none_or(|until| now < until)
        }
    };
    if taken { Ok(()) } else { Err(ApiError::no_token(&settings.messages.no_token)) }
}

/// Whether a path may be written with a doubled slash (0.3).
fn may_be_written_so(head: &Head, settings: &Settings) -> Result<(), ApiError> {
    let doubled = head.target.split('?').next().is_some_and(|path| path.contains("//"));
    let refused = doubled && settings.double_slashes == Leniency::Refuse;
    if refused { Err(ApiError::not_found()) } else { Ok(()) }
}
