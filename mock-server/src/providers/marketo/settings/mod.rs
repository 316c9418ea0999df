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
use crate::core::time::{SimDuration, SimTime};

/// Bytes of a megabyte of the day's quota (assumed).
const MEGABYTE: u64 = 1 << 20;

/// The table of settings: each with the evidence for its default.
pub const TABLE: &str = include_str!("../README.md");

/// The settings of one instance, or the defaults of all.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    // ---- How long things take
    /// From the upload of an import to the start of its work.
    pub import_queue_wait: SimDuration,
    /// Work on one row of an import.
    pub import_row_time: SimDuration,
    /// From the enqueueing of an extract to the start of its work.
    pub export_queue_wait: SimDuration,
    /// Work on each thousand records that an extract looks at.
    pub export_thousand_time: SimDuration,
    /// How seldom the status of an extract that is shown changes; zero for always.
    pub status_refresh: SimDuration,
    /// How long a token lives.
    pub token_lifetime: SimDuration,
    /// How long a batch of an import can be read.
    pub import_retention: SimDuration,
    /// How long the file of an extract can be read after its completion.
    pub export_file_retention: SimDuration,
    /// How long the status of an extract can be read after its end.
    pub export_status_retention: SimDuration,
    /// How long an extract stands in the list of jobs after its creation.
    pub export_list_retention: SimDuration,

    // ---- Limits
    /// Calls within the window.
    pub rate_limit_calls: u32,
    /// The window that slides.
    pub rate_limit_window: SimDuration,
    /// Whether calls above that are refused with 606.
    pub enforce_rate_limit: bool,
    /// Calls at once.
    pub concurrent_calls: u32,
    /// Whether calls above that are refused with 615.
    pub enforce_concurrency: bool,
    /// Calls a day, which ends at midnight Central.
    pub daily_calls: u64,
    /// Whether calls above that are refused with 607; they are counted either way.
    pub enforce_daily_calls: bool,
    /// Megabytes of extracts a day.
    pub export_daily_megabytes: u64,
    /// Whether creates and enqueues above that are refused; they are counted either way.
    pub enforce_export_quota: bool,
    /// Imports that work at once.
    pub imports_running: u32,
    /// Imports in the queue, those that work included.
    pub imports_queued: u32,
    /// Extracts that work at once.
    pub exports_running: u32,
    /// Extracts in the queue, those that work included.
    pub exports_queued: u32,
    /// Bytes of the body of an import.
    pub import_bytes_max: usize,
    /// Bytes of any other body.
    pub body_bytes_max: usize,

    // ---- Tokens
    /// Whether a token may stand in a query or a form.
    pub allow_query_token: bool,
    /// Since when it may not, by the org's time; never if absent.
    pub query_token_until: Option<SimTime>,
    /// `Bearer` and a token without a space between them.
    pub bearer_without_space: Leniency,

    // ---- Requests
    /// Doubled slashes in a path.
    pub double_slashes: Leniency,
    /// Multipart bodies that no strict reader takes.
    pub multipart: Leniency,

    // ---- Imports
    /// A byte order mark in front of the header.
    pub byte_order_mark: ByteOrderMark,
    /// The letter case of header names.
    pub header_letter_case: LetterCase,
    /// A column that is no field.
    pub unknown_column: UnknownColumn,
    /// A row that has fewer or more cells than the header: cells beyond it are left out, fields that
    /// it lacks stay as they were.
    pub uneven_rows: Leniency,
    /// A row that is no UTF-8.
    pub invalid_text: InvalidText,
    /// A cell with nothing in it.
    pub blank_cells: BlankCells,
    /// A cell that holds the text `NULL`.
    pub null_text: NullText,
    /// Whether a failures file leaves out a lookup column that is empty in all its rows.
    pub collapse_empty_failure_columns: bool,
    /// The failures or warnings file of a batch of leads or members that has none.
    pub empty_report: EmptyReport,

    // ---- Extracts
    /// Whether `updatedAt` may filter.
    pub updated_at_filter: bool,
    /// Whether smart lists may filter.
    pub smart_list_filter: bool,
    /// Days that a range of dates may span.
    pub date_range_days: u32,
    /// What stands between cells in SSV.
    pub ssv: Ssv,
    /// The content type of the file of an extract, whatever its format.
    pub extract_content_type: String,
    /// The file of an extract without records.
    pub empty_extract: EmptyExtract,
    /// A formula field that an extract asks for; its values are never in a file.
    pub formula_fields: FormulaFields,
    /// How booleans of members are written.
    pub member_booleans: Booleans,
    /// A range that begins past the end of a file.
    pub range_past_end: RangePastEnd,

    // ---- Leads
    /// A lead that is asked for by its id and is not there.
    pub unknown_lead: UnknownLead,
    /// A sync that writes a field that is read only: taken without it, or refused with 1011.
    pub read_only_fields: Leniency,
    /// A write of leads that names no partition where there are several: taken for the default one,
    /// or refused with 1009.
    pub missing_partition: Leniency,

    // ---- Others
    /// Since when activities cannot be asked for by a static list of 10 000 leads or more; never if
    /// absent.
    pub activities_list_limit_from: Option<SimTime>,
    /// Texts that no source gives.
    pub messages: Messages,
}

