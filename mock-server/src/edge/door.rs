//! The door: every request's way from its head to a provider and back.
//!
//! It finds the operation, the credential and the org, keeps the journal, and knows no rule.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, Request, Response};
use bytes::Bytes;
use http_body_util::BodyExt;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::body::{BodyError, BodyReader};
use super::exchange::{self, Book, JournalWatch, Underway};
use super::faults::{self, OnTheWay};
use super::live::Live;
use super::normalise;
use super::pump::{self, JumpTarget, Pump};
use super::reply::{Reply, ResponseBody, WatchedBody};
use super::surface::{Call, CredentialPlace, Fated, Head, Named, OrgPass, Secret, Served, Surface};
use crate::clock::RealClock;
use crate::core::journal::{Cursor, Journal, KeptBodies, Recorder, Snapshot, Stamp};
use crate::core::time::SimTime;
use crate::faults::{Act, Draws, Verdict, Vocabulary};
use crate::org::{ClockMode, Credential, Org, OrgCell, Registry, Sessions};

/// What the door is told at the start.
#[derive(Clone, Debug)]
pub struct DoorSettings {
    /// How long a client may be silent in an upload before it is cut.
    pub upload_stall: Duration,
    /// How much of large bodies the journal keeps.
    pub journal_bodies: KeptBodies,
    /// Scheme and host in answers, if not those of the request.
    pub public_url: Option<String>,
}

impl Default for DoorSettings {
    fn default() -> Self {
        Self {
            upload_stall: Duration::from_secs(60),
            journal_bodies: KeptBodies::default(),
            public_url: None,
        }
    }
}

/// The one middleware.
pub struct Door {
    surfaces: Vec<Arc<dyn Surface>>,
    registry: Arc<Registry>,
    clock: RealClock,
    pump: Pump,
    settings: DoorSettings,
    /// Requests that belong to no org.
    lobby: Mutex<Journal>,
    jump_done: Notify,
    /// Something stands in a journal, or an org or the server is gone.
    something_new: Arc<Notify>,
    closing: AtomicBool,
}

impl Door {
    /// A door to those providers and orgs.
    pub fn new(
        surfaces: Vec<Arc<dyn Surface>>,
        registry: Arc<Registry>,
        clock: RealClock,
        settings: DoorSettings,
    ) -> Arc<Self> {
        let lobby = Mutex::new(Journal::new(registry.config().journal));
        let something_new = Arc::new(Notify::new());
        let pump = Pump::start(clock, Arc::clone(&something_new));
        Arc::new(Self {
            surfaces,
            registry,
            clock,
            pump,
            settings,
            lobby,
            jump_done: Notify::new(),
            something_new,
            closing: AtomicBool::new(false),
        })
    }

    /// All orgs.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// The words that rules of faults may use.
    pub fn vocabularies(&self) -> Vec<&Vocabulary> {
        self.surfaces.iter().map(|surface| surface.vocabulary()).collect()
    }

    /// Real time.
    pub fn wall_ms(&self) -> i64 {
        self.clock.wall_ms()
    }

    /// What plays the orgs' time lines.
    pub fn pump(&self) -> &Pump {
        &self.pump
    }

    /// The journal of requests that belonged to no org, as it is now.
    pub fn lobby(&self) -> Snapshot {
        self.lobby.lock().snapshot()
    }

