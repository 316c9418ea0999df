//! Texts that no source gives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Texts that no source gives, or not exactly.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Messages {
    /// 600: a call without a token.
    pub no_token: String,
    /// 1013: an extract that is not there, or another user's.
    pub unknown_export: String,
    /// 1013: a batch that is not there.
    pub unknown_batch: String,
    /// The text of a 404 for the file of an extract.
    pub export_file_not_found: String,
    /// The text of a 404 for a failures or warnings file.
    pub report_not_found: String,
    /// 1029: an extract that is over is enqueued or cancelled.
    pub export_is_over: String,
    /// 1003: a range of dates that is too long; `{days}` stands for the days.
    pub date_range: String,
    /// 1003: no filter, or several that exclude each other.
    pub one_filter: String,
    /// 1003: a filter has a value that it does not know; `{name}` and `{value}` stand for both.
    pub invalid_filter_value: String,
    /// 1003: a smart list that asks for nothing.
    pub smart_list_without_filter: String,
    /// 1003: types of activities that are about assets of different kinds.
    pub mixed_asset_groups: String,
    /// 1003: a parameter with too many values; `{name}` stands for it, `{most}` for how many may be.
    pub too_many_values: String,
    /// 1003: activities are asked for by a static list that is too large.
    pub list_too_large: String,
    /// The message of a batch that fails for a column; `{column}` stands for its name.
    pub unknown_column: String,
    /// 1003: a `nextPageToken` that this call did not give.
    pub invalid_page_token: String,
    /// 1003: more records or ids in a call than it takes; `{most}` stands for that number.
    pub too_many_records: String,
    /// 1003, of a record: an id where a lead is to be made; `{action}` stands for the action.
    pub id_not_allowed: String,
    /// Why a row fails, or a batch, that is no UTF-8.
    pub not_utf8: String,
    /// Why a row fails that has fewer or more cells than the header.
    pub uneven_row: String,
    /// Why a row of a custom object fails whose link matches no lead; `{field}` stands for the field
    /// that links.
    pub link_not_found: String,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            no_token: "Access token not specified".into(),
            unknown_export: "Export job not found".into(),
            unknown_batch: "Batch not found".into(),
            export_file_not_found: "Not Found".into(),
            report_not_found: "Not Found".into(),
            export_is_over: "Job is not in a state that allows this".into(),
            date_range: "Date range cannot be greater than {days} days".into(),
            one_filter: "Exactly one filter must be specified".into(),
            invalid_filter_value: "Invalid value '{value}' for filter '{name}'".into(),
            smart_list_without_filter: "Smart list must have at least one filter".into(),
            mixed_asset_groups: "Activity types must belong to the same asset group".into(),
            too_many_values: "Too many values for '{name}', the maximum is {most}".into(),
            list_too_large: "Static list has too many leads".into(),
            unknown_column: "Field '{column}' not found".into(),
            invalid_page_token: "Invalid nextPageToken".into(),
            too_many_records: "Maximum number of records allowed is {most}".into(),
            id_not_allowed: "Field 'id' is not allowed when action is '{action}'".into(),
            not_utf8: "Invalid character encoding".into(),
            uneven_row: "Number of values does not match the header".into(),
            // 45 characters for the object of the one recording, as its size asks for (4.5.4).
            link_not_found: "Value for lookup field '{field}' not found".into(),
        }
    }
}
