//! A client's socket, with one verb beside read and write: taking it over.
//!
//! Once it is taken over, what hyper writes is thrown away and the plan's own bytes go out, then the
//! end. It is how anything is done that HTTP libraries do not do; the first use is the page with which
//! the provider's front end refuses what is no HTTP at all.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;

/// How hyper begins its own answer to what it cannot parse.
///
/// What it says of a head that is too long (431, 414) is its own affair.
const HYPER_REFUSES: &[u8] = b"HTTP/1.1 400";

/// What a taken-over socket still has to send.
struct Plan {
    bytes: &'static [u8],
    sent: usize,
}

/// No request is being answered: a head that is written now is hyper's own.
const IDLE: u8 = 0;
/// A request was read; interim answers, its answer and the answer's body are what is written.
const ASKED: u8 = 1;
/// The answer was made to its end; what hyper still holds of it is on its way out.
const MADE: u8 = 2;

/// Tells a connection where the answer to a request begins and ends, and when to look for its client.
#[derive(Clone, Default)]
pub(super) struct Answering(Arc<Told>);

#[derive(Default)]
struct Told {
    state: AtomicU8,
    looks: AtomicBool,
}

/// An answer that is being made; it is over when this is dropped.
pub(super) struct Made(Answering);

impl Answering {
    /// A request was read; until its answer is over, whatever is written belongs to it.
    pub(super) fn begin(&self) -> Made {
        self.0.state.store(ASKED, Ordering::Release);
        Made(self.clone())
    }

    /// When the connection is polled next, it looks whether its client is still there.
    pub(super) fn look(&self) {
        self.0.looks.store(true, Ordering::Release);
    }

    fn looks(&self) -> bool {
        self.0.looks.load(Ordering::Acquire) && self.0.looks.swap(false, Ordering::AcqRel)
    }

    /// Hyper holds nothing back any more.
    fn flushed(&self) {
        let state = &self.0.state;
        let _ = state.compare_exchange(MADE, IDLE, Ordering::AcqRel, Ordering::Acquire);
    }

    fn is_idle(&self) -> bool {
        self.0.state.load(Ordering::Acquire) == IDLE
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        self.0.0.state.store(MADE, Ordering::Release);
    }
}

/// A socket that can be taken over.
pub(super) struct Conn<S> {
    socket: S,
    answering: Answering,
    /// The whole answer to what is no HTTP at all.
    not_http: &'static [u8],
    plan: Option<Plan>,
    /// Whether something was written since the last look.
    wrote: bool,
    /// Whether the client had closed its half at the last look.
    half_open: bool,
}

/// What a socket knows of its other end without reading.
pub(super) trait OtherEnd {
    /// Whether it will send nothing more than what has come already.
    fn is_closed(&self) -> bool;
}

impl OtherEnd for TcpStream {
    fn is_closed(&self) -> bool {
        // What waits for urgent data is told of the end too, and not of data that nobody has read.
        let ready = std::pin::pin!(self.ready(Interest::PRIORITY));
        let mut now = Context::from_waker(Waker::noop());
        matches!(ready.poll(&mut now), Poll::Ready(Ok(ready)) if ready.is_read_closed())
    }
}

impl<S> Conn<S> {
    /// The socket, for whoever takes it from the library.
    pub(super) fn into_socket(self) -> S {
        self.socket
    }
}

impl<S: AsyncWrite + Unpin> Conn<S> {
    pub(super) fn new(socket: S, answering: Answering, not_http: &'static [u8]) -> Self {
        Self { socket, answering, not_http, plan: None, wrote: false, half_open: false }
    }

    /// From now on `bytes` and the end are all that the client gets.
    fn take_over(&mut self, bytes: &'static [u8]) {
        self.plan = Some(Plan { bytes, sent: 0 });
    }

    /// Looks at what hyper is about to write: where nobody was asked, it speaks for itself.
    fn watch(&mut self, bytes: &[u8]) {
        if self.plan.is_none() && self.answering.is_idle() && bytes.starts_with(HYPER_REFUSES) {
            self.take_over(self.not_http);
        }
    }

    /// Sends what is left of the plan; ready at once where there is none.
    fn poll_plan(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(plan) = &mut self.plan else { return Poll::Ready(Ok(())) };
        while plan.sent < plan.bytes.len() {
            let rest = &plan.bytes[plan.sent..];
            match ready!(Pin::new(&mut self.socket).poll_write(cx, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                sent => plan.sent += sent,
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: OtherEnd> Conn<S> {
    /// Whether the client went away: between two looks its half was closed and nothing was written.
    /// The library would notice only when it writes.
    fn was_left(&mut self) -> bool {
        let half_open = self.socket.is_closed();
        let before = std::mem::replace(&mut self.half_open, half_open);
        let wrote = std::mem::take(&mut self.wrote);
        before && half_open && !wrote
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Conn<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + OtherEnd + Unpin> AsyncWrite for Conn<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.watch(bytes);
        self.wrote = true;
        if self.plan.is_some() {
            ready!(self.poll_plan(cx))?;
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut self.socket).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some(first) = slices.first() {
            self.watch(first);
        }
        self.wrote = true;
        if self.plan.is_some() {
            ready!(self.poll_plan(cx))?;
            return Poll::Ready(Ok(slices.iter().map(|slice| slice.len()).sum()));
        }
        Pin::new(&mut self.socket).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Hyper flushes the socket only when it has written all that it held.
        self.answering.flushed();
        if self.answering.looks() && self.was_left() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        ready!(self.poll_plan(cx))?;
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_plan(cx))?;
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