impl Default for Settings {
    fn default() -> Self {
        let days = |days: u64| SimDuration::from_hours(days * 24);
        Self {
            import_queue_wait: SimDuration::ZERO,
            import_row_time: SimDuration::ZERO,
            export_queue_wait: SimDuration::ZERO,
            export_thousand_time: SimDuration::ZERO,
            status_refresh: SimDuration::ZERO,
            token_lifetime: SimDuration::from_secs(3600),
            import_retention: days(7),
            export_file_retention: days(7),
            export_status_retention: days(30),
            export_list_retention: days(7),
            rate_limit_calls: 100,
            rate_limit_window: SimDuration::from_secs(20),
            enforce_rate_limit: false,
            concurrent_calls: 10,
            enforce_concurrency: false,
            daily_calls: 50_000,
            enforce_daily_calls: false,
            export_daily_megabytes: 500,
            enforce_export_quota: false,
            imports_running: 2,
            imports_queued: 10,
            exports_running: 2,
            exports_queued: 10,
            import_bytes_max: 10 << 20,
            body_bytes_max: 1 << 20,
            allow_query_token: true,
            query_token_until: None,
            bearer_without_space: Leniency::Accept,
            double_slashes: Leniency::Accept,
            multipart: Leniency::Accept,
            byte_order_mark: ByteOrderMark::Strip,
            header_letter_case: LetterCase::Exact,
            unknown_column: UnknownColumn::FailBatch,
            uneven_rows: Leniency::Accept,
            invalid_text: InvalidText::FailRow,
            blank_cells: BlankCells::Clear,
            null_text: NullText::Keep,
            collapse_empty_failure_columns: true,
            empty_report: EmptyReport::NotFound,
            updated_at_filter: true,
            smart_list_filter: true,
            date_range_days: 31,
            ssv: Ssv::Semicolon,
            extract_content_type: "text/csv;charset=UTF-8".into(),
            empty_extract: EmptyExtract::Nothing,
            formula_fields: FormulaFields::Empty,
            member_booleans: Booleans::Words,
            range_past_end: RangePastEnd::Unsatisfiable,
            unknown_lead: UnknownLead::Refuse,
            read_only_fields: Leniency::Accept,
            missing_partition: Leniency::Refuse,
            activities_list_limit_from: None,
            messages: Messages::default(),
        }
    }
}

impl Settings {
    /// Bytes of extracts a day.
    pub fn export_daily_bytes(&self) -> u64 {
        self.export_daily_megabytes.saturating_mul(MEGABYTE)
    }

    /// Open questions at the value that the documentation suggests, however unfriendly.
    pub fn with_strict_fidelity(mut self) -> Self {
        self.multipart = Leniency::Refuse;
        self.double_slashes = Leniency::Refuse;
        self.bearer_without_space = Leniency::Refuse;
        // The latest of the dates that the documentation gives (1.10).
        self.query_token_until = "2026-08-31T00:00:00Z".parse().ok();
        self
    }

    /// The waits that a real instance shows, instead of machine speed.
    pub fn with_realistic_timing(mut self) -> Self {
        self.import_queue_wait = SimDuration::from_secs(5);
        self.import_row_time = SimDuration::from_millis(2);
        self.export_queue_wait = SimDuration::from_secs(60);
        self.export_thousand_time = SimDuration::from_secs(1);
        self.status_refresh = SimDuration::from_secs(60);
        self
    }

    /// All quotas at the provider's own values, and enforced.
    pub fn with_realistic_limits(mut self) -> Self {
        self.enforce_rate_limit = true;
        self.enforce_concurrency = true;
        self.enforce_daily_calls = true;
        self.enforce_export_quota = true;
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
        let at_work = [self.imports_running, self.exports_running];
        if at_work.contains(&0) {
            return Err("at least one job works at a time".into());
        }
        if self.rate_limit_window == SimDuration::ZERO {
            return Err("a window of no time holds no call".into());
        }
        Ok(())
    }
}
