//! A request's way through the door: named, let in, drawn for, served, answered.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, Request, Response};
use bytes::Bytes;
use http_body_util::BodyExt;

use super::Door;
use crate::core::journal::Recorder;
use crate::core::time::SimTime;
use crate::edge::body::BodyReader;
use crate::edge::exchange::{self, Book, JournalWatch, Underway};
use crate::edge::faults::{self, OnTheWay};
use crate::edge::normalise;
use crate::edge::reply::{Reply, ResponseBody, WatchedBody};
use crate::edge::surface::{
    Call, CredentialPlace, Fated, Head, Named, OrgPass, Secret, Served, Surface,
};
use crate::faults::{Act, Draws, Verdict};
use crate::org::Credential;

impl Door {
    /// Serves one request.
    pub async fn handle(self: Arc<Self>, request: Request<Body>) -> Response<ResponseBody> {
        let (parts, body) = request.into_parts();
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let head = Head {
            base_url: self.base_url(&parts.headers),
            method: parts.method,
            path: normalise::path(&target),
            target,
            headers: parts.headers,
            wall_ms: self.wall_ms(),
        };
        let recorder = Recorder::new(self.settings.journal_bodies);
        let body = BodyReader::new(body, &head.headers, self.settings.upload_stall, recorder);
        let wants = Wants { gzip: accepts_gzip(&head.headers), body: head.method != Method::HEAD };
        let passage = self.pass(head, body).await;
        self.respond(passage, &wants)
    }

    async fn pass(self: &Arc<Self>, head: Head, mut body: BodyReader) -> Passage {
        for surface in &self.surfaces {
            match name(surface, &head, &mut body).await {
                Served::NotMine | Served::ToldByBody { .. } => {}
                Served::Operation(named) => return self.enter(surface, named, head, body).await,
                Served::Refused(reply) => {
                    let secrets = surface.secrets(None, &head, &[]);
                    return self.turn_away(&head, None, body, secrets, reply).await;
                }
            }
        }
        // Nobody's path, but somebody's token may well have come with it.
        let secrets =
            self.surfaces.iter().flat_map(|surface| surface.secrets(None, &head, &[])).collect();
        self.turn_away(&head, None, body, secrets, nothing_here(&head)).await
    }

    async fn enter(
        self: &Arc<Self>,
        surface: &Arc<dyn Surface>,
        named: Named,
        head: Head,
        mut body: BodyReader,
    ) -> Passage {
        let mut secrets = surface.secrets(Some(&named), &head, &[]);
        let book = match find_credential(surface, &named, &head, &mut body, &mut secrets).await {
            Ok(None) => Ok(Book::Lobby),
            Ok(Some((credential, read))) => self
                .registry
                .resolve(&credential, self.wall_ms())
                .map(Book::Org)
                .map_err(|why| surface.unresolved(&named, &head, &read, &credential, &why)),
            Err(reply) => Err(reply),
        };
        let book = match book {
            Ok(book) => book,
            Err(reply) => {
                return self.turn_away(&head, Some(&named), body, secrets, reply).await;
            }
        };
        let mut draws = Draws::default();
        if let Book::Org(cell) = &book
            && self.settle(cell).await
        {
            match self.draw(surface.as_ref(), cell, &named, &head, &mut body).await {
                Ok(drawn) => draws = drawn,
                Err(error) => {
                    let reply = surface.unreadable(&head, error);
                    return self.turn_away(&head, Some(&named), body, secrets, reply).await;
                }
            }
        }
        let fated = Fated::of(&draws);
        let underway = self.receive(book, &head, Some(&named), &body, secrets, fated);
        let verdict = draws.verdict;
        self.pass_faults(surface, named, head, body, underway, verdict).await
    }

    /// Serves a request with the faults that were drawn for it.
    async fn pass_faults(
        self: &Arc<Self>,
        surface: &Arc<dyn Surface>,
        named: Named,
        head: Head,
        mut body: BodyReader,
        underway: Underway,
        verdict: Verdict,
    ) -> Passage {
        let head = faults::asking(head, verdict.asked.as_ref());
        faults::wait(verdict.wait).await;
        let carried = body.slow_down(&verdict);
        let org = underway.pass();
        let mut notes = Vec::new();
        if let Some(org) = &org {
            for act in verdict.acts.iter().filter(|act| !act.is_late()) {
                match act {
                    Act::ClockAdvances(span) => notes.extend(org.advance(*span).await),
                    act => org.attend(|org, at| surface.act(&named, &head, act, org, at)).await,
                }
            }
        }
        let way = OnTheWay::of(&verdict, org.as_ref());
        let instead = verdict.instead.as_ref().map(|told| {
            let felt = org.as_ref().map(OrgPass::felt).unwrap_or_default();
            (told.effect, faults::instead(surface.as_ref(), &named, &head, told, felt))
        });
        let reply = match instead {
            Some((false, reply)) => {
                body.drain().await;
                reply
            }
            Some((true, reply)) => {
                surface.serve(Call { head, named, body, org }).await;
                reply
            }
            None => {
                let operation = named.operation;
                let reply = surface.serve(Call { head, named, body, org }).await;
                if !reply.refuses() {
                    underway.answered(operation);
                }
                reply
            }
        };
        let mut reply = faults::edited(reply, &verdict.edits);
        if let Some((bytes, rows)) = carried.map(|carried| carried.get())
            && let Some(org) = underway.pass()
        {
            notes.extend(org.advance(verdict.clock_pace.of(bytes, rows)).await);
        }
        reply.notes.extend(notes);
        Passage { underway, reply, way }
    }

