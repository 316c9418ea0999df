//! The door: every request's way from its head to a provider and back.
//!
//! It finds the operation, the credential and the org, keeps the journal, and knows no rule.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use http_body_util::BodyExt;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::body::BodyReader;
use super::normalise;
use super::pump::{self, JumpTarget, Pump};
use super::reply::{Reply, ResponseBody, Watch, WatchedBody};
use super::surface::{Call, CredentialPlace, Head, Named, OrgPass, Served, Surface};
use crate::clock::RealClock;
use crate::core::journal::{
    Evidence, ExchangeId, Journal, KeptBodies, Outcome, Recorder, RequestHead, Stamp,
};
use crate::core::time::SimTime;
use crate::org::{ClockMode, OrgCell, Registry};

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
    pub(super) jump_done: Notify,
}

/// Where an exchange is written down.
#[derive(Clone)]
enum Book {
    Org(Arc<OrgCell>),
    Lobby,
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
        let pump = Pump::start(clock);
        let jump_done = Notify::new();
        Arc::new(Self { surfaces, registry, clock, pump, settings, lobby, jump_done })
    }

    /// All orgs.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.registry
    }

    /// Real time.
    pub fn wall_ms(&self) -> i64 {
        self.clock.wall_ms()
    }

    /// What plays the orgs' time lines.
    pub fn pump(&self) -> &Pump {
        &self.pump
    }

    /// Requests that belonged to no org, one JSON object a line.
    pub fn lobby_journal(&self) -> String {
        self.lobby.lock().json_lines()
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
        };
        let recorder = Recorder::new(self.settings.journal_bodies);
        let body = BodyReader::new(body, &head.headers, self.settings.upload_stall, recorder);
        let gzip = accepts_gzip(&head.headers);
        let passage = self.pass(head, body).await;
        self.respond(passage, gzip)
    }

    async fn pass(self: &Arc<Self>, head: Head, body: BodyReader) -> Passage {
        let Some(surface) = self.surfaces.iter().find_map(|surface| match surface.name(&head) {
            Served::NotMine => None,
            served => Some((surface, served)),
        }) else {
            return self.turn_away(&head, None, body, nothing_here(&head)).await;
        };
        match surface {
            (_, Served::Refused(reply)) => self.turn_away(&head, None, body, reply).await,
            (_, Served::Gap(reply, what)) => {
                let passage = self.turn_away(&head, None, body, reply).await;
                let note = format!("gap: bulk-mock does not fake {what}");
                self.lobby.lock().note(passage.exchange, note);
                passage
            }
            (surface, Served::Operation(named)) => self.enter(surface, named, head, body).await,
            (_, Served::NotMine) => self.turn_away(&head, None, body, nothing_here(&head)).await,
        }
    }

    async fn enter(
        self: &Arc<Self>,
        surface: &Arc<dyn Surface>,
        named: Named,
        head: Head,
        mut body: BodyReader,
    ) -> Passage {
        let credential = match surface.credential(&named, &head) {
            Err(reply) => return self.turn_away(&head, Some(&named), body, reply).await,
            Ok(CredentialPlace::None) => {
                let (exchange, evidence) =
                    (self.receive(&Book::Lobby, &head, Some(&named)), body.evidence());
                let reply = surface.serve(Call { head, named, body, org: None }).await;
                return Passage {
                    book: Book::Lobby,
                    exchange,
                    evidence: Box::new(evidence),
                    reply,
                };
            }
            Ok(CredentialPlace::Head(credential)) => credential,
            Ok(CredentialPlace::Body { bytes_max }) => {
                let found = match body.whole(bytes_max).await {
                    Ok(whole) => {
                        let found = surface.credential_in_body(&named, &head, &whole);
                        body.put_back(whole);
                        found
                    }
                    Err(error) => Err(surface.unreadable(&head, error)),
                };
                match found {
                    Ok(credential) => credential,
                    Err(reply) => return self.turn_away(&head, Some(&named), body, reply).await,
                }
            }
        };
        let cell = match self.registry.resolve(&credential, self.wall_ms()) {
            Ok(cell) => cell,
            Err(why) => {
                let reply = surface.unresolved(&named, &head, &credential, &why);
                return self.turn_away(&head, Some(&named), body, reply).await;
            }
        };
        self.settle(&cell).await;
        let book = Book::Org(Arc::clone(&cell));
        let exchange = self.receive(&book, &head, Some(&named));
        let evidence = body.evidence();
        let org = Some(OrgPass { door: Arc::clone(self), cell, exchange });
        let reply = surface.serve(Call { head, named, body, org }).await;
        Passage { book, exchange, evidence: Box::new(evidence), reply }
    }

    /// Answers without any org.
    async fn turn_away(
        &self,
        head: &Head,
        named: Option<&Named>,
        mut body: BodyReader,
        reply: Reply,
    ) -> Passage {
        let exchange = self.receive(&Book::Lobby, head, named);
        body.drain().await;
        let evidence = body.evidence();
        Passage { book: Book::Lobby, exchange, evidence: Box::new(evidence), reply }
    }

    /// Waits until nobody moves the org's clock, then plays what is due and holds no rows.
    async fn settle(&self, cell: &Arc<OrgCell>) {
        loop {
            let done = self.jump_done.notified();
            tokio::pin!(done);
            // Listening before looking: a jump that ends in between is not missed.
            done.as_mut().enable();
            {
                let mut org = cell.lock();
                if !org.jumping {
                    if org.clock.mode() != ClockMode::Manual {
                        pump::play_flips(&mut org, self.wall_ms());
                    }
                    return;
                }
            }
            done.await;
        }
    }

    /// Moves an org's clock, step by step; other requests of the org wait meanwhile.
    pub async fn jump(&self, cell: &Arc<OrgCell>, target: JumpTarget) -> SimTime {
        self.settle(cell).await;
        let at = pump::jump(cell, target, &self.clock).await;
        self.jump_done.notify_waiters();
        at
    }

    fn base_url(&self, headers: &HeaderMap) -> String {
        if let Some(url) = &self.settings.public_url {
            return url.clone();
        }
        let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
        format!("http://{host}")
    }

    fn receive(&self, book: &Book, head: &Head, named: Option<&Named>) -> ExchangeId {
        let head = RequestHead {
            operation: named.map(|named| named.operation),
            method: head.method.to_string(),
            target: head.target.clone(),
            headers: header_texts(&head.headers),
        };
        let wall_ms = self.wall_ms();
        self.write(book, wall_ms, |journal, stamp| journal.received(stamp, head))
    }

    fn write<T>(
        &self,
        book: &Book,
        wall_ms: i64,
        line: impl FnOnce(&mut Journal, Stamp) -> T,
    ) -> T {
        match book {
            Book::Org(cell) => {
                let mut org = cell.lock();
                let stamp = org.stamp(wall_ms);
                line(&mut org.journal, stamp)
            }
            Book::Lobby => {
                let stamp = Stamp { at: SimTime::from_millis(wall_ms), wall_ms };
                line(&mut self.lobby.lock(), stamp)
            }
        }
    }

    fn respond(self: &Arc<Self>, passage: Passage, gzip: bool) -> Response<ResponseBody> {
        let reply = if gzip { passage.reply.gzipped() } else { passage.reply };
        let watch = JournalWatch {
            door: Arc::clone(self),
            book: passage.book,
            exchange: passage.exchange,
            request: passage.evidence,
            status: reply.status.as_u16(),
            headers: header_texts(&reply.headers),
            sent: Recorder::new(self.settings.journal_bodies),
        };
        let mut response = Response::new(WatchedBody::new(reply.body, watch).boxed_unsync());
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}

