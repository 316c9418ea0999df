//! What a draw comes to: everything that is to be done to one exchange, as data.
//!
//! The edge performs what concerns the wire, a provider what concerns its org; neither decides.

use std::time::Duration;

use super::answer::{At, Body as Content, Reword};
use super::fate::{JobFates, SessionFate};
use super::wire::{Body, HeaderChange, Place, ResultEdit};
pub use crate::core::journal::Fired;
use crate::core::time::SimDuration;

/// What is to be done to one exchange. The default is nothing.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// The rules that fired, in the order in which they were installed.
    pub fired: Vec<Fired>,
    /// How long the client waits before anything is done with its request.
    pub wait: Felt,
    /// How fast the request's body is read.
    pub slow_read: Option<SlowRead>,
    /// What happens to the org before the rules see the request.
    pub acts: Vec<Act>,
    /// A parameter of the query that says something else to the rules than the client wrote.
    pub asked: Option<(&'static str, String)>,
    /// What becomes of the job that the request makes.
    pub fates: JobFates,
    /// What becomes of the session that the request begins.
    pub session: SessionFate,
    /// What is answered instead of what the rules say.
    pub instead: Option<Instead>,
    /// Changes of the answer, in this order.
    pub edits: Vec<Edit>,
    /// How the answer goes out, if not as it should.
    pub delivery: Option<Delivery>,
}

/// Time that a client feels: real time, whatever the org's clock does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Felt(pub Duration);

/// How fast an upload is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlowRead {
    /// Bytes between two pauses.
    pub bytes: u64,
    /// A pause.
    pub pause: Felt,
}

/// Something that happens to the org of a request.
#[derive(Clone, PartialEq, Debug)]
pub enum Act {
    /// The token of the request dies: before the rules see the request, or, if `late`, when its body
    /// was read.
    TokenDies {
        /// After the body.
        late: bool,
        /// Whether it was revoked, with the grant behind it, and did not just grow old.
        revoked: bool,
    },
    /// Others use up calls, bytes or jobs of a limit that the org shares with them.
    QuotaUsed {
        /// The provider's name for the limit.
        quota: String,
        /// How much; all that is left if absent.
        amount: Option<u64>,
    },
    /// The org's clock goes on; nobody feels it.
    ClockAdvances(SimDuration),
}

/// What is answered instead of what the rules say.
#[derive(Clone, PartialEq, Debug)]
pub struct Instead {
    /// Whether the rules do what was asked all the same.
    pub effect: bool,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: InsteadBody,
}

/// The body of an answer that the rules did not give.
#[derive(Clone, PartialEq, Debug)]
pub enum InsteadBody {
    /// An error in the provider's own form.
    Refusal(Refusal),
    /// A text.
    Text {
        /// Its type.
        content_type: &'static str,
        /// The text.
        text: String,
    },
    /// Nothing.
    Empty,
}

/// An error that a provider is to give.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The provider's code; its usual one for the status if absent.
    pub code: Option<String>,
    /// The status.
    pub status: u16,
    /// The text; the provider's own if absent.
    pub message: Option<String>,
}

/// A change of an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// One of its headers.
    Header(HeaderChange),
    /// Members of its JSON, by pointer: another value, or `None` for none at all.
    Json(Vec<(String, Option<serde_json::Value>)>),
    /// One thing that it says in a header or in its JSON.
    Said(At, Reword),
    /// The rows of its CSV.
    Rows(ResultEdit),
    /// Another body, or a part of it.
    Content(Content),
    /// Its bytes as they go out.
    Body(Body),
}

/// How an answer goes out. All of these close the connection, and none of them goes through the HTTP
/// library: it would not do them.
#[derive(Clone, PartialEq, Debug)]
pub enum Delivery {
    /// Up to a place, and then the end.
    Cut(Cut),
    /// Up to a place, then nothing for a while, or for ever; then the rest.
    Stall {
        /// Where.
        at: Place,
        /// How long; for ever if absent.
        lasts: Option<Felt>,
    },
    /// A few bytes at a time.
    Dribble {
        /// So many.
        bytes: u64,
        /// And a pause after them.
        pause: Felt,
    },
    /// In chunks, one of which is malformed, at a place.
    BadChunk(Place),
    /// These bytes and nothing else: no HTTP at all.
    Garbage(Vec<u8>),
    /// All of it, and then the server's half of the connection is closed while the client's stays.
    HalfClose,
    /// All of it, with a promise to keep the connection that is broken at the next request.
    CloseOnReuse,
}

/// Where an answer is cut off, and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Cut {
    /// Where.
    pub at: Place,
    /// How.
    pub end: End,
}

/// The end of a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// In order.
    Fin,
    /// Torn down.
    Reset,
}

impl Act {
    /// Whether it waits until the body of the request was read.
    pub fn is_late(&self) -> bool {
        matches!(self, Self::TokenDies { late: true, .. })
    }
}

impl Verdict {
    /// Whether nothing is to be done.
    pub fn is_nothing(&self) -> bool {
        self.fired.is_empty()
    }
}
