//! The texts of the provider that no source gives: each a setting of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Texts that no source gives word for word.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Messages {
    /// An upload to a job that is not open; `{}` is its state.
    pub upload_in_wrong_state: String,
    /// Result files of a job that is not over; `{}` is its state.
    pub results_too_early: String,
    /// Results asked for with another version than the job was made with; `{}` is that one.
    pub other_version: String,
    /// A locator that leads nowhere; `{}` is its text.
    pub bad_locator: String,
    /// A delete whose file has other columns than `Id`; `{}` is the operation.
    pub delete_columns: String,
    /// A column that stands twice in the header; `{}` is its name.
    pub duplicate_header: String,
    /// A column without a name.
    pub empty_header: String,
    /// A quoted value that the file ends inside.
    pub unterminated_quote: String,
    /// A file with a header only, where that fails.
    pub header_only_file: String,
    /// A header above its limit of characters or columns.
    pub header_too_large: String,
    /// A record above its limit of characters.
    pub record_too_large: String,
    /// A row with a field above its limit of characters.
    pub field_too_large: String,
    /// A row with more or fewer cells than the header.
    pub ragged_row: String,
    /// A row with white space before an opening quote.
    pub space_before_quote: String,
    /// A bulk query with a query for children inside. A client looks for the default's words; "Bulk V2
    /// Query with CSV content type" at its end is what a user of another client was told in 2023.
    pub bulk_children: String,
    /// A bulk query with `GROUP BY`.
    pub bulk_group_by: String,
    /// A bulk query with `OFFSET`.
    pub bulk_offset: String,
    /// A bulk query with an aggregate function, `COUNT()` included.
    pub bulk_aggregate: String,
    /// A bulk query with `TYPEOF`.
    pub bulk_typeof: String,
    /// A bulk query with `FIELDS(ALL)` or `FIELDS(CUSTOM)`.
    pub bulk_unbounded_fields: String,
    /// A bulk query for a body of bytes.
    pub bulk_binary: String,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            upload_in_wrong_state: "Uploading data is not allowed while the job is in state {}"
                .into(),
            results_too_early: "Results are not available while the job is in state {}".into(),
            other_version: "The API version of the request must be that of the job, {}".into(),
            bad_locator: "Invalid locator: {}".into(),
            delete_columns: "InvalidBatch : The '{}' batch must contain only ids".into(),
            duplicate_header: "InvalidBatch : Duplicate field name found : {}".into(),
            empty_header: "InvalidBatch : Field name not found : ".into(),
            unterminated_quote:
                "InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote"
                    .into(),
            header_only_file: "InvalidBatch : Records not found".into(),
            header_too_large: "InvalidBatch : Failed to parse CSV. The header is too large".into(),
            record_too_large: "InvalidBatch : Failed to parse CSV. A record is too large".into(),
            field_too_large: "INVALID_CSV_ROW_DATA:Found a field that is too large:--".into(),
            ragged_row: "INVALID_CSV_ROW_DATA:Number of columns in the row does not match the \
                         number of columns in the header:--"
                .into(),
            space_before_quote: "INVALID_CSV_ROW_DATA:Found white space before an opening quote:--"
                .into(),
            bulk_children: "Aggregate Relationships not supported in Bulk Query".into(),
            bulk_group_by: "GROUP BY not supported in Bulk Query".into(),
            bulk_offset: "OFFSET not supported in Bulk Query".into(),
            bulk_aggregate: "Aggregate functions not supported in Bulk Query".into(),
            bulk_typeof: "TYPEOF not supported in Bulk Query".into(),
            bulk_unbounded_fields: "The SOQL FIELDS function is not supported for unbounded \
                                    queries in this API."
                .into(),
            bulk_binary: "Selecting binary data not supported in Bulk Query".into(),
        }
    }
}
