//! What a query job was asked to do; it never changes.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::request;
use super::super::settings::{LetterCase, Settings};
use super::super::soql::{self, Door, Query, Reading};
use super::super::version::ApiVersion;
use crate::core::csv::{Delimiter, LineEnding};

/// Whether deleted records are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QueryOperation {
    /// Living records only.
    Query,
    /// Those in the recycle bin as well.
    QueryAll,
}

impl QueryOperation {
    const ALL: [Self; 2] = [Self::Query, Self::QueryAll];

    /// The provider's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::QueryAll => "queryAll",
        }
    }
}

/// What a query job was asked to do.
#[derive(Clone, Debug)]
pub struct QuerySpec {
    /// Whether deleted records are asked for.
    pub operation: QueryOperation,
    /// The query, its dates already those of the day on which it was made.
    pub query: Arc<Query>,
    /// The character between cells.
    pub delimiter: Delimiter,
    /// The end of each row.
    pub line_ending: LineEnding,
    /// The version of the request that made the job.
    pub version: ApiVersion,
    /// The number of the user who made it.
    pub created_by: u64,
}

impl QuerySpec {
    /// Reads what a create asks for (4.2).
    ///
    /// # Errors
    /// A value outside its list, or a query that cannot be run as a bulk query (4.5).
    pub fn read(
        properties: &Map<String, Value>,
        reading: &Reading<'_>,
        settings: &Settings,
        created_by: u64,
    ) -> Result<Self, ApiError> {
        let operation = operation(properties, settings)?;
        request::expect(properties, "contentType", &["CSV"])?;
        let (delimiter, line_ending) = request::dialect(properties)?;
        let text = request::text(properties, "query")?.unwrap_or_default();
        debug_assert_eq!(reading.door, Door::Bulk);
        let query = Arc::new(soql::read(text, reading)?);
        let version = reading.version;
        Ok(Self { operation, query, delimiter, line_ending, version, created_by })
    }

    /// Whether the provider would split the query: an order or a limit keeps it in one piece (4.5).
    pub fn is_pk_chunking_supported(&self) -> bool {
        self.query.order.is_empty() && self.query.limit.is_none()
    }
}

fn operation(
    properties: &Map<String, Value>,
    settings: &Settings,
) -> Result<QueryOperation, ApiError> {
    let name = request::text(properties, "operation")?.unwrap_or_default();
    let is = |known: &QueryOperation| match settings.operation_letter_case {
        LetterCase::Exact => known.as_str() == name,
        LetterCase::Any => known.as_str().eq_ignore_ascii_case(name),
    };
    let known = QueryOperation::ALL.into_iter().find(is);
    known.ok_or_else(|| ApiError::invalid_value(name, "operation"))
}
