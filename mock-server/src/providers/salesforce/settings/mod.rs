//! Every open question about the provider as a named setting with its default.
//!
//! The table in this folder's README lists each with its evidence grade. What is settled is no
//! setting; limits that protect the server itself are the edge's.

mod choices;
mod messages;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use choices::*;
pub use messages::Messages;

pub use crate::core::change::SettingError;
use crate::core::change::changed;
use crate::core::time::SimDuration;

/// The table of settings: each with the evidence for its default.
pub const TABLE: &str = include_str!("../README.md");

/// The settings of one org, or the defaults of all.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    // ---- How long things take
    /// From the closing of a job to the start of its work.
    pub queue_wait: SimDuration,
    /// Work on one record.
    pub record_time: SimDuration,
    /// Records in one batch, the unit of visible progress.
    pub batch_rows: u32,
    /// Work on one chunk of a query.
    pub query_chunk_time: SimDuration,
    /// Records looked at in one chunk of a query, the unit of visible progress.
    pub query_chunk_rows: u32,
    /// How long an access token lives.
    pub token_lifetime: SimDuration,
    /// How long a finished job can be read.
    pub job_retention: SimDuration,
    /// How long a job may stay open.
    pub open_job_retention: SimDuration,

    // ---- Uploads
    /// Bytes of one upload, after decompression.
    pub upload_bytes_max: u64,
    /// The status that refuses a larger one.
    pub oversize_status: u16,
    /// Characters of CSV in a multipart create.
    pub multipart_chars_max: usize,
    /// The line ends between the parts of a multipart create.
    pub multipart_line_ends: MultipartLineEnds,
    /// The code of the refusal to close a job with several uploads.
    pub second_upload_code: SecondUploadCode,
    /// Closing a job to which nothing was uploaded.
    pub close_without_upload: CloseWithoutUpload,

    // ---- Requests
    /// The letter case of `state` in a change of state.
    pub state_letter_case: LetterCase,
    /// The letter case of `operation` in a create.
    pub operation_letter_case: LetterCase,
    /// The status that refuses an upload of another content type.
    pub upload_type_status: u16,
    /// Properties of a request body that no job has.
    pub unknown_property: UnknownProperty,
    /// Result files of a job that is not over.
    pub results_before_completion: EarlyResults,

    // ---- Reading the CSV
    /// Newlines inside quoted values that differ from the job's line ending.
    pub quoted_newlines: QuotedNewlines,
    /// White space between a delimiter and an opening quote.
    pub space_before_quote: Blame,
    /// Blank lines between records.
    pub blank_lines: BlankLineRule,
    /// A relationship column that finds no parent.
    pub unmatched_parent: Blame,
    /// A file that has a header and no record.
    pub header_only_file: HeaderOnly,
    /// Characters of the header, of one field and of one record.
    pub header_chars_max: usize,
    /// Characters of one field.
    pub field_chars_max: usize,
    /// Characters of one record.
    pub record_chars_max: usize,
    /// Columns of the header.
    pub columns_max: usize,
    /// Texts that no source gives.
    pub messages: Messages,

    // ---- Rules
    /// An `Id` column in an upsert by another field.
    pub upsert_with_id_column: UpsertWithIdColumn,
    /// Whether the users of the org may delete for good.
    pub hard_delete_permission: bool,

    // ---- Result files
    /// The order of result rows.
    pub result_order: ResultOrder,
    /// Whether `sf__Id` of a failed row is filled.
    pub failed_results_id: FailedResultsId,
    /// How numbers come back.
    pub numbers_in_results: NumbersInResults,
    /// The content type of result files.
    pub results_content_type: String,

    // ---- Queries
    /// Rows of one page of a query job's results, whatever more a client asks for.
    pub query_page_rows: u64,
    /// What a locator that leads nowhere answers.
    pub bad_locator: BadLocator,
    /// Rows of one page of a REST query, unless a client asks for another number.
    pub rest_page_rows: u64,
    /// REST queries whose next page is kept; the oldest makes room.
    pub query_cursors_max: usize,
    /// Rows that an ORDER BY may sort.
    pub sorted_rows_max: u64,

    // ---- Sign-on
    /// Whether a refresh gives a new refresh token and ends the old one.
    pub refresh_token_rotation: bool,

    // ---- Daily limits
    /// API requests in 24 hours.
    pub daily_api_requests: u64,
    /// Whether requests above that are refused; they are counted either way.
    pub enforce_api_requests: bool,
    /// Batches in 24 hours, one for each 10 000 rows.
    pub daily_batches: u64,
    /// Query jobs in 24 hours.
    pub daily_query_jobs: u64,
    /// Megabytes of query results in 24 hours; a job counts what its results take, by estimate.
    pub daily_query_megabytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            queue_wait: SimDuration::ZERO,
            record_time: SimDuration::ZERO,
            batch_rows: 10_000,
            query_chunk_time: SimDuration::ZERO,
            query_chunk_rows: 100_000,
            token_lifetime: SimDuration::from_secs(7200),
            job_retention: SimDuration::from_hours(7 * 24),
            open_job_retention: SimDuration::from_hours(24),
            upload_bytes_max: 150_000_000,
            oversize_status: 413,
            multipart_chars_max: 100_000,
            multipart_line_ends: MultipartLineEnds::Any,
            second_upload_code: SecondUploadCode::Invalidjob,
            close_without_upload: CloseWithoutUpload::Complete,
            state_letter_case: LetterCase::Exact,
            operation_letter_case: LetterCase::Exact,
            upload_type_status: 415,
            unknown_property: UnknownProperty::Refuse,
            results_before_completion: EarlyResults::Refuse,
            quoted_newlines: QuotedNewlines::Accept,
            space_before_quote: Blame::Row,
            blank_lines: BlankLineRule::Skip,
            unmatched_parent: Blame::Row,
            header_only_file: HeaderOnly::Complete,
            header_chars_max: 32_000,
            field_chars_max: 131_072,
            record_chars_max: 400_000,
            columns_max: 5_000,
            messages: Messages::default(),
            upsert_with_id_column: UpsertWithIdColumn::Match,
            hard_delete_permission: false,
            result_order: ResultOrder::Sent,
            failed_results_id: FailedResultsId::ByVersion,
            numbers_in_results: NumbersInResults::AsSent,
            results_content_type: "text/csv".into(),
            query_page_rows: 250_000,
            bad_locator: BadLocator::Refuse,
            rest_page_rows: 2000,
            query_cursors_max: 100,
            sorted_rows_max: 2_000_000,
            refresh_token_rotation: false,
            daily_api_requests: 1_000_000,
            enforce_api_requests: false,
            daily_batches: 15_000,
            daily_query_jobs: 10_000,
            daily_query_megabytes: 976_562,
        }
    }
}

