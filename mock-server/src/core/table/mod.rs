//! Records of one object, generated or stored, cheap to keep and to fork.
//!
//! `store` holds them, `record` is one of them, `source` an upload that they point at, `changed` what
//! was written over generated rows, `index` and `lookup` find them, `view` reads them;
//! `record_set` says which records are in something, such as a list.

mod changed;
mod index;
mod lookup;
mod number;
mod packed;
mod record;
mod record_set;
mod source;
mod store;
mod view;

pub use index::{fold_hash, folded, same_folded};
pub use number::{Commit, CommitId, FIRST_STORED, RecordNumber};
pub use record::{Layer, OwnCell, RowRef};
pub use record_set::RecordSet;
pub use source::{FieldId, Source, SourceId};
pub use store::Table;
pub use view::{Held, View, Written};
