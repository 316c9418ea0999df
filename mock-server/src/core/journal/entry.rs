//! The lines of a journal: exchanges and transitions, as plain data.

use std::sync::Arc;

use serde::Serialize;

use super::evidence::Evidence;
use crate::core::time::SimTime;

/// A place in the one order of an org's events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, schemars::JsonSchema)]
pub struct Place {
    /// The place: 1 is the first event of the org.
    pub seq: u64,
    /// The org's time.
    pub at: SimTime,
    /// Wall time in milliseconds since the Unix epoch.
    pub wall_ms: i64,
}

/// Both times of an event, as the edge knows them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// The org's time.
    pub at: SimTime,
    /// Wall time in milliseconds since the Unix epoch.
    pub wall_ms: i64,
}

/// Names an exchange while it is under way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, schemars::JsonSchema)]
pub struct ExchangeId(pub(super) u64);

/// A fault that changed an exchange.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, schemars::JsonSchema)]
pub struct Fired {
    /// The name of its rule.
    pub rule: Arc<str>,
    /// The kind of fault.
    pub kind: &'static str,
    /// Which attempt at the same thing this was, from 1.
    pub ordinal: u32,
    /// Whether it fired because of who came first.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub order_dependent: bool,
}

/// One request and its answer.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Exchange {
    /// The operation's name, such as `salesforce.ingest.create`; absent if no operation was named.
    pub operation: Option<&'static str>,
    /// The request's method.
    pub method: String,
    /// The request's target as it was sent.
    pub target: String,
    /// The request's headers as they were sent.
    pub headers: Vec<(String, String)>,
    /// When the request's head was read.
    pub received: Place,
    /// When the rules ran.
    pub effect: Option<Place>,
    /// When the last byte of the answer was handed over, or the connection broke.
    pub answered: Option<Place>,
    /// The request's body.
    pub request: Evidence,
    /// The answer's status; absent until it is known.
    pub status: Option<u16>,
    /// The answer's headers.
    pub response_headers: Vec<(String, String)>,
    /// The answer's body.
    pub response: Evidence,
    /// How the exchange ended if not with its last byte.
    pub broke: Option<String>,
    /// What the server wants a reader to know, such as a gap in what is faked.
    pub notes: Vec<String>,
    /// What the client says, in one number: that of its job if it has one, else its own. Only where
    /// there were rules of faults to draw by it. See [`canonical`](super::canonical).
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "hex")]
    pub key: Option<u64>,
    /// The faults that changed it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub faults: Vec<Fired>,
}

/// A change of state that the provider made.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Transition {
    /// When.
    pub place: Place,
    /// What changed: a job's id.
    pub subject: String,
    /// The state before; absent for something new.
    pub from: Option<&'static str>,
    /// The state after; absent for something that is gone.
    pub to: Option<&'static str>,
    /// Why, where that is not plain, such as the message of a failed job.
    pub reason: Option<String>,
    /// The key of the job, as exchanges have it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "hex")]
    pub key: Option<u64>,
}

fn hex<S: serde::Serializer>(key: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format!("{:016x}", key.unwrap_or_default()))
}

/// One line of the journal.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// A request and its answer.
    Exchange(Box<Exchange>),
    /// A change of state.
    Transition(Transition),
}

impl Entry {
    /// When it began.
    pub fn place(&self) -> Place {
        match self {
            Self::Exchange(exchange) => exchange.received,
            Self::Transition(transition) => transition.place,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Exchange(exchange) => {
                let headers = exchange.headers.iter().chain(&exchange.response_headers);
                exchange.target.len()
                    + exchange.request.kept_bytes()
                    + exchange.response.kept_bytes()
                    + headers.map(|(name, value)| name.len() + value.len()).sum::<usize>()
                    + exchange.notes.iter().map(String::len).sum::<usize>()
                    + [&exchange.broke, &exchange.request.broke, &exchange.response.broke]
                        .map(text_bytes)
                        .iter()
                        .sum::<usize>()
            }
            Self::Transition(transition) => {
                transition.subject.len() + text_bytes(&transition.reason)
            }
        }
    }
}

fn text_bytes(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

/// What is known of a request when its head has been read.
#[derive(Clone, Debug)]
pub struct RequestHead {
    /// The operation's name, if one was named.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The target as sent.
    pub target: String,
    /// The headers as sent.
    pub headers: Vec<(String, String)>,
    /// The key of its job, or its own, if faults were drawn by it.
    pub key: Option<u64>,
    /// The faults that were drawn.
    pub faults: Vec<Fired>,
}

/// What is known of an exchange when it is over.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The request's body.
    pub request: Evidence,
    /// The answer's status.
    pub status: Option<u16>,
    /// The answer's headers.
    pub response_headers: Vec<(String, String)>,
    /// The answer's body.
    pub response: Evidence,
    /// How the exchange ended if not with its last byte.
    pub broke: Option<String>,
    /// What a reader should know.
    pub notes: Vec<String>,
}
