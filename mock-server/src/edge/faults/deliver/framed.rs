//! An answer's head and the frame of its body, written as the library writes them: names of headers
//! with capital letters, a length where it is known, chunks where it is not, the date last.

use std::io;

use axum::http::header::{CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use bytes::{BufMut, Bytes, BytesMut};
use hyper::body::Body;

use super::{Asked, Client, Source};
use crate::edge::faults::headers;
use crate::edge::reply::ResponseBody;
use crate::faults::HeaderChange;

/// A body that has no length is held up to here to give it one.
const HELD_BYTES_MAX: usize = 16 << 20;

/// How a body is to be framed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As the library would.
    AsItIs,
    /// With a length, if it can be known.
    Length,
    /// In chunks, if the client knows them.
    Chunks,
}

/// How a body is framed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// Its length stands in the head.
    Length,
    /// In chunks.
    Chunked,
    /// It ends with the connection.
    Close,
    /// There is none.
    Nothing,
}

/// An answer that is ready to go out.
pub(super) struct Framed {
    /// Its head, all of it.
    pub(super) head: Bytes,
    /// The frame of its body.
    pub(super) framing: Framing,
    /// Its body.
    pub(super) source: Source,
    /// The length of the body, where it is known.
    pub(super) length: Option<u64>,
    /// Why it is not framed as wanted.
    pub(super) notes: Vec<String>,
}

impl Framed {
    pub(super) async fn new(
        response: Response<ResponseBody>,
        asked: Asked,
        changes: &[HeaderChange],
        date: &str,
        wanted: Wanted,
    ) -> Self {
        let (parts, body) = response.into_parts();
        let (status, mut headers) = (parts.status, parts.headers);
        let no_body = asked.head_only
            || status == StatusCode::NO_CONTENT
            || status == StatusCode::NOT_MODIFIED;
        let mut length = body.size_hint().exact();
        let mut source = Source::new(body);
        let mut notes = Vec::new();
        if wanted == Wanted::Length && length.is_none() && !no_body {
            length = source.length(HELD_BYTES_MAX).await;
            if length.is_none() {
                let most = HELD_BYTES_MAX >> 20;
                notes.push(format!("it promised no length: its body has more than {most} MiB"));
            }
        }
        let framing = match (no_body, length) {
            (true, _) => Framing::Nothing,
            (false, _) if wanted == Wanted::Chunks && !asked.old => Framing::Chunked,
            (false, Some(_)) => Framing::Length,
            (false, None) if asked.old => Framing::Close,
            (false, None) => Framing::Chunked,
        };
        if wanted == Wanted::Chunks && framing != Framing::Chunked {
            notes.push("it went out without chunks: its client or its status knows none".into());
        }
        if asked.close {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        frame(&mut headers, framing, length);
        if let Ok(date) = HeaderValue::from_str(date) {
            headers.insert(DATE, date);
        }
        for change in changes {
            headers::change(&mut headers, change);
        }
        Self { head: head(status, asked, &headers), framing, source, length, notes }
    }

    /// Sends the head; gives the body.
    pub(super) async fn begin(self, client: &mut Client) -> io::Result<Source> {
        client.send(&self.head).await?;
        Ok(self.source)
    }
}

/// Says in the head how the body is framed.
fn frame(headers: &mut HeaderMap, framing: Framing, length: Option<u64>) {
    match (framing, length) {
        (Framing::Length, Some(length)) => {
            headers.insert(CONTENT_LENGTH, length.into());
        }
        (Framing::Chunked, _) => {
            headers.remove(CONTENT_LENGTH);
            headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
        }
        (Framing::Length | Framing::Close | Framing::Nothing, _) => {}
    }
}

fn head(status: StatusCode, asked: Asked, headers: &HeaderMap) -> Bytes {
    let mut head = BytesMut::new();
    let version = if asked.old { "HTTP/1.0" } else { "HTTP/1.1" };
    let reason = status.canonical_reason().unwrap_or("<none>");
    head.put_slice(format!("{version} {} {reason}\r\n", status.as_u16()).as_bytes());
    for (name, value) in headers {
        head.put_slice(title_case(name.as_str()).as_bytes());
        head.put_slice(b": ");
        head.put_slice(value.as_bytes());
        head.put_slice(b"\r\n");
    }
    head.put_slice(b"\r\n");
    head.freeze()
}

/// `content-type` as `Content-Type`.
fn title_case(name: &str) -> String {
    let mut begins = true;
    let letters = name.chars().map(|letter| {
        let cased = if begins { letter.to_ascii_uppercase() } else { letter };
        begins = letter == '-';
        cased
    });
    letters.collect()
}

impl Framing {
    pub(super) fn is_chunked(self) -> bool {
        self == Self::Chunked
    }

    /// A piece of the body as it goes out.
    pub(super) fn piece(self, piece: Bytes) -> Bytes {
        match self {
            Self::Length | Self::Close => piece,
            Self::Nothing => Bytes::new(),
            Self::Chunked => {
                let mut chunk = BytesMut::with_capacity(piece.len() + 20);
                chunk.put_slice(format!("{:X}\r\n", piece.len()).as_bytes());
                chunk.put_slice(&piece);
                chunk.put_slice(b"\r\n");
                chunk.freeze()
            }
        }
    }

    /// What ends the body.
    pub(super) fn end(self) -> &'static [u8] {
        match self {
            Self::Chunked => b"0\r\n\r\n",
            Self::Length | Self::Close | Self::Nothing => b"",
        }
    }
}
