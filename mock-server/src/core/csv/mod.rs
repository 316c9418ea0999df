//! CSV as bulk APIs speak it: finding records in a stream, reading their cells, writing them back.
//!
//! It reports what is odd about a file (flaws, facts) and never decides what that means: whether
//! a stray quote fails a row, a job or nothing is a provider's rule.

mod cells;
mod dialect;
mod facts;
mod scanner;
mod writer;

pub use cells::{Cell, Cells, cells, count, nth};
pub use dialect::{Delimiter, LineEnding};
pub use facts::{Facts, Flaw, Position};
pub use scanner::{RowEnd, Scanner, Terminator};
pub use writer::{Specials, end_row, quoted, requote, requote_row};
