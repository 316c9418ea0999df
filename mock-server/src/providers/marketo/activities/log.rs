//! The log itself: generated entries, then those that came to be; append only, in shared segments.

use std::ops::Range;
use std::sync::Arc;

use super::what::What;
use crate::core::generate::Generator;
use crate::core::table::{FIRST_STORED, RecordNumber};
use crate::core::time::SimTime;

/// Entries in one shared segment.
const SEGMENT: usize = 4096;

/// The number of an activity.
///
/// Generated ones count from 0, those that came to be from [`FIRST_STORED`]. The order of numbers is
/// the order of the log, and a number stays what it is when generated ones come in front.
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

    /// When the last thing happened that came to be.
    pub fn last_at(&self) -> Option<SimTime> {
        self.segments.last().and_then(|segment| segment.last()).map(|entry| entry.at)
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
        let place = number.checked_sub(FIRST_STORED)?;
        let segment = self.segments.get((place / SEGMENT as u64) as usize)?;
        segment.get((place % SEGMENT as u64) as usize)
    }

    /// The number that the next entry gets.
    pub fn end(&self) -> ActivityNumber {
        FIRST_STORED + self.written
    }

    /// The first number at or behind that one which an entry has.
    pub fn number_from(&self, number: ActivityNumber) -> Option<ActivityNumber> {
        let number = if number < self.generated_rows() { number } else { number.max(FIRST_STORED) };
        (number < self.end()).then_some(number)
    }

    /// The entries from an instant to another one, both included.
    ///
    /// The log is in the order of time: seeds are loaded in it, and clocks do not go back.
    pub fn within(&self, from: SimTime, to: SimTime) -> Span {
        let generated = match &self.generated {
            Some(generator) => {
                let before = |ms: i64| u64::from(generator.made_before(ms));
                before(from.millis())..before(to.millis().saturating_add(1))
            }
            None => 0..0,
        };
        let written = self.first_written(|at| at < from)..self.first_written(|at| at <= to);
        Span { generated, written }
    }

    /// The number of the first entry at or after an instant, or of the one that comes next.
    pub fn since(&self, from: SimTime) -> ActivityNumber {
        let generated = self.generated.as_ref().map(|known| known.made_before(from.millis()));
        match generated.map(u64::from) {
            Some(row) if row < self.generated_rows() => row,
            Some(_) | None => self.first_written(|at| at < from),
        }
    }

    /// The number of the first entry that came to be and is not `before` something.
    fn first_written(&self, before: impl Fn(SimTime) -> bool) -> ActivityNumber {
        let (mut low, mut high) = (FIRST_STORED, self.end());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.written(middle).is_some_and(|entry| before(entry.at)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// Some entries of the log in their order, told without being looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    generated: Range<ActivityNumber>,
    written: Range<ActivityNumber>,
}

impl Span {
    /// How many there are.
    pub fn len(&self) -> u64 {
        let length = |range: &Range<u64>| range.end.saturating_sub(range.start);
        length(&self.generated) + length(&self.written)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their numbers, those of generated entries first.
    pub fn ranges(self) -> [Range<ActivityNumber>; 2] {
        [self.generated, self.written]
    }

    /// The number of the one at that place, counted from 0.
    pub fn at(&self, place: u64) -> Option<ActivityNumber> {
        let generated = self.generated.end.saturating_sub(self.generated.start);
        match place.checked_sub(generated) {
            None => Some(self.generated.start + place),
            Some(place) => Some(self.written.start + place).filter(|at| *at < self.written.end),
        }
    }
}