impl Settings {
    /// Open questions at the value that the documentation suggests, however unfriendly.
    pub fn with_strict_fidelity(mut self) -> Self {
        self.quoted_newlines = QuotedNewlines::MustMatch;
        self.multipart_line_ends = MultipartLineEnds::Crlf;
        self
    }

    /// The waits that a real org shows, instead of machine speed.
    pub fn with_realistic_timing(mut self) -> Self {
        self.queue_wait = SimDuration::from_secs(2);
        self.record_time = SimDuration::from_millis(5);
        self.query_chunk_time = SimDuration::from_secs(3);
        self
    }

    /// All quotas at the provider's own values, and enforced.
    pub fn with_realistic_limits(mut self) -> Self {
        self.daily_api_requests = 15_000;
        self.enforce_api_requests = true;
        self.query_cursors_max = 10;
        self
    }

    /// These settings with some changed, as a settings file writes them.
    ///
    /// # Errors
    /// A setting that does not exist or a value that does not fit.
    pub fn changed(&self, changes: &toml::Table) -> Result<Self, SettingError> {
        changed(self, changes, Self::makes_sense)
    }

    /// What no type can say of the values.
    fn makes_sense(&self) -> Result<(), String> {
        let printable = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let refuses = |status: &u16| (400..600).contains(status);
        if !refuses(&self.oversize_status) || !refuses(&self.upload_type_status) {
            return Err("a refusal has a status from 400 to 599".into());
        }
        if self.batch_rows == 0 {
            return Err("a batch has at least one row".into());
        }
        if self.results_content_type.is_empty() || !printable(&self.results_content_type) {
            return Err("a content type is made of printable ASCII characters".into());
        }
        Ok(())
    }
}
