//! Marketo's errors: a code that is a string of digits, a message, and the level at which it is told.
//!
//! At the level of the response it is an envelope with HTTP 200; a few are HTTP's own. The record
//! level uses [`Reason`]. `table` lists all that are known. Source: section 2.8 of the sheet; each
//! function says the grade of its text.

mod table;

use serde_json::{Value, json};

pub use table::{Evidence, KNOWN, Known, of_code};

/// Why a call is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiError {
    /// The code in the envelope.
    pub code: u16,
    /// The message.
    pub message: String,
    /// How it is told.
    pub level: Level,
}

/// How an error is told (2.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// An envelope with HTTP 200.
    Response,
    /// HTTP's own status and a page of text.
    Http(u16),
    /// Not an answer of Marketo's: what is not faked, HTTP 501.
    Gap,
}

/// Why one record was skipped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The code.
    pub code: u16,
    /// The message.
    pub message: String,
}

impl Reason {
    /// As it stands in a record's `reasons`.
    pub fn json(&self) -> Value {
        json!({ "code": self.code.to_string(), "message": self.message })
    }
}

impl From<Reason> for ApiError {
    fn from(reason: Reason) -> Self {
        Self::new(reason.code, reason.message)
    }
}

impl ApiError {
    /// An error at the level of the response.
    pub fn new(code: u16, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), level: Level::Response }
    }

    /// Whether it counts against quota and rate (2.6): starred codes do not. Documented.
    pub fn counts(&self) -> bool {
        !matches!(self.code, 601 | 602 | 604 | 605 | 608 | 611)
    }

    /// As one of `errors`.
    pub fn json(&self) -> Value {
        json!({ "code": self.code.to_string(), "message": self.message })
    }

    /// The record-level form.
    pub fn reason(self) -> Reason {
        Reason { code: self.code, message: self.message }
    }

    // ---- HTTP level

    /// The body is too large. Documented (0.6, 4.2.10); not JSON.
    pub fn request_too_large() -> Self {
        Self { code: 413, message: "Request Entity Too Large".into(), level: Level::Http(413) }
    }

    /// The URI is longer than 8 KB. Documented (0.6).
    pub fn uri_too_long() -> Self {
        Self { code: 414, message: "Request-URI Too Long".into(), level: Level::Http(414) }
    }

    /// Something that Marketo has and this server does not fake.
    pub fn gap(what: &str) -> Self {
        let message = format!("bulk-mock does not fake {what}; its README lists what it serves");
        Self { code: 501, message, level: Level::Gap }
    }

    // ---- Tokens and limits

    /// No token at all. The text is not known (setting `no_token_message`).
    pub fn no_token(message: &str) -> Self {
        Self::new(600, message)
    }

    /// A token that nobody gave. Recorded.
    pub fn token_invalid() -> Self {
        Self::new(601, "Access token invalid")
    }

    /// A token that was good. Recorded.
    pub fn token_expired() -> Self {
        Self::new(602, "Access token expired")
    }

    /// The user lacks the permission. Recorded.
    pub fn access_denied() -> Self {
        Self::new(603, "Access denied")
    }

    /// The wrong verb. Recorded.
    pub fn method_not_supported(method: &str) -> Self {
        Self::new(605, format!("Request method '{method}' not supported"))
    }

    /// Too many calls in the sliding window. Recorded; "with in" is two words.
    pub fn rate_limit(calls: u32, seconds: u64) -> Self {
        Self::new(606, format!("Max rate limit '{calls}' exceeded with in '{seconds}' secs"))
    }

    /// The day's calls are used up. Documented without the exact text.
    pub fn daily_quota(calls: u64) -> Self {
        Self::new(607, format!("Daily quota '{calls}' reached"))
    }

    /// The JSON cannot be read. Documented.
    pub fn invalid_json() -> Self {
        Self::new(609, "Invalid JSON")
    }

    /// A member of the body has the wrong shape. Recorded.
    pub fn invalid_attribute(name: &str) -> Self {
        Self::new(609, format!("Invalid value specified for attribute '{name}'"))
    }

    /// No such path. Documented; a client depends on the text.
    pub fn not_found() -> Self {
        Self::new(610, "Requested resource not found")
    }

    /// A JSON endpoint without `application/json`. Documented; a client depends on the text.
    pub fn invalid_content_type() -> Self {
        Self::new(612, "Invalid Content Type")
    }

    /// The multipart body cannot be read. Documented.
    pub fn invalid_multipart() -> Self {
        Self::new(613, "Invalid Multipart Request")
    }

    /// Too many calls at once. Recorded.
    pub fn concurrency(calls: u32) -> Self {
        Self::new(615, format!("Concurrent access limit '{calls}' reached"))
    }

    // ---- What was asked

    /// A value that must be given is blank. Documented.
    pub fn blank(name: &str) -> Self {
        Self::new(701, format!("{name} cannot be blank"))
    }

    /// A date that cannot be read. Documented.
    pub fn invalid_date() -> Self {
        Self::new(704, "Invalid date format")
    }

    /// A parameter of the wrong type. Documented.
    pub fn invalid_type(value: &str, wanted: &str) -> Self {
        Self::new(1001, format!("Invalid value '{value}'. Required of type '{wanted}'"))
    }

    /// A parameter that is missing. Documented.
    pub fn missing(name: &str) -> Self {
        Self::new(1002, format!("Missing value for the required parameter '{name}'"))
    }

    /// The catch-all, with the text of the case. Recorded and documented, see 2.8.
    pub fn invalid_data(message: impl Into<String>) -> Self {
        Self::new(1003, message)
    }

    /// 1003: a parameter that is missing. Recorded for `filterType`; assumed to be alike for others.
    pub fn not_specified(name: &str) -> Self {
        Self::invalid_data(format!("{name} not specified"))
    }

    /// A field that does not exist. Documented.
    pub fn field_not_found(name: &str) -> Self {
        Self::new(1006, format!("Field '{name}' not found"))
    }

    /// A lookup field that does not exist. A client depends on the text.
    pub fn lookup_field_not_found(name: &str) -> Self {
        Self::new(1006, format!("Lookup field '{name}' not found"))
    }

    /// A field that may not be used for this. Documented.
    pub fn field_not_supported(name: &str) -> Self {
        Self::new(1011, format!("Field '{name}' not supported"))
    }

    /// A partition of which the instance or its users know nothing. Documented.
    pub fn partition_denied(name: &str) -> Self {
        Self::new(1008, format!("Access denied to partition '{name}'"))
    }

    /// Several partitions, and none was named. Documented.
    pub fn partition_missing() -> Self {
        Self::new(1009, "Partition name must be specified")
    }

    /// Something that is not there, such as `Static list`. Documented; the form with a name is what a
    /// client's fixture shows.
    pub fn object_not_found(what: &str) -> Self {
        Self::new(1013, format!("{what} not found"))
    }

    // ---- Jobs

    /// The import queue is full. A client depends on the text.
    pub fn too_many_imports(imports: u32) -> Self {
        let text = format!(
            "There are {imports} imports currently being processed. Please try again later"
        );
        Self::new(1016, text)
    }

    /// The static list is being imported to. Documented.
    pub fn import_in_progress() -> Self {
        Self::new(1019, "Import in progress")
    }

    /// The status is none of the program's. Documented.
    pub fn program_status_not_found() -> Self {
        Self::new(1025, "Program status not found")
    }

    /// The export queue is full. Documented.
    pub fn too_many_exports() -> Self {
        Self::new(1029, "Too many jobs in queue")
    }

    /// The day's bytes are used up. Recorded.
    pub fn export_quota(megabytes: u64) -> Self {
        Self::new(1029, format!("Export daily quota {megabytes}MB exceeded."))
    }

    /// The job was enqueued before. Documented.
    pub fn already_queued() -> Self {
        Self::new(1029, "Job already queued")
    }

    /// A filter that the subscription does not have. Documented.
    pub fn filter_not_supported() -> Self {
        Self::new(1035, "Unsupported filter type for target subscription")
    }
}

// ---- Record level

impl Reason {
    /// A value that does not fit its field. Recorded.
    pub fn invalid_value(field: &str, value: &str) -> Self {
        Self::new(1003, format!("Invalid value for field '{field}' and value '{value}'"))
    }

    /// No lead of that key. Recorded.
    pub fn lead_not_found() -> Self {
        Self::new(1004, "Lead not found")
    }

    /// The lead is there already. Recorded.
    pub fn lead_exists() -> Self {
        Self::new(1005, "Lead already exists")
    }

    /// Several leads have that key. Documented.
    pub fn multiple_leads() -> Self {
        Self::new(1007, "Multiple leads match the lookup criteria")
    }

    /// The lead is in another partition. Documented.
    pub fn partition_update() -> Self {
        Self::new(1010, "Partition update not allowed")
    }

    /// The lead is not in the list. Recorded.
    pub fn lead_not_in_list() -> Self {
        Self::new(1015, "Lead not in list")
    }

    /// 1037: the lead is no member. The code is documented, the text assumed.
    pub fn lead_not_in_program() -> Self {
        Self::new(1037, "Lead not in program")
    }

    /// A reason of that code and text.
    pub fn new(code: u16, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
