//! Every open question about the provider as a named setting with its default.
//!
//! The table in this folder's README lists each with its evidence grade. What is settled is no
//! setting; limits that protect the server itself are the edge's.

use serde::{Deserialize, Serialize};

use crate::core::nearest::suggest;
use crate::core::time::SimDuration;

/// The settings of one org, or the defaults of all.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    // ---- How long things take
    /// From the closing of a job to the start of its work.
    pub queue_wait: SimDuration,
    /// Work on one record.
    pub record_time: SimDuration,
    /// Records in one batch, the unit of visible progress.
    pub batch_rows: u32,
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
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            queue_wait: SimDuration::ZERO,
            record_time: SimDuration::ZERO,
            batch_rows: 10_000,
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
            refresh_token_rotation: false,
            daily_api_requests: 1_000_000,
            enforce_api_requests: false,
            daily_batches: 15_000,
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
        self
    }

    /// These settings with some changed, as a settings file writes them.
    ///
    /// # Errors
    /// A setting that does not exist or a value that does not fit.
    pub fn changed(&self, changes: &toml::Table) -> Result<Self, SettingError> {
        let wrong = |key: &str, message: String| SettingError { key: key.to_owned(), message };
        let mut all = toml::Table::try_from(self).map_err(|e| wrong("", e.to_string()))?;
        let mut settings = self.clone();
        for (key, change) in changes {
            let Some(value) = all.get_mut(key) else {
                let remedy = suggest(key, all.keys().map(String::as_str));
                return Err(wrong(key, format!("there is none of that name; {remedy}")));
            };
            put(value, change)
                .map_err(|(inner, message)| wrong(&format!("{key}.{inner}"), message))?;
            let read: Result<Self, toml::de::Error> = all.clone().try_into();
            settings = read.map_err(|error| wrong(key, error.message().trim().to_owned()))?;
            settings.makes_sense().map_err(|message| wrong(key, message))?;
        }
        Ok(settings)
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

    /// All quotas at the provider's own values, and enforced.
    pub fn with_realistic_limits(mut self) -> Self {
        self.daily_api_requests = 15_000;
        self.enforce_api_requests = true;
        self
    }
}

/// Texts that no source gives word for word.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Messages {
    /// An upload to a job that is not open; `{}` is its state.
    pub upload_in_wrong_state: String,
    /// Result files of a job that is not over; `{}` is its state.
    pub results_too_early: String,
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
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            upload_in_wrong_state: "Uploading data is not allowed while the job is in state {}"
                .into(),
            results_too_early: "Results are not available while the job is in state {}".into(),
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
        }
    }
}

/// A setting that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingError {
    /// The setting, such as `queue_wait` or `messages.ragged_row`.
    pub key: String,
    /// What is wrong, and what to do.
    pub message: String,
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "setting `{}`: {}", self.key, self.message)
    }
}

/// Puts a change in a value's place; of a table only the keys that the change names.
fn put(value: &mut toml::Value, change: &toml::Value) -> Result<(), (String, String)> {
    match (value, change) {
        (toml::Value::Table(table), toml::Value::Table(changes)) => {
            for (key, change) in changes {
                if !table.contains_key(key) {
                    let remedy = suggest(key, table.keys().map(String::as_str));
                    return Err((key.clone(), format!("there is none of that name; {remedy}")));
                }
                table.insert(key.clone(), change.clone());
            }
        }
        (value, change) => *value = change.clone(),
    }
    Ok(())
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
    )+};
}

choices! {
    /// Recorded with both codes, at different times.
    SecondUploadCode {
        /// `INVALIDJOB` (seen at v43).
        Invalidjob,
        /// `BULK_API_ERROR` (seen at v47).
        BulkApiError,
    }

    /// Which line ends may stand between the parts of a multipart body.
    MultipartLineEnds {
        /// CRLF or LF: one client sends bare LF, and nobody knows what the provider does.
        Any,
        /// CRLF only, as the format says.
        Crlf,
    }

    /// What happens to a job that is closed without an upload.
    CloseWithoutUpload {
        /// It completes with no record.
        Complete,
        /// The closing is refused.
        Refuse,
    }

    /// Whether letter case counts.
    LetterCase {
        /// As documented, letter by letter.
        Exact,
        /// In any letter case.
        Any,
    }

    /// What happens to a request body with a property that no job has.
    UnknownProperty {
        /// It is refused with `JSON_PARSER_ERROR`.
        Refuse,
        /// The property is passed over.
        Ignore,
    }

    /// What a result file answers before the job is over.
    EarlyResults {
        /// 400 `INVALIDJOBSTATE`.
        Refuse,
        /// 404 `NOT_FOUND`.
        NotFound,
        /// 200 with the header line only.
        HeaderOnly,
    }

    /// Whether newlines inside quoted values must equal the job's line ending.
    QuotedNewlines {
        /// Any newline is data.
        Accept,
        /// Another newline than the job's fails the job.
        MustMatch,
    }

    /// Who pays for a flaw.
    Blame {
        /// The row fails.
        Row,
        /// The job fails.
        Job,
    }

    /// What a blank line is.
    BlankLineRule {
        /// Nothing.
        Skip,
        /// A record with one empty value.
        Row,
    }

    /// What becomes of a job whose file has a header only.
    HeaderOnly {
        /// It completes with no record.
        Complete,
        /// It fails.
        Fail,
    }

    /// What an `Id` column means in an upsert by another field.
    UpsertWithIdColumn {
        /// The external id decides; an empty Id or the matched record's own is fine.
        Match,
        /// A row with an Id fails.
        Refuse,
        /// The column is passed over.
        Ignore,
    }

    /// The order of result rows.
    ResultOrder {
        /// As uploaded.
        Sent,
        /// Shuffled, the same for the same job.
        Shuffled,
    }

    /// Whether failed rows of updates, deletes and matched upserts carry their id.
    FailedResultsId {
        /// From v53 on.
        ByVersion,
        /// Always.
        Always,
        /// Never, as recordings show.
        Empty,
    }

    /// How numbers come back in result files.
    NumbersInResults {
        /// As they were sent.
        AsSent,
        /// Currencies and doubles as Java prints them, such as `9.12260031E8`.
        Java,
    }
}

impl CloseWithoutUpload {
    /// Whether the closing goes through.
    pub fn is_accepted(self) -> bool {
        self == Self::Complete
    }
}

impl SecondUploadCode {
    /// The code on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalidjob => "INVALIDJOB",
            Self::BulkApiError => "BULK_API_ERROR",
        }
    }
}

impl From<BlankLineRule> for crate::core::rows::BlankLines {
    fn from(rule: BlankLineRule) -> Self {
        match rule {
            BlankLineRule::Skip => Self::Skip,
            BlankLineRule::Row => Self::Row,
        }
    }
}

impl From<MultipartLineEnds> for crate::core::multipart::LineEnds {
    fn from(ends: MultipartLineEnds) -> Self {
        match ends {
            MultipartLineEnds::Any => Self::Any,
            MultipartLineEnds::Crlf => Self::Crlf,
        }
    }
}
