//! The adapter protocol, version 1: what the kit and an adapter say to each other.
//!
//! One JSON object a line, UTF-8, at most 1 MiB a line; bulk data travels in files that messages
//! name. The same types serve an adapter in the same process. They know no child process, no
//! requirement and no fake; `adapter` carries them, and `schema` publishes them.

mod cell;
mod examples;
mod feature;
mod messages;
mod outcome;
pub mod schema;
mod table;

pub use cell::{Cell, Typed};
pub use examples::examples;
pub use feature::{Feature, Support};
pub use messages::{
    Args, Auth, AuthKind, Case, ClientInfo, Dialect, FromAdapter, FromKit, Hello, Input, Limits,
    Note, NoteKind, Op, Ready, Target,
};
pub use outcome::{Class, Failure, JobReport, Outcome, RowFiles, Success};
pub use table::{Table, TableError};

/// The versions of the protocol that this kit speaks.
pub const VERSIONS: &[u32] = &[1];

/// The longest line that either side may write, its line feed not counted.
pub const LINE_BYTES_MAX: usize = 1 << 20;
