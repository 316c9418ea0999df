//! The door: every request's way from its head to a provider and back.
//!
//! It finds the operation, the credential and the org, keeps the journal, and knows no rule.
//! `passage` is a request's way, `still` what is done to an org while nobody else moves its clock.

mod passage;
mod still;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderMap;
use bytes::Bytes;
use http_body_util::BodyExt;
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::body::{BodyError, BodyReader};
use super::exchange::Book;
use super::live::Live;
use super::pump::Pump;
use super::surface::Surface;
use crate::clock::RealClock;
use crate::core::journal::{Cursor, Journal, KeptBodies, Recorder, Snapshot, Stamp};
use crate::core::time::SimTime;
use crate::faults::Vocabulary;
use crate::org::{OrgCell, Registry};

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
}