    /// Answers without any org.
    async fn turn_away(
        self: &Arc<Self>,
        head: &Head,
        named: Option<&Named>,
        mut body: BodyReader,
        secrets: Vec<Secret>,
        reply: Reply,
    ) -> Passage {
        let underway = self.receive(Book::Lobby, head, named, &body, secrets, Fated::default());
        body.drain().await;
        Passage { underway, reply, way: None }
    }

    fn base_url(&self, headers: &HeaderMap) -> String {
        if let Some(url) = &self.settings.public_url {
            return url.clone();
        }
        let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
        format!("http://{host}")
    }

    /// Writes the beginning of an exchange into its journal.
    fn receive(
        self: &Arc<Self>,
        book: Book,
        head: &Head,
        named: Option<&Named>,
        body: &BodyReader,
        secrets: Vec<Secret>,
        fated: Fated,
    ) -> Underway {
        let request = exchange::request_head(head, named, &fated);
        let exchange = self.write(&book, |journal, stamp| {
            for (kind, value) in secrets {
                journal.secret(kind, &value);
            }
            journal.received(stamp, request)
        });
        Underway::new(Arc::clone(self), book, exchange, body.evidence(), fated)
    }

    fn respond(self: &Arc<Self>, passage: Passage, wants: &Wants) -> Response<ResponseBody> {
        let Passage { underway, mut reply, way } = passage;
        let gzips = match &way {
            None => wants.gzip && reply.gzips(),
            Some(way) => way.gzips(&mut reply, wants.gzip),
        };
        let recorder = Recorder::new(self.settings.journal_bodies);
        let watch = JournalWatch::new(underway, &reply, recorder);
        let (watch, story) = match &way {
            None => (watch, None),
            Some(way) => way.story(watch),
        };
        let length = reply.length();
        let mut body = WatchedBody::new(reply.body, gzips, length, watch);
        let length = if wants.body { length } else { body.leave_out() };
        if let Some(length) = length {
            reply.headers.insert(CONTENT_LENGTH, length.into());
        }
        let mut response = Response::new(body.boxed_unsync());
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        match way {
            None => response,
            Some(way) => way.send(response, story, SimTime::from_millis(self.wall_ms())),
        }
    }
}

/// How a client wants its answer.
struct Wants {
    gzip: bool,
    /// Whether it wants more than the head.
    body: bool,
}

/// The operation that a request names, in its head or in its body.
async fn name(surface: &Arc<dyn Surface>, head: &Head, body: &mut BodyReader) -> Served {
    let bytes_max = match surface.name(head) {
        Served::ToldByBody { bytes_max } => bytes_max,
        told => return told,
    };
    match body.whole(bytes_max).await {
        Ok(whole) => {
            body.put_back(whole.clone());
            surface.name_by_body(head, &whole)
        }
        Err(error) => Served::Refused(surface.unreadable(head, error)),
    }
}

/// The credential in a request's head or body, if its operation needs one, and the body as far as
/// it was read for it.
async fn find_credential(
    surface: &Arc<dyn Surface>,
    named: &Named,
    head: &Head,
    body: &mut BodyReader,
    secrets: &mut Vec<Secret>,
) -> Result<Option<(Credential, Bytes)>, Reply> {
    let bytes_max = match surface.credential(named, head)? {
        CredentialPlace::None => return Ok(None),
        CredentialPlace::Head(credential) => return Ok(Some((credential, Bytes::new()))),
        CredentialPlace::Body { bytes_max } => bytes_max,
    };
    let whole = body.whole(bytes_max).await.map_err(|error| surface.unreadable(head, error))?;
    secrets.extend(surface.secrets(Some(named), head, &whole));
    let credential = surface.credential_in_body(named, head, &whole)?;
    body.put_back(whole.clone());
    Ok(Some((credential, whole)))
}

/// A request that has its answer.
struct Passage {
    underway: Underway,
    reply: Reply,
    /// What is done to it before it goes out, if anything.
    way: Option<Box<OnTheWay>>,
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all("accept-encoding").iter().filter_map(|v| v.to_str().ok());
    codings.any(|codings| {
        codings.split(',').any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0")
        })
    })
}

/// The answer to a path that belongs to nobody.
fn nothing_here(head: &Head) -> Reply {
    let message = format!(
        "bulk-mock serves nothing at {}; its README says what it serves, /_mock/health how it is\n",
        head.path
    );
    Reply::of_type(404, "text/plain; charset=utf-8", message)
}
