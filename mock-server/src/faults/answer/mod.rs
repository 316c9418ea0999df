//! Faults that change what an answer says, one file each: states, numbers, rows and columns that are
//! not what the org has. A file says what is to be changed; the edge changes it on the way out.

mod added;
mod body;
mod cell;
mod checksum;
mod counters;
mod lag;
mod locator;
mod marks;
mod members;
mod permuted;
mod pick;
mod reword;
mod row_count;
mod row_edit;
mod rows;
mod shown;
mod shuffled;
mod size;

pub use added::ColumnAdded;
pub use body::Body;
pub use cell::Cell;
pub use checksum::Checksum;
pub use counters::CountersLag;
pub use lag::StateLags;
pub use locator::Locator;
pub use marks::{ByteOrderMark, LineEnd, LineEndings};
pub use members::Answer;
pub use permuted::ColumnsPermuted;
pub use pick::{Pick, RowPick};
pub use reword::{At, Reword};
pub use row_count::RowCount;
pub use row_edit::RowEdit;
pub use rows::{RowsDuplicated, RowsMissing};
pub use shown::ShowState;
pub use shuffled::RowsShuffled;
pub use size::FileSize;

use super::check::Wrong;
use super::vocabulary::{Answers, Vocabulary};

/// Whether an operation of the provider says it in its answers.
fn told(words: &Vocabulary, kind: &str, tells: impl Fn(Answers) -> bool) -> Result<(), Wrong> {
    if words.operations.iter().any(|operation| tells(operation.answers)) {
        return Ok(());
    }
    let problem = format!("{} says no such thing in its answers", words.provider);
    Err(Wrong::at(kind, problem, "name operations of another provider in `on.operation`"))
}