    /// Whether the server is being stopped.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    /// Ends what goes on until somebody ends it.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Release);
        self.something_new.notify_waiters();
    }

    /// Waits for something new in a journal.
    pub(super) fn something_new(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let new = Arc::clone(&self.something_new);
        Box::pin(async move { new.notified().await })
    }

    /// The journal of an org from a place on, as server-sent events.
    pub fn live(self: &Arc<Self>, cell: &Arc<OrgCell>, from: Cursor) -> Body {
        let live = Live::new(Arc::clone(self), Arc::clone(cell), from);
        Body::new(live.boxed_unsync())
    }

    /// Takes an org away; whoever reads its journal comes to the end. `None` if there is none of
    /// that name.
    pub fn remove(&self, org: &str) -> Option<Arc<OrgCell>> {
        let removed = self.registry.remove(org);
        self.something_new.notify_waiters();
        removed
    }

    /// Takes an org back to what it was after it was declared and loaded.
    pub async fn reset(&self, cell: &Arc<OrgCell>, sessions: Sessions) {
        // A jump that is under way comes to its end first.
        self.when_still(cell, |org| org.jumping = true).await;
        self.registry.reset(cell, sessions, self.wall_ms());
        let mut org = cell.lock();
        org.jumping = false;
        self.pump.schedule(cell, &org);
        drop(org);
        self.jump_done.notify_waiters();
        self.something_new.notify_waiters();
    }

    /// Lets an org's time flow in another way, from where it is.
    pub async fn set_clock(&self, cell: &Arc<OrgCell>, mode: ClockMode) {
        let set = |org: &mut Org| {
            org.clock.set_mode(mode, self.wall_ms());
            self.pump.schedule(cell, org);
        };
        self.when_still(cell, set).await;
    }

    /// All of a small body.
    ///
    /// # Errors
    /// It is too large, does not come to its end, or is not what it says of itself.
    pub async fn whole_body(
        &self,
        headers: &HeaderMap,
        body: Body,
        bytes_max: usize,
    ) -> Result<Bytes, BodyError> {
        let recorder = Recorder::new(KeptBodies::Ends);
        let mut body = BodyReader::new(body, headers, self.settings.upload_stall, recorder);
        body.whole(bytes_max).await
    }

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

    /// Waits until nobody moves the org's clock, then plays what is due and holds no rows. Says
    /// whether the org has rules.
    async fn settle(&self, cell: &OrgCell) -> bool {
        self.when_still(cell, |org| {
            if org.clock.mode() != ClockMode::Manual {
                pump::play_flips(org, self.wall_ms());
            }
            !org.faults.is_empty()
        })
        .await
    }

    /// Does something to an org while nobody moves its clock.
    pub(super) async fn when_still<T>(&self, cell: &OrgCell, act: impl FnOnce(&mut Org) -> T) -> T {
        loop {
            let done = self.jump_done.notified();
            tokio::pin!(done);
            // Listening before looking: a jump that ends in between is not missed.
            done.as_mut().enable();
            {
                let mut org = cell.lock();
                if !org.jumping {
                    return act(&mut org);
                }
            }
            done.await;
        }
    }

    /// Moves an org's clock, step by step; other requests of the org wait meanwhile.
    ///
    /// A jump that has begun goes on to its end, even if nobody waits for it any more. A clock that
    /// follows real time stays where it is.
    pub async fn jump(self: &Arc<Self>, cell: &Arc<OrgCell>, target: JumpTarget) -> SimTime {
        let clock = cell.lock().clock;
        if !clock.can_jump() {
            return clock.now(self.wall_ms());
        }
        let (door, cell) = (Arc::clone(self), Arc::clone(cell));
        let jumped = tokio::spawn(async move {
            door.when_still(&cell, |org| org.jumping = true).await;
            let landing = Landing { door: &door, cell: &cell };
            let at = pump::jump(&cell, target, &door.clock).await;
            drop(landing);
            at
        });
        // Only a bug in the rules ends a jump early; the org is free again then.
        jumped.await.unwrap_or_default()
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

    /// Writes into the journal of an org, or of those who came to none.
    pub(super) fn write<T>(&self, book: &Book, line: impl FnOnce(&mut Journal, Stamp) -> T) -> T {
        let wall_ms = self.wall_ms();
        match book {
            Book::Org(cell) => {
                let mut org = cell.lock();
                let stamp = org.stamp(wall_ms);
                let written = line(&mut org.journal, stamp);
                drop(org);
                self.something_new.notify_waiters();
                written
            }
            Book::Lobby => {
                let stamp = Stamp { at: SimTime::from_millis(wall_ms), wall_ms };
                line(&mut self.lobby.lock(), stamp)
            }
        }
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

/// Frees an org whose clock was moved, however the jump ended.
struct Landing<'a> {
    door: &'a Door,
    cell: &'a Arc<OrgCell>,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        let mut org = self.cell.lock();
        org.jumping = false;
        self.door.pump.schedule(self.cell, &org);
        drop(org);
        self.door.jump_done.notify_waiters();
        self.door.something_new.notify_waiters();
    }
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
