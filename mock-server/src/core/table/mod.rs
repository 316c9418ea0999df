//! Records of one object, cheap to keep and to fork: `store` holds them, `record` is one of them,
//! `source` an upload that they point at, `index` finds them, `view` reads them.

mod index;
mod number;
mod packed;
mod record;
mod source;
mod store;
mod view;

pub use index::{Index, fold_hash, same_folded};
pub use number::{Commit, CommitId, FIRST_STORED, RecordNumber};
pub use record::{Layer, OwnCell, Record, RowRef};
pub use source::{FieldId, Source, SourceId};
pub use store::Table;
pub use view::{View, Written};
