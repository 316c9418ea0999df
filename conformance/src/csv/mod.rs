//! The kit's own view of CSV: a strict reader that classifies what it sees, and a writer for input
//! files.
//!
//! The reader takes raw bytes and says of every cell whether it was quoted, of every record how it
//! ended, and of every flaw where it is. It repairs nothing and refuses nothing: a judge needs both what
//! a file says and what is wrong with it. It must not know the reader of the fake, nor any requirement.

mod delimiter;
mod fit;
mod flaw;
mod read;
mod record;
mod visible;
mod write;

pub use delimiter::Delimiter;
pub use fit::{Guess, Misfit, guess, misfits};
pub use flaw::{Flaw, Wrong};
pub use read::read;
pub use record::{End, Field, File, Record};
pub use visible::{difference, visible, visible_bytes};
pub use write::{Quoting, Style, write};
