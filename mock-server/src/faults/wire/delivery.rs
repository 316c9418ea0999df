//! How an answer goes out, where it does not go out as it should: as data, performed by the edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Place;
use crate::faults::felt::Felt;

/// How an answer goes out. All of these close the connection, and none of them goes through the HTTP
/// library: it would not do them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Delivery {
    /// Whole and well framed, with a head that the library would put right.
    AsItIs,
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
    /// In chunks, one of which is malformed.
    BadChunk {
        /// Where.
        at: Place,
        /// What stands where the size of a chunk should.
        size: String,
    },
    /// These bytes and nothing else: no HTTP at all.
    Garbage(Vec<u8>),
    /// All of it, and then the server's half of the connection is closed while the client's stays.
    HalfClose {
        /// How long the client's half stays open.
        lasts: Felt,
    },
    /// All of it, with a promise to keep the connection that is broken at the next request.
    CloseOnReuse {
        /// How.
        end: End,
    },
}

/// Where an answer is cut off, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cut {
    /// Where.
    pub at: Place,
    /// How.
    pub end: End,
    /// Whether the head promises a `Content-Length`, where one can be known.
    pub promises_length: bool,
}

/// The end of a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// In order, by a FIN.
    #[default]
    Fin,
    /// Torn down, by an RST.
    Reset,
}

impl Delivery {
    /// The place in the answer that it points at, if it points at one.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Cut(Cut { at, .. }) | Self::Stall { at, .. } | Self::BadChunk { at, .. } => {
                Some(*at)
            }
            Self::AsItIs
            | Self::Dribble { .. }
            | Self::Garbage(_)
            | Self::HalfClose { .. }
            | Self::CloseOnReuse { .. } => None,
        }
    }

    /// Whether all of the answer goes out, and nothing of the fault lies in how its connection ends.
    pub fn ends_whole(&self) -> bool {
        match self {
            Self::AsItIs | Self::Dribble { .. } => true,
            Self::Stall { lasts, .. } => lasts.is_some(),
            Self::Cut(_)
            | Self::BadChunk { .. }
            | Self::Garbage(_)
            | Self::HalfClose { .. }
            | Self::CloseOnReuse { .. } => false,
        }
    }
}
