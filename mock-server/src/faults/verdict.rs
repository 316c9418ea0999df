//! What a draw comes to: everything that is to be done to one exchange, as data.
//!
//! The edge performs what concerns the wire, a provider what concerns its org; neither decides.

use super::answer::{At, Body, Reword, RowEdit};
use super::fate::{JobFates, SessionFate};
pub use super::felt::Felt;
use super::wire::{Delivery, HeaderChange, Pace, RetryAfter, SlowRead};
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
    /// How long the client waits by what its request and its answer carry.
    pub pace: Pace<Felt>,
    /// How far the org's clock goes on by what they carry; nobody feels it.
    pub clock_pace: Pace<SimDuration>,
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
    /// When to come again.
    pub retry_after: Option<RetryAfter>,
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
    /// The status; its usual one for the code if absent.
    pub status: Option<u16>,
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
    Rows(RowEdit),
    /// Another body, or a part of it.
    Body(Body),
    /// It says that it is gzip, and is broken behind so many bytes that are right.
    BadGzip {
        /// Bytes that are right.
        after: u64,
    },
}

impl Act {
    /// Whether it waits until the body of the request was read.
    pub fn is_late(&self) -> bool {
        matches!(self, Self::TokenDies { late: true, .. })
    }
}

impl Verdict {
    /// Lets the answer go out so; `false` if another rule has said how already.
    pub fn deliver(&mut self, delivery: Delivery) -> bool {
        let free = self.delivery.is_none();
        self.delivery.get_or_insert(delivery);
        free
    }

    /// Answers this instead; `false` if another rule has said what already.
    pub fn answer(&mut self, instead: Instead) -> bool {
        let free = self.instead.is_none();
        self.instead.get_or_insert(instead);
        free
    }

    /// Whether nothing is to be done.
    pub fn is_nothing(&self) -> bool {
        self.fired.is_empty()
    }
}
