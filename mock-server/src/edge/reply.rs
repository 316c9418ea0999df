//! An answer on its way out: status, headers, and a body whole or in pieces, gzipped if asked for.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Frame};
use tokio::task::JoinHandle;

/// Answers shorter than this are not worth compressing.
const GZIP_FROM_BYTES: usize = 1024;

/// Pieces of a body handed over before others on the same thread have their turn.
const PIECES_IN_A_ROW: u32 = 8;

/// Parts of a body that are made ahead of their turn.
const PARTS_AHEAD: usize = 3;

/// An answer.
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ReplyBody,
    /// What the journal's readers should know.
    pub notes: Vec<String>,
    /// Bytes of a body that is not whole, where they are known before it is made.
    length: Option<u64>,
    /// Whether the body goes out as it is to everybody.
    plain: bool,
    /// Whether it says no, whatever its status.
    refuses: bool,
}

/// Makes the next piece of a body; `None` is its end.
pub type Pieces = Box<dyn FnMut() -> Option<Vec<u8>> + Send>;

/// A part of a body, made by itself.
pub type Part = Box<dyn FnOnce() -> Vec<u8> + Send>;

/// Gives the parts of a body in their order; `None` is the end.
pub type Parts = Box<dyn FnMut() -> Option<Part> + Send>;

/// The body of an answer.
pub enum ReplyBody {
    /// All of it.
    Whole(Bytes),
    /// Piece by piece, made as the client takes them.
    Pieces(Pieces),
    /// Part by part, some of them made side by side, ahead of the client.
    Parts(Parts),
}

impl Reply {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self::new(status, ReplyBody::Whole(Bytes::new()))
    }

    /// An answer of that content type.
    pub fn of_type(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::new(status, ReplyBody::Whole(body.into())).with("content-type", content_type)
    }

    /// An answer that is made while it is sent.
    pub fn in_pieces(status: u16, content_type: &str, pieces: Pieces) -> Self {
        Self::new(status, ReplyBody::Pieces(pieces)).with("content-type", content_type)
    }

    /// An answer whose parts are made side by side while it is sent.
    pub fn in_parts(status: u16, content_type: &str, parts: Parts) -> Self {
        Self::new(status, ReplyBody::Parts(parts)).with("content-type", content_type)
    }

    /// Adds a header; a value that no header can hold is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Says how long a body in pieces or parts will be; it must be so long. Answers that are not
    /// compressed say it in their head, those to a HEAD as well.
    pub fn of_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Never compresses the body.
    pub fn uncompressed(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Marks a refusal whose status does not tell that it is one.
    pub fn refusing(mut self) -> Self {
        self.refuses = true;
        self
    }

    /// Whether a call was not answered as it should.
    pub(super) fn refuses(&self) -> bool {
        self.refuses || self.status.as_u16() >= 400
    }

    /// Adds a word for the journal's readers.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Takes the body out, to put another one in its place.
    pub(super) fn take_body(&mut self) -> ReplyBody {
        std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new()))
    }

    /// Puts another body in the place of this one, whatever its length.
    pub(super) fn set_body(&mut self, body: ReplyBody) {
        self.body = body;
        self.length = None;
    }

    /// Whether the body goes out compressed to a client that asked for it; its head says so then.
    pub(super) fn gzips(&mut self) -> bool {
        let short = matches!(&self.body, ReplyBody::Whole(body) if body.len() < GZIP_FROM_BYTES);
        if short || self.plain || self.headers.contains_key(CONTENT_ENCODING) {
            return false;
        }
        self.gzips_anyway()
    }

    /// Compresses the body for whoever asked, however short it is, unless there is none.
    pub(super) fn gzips_anyway(&mut self) -> bool {
        if matches!(&self.body, ReplyBody::Whole(body) if body.is_empty()) {
            return false;
        }
        self.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        // Nobody knows how long it will be.
        self.length = None;
        true
    }

    /// Bytes that will go out of a body that is not whole, where they are known.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    fn new(status: u16, body: ReplyBody) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            status,
            headers: HeaderMap::new(),
            body,
            notes: Vec::new(),
            length: None,
            plain: false,
            refuses: false,
        }
    }
}

