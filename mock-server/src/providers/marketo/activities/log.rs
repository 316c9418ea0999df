//! The log itself: generated entries, then those that came to be; append only, in shared segments.

use std::sync::Arc;

use super::what::What;
use crate::core::generate::Generator;
use crate::core::table::RecordNumber;
use crate::core::time::SimTime;

/// Entries in one shared segment.
const SEGMENT: usize = 4096;

/// The number of an activity: generated ones from 0, then those that came to be.
pub type ActivityNumber = u64;

/// Something that happened to a lead.
#[derive(Clone, Debug)]
pub struct Activity {
    /// When.
    pub at: SimTime,
    /// To whom.
    pub lead: RecordNumber,
    /// What.
    pub what: What,
}

/// Everything that happened, in its order.
#[derive(Clone, Default)]
pub struct ActivityLog {
    /// Entries in front of all others that are computed; see `generated`.
    generated: Option<Arc<Generator>>,
    segments: Vec<Arc<Vec<Activity>>>,
    written: u64,
}

impl ActivityLog {
    /// Adds an entry.
    pub fn push(&mut self, at: SimTime, lead: RecordNumber, what: What) {
        if self.written.is_multiple_of(SEGMENT as u64) {
            self.segments.push(Arc::default());
        }
        if let Some(last) = self.segments.last_mut() {
            Arc::make_mut(last).push(Activity { at, lead, what });
        }
        self.written += 1;
    }

    /// How many entries there are, generated ones included.
    pub fn len(&self) -> u64 {
        self.generated_rows() + self.written
    }

    /// Whether nothing ever happened.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries in front of all others are computed.
    pub fn generated_rows(&self) -> u64 {
        self.generated.as_ref().map_or(0, |generator| u64::from(generator.rows()))
    }

    /// What computes the first entries.
    pub fn generator(&self) -> Option<&Arc<Generator>> {
        self.generated.as_ref()
    }

    /// Puts computed entries in front of all others; there must be none yet.
    pub fn set_generator(&mut self, generator: Arc<Generator>) {
        self.generated = Some(generator);
    }

    /// The entry of that number, if it came to be and was not computed.
    pub fn written(&self, number: ActivityNumber) -> Option<&Activity> {
        let place = number.checked_sub(self.generated_rows())?;
        let segment = self.segments.get((place / SEGMENT as u64) as usize)?;
        segment.get((place % SEGMENT as u64) as usize)
    }

    /// The number of the first entry at or after an instant, among those that came to be.
    ///
    /// The log is in the order of time but for seeds, which are loaded in it.
    pub fn first_written_at(&self, from: SimTime) -> ActivityNumber {
        let mut low = self.generated_rows();
        let mut high = self.len();
        while low < high {
            let middle = low + (high - low) / 2;
            if self.written(middle).is_some_and(|entry| entry.at < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
