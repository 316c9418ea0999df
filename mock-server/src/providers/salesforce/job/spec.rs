//! What a job was asked to do; it never changes.

use std::sync::Arc;

use super::super::schema::{FieldIndex, Object};
use super::super::version::ApiVersion;
use crate::core::csv::{Delimiter, LineEnding};
use crate::core::rows::Upload;

/// What is done with each row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IngestOperation {
    /// Make a record.
    Insert,
    /// Change the record with the row's id.
    Update,
    /// Change the record with the row's key, or make one.
    Upsert,
    /// Put the record into the recycle bin.
    Delete,
    /// Delete the record for good.
    HardDelete,
}

impl IngestOperation {
    /// All operations.
    pub const ALL: [Self; 5] =
        [Self::Insert, Self::Update, Self::Upsert, Self::Delete, Self::HardDelete];

    /// The provider's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Upsert => "upsert",
            Self::Delete => "delete",
            Self::HardDelete => "hardDelete",
        }
    }

    /// The operation of that name; letter case counts. Documented (3.2).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == name)
    }

    /// Whether records go away.
    pub fn is_delete(self) -> bool {
        matches!(self, Self::Delete | Self::HardDelete)
    }
}

/// What an upsert finds its records by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UpsertKey {
    /// The record's id.
    Id,
    /// An external id.
    Field(FieldIndex),
}

/// What a job was asked to do.
#[derive(Clone, Debug)]
pub struct JobSpec {
    /// The object whose records are written.
    pub object: Arc<Object>,
    /// What is done with each row.
    pub operation: IngestOperation,
    /// What an upsert finds its records by; `None` for the other operations.
    pub upsert_key: Option<UpsertKey>,
    /// The character between cells.
    pub delimiter: Delimiter,
    /// The end of each row.
    pub line_ending: LineEnding,
    /// The assignment rule for cases and leads, as sent.
    pub assignment_rule_id: Option<String>,
    /// The version of the request that made the job.
    pub version: ApiVersion,
    /// The number of the user who made it.
    pub created_by: u64,
}

impl JobSpec {
    /// The name of the field that an upsert matches by.
    pub fn external_id_field(&self) -> Option<&str> {
        self.upsert_key.map(|key| match key {
            UpsertKey::Id => "Id",
            UpsertKey::Field(index) => self.object.field_at(index).name.as_str(),
        })
    }

    /// The upload of a job that was given none.
    pub(super) fn no_upload(&self) -> Arc<Upload> {
        Arc::new(Upload::from_rows(b"", std::iter::empty(), self.delimiter))
    }
}