impl ReplyBody {
    /// The body piece by piece, each made when its turn comes.
    pub(super) fn in_order(self) -> Pieces {
        match self {
            Self::Whole(whole) => {
                let mut whole = Some(whole.to_vec());
                Box::new(move || whole.take())
            }
            Self::Pieces(pieces) => pieces,
            Self::Parts(mut parts) => Box::new(move || parts().map(|part| part())),
        }
    }
}

/// A body on its way, as it was made and as it goes out.
enum Sent {
    Whole {
        plain: Bytes,
        wire: Bytes,
    },
    Pieces {
        next: Source,
        coding: Coding,
        /// Bytes that are still to come, where that was said.
        left: Option<u64>,
    },
}

/// Where pieces come from.
enum Source {
    Made(Pieces),
    Ahead(Ahead),
}

/// Parts that are being made ahead of their turn.
struct Ahead {
    parts: Parts,
    under_way: VecDeque<JoinHandle<Vec<u8>>>,
}

impl Ahead {
    fn new(parts: Parts) -> Self {
        Self { parts, under_way: VecDeque::new() }
    }

    /// The next part in order, once it is made.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        while self.under_way.len() < PARTS_AHEAD {
            let Some(part) = (self.parts)() else { break };
            self.under_way.push_back(tokio::task::spawn_blocking(part));
        }
        let Some(first) = self.under_way.front_mut() else { return Poll::Ready(None) };
        let made = ready!(Pin::new(first).poll(context));
        self.under_way.pop_front();
        match made {
            Ok(part) => Poll::Ready(Some(part)),
            // A part that broke must not look like the end of the body.
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Given up since the server stops; the connection ends with it, without an end of
                // the body.
                Err(_) => Poll::Pending,
            },
        }
    }
}

impl Drop for Ahead {
    /// Parts that were not begun are not made for a client that went away.
    fn drop(&mut self) {
        self.under_way.iter().for_each(JoinHandle::abort);
    }
}

impl Source {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        match self {
            Self::Made(pieces) => Poll::Ready(pieces()),
            Self::Ahead(ahead) => ahead.poll_next(context),
        }
    }
}

/// How pieces go out.
enum Coding {
    Plain,
    Gzip(GzEncoder<Vec<u8>>),
    /// Compressed to the last byte.
    Over,
}

fn encoder() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), Compression::fast())
}

fn coding(gzips: bool) -> Coding {
    if gzips { Coding::Gzip(encoder()) } else { Coding::Plain }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = encoder();
    // Writing into memory cannot fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// The next piece for the wire; `watch` hears of what it was made from.
fn poll_piece(
    next: &mut Source,
    coding: &mut Coding,
    watch: &mut Option<impl Watch>,
    context: &mut Context<'_>,
) -> Poll<Option<Bytes>> {
    let mut made = || {
        let piece = ready!(next.poll_next(context));
        if let (Some(watch), Some(piece)) = (watch.as_mut(), &piece) {
            watch.decoded(piece);
        }
        Poll::Ready(piece)
    };
    if let Coding::Gzip(encoder) = coding {
        while let Some(piece) = ready!(made()) {
            let _ = encoder.write_all(&piece);
            if encoder.get_ref().len() >= GZIP_FROM_BYTES {
                return Poll::Ready(Some(std::mem::take(encoder.get_mut()).into()));
            }
        }
    }
    Poll::Ready(match std::mem::replace(coding, Coding::Over) {
        Coding::Plain => {
            *coding = Coding::Plain;
            ready!(made()).map(Bytes::from)
        }
        Coding::Gzip(last) => last.finish().ok().map(Bytes::from),
        Coding::Over => None,
    })
}

/// A body that tells somebody what passes and how it ends.
pub(super) struct WatchedBody<W: Watch> {
    body: Option<Sent>,
    watch: Option<W>,
    /// Pieces handed over since others on this thread had their turn.
    in_a_row: u32,
}

/// Hears of a body that is sent.
pub(super) trait Watch: Send + Unpin + 'static {
    /// A piece was made.
    fn decoded(&mut self, piece: &[u8]);
    /// So many bytes are handed over, compressed or not.
    fn raw(&mut self, bytes: u64);
    /// The last byte was handed over, or the client went away before it.
    fn end(self, complete: bool);
}

