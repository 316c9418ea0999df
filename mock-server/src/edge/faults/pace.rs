//! Bodies that take their time by what they carry: felt by whoever waits for them, or on the org's
//! clock alone.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use super::wait;
use crate::core::time::SimDuration;
use crate::edge::pump::JumpTarget;
use crate::edge::reply::ResponseBody;
use crate::edge::surface::OrgPass;
use crate::faults::{Felt, Pace, RowCounter};

/// A piece of a body goes out in slices of this many bytes, so that it does not come all at once.
const SLICE_BYTES: usize = 4096;

type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

type Polled = Poll<Option<Result<Frame<Bytes>, Infallible>>>;

/// A body each slice of which comes after its time.
pub(super) struct Slowed {
    body: ResponseBody,
    pace: Pace<Felt>,
    rows: RowCounter,
    /// What is not given yet of the piece at hand.
    rest: Bytes,
    /// The next slice, and what it waits for.
    next: Option<(Bytes, Wait)>,
}

impl Slowed {
    pub(super) fn new(body: ResponseBody, pace: Pace<Felt>) -> Self {
        Self { body, pace, rows: RowCounter::default(), rest: Bytes::new(), next: None }
    }
}

impl Body for Slowed {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        loop {
            if let Some((_, wait)) = &mut self.next {
                ready!(wait.as_mut().poll(context));
                return Poll::Ready(self.next.take().map(|(slice, _)| Ok(Frame::data(slice))));
            }
            if self.rest.is_empty() {
                let Some(Ok(frame)) = ready!(Pin::new(&mut self.body).poll_frame(context)) else {
                    return Poll::Ready(None);
                };
                self.rest = frame.into_data().unwrap_or_default();
                continue;
            }
            let bytes = self.rest.len().min(SLICE_BYTES);
            let slice = self.rest.split_to(bytes);
            let rows = self.rows.feed(&slice);
            let felt = self.pace.of(slice.len() as u64, rows);
            self.next = Some((slice, Box::pin(wait(felt))));
        }
    }

    fn is_end_stream(&self) -> bool {
        self.next.is_none() && self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let held = self.next.as_ref().map_or(0, |(slice, _)| slice.len()) + self.rest.len();
        with_held(&self.body, held)
    }
}

/// A body before whose last piece the org's clock goes on by what the body carried.
pub(super) struct Clocked {
    body: ResponseBody,
    org: OrgPass,
    pace: Pace<SimDuration>,
    rows: RowCounter,
    carried: (u64, u64),
    held: Option<Bytes>,
    jump: Option<Wait>,
    jumped: bool,
}

impl Clocked {
    pub(super) fn new(body: ResponseBody, org: OrgPass, pace: Pace<SimDuration>) -> Self {
        let rows = RowCounter::default();
        Self { body, org, pace, rows, carried: (0, 0), held: None, jump: None, jumped: false }
    }
}

impl Body for Clocked {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled {
        let this = &mut *self;
        loop {
            if let Some(jump) = &mut this.jump {
                ready!(jump.as_mut().poll(context));
                this.jump = None;
                return Poll::Ready(this.held.take().map(|piece| Ok(Frame::data(piece))));
            }
            if this.jumped {
                return Poll::Ready(None);
            }
            let frame = ready!(Pin::new(&mut this.body).poll_frame(context));
            let Some(Ok(frame)) = frame else {
                let (org, (bytes, rows)) = (this.org.clone(), this.carried);
                let span = this.pace.of(bytes, rows);
                let jump = async move { org.jump(JumpTarget::By(span)).await };
                this.jump = Some(Box::pin(jump));
                this.jumped = true;
                continue;
            };
            let piece = frame.into_data().unwrap_or_default();
            this.carried.0 += piece.len() as u64;
            this.carried.1 += this.rows.feed(&piece);
            if let Some(before) = this.held.replace(piece) {
                return Poll::Ready(Some(Ok(Frame::data(before))));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.held.is_none() && self.jump.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        with_held(&self.body, self.held.as_ref().map_or(0, Bytes::len))
    }
}

/// What is to be expected of a body of which some is held back.
fn with_held(body: &ResponseBody, held: usize) -> SizeHint {
    match body.size_hint().exact() {
        Some(exact) => SizeHint::with_exact(exact + held as u64),
        None => SizeHint::default(),
    }
}
