//! A client's socket, with one verb beside read and write: taking it over.
//!
//! Once it is taken over, what hyper writes is thrown away and the plan's own bytes go out, then the
//! end. It is how anything is done that HTTP libraries do not do; the first use is the page with which
//! the provider's front end refuses what is no HTTP at all.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How hyper begins its own answer to what it cannot parse.
const HYPER_REFUSES: &[u8] = b"HTTP/1.1 4";

/// The front end's page for bytes that are illegal in the framing.
///
/// Recorded: simple-salesforce issue 710; which character it names depends on the bytes.
const BAD_MESSAGE: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html;charset=iso-8859-1\r\n\
Content-Length: 71\r\nConnection: close\r\n\r\n\
<h1>Bad Message 400</h1><pre>reason: Illegal character VCHAR=','</pre>\n";

/// What a taken-over socket still has to send.
struct Plan {
    bytes: &'static [u8],
    sent: usize,
}

/// Tells a connection that a request of it is being answered.
#[derive(Clone, Default)]
pub(super) struct Answering(Arc<AtomicBool>);

impl Answering {
    /// A request was read; the next head that is written is its answer's.
    pub(super) fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }
}

/// A socket that can be taken over.
pub(super) struct Conn<S> {
    socket: S,
    answering: Answering,
    plan: Option<Plan>,
}

impl<S: AsyncWrite + Unpin> Conn<S> {
    pub(super) fn new(socket: S, answering: Answering) -> Self {
        Self { socket, answering, plan: None }
    }

    /// From now on `bytes` and the end are all that the client gets.
    fn take_over(&mut self, bytes: &'static [u8]) {
        self.plan = Some(Plan { bytes, sent: 0 });
    }

    /// Looks at what hyper is about to write.
    fn watch(&mut self, bytes: &[u8]) {
        if bytes.starts_with(b"HTTP/1.1 ") && !self.answering.0.swap(false, Ordering::AcqRel) {
            // Nobody was asked, so hyper speaks for itself.
            if self.plan.is_none() && bytes.starts_with(HYPER_REFUSES) {
                self.take_over(BAD_MESSAGE);
            }
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

impl<S: AsyncRead + Unpin> AsyncRead for Conn<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Conn<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.watch(bytes);
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
        ready!(self.poll_plan(cx))?;
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_plan(cx))?;
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