/// The body type of every response.
pub type ResponseBody = UnsyncBoxBody<Bytes, Infallible>;

impl<W: Watch> WatchedBody<W> {
    /// Watches `body`, and compresses it if told so; `left` is its length, if it was said.
    pub(super) fn new(body: ReplyBody, gzips: bool, left: Option<u64>, watch: W) -> Self {
        let body = match body {
            ReplyBody::Whole(plain) => {
                let wire = if gzips { gzip(&plain).into() } else { plain.clone() };
                Sent::Whole { plain, wire }
            }
            ReplyBody::Pieces(next) => {
                Sent::Pieces { next: Source::Made(next), coding: coding(gzips), left }
            }
            ReplyBody::Parts(parts) => {
                let next = Source::Ahead(Ahead::new(parts));
                Sent::Pieces { next, coding: coding(gzips), left }
            }
        };
        Self { body: Some(body), watch: Some(watch), in_a_row: 0 }
    }

    /// Leaves the body out, as an answer to a HEAD does; gives its length where it is known.
    pub(super) fn leave_out(&mut self) -> Option<u64> {
        let none = Sent::Whole { plain: Bytes::new(), wire: Bytes::new() };
        match self.body.replace(none) {
            Some(Sent::Whole { wire, .. }) => Some(wire.len() as u64),
            Some(Sent::Pieces { left, .. }) => left,
            None => None,
        }
    }

    fn end(&mut self, complete: bool) {
        self.body = None;
        if let Some(watch) = self.watch.take() {
            watch.end(complete);
        }
    }
}

impl<W: Watch> Body for WatchedBody<W> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = &mut *self;
        // A body that is always ready would keep its thread for as long as the client reads, and a
        // poll that waits on the same thread with it.
        if matches!(this.body, Some(Sent::Pieces { .. })) {
            if this.in_a_row == PIECES_IN_A_ROW {
                this.in_a_row = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            this.in_a_row += 1;
        }
        let piece = match &mut this.body {
            Some(Sent::Whole { wire, .. }) if wire.is_empty() => None,
            Some(Sent::Whole { plain, wire }) => {
                if let Some(watch) = &mut this.watch {
                    watch.decoded(plain);
                }
                Some(std::mem::take(wire))
            }
            Some(Sent::Pieces { left: Some(0), .. }) => None,
            Some(Sent::Pieces { next, coding, left }) => {
                let piece = ready!(poll_piece(next, coding, &mut this.watch, context));
                if let (Some(left), Some(piece)) = (left, &piece) {
                    *left = left.saturating_sub(piece.len() as u64);
                }
                piece
            }
            None => return Poll::Ready(None),
        };
        let Some(piece) = piece else {
            this.end(true);
            return Poll::Ready(None);
        };
        if let Some(watch) = &mut this.watch {
            watch.raw(piece.len() as u64);
        }
        // Hyper asks no more once it has all that it was promised.
        if matches!(this.body, Some(Sent::Whole { .. } | Sent::Pieces { left: Some(0), .. })) {
            this.end(true);
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.body {
            Some(Sent::Whole { wire, .. }) => wire.is_empty(),
            Some(Sent::Pieces { left, .. }) => *left == Some(0),
            None => true,
        }
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match &self.body {
            Some(Sent::Whole { wire, .. }) => hyper::body::SizeHint::with_exact(wire.len() as u64),
            Some(Sent::Pieces { left: Some(left), .. }) => hyper::body::SizeHint::with_exact(*left),
            Some(Sent::Pieces { left: None, .. }) => hyper::body::SizeHint::default(),
            None => hyper::body::SizeHint::with_exact(0),
        }
    }
}

impl<W: Watch> Drop for WatchedBody<W> {
    fn drop(&mut self) {
        // An empty body is complete without being asked for.
        let complete = match &self.body {
            Some(Sent::Whole { wire, .. }) => wire.is_empty(),
            Some(Sent::Pieces { left, .. }) => *left == Some(0),
            None => false,
        };
        self.end(complete);
    }
}
