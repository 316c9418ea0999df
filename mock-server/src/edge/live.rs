//! A journal on its way to somebody who reads it while it goes on: server-sent events.
//!
//! The body holds a place in the journal and nothing else; what it sends is read when the client takes
//! it. The wait between two signs of life is felt time: the named exception to simulated time.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::time::Interval;

use super::door::Door;
use super::reply::Pieces;
use crate::core::journal::Cursor;
use crate::org::OrgCell;

/// A comment is sent at least so often, so that both ends notice when the other one is gone.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// Entries sent in one piece.
const PIECE_ENTRIES: usize = 32;

/// What is sent first: a client knows then that it misses nothing from now on.
const GREETING: &str = ": from here on, nothing is missed\n\n";

/// The wait for something to happen.
type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The body of a live reading.
pub(super) struct Live {
    door: Arc<Door>,
    cell: Arc<OrgCell>,
    cursor: Cursor,
    wait: Option<Wait>,
    signs_of_life: Interval,
    greeted: bool,
    over: bool,
}

impl Live {
    pub(super) fn new(door: Arc<Door>, cell: Arc<OrgCell>, cursor: Cursor) -> Self {
        let first = tokio::time::Instant::now() + SIGN_OF_LIFE;
        let signs_of_life = tokio::time::interval_at(first, SIGN_OF_LIFE);
        Self { door, cell, cursor, wait: None, signs_of_life, greeted: false, over: false }
    }

    /// What is to be sent now.
    fn next(&mut self) -> Option<String> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(GREETING.into());
        }
        let batch = self.cell.lock().journal.read_on(&mut self.cursor, PIECE_ENTRIES)?;
        Some(batch.events())
    }

    fn is_over(&self) -> bool {
        self.cell.is_gone() || self.door.is_closing()
    }
}

impl Body for Live {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = &mut *self;
        let sent = |text: String| Poll::Ready(Some(Ok(Frame::data(text.into()))));
        loop {
            if this.over {
                return Poll::Ready(None);
            }
            // Listening before looking: what happens in between is not missed.
            let mut wait = match this.wait.take() {
                Some(wait) => wait,
                None => this.door.something_new(),
            };
            let woken = wait.as_mut().poll(context).is_ready();
            if let Some(text) = this.next() {
                this.wait = (!woken).then_some(wait);
                return sent(text);
            }
            if this.is_over() {
                this.over = true;
                continue;
            }
            if woken {
                continue;
            }
            this.wait = Some(wait);
            return match this.signs_of_life.poll_tick(context) {
                Poll::Ready(_) => sent(":\n\n".into()),
                Poll::Pending => Poll::Pending,
            };
        }
    }
}

/// A body that is made piece by piece, as the client takes it.
pub(super) struct Piecewise(pub(super) Pieces);

impl Body for Piecewise {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready((self.0)().map(|piece| Ok(Frame::data(piece.into()))))
    }
}

/// A body that is made piece by piece.
pub fn in_pieces(pieces: Pieces) -> axum::body::Body {
    // The library wants to share bodies between threads; this one moves from one to the other.
    axum::body::Body::new(http_body_util::combinators::UnsyncBoxBody::new(Piecewise(pieces)))
}