/// A request that has its answer.
struct Passage {
    book: Book,
    exchange: ExchangeId,
    evidence: Box<dyn FnOnce() -> Evidence + Send>,
    reply: Reply,
}

/// Writes the end of an exchange into its journal.
struct JournalWatch {
    door: Arc<Door>,
    book: Book,
    exchange: ExchangeId,
    request: Box<dyn FnOnce() -> Evidence + Send>,
    status: u16,
    headers: Vec<(String, String)>,
    sent: Recorder,
}

impl Watch for JournalWatch {
    fn piece(&mut self, piece: &[u8]) {
        self.sent.raw(piece.len() as u64);
        self.sent.decoded(piece);
    }

    fn end(self, complete: bool) {
        let outcome = Outcome {
            request: (self.request)(),
            status: Some(self.status),
            response_headers: self.headers,
            response: self.sent.finish(),
            broke: (!complete).then(|| "the client went away".to_owned()),
        };
        let (door, exchange) = (self.door, self.exchange);
        let wall_ms = door.wall_ms();
        door.write(&self.book, wall_ms, |journal, stamp| {
            journal.answered(exchange, stamp, outcome);
        });
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

fn header_texts(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(text).collect()
}

/// The answer to a path that belongs to nobody.
fn nothing_here(head: &Head) -> Reply {
    let message = format!(
        "bulk-mock serves nothing at {}; Salesforce is under /services, the admin surface under \
         /_mock\n",
        head.path
    );
    Reply::of_type(404, "text/plain; charset=utf-8", message)
}
