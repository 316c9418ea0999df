//! The acceptor: an automaton of the job machines that reads a journal and says which requests no
//! right client would have sent in the state in which they arrived.
//!
//! Written from the fact sheets (salesforce-bulk2.md 3.4 to 3.8 and 4.3, marketo-bulk.md 5.3 and 5.4).
//! It knows the journal and nothing of the client's insides: requests that were tried again after lost
//! answers, requests side by side, and looks of any kind are a client's own business. What it names
//! must be certain, since it is held against a client in every case, whatever that case is about; where
//! it is in doubt it is silent.
//!
//! `honest` turns the same eye on the fake: answers that no provider could have given.

mod honest;
mod marketo;
mod salesforce;
mod story;

pub use honest::impossible;

use crate::evidence::Journal;

/// So many looks at a job that was shown to be over are nobody's concern.
const LOOKS_AFTER_END: usize = 5;

/// Whose machines are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Salesforce Bulk API 2.0.
    Salesforce,
    /// Marketo's bulk import and extract.
    Marketo,
}

/// A request that no right client sends there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The requirement that it breaks.
    pub requirement: &'static str,
    /// Places in the journal: what came before, and the request.
    pub places: Vec<u64>,
    /// What is wrong, in a sentence.
    pub what: String,
}

impl Deviation {
    fn new(
        requirement: &'static str,
        places: impl IntoIterator<Item = u64>,
        what: impl Into<String>,
    ) -> Self {
        Self { requirement, places: places.into_iter().collect(), what: what.into() }
    }
}

/// All requests of a journal that no right client sends, oldest first.
pub fn deviations(journal: &Journal, provider: Provider) -> Vec<Deviation> {
    let mut found = match provider {
        Provider::Salesforce => salesforce::deviations(journal),
        Provider::Marketo => marketo::deviations(journal),
    };
    found.sort_by_key(|deviation| deviation.places.last().copied());
    found
}

impl Provider {
    /// The beginning of the names of its operations.
    fn prefix(self) -> &'static str {
        match self {
            Self::Salesforce => "salesforce.",
            Self::Marketo => "marketo.",
        }
    }
}
