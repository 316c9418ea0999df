//! An answer on its way out: status, headers, and a body whole or in pieces, gzipped if asked for.

use std::convert::Infallible;
use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::http::header::CONTENT_ENCODING;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Frame};

/// Answers shorter than this are not worth compressing.
const GZIP_FROM_BYTES: usize = 1024;

/// Pieces of a body handed over before others on the same thread have their turn.
const PIECES_IN_A_ROW: u32 = 8;

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
}

/// Makes the next piece of a body; `None` is its end.
pub(super) type Pieces = Box<dyn FnMut() -> Option<Vec<u8>> + Send>;

/// The body of an answer.
pub enum ReplyBody {
    /// All of it.
    Whole(Bytes),
    /// Piece by piece, made as the client takes them.
    Pieces(Pieces),
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

    /// Adds a header; a value that no header can hold is left out.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Adds a word for the journal's readers.
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Compresses the body for a client that asked for it.
    pub fn gzipped(mut self) -> Self {
        if self.headers.contains_key(CONTENT_ENCODING) {
            return self;
        }
        self.body = match self.body {
            ReplyBody::Whole(body) if body.len() < GZIP_FROM_BYTES => {
                self.body = ReplyBody::Whole(body);
                return self;
            }
            ReplyBody::Whole(body) => ReplyBody::Whole(gzip(&body).into()),
            ReplyBody::Pieces(pieces) => ReplyBody::Pieces(gzip_pieces(pieces)),
        };
        self.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        self
    }

    fn new(status: u16, body: ReplyBody) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, headers: HeaderMap::new(), body, notes: Vec::new() }
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn gzip_pieces(mut pieces: Pieces) -> Pieces {
    let mut encoder = Some(GzEncoder::new(Vec::new(), Compression::fast()));
    Box::new(move || {
        loop {
            let active = encoder.as_mut()?;
            match pieces() {
                Some(piece) => {
                    let _ = active.write_all(&piece);
                    if active.get_ref().len() >= GZIP_FROM_BYTES {
                        return Some(std::mem::take(active.get_mut()));
                    }
                }
                None => return encoder.take().and_then(|last| last.finish().ok()),
            }
        }
    })
}

/// A body that tells somebody what passes and how it ends.
pub(super) struct WatchedBody<W: Watch> {
    body: Option<ReplyBody>,
    watch: Option<W>,
    /// Pieces handed over since others on this thread had their turn.
    in_a_row: u32,
}

/// Hears of a body that is sent.
pub(super) trait Watch: Send + Unpin + 'static {
    /// A piece is handed over.
    fn piece(&mut self, piece: &[u8]);
    /// The last byte was handed over, or the client went away before it.
    fn end(self, complete: bool);
}

/// The body type of every response.
pub type ResponseBody = UnsyncBoxBody<Bytes, Infallible>;

impl<W: Watch> WatchedBody<W> {
    /// Watches `body`.
    pub(super) fn new(body: ReplyBody, watch: W) -> Self {
        Self { body: Some(body), watch: Some(watch), in_a_row: 0 }
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
        // A body that is always ready would keep its thread for as long as the client reads, and a
        // poll that waits on the same thread with it.
        if matches!(self.body, Some(ReplyBody::Pieces(_))) {
            if self.in_a_row == PIECES_IN_A_ROW {
                self.in_a_row = 0;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.in_a_row += 1;
        }
        let piece = match &mut self.body {
            Some(ReplyBody::Whole(bytes)) if bytes.is_empty() => None,
            Some(ReplyBody::Whole(bytes)) => Some(std::mem::take(bytes)),
            Some(ReplyBody::Pieces(next)) => next().map(Bytes::from),
            None => return Poll::Ready(None),
        };
        let Some(piece) = piece else {
            self.end(true);
            return Poll::Ready(None);
        };
        if let Some(watch) = &mut self.watch {
            watch.piece(&piece);
        }
        // Hyper asks no more once it has all that it was promised.
        if matches!(self.body, Some(ReplyBody::Whole(_))) {
            self.end(true);
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        match &self.body {
            Some(ReplyBody::Whole(bytes)) => bytes.is_empty(),
            Some(ReplyBody::Pieces(_)) => false,
            None => true,
        }
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        match &self.body {
            Some(ReplyBody::Whole(bytes)) => hyper::body::SizeHint::with_exact(bytes.len() as u64),
            Some(ReplyBody::Pieces(_)) => hyper::body::SizeHint::default(),
            None => hyper::body::SizeHint::with_exact(0),
        }
    }
}

impl<W: Watch> Drop for WatchedBody<W> {
    fn drop(&mut self) {
        // An empty body is complete without being asked for.
        let complete = matches!(&self.body, Some(ReplyBody::Whole(bytes)) if bytes.is_empty());
        self.end(complete);
    }
}
