//! Requests and answers, and how they travel. Knows no provider.

mod call;
mod transport;
mod url;

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::time::Duration;

pub use call::{Repeat, body_of, exchange, exchange_once, fetch};
pub use transport::{Transport, Ureq, send};
pub use url::{escape, form, join};

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A body that can be sent more than once: after a 401 it goes out again, whole.
#[derive(Clone, Default)]
pub enum Payload {
    /// No body.
    #[default]
    None,
    /// Bytes at hand.
    Bytes(Arc<[u8]>),
    /// Bytes that are opened anew for each attempt.
    Stream(Arc<dyn Source>),
}

/// Where the bytes of a large body come from.
pub trait Source: Send + Sync {
    /// How many there are.
    fn len(&self) -> u64;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, from the first one.
    ///
    /// # Errors
    /// Those of the file.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;
}

impl Payload {
    /// A body of these bytes.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Bytes(bytes.into().into())
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => write!(f, "no body"),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Stream(source) => write!(f, "a stream of {} bytes", source.len()),
        }
    }
}

/// A request, before a token is put on it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// A whole URL, or a path with its query that begins with `/` and belongs to the instance.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Payload,
    /// The longest silence of the other side, in either direction.
    pub patience: Duration,
}

impl Request {
    /// A request without a body.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        let patience = Duration::from_secs(30);
        Self { method, url: url.into(), headers: Vec::new(), body: Payload::None, patience }
    }

    /// A `GET`.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new(Method::Get, url)
    }

    /// The same with a header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same with a body of this type.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: Payload) -> Self {
        self.body = body;
        self.header("Content-Type", content_type)
    }

    /// The same with a JSON body.
    #[must_use]
    pub fn json(self, value: &serde_json::Value) -> Self {
        self.body("application/json", Payload::bytes(value.to_string()))
    }
}

/// An answer, its body not read yet.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// What was sent. A body that breaks off early ends in an error, never in an early end.
    pub body: Box<dyn Read + Send>,
}

impl Answer {
    /// The first header of this name, which is in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status says that it went well.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The same head with a body that is at hand.
    #[must_use]
    pub fn with_body(self, body: Vec<u8>) -> Self {
        Self { body: Box::new(Cursor::new(body)), ..self }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The network failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Whether the other side may have got the request, and may have done what it says.
    pub maybe_done: bool,
    /// What happened.
    pub what: String,
}

impl Broken {
    /// One that came after the request was under way.
    pub fn late(what: impl fmt::Display) -> Self {
        Self { maybe_done: true, what: what.to_string() }
    }
}
