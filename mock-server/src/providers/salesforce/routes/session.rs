//! A call with a token: let in, counted, and answered with what is left of the limits.

use super::super::errors::ApiError;
use super::super::faults::act;
use super::super::service::Caller;
use super::super::side::Side;
use super::super::version::{ApiVersion, NamedVersion};
use super::render;
use crate::edge::{BodyReader, Call, Head, Named, OrgPass, Reply};
use crate::org::{Moment, Org};

/// A call that belongs to an org.
pub(super) struct Session {
    pub(super) head: Head,
    pub(super) named: Named,
    pub(super) body: BodyReader,
    pub(super) pass: OrgPass,
    pub(super) version: ApiVersion,
    token: String,
}

/// What a handler has to say.
pub(super) type Answered = Result<Reply, ApiError>;

/// Serves a call with `handler`, once its token was let in.
pub(super) async fn serve<H>(call: Call, handler: H) -> Reply
where
    H: AsyncFnOnce(&mut Session) -> Answered,
{
    let Some(pass) = call.org else {
        let what = call.named.parameter("what");
        let error = ApiError::gap(what);
        return render::api_error(&call.head, &error);
    };
    let token = bearer(&call.head);
    let version = match ApiVersion::named(call.named.parameter("version")) {
        NamedVersion::Served(version) => version,
        NamedVersion::Retired(_) | NamedVersion::Unknown => ApiVersion::NEWEST,
    };
    let Call { head, named, body, .. } = call;
    let mut session = Session { head, named, body, pass, version, token };
    let admit = |org: &mut Org, at: Moment| {
        org.salesforce.admit(&session.token, at.felt, at.now).map(|_| ())
    };
    let pass = session.pass.clone();
    let answered = match pass.attend(admit).await {
        Ok(()) => handler(&mut session).await,
        Err(refused) => Err(refused),
    };
    session.finish(answered).await
}

impl Session {
    /// Runs rules on the org, for the caller whose token it is.
    pub(super) fn run<T, F>(
        &self,
        rules: F,
    ) -> impl Future<Output = Result<T, ApiError>> + use<T, F>
    where
        F: FnOnce(&mut Side, &Caller) -> Result<T, ApiError>,
    {
        self.run_on_org(|org, caller| rules(&mut org.salesforce, caller))
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
        let (pass, token, version) = (self.pass.clone(), self.token.clone(), self.version);
        async move {
            let act = |org: &mut Org, at: Moment| {
                let user = org.salesforce.auth.check(&token, at.felt)?.user;
                rules(org, &Caller { now: at.now, user, version })
            };
            pass.with(act).await
        }
    }

    /// Does to the org what faults want once the body of an upload was read.
    pub(super) fn body_was_read(&self) -> impl Future<Output = ()> + use<> {
        let (pass, token) = (self.pass.clone(), self.token.clone());
        async move {
            for late in pass.late_acts() {
                let act = |org: &mut Org, at: Moment| {
                    act(&mut org.salesforce, late, &token, at.now, at.felt);
                };
                pass.attend(act).await;
            }
        }
    }

    async fn finish(mut self, answered: Answered) -> Reply {
        let limit_info = self.pass.attend(|org, at| org.salesforce.limit_info(at.now)).await;
        let reply = match answered {
            Ok(reply) => reply,
            Err(error) => {
                // A client that is still writing reads its answer only when it is done.
                self.body.drain().await;
                render::api_error(&self.head, &error)
            }
        };
        reply.with("sforce-limit-info", &limit_info)
    }
}

/// The token of a head that was found to carry one.
pub(super) fn bearer(head: &Head) -> String {
    let value = head.header("authorization").unwrap_or("");
    value.trim().split_once(' ').map_or("", |(_, token)| token).trim().to_owned()
}

/// A content type without its parameters.
pub(super) fn content_kind(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// JSON, or no content type at all.
pub(super) fn expect_json(content_type: &str) -> Result<(), ApiError> {
    match content_kind(content_type).as_str() {
        "" | "application/json" => Ok(()),
        other => Err(ApiError::unsupported_media_type(415, other)),
    }
}
