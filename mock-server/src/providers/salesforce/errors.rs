//! Every error that the provider answers over HTTP, with its status, code and exact text.
//!
//! Source of a text without a remark: `salesforce-bulk2.md` section named at the variant. The
//! snapshot of the whole table is the place to review them.

use serde_json::{Value, json};

use super::id::Id;
use super::rows::RowError;

/// An error in the provider's words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// The code, such as `INVALIDJOBSTATE`.
    pub code: &'static str,
    /// The message.
    pub message: String,
    /// The fields it is about, where the provider names them.
    pub fields: Option<Vec<String>>,
    /// A header that goes with the answer.
    pub header: Option<(&'static str, &'static str)>,
}

impl ApiError {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), fields: None, header: None }
    }

    /// An error that a fault wants.
    pub fn of_fault(status: u16, code: &'static str, message: String) -> Self {
        Self::new(status, code, message)
    }

    /// The error as the provider writes it in JSON: an array of one object.
    ///
    /// Recorded: the code comes first under `/jobs`, the message elsewhere.
    pub fn json(&self, code_first: bool) -> Value {
        let mut object = match code_first {
            true => json!({ "errorCode": self.code, "message": self.message }),
            false => json!({ "message": self.message, "errorCode": self.code }),
        };
        if let (Some(fields), Some(object)) = (&self.fields, object.as_object_mut()) {
            object.insert("fields".into(), json!(fields));
        }
        Value::Array(vec![object])
    }

    // ---- Who is calling (1.4)

    /// The token is unknown, expired or revoked. Recorded.
    pub fn session_expired() -> Self {
        Self::new(401, "INVALID_SESSION_ID", "Session expired or invalid")
    }

    /// The token has the three parts of a JWT and is not ours. Recorded.
    pub fn invalid_jwt_format() -> Self {
        let mut error = Self::new(401, "INVALID_AUTH_HEADER", "INVALID_JWT_FORMAT");
        error.header = Some(("WWW-Authenticate", "Token"));
        error
    }

    /// No `Authorization` header, or another scheme than Bearer or OAuth. Documented, unread.
    pub fn invalid_auth_header() -> Self {
        let mut error = Self::new(401, "INVALID_AUTH_HEADER", "INVALID_AUTH_HEADER");
        error.header = Some(("WWW-Authenticate", "Token"));
        error
    }

    /// The day's API requests are used up. Recorded.
    pub fn request_limit_exceeded() -> Self {
        Self::new(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    }

    // ---- What is called (1.4)

    /// Unknown path, job, object or version. Documented and recorded.
    pub fn not_found() -> Self {
        Self::new(404, "NOT_FOUND", "The requested resource does not exist")
    }

    /// The path is known, the method is not. Documented.
    pub fn method_not_allowed(method: &str, allowed: &[&str]) -> Self {
        let allowed = allowed.join(",");
        let message = format!("HTTP Method '{method}' not allowed. Allowed are {allowed}");
        Self::new(405, "METHOD_NOT_ALLOWED", message)
    }

    /// The version is retired. Documented; the text is assumed.
    pub fn version_gone(number: u16) -> Self {
        let message = format!("API version v{number}.0 is retired. Use a supported version.");
        Self::new(410, "UNSUPPORTED_API_VERSION", message)
    }

    /// The body is larger than the provider takes. Assumed (setting `oversize_status`).
    pub fn too_large(status: u16, limit_bytes: u64) -> Self {
        let message = format!("The request body exceeds the limit of {limit_bytes} bytes.");
        Self::new(status, "REQUEST_ENTITY_TOO_LARGE", message)
    }

    /// The body's type is not taken here. Documented, unread; the text is assumed.
    pub fn unsupported_media_type(status: u16, content_type: &str) -> Self {
        let message = format!("Content-Type '{content_type}' is not supported for this request.");
        Self::new(status, "UNSUPPORTED_MEDIA_TYPE", message)
    }

    /// The body said it was gzip and is not, or names another coding. Assumed.
    pub fn undecodable_body(reason: &str) -> Self {
        Self::new(400, "UNKNOWN_EXCEPTION", format!("The request body cannot be decoded: {reason}"))
    }

    /// The body is not JSON, or has a property of the wrong type. Documented, unread.
    pub fn json_parser(message: impl Into<String>) -> Self {
        Self::new(400, "JSON_PARSER_ERROR", message)
    }

    /// The client was silent for too long in the middle of its body. Assumed.
    pub fn stalled() -> Self {
        Self::new(408, "REQUEST_TIMEOUT", "The request body stopped before its end.")
    }

    /// Whether this is the refusal of a state that only its letter case makes unknown (3.5).
    pub fn is_about_state_letter_case(&self) -> bool {
        self.code == "API_ERROR"
            && ["UploadComplete", "Aborted"].iter().any(|state| {
                let said = Self::invalid_value(state, "state").message;
                self.message != said && self.message.eq_ignore_ascii_case(&said)
            })
    }

    // ---- Creating a job (3.10)

    /// The object is unknown or missing. Recorded.
    pub fn unknown_object(name: &str) -> Self {
        Self::new(400, "INVALIDJOB", format!("InvalidJob : Unable to find object: {name}"))
    }

    /// The named field is no external id of the object. Recorded.
    pub fn not_an_external_id(field: &str, object: &str) -> Self {
        Self::new(
            400,
            "INVALIDJOB",
            format!(
                "InvalidJob : Field name provided, {field} does not match an External ID for {object}"
            ),
        )
    }

    /// An upsert without an external id field. Text recorded, status inferred.
    pub fn external_id_blank(object: &str) -> Self {
        Self::new(
            400,
            "INVALIDJOB",
            format!(
                "InvalidJob : External ID was blank for {object}. \
                 An External ID must be specified for upsert."
            ),
        )
    }

    /// A property has a value outside its list. Recorded.
    pub fn invalid_value(value: &str, property: &str) -> Self {
        let message = format!("Invalid value: '{value}' supplied for property: '{property}'");
        Self::new(400, "API_ERROR", message)
    }

    /// A hard delete without the permission for it. Relied upon (code), recorded (text).
    pub fn hard_delete_not_enabled() -> Self {
        Self::new(
            400,
            "FEATURENOTENABLED",
            "hardDelete operation requires special user profile permission, \
             please contact your system administrator",
        )
    }

    /// The object takes no bulk jobs. Recorded.
    pub fn not_bulkable(object: &str) -> Self {
        let message = format!("Entity '{object}' is not supported by the Bulk API.");
        Self::new(400, "INVALIDENTITY", message)
    }

    /// The day's batches are used up. Code documented, status and text assumed.
    pub fn batch_quota_exceeded() -> Self {
        Self::new(400, "EXCEEDEDQUOTA", "ExceededQuota : ApiBatchItems Limit exceeded")
    }

    /// A multipart create whose parts cannot be told. Assumed.
    pub fn bad_multipart(reason: &str) -> Self {
        Self::new(400, "INVALIDJOB", format!("InvalidJob : Invalid multipart request: {reason}"))
    }

    // ---- Working with a job (3.4 to 3.8)

    /// More than one upload for one job, found at its closing. Recorded, "multipe" included.
    pub fn multiple_contents(code: &'static str, job: &Id) -> Self {
        Self::new(
            400,
            code,
            format!(
                "Found multipe contents for job: <{}>, please 'Close' / 'Abort' / 'Delete' the \
                 current Job then create a new Job and make sure you only do 'PUT' once on a given \
                 Job.",
                job.short()
            ),
        )
    }

    /// A change of state that the job's state forbids. Recorded for a completed job, by pattern else.
    pub fn wrong_transition(verb: &str, state: &str) -> Self {
        Self::new(400, "INVALIDJOBSTATE", format!("{verb} already {state} Job not allowed"))
    }

    /// A request that needs the job to be in another state. Assumed (section 9, 1 and 2).
    pub fn wrong_state(message: impl Into<String>) -> Self {
        Self::new(400, "INVALIDJOBSTATE", message)
    }

    /// Deleting a job that is under way. Documented for queries, inferred for ingest.
    pub fn not_terminated() -> Self {
        Self::new(
            400,
            "API_ERROR",
            "Error encountered when deleting the job because the job is not terminated",
        )
    }

    // ---- Query jobs and their results (4.3 to 4.5)

    /// The day's query jobs are used up. Recorded (10021 is the provider's own number for it).
    pub fn query_jobs_exceeded(jobs_max: u64) -> Self {
        let message =
            format!("Max bulk v2 query jobs ({jobs_max}) per 24 hrs has been reached (10021)");
        Self::new(400, "LIMIT_EXCEEDED", message)
    }

    /// The day's results are used up. Text relied upon, in kilobytes of 1000 bytes; code inferred.
    pub fn query_bytes_exceeded(megabytes_max: u64) -> Self {
        // 976 562 megabytes of 1024 kilobytes are the 1 000 000 000 of the known text.
        let kilobytes = (megabytes_max.saturating_mul(1024)).div_ceil(1000) * 1000;
        let message = format!(
            "Max bulk v2 query result size stored ({kilobytes}) kb per 24 hrs has been exceeded"
        );
        Self::new(400, "LIMIT_EXCEEDED", message)
    }

    /// Results asked for with another version than the job's. Status documented, the rest assumed.
    pub fn other_version(message: impl Into<String>) -> Self {
        Self::new(409, "API_ERROR", message)
    }

    /// Results that are not there yet, where a setting says 409. Assumed.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "INVALIDJOBSTATE", message)
    }

    /// A locator of results that leads nowhere. Assumed (setting `bad_locator`).
    pub fn invalid_locator(message: impl Into<String>) -> Self {
        Self::new(400, "INVALIDJOB", message)
    }

    /// A REST query without a query. Assumed.
    pub fn no_query() -> Self {
        Self::new(400, "MALFORMED_QUERY", "SOQL statements cannot be empty or null")
    }

    /// More groups than one page holds: groups have no next page. Documented, unread.
    pub fn too_many_groups() -> Self {
        let message = "Aggregate query does not support queryMore(), use LIMIT to restrict the \
                       results to a single batch";
        Self::new(400, "EXCEEDED_ID_LIMIT", message)
    }

    /// A locator of a REST query that leads nowhere, or no longer. Documented, unread.
    pub fn invalid_query_locator() -> Self {
        Self::new(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    }

    // ---- Single records (2)

    /// A row's error, which ingest prints as `sf__Error`. Recorded: code, message and fields apart.
    pub fn row(error: &RowError) -> Self {
        let fields = Some(error.fields.clone());
        Self { fields, ..Self::new(400, error.code, error.message.clone()) }
    }

    /// The record was deleted. Recorded.
    pub fn entity_is_deleted() -> Self {
        Self { status: 404, ..Self::row(&RowError::entity_is_deleted()) }
    }

    /// A path's last segment is neither an id of the object nor one of its external ids. Recorded.
    pub fn no_such_key(name: &str) -> Self {
        let message =
            format!("Provided external ID field does not exist or is not accessible: {name}");
        Self::new(404, "NOT_FOUND", message)
    }

    /// As long as an id, and none: the checksum is wrong. Recorded.
    pub fn malformed_id(text: &str) -> Self {
        Self::new(400, "MALFORMED_ID", format!("malformed id {text}"))
    }

    /// A field that the object does not have. Recorded.
    pub fn no_such_column(name: &str, object: &str) -> Self {
        let message = format!("No such column '{name}' on sobject of type {object}");
        Self::new(400, "INVALID_FIELD", message)
    }

    /// A body that repeats what the path says. Documented for `Id`, by pattern for external ids.
    pub fn key_in_body(field: &str) -> Self {
        let message = format!("The {field} field should not be specified in the sobject data.");
        Self::new(400, "INVALID_FIELD", message)
    }

    /// A call that needs a body came without one. Documented, unread.
    pub fn no_body() -> Self {
        let message = "The HTTP entity body is required, but this request has no entity body.";
        Self::json_parser(message)
    }

    /// A value that cannot be its field's. Recorded for texts and arrays; `at` is inferred to be
    /// where the name of the property stands.
    pub fn not_deserialized(
        kind: &str,
        token: &str,
        value: Option<&str>,
        at: (usize, usize),
    ) -> Self {
        let (line, column) = at;
        let lacking = match value {
            Some(value) => format!(" {value} or request may be missing a required field at"),
            None => String::new(),
        };
        Self::json_parser(format!(
            "Cannot deserialize instance of {kind} from {token} value{lacking} \
             [line:{line}, column:{column}]"
        ))
    }

    /// A property that stands twice in a body. Assumed.
    pub fn doubled_property(name: &str) -> Self {
        Self::json_parser(format!("Duplicate field: {name}"))
    }

    /// Columns that make no sense together. Assumed; what can be told apart is refused before.
    pub fn bad_columns(message: impl Into<String>) -> Self {
        Self::new(400, "INVALID_FIELD", message)
    }

    /// A parent named by several of its values. Documented, unread.
    pub fn several_parent_keys(object: &str) -> Self {
        let message = format!(
            "More than 1 field provided in an external foreign key reference in entity: {object}"
        );
        Self::new(400, "INVALID_FIELD", message)
    }

    /// A parent named by a value that no parent is found by. Documented, unread.
    pub fn no_parent_key(field: &str, object: &str) -> Self {
        let message = format!(
            "Field name provided, {field} does not match an External ID, Salesforce Id, or indexed \
             field for {object}"
        );
        Self::new(400, "INVALID_FIELD", message)
    }

    /// The bounds of a span of changes that are no instants. Code documented, text assumed.
    pub fn bad_replication_date(name: &str, value: &str) -> Self {
        let message = format!("{name} is not a valid date and time: {value}");
        Self::new(400, "INVALID_REPLICATION_DATE", message)
    }

    /// A span of changes that ends before it begins. Code documented, text assumed.
    pub fn empty_replication_span() -> Self {
        Self::new(400, "INVALID_REPLICATION_DATE", "start must be before end")
    }

    /// A type that is missing, or that no object has. Code and text documented for SOQL, unread here.
    pub fn invalid_type(name: &str) -> Self {
        Self::new(400, "INVALID_TYPE", format!("sObject type '{name}' is not supported."))
    }

    // ---- Queries (2, 4.5)

    /// Something wrong with a query; `soql/error.rs` has the texts and their sources.
    pub(super) fn of_query(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, code, message)
    }

    // ---- Composites (2)

    /// More records than one call may hold. Recorded.
    pub fn too_many_records(max: usize) -> Self {
        let message =
            format!("record limit reached. cannot submit more than {max} records into this call");
        Self::new(400, "EXCEEDED_ID_LIMIT", message)
    }

    /// A part that the request must have. Assumed.
    pub fn missing_parameter(name: &str) -> Self {
        Self::new(400, "MISSING_ARGUMENT", format!("Required parameter is missing: {name}"))
    }

    /// A record without `attributes.type`. Assumed.
    pub fn untyped_record() -> Self {
        Self::new(400, "INVALID_TYPE", "The attributes of each record must name its type.")
    }

    /// A good record beside a bad one where all must be good. Recorded.
    pub fn rolled_back() -> Self {
        let message = "Record rolled back because not all records were valid and the request was \
                       using AllOrNone header";
        Self::new(400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", message)
    }

    /// A request beside a failed one where all must be good. Recorded.
    pub fn transaction_rolled_back() -> Self {
        let message = "The transaction was rolled back since another operation in the same \
                       transaction failed.";
        Self::new(400, "PROCESSING_HALTED", message)
    }

    /// A reference to what no answer holds. Documented.
    pub fn no_referenced_value(reference: &str) -> Self {
        let name = reference.split(['.', '[']).next().unwrap_or_default();
        let message = format!(
            "Invalid reference specified. No value for {reference} found in {name}. Provided \
             referenceId ('{reference}') must start with a letter or a number, and it can contain \
             only letters, numbers and underscores ('_')."
        );
        Self::new(400, "PROCESSING_HALTED", message)
    }

    /// A request after a failed one in a batch that stops there. Code documented, text assumed.
    pub fn batch_halted() -> Self {
        let message = "The batch was halted because an earlier request in it failed.";
        Self::new(412, "BATCH_PROCESSING_HALTED", message)
    }

    /// A name for a request or a record that is missing, taken or ill-formed. Text documented for
    /// references, code assumed.
    pub fn bad_reference_id(reference: &str) -> Self {
        let message = format!(
            "Provided referenceId ('{reference}') must be unique, must start with a letter or a \
             number, and it can contain only letters, numbers and underscores ('_')."
        );
        Self::new(400, "INVALID_INPUT", message)
    }

    /// More requests inside a request than it may hold. Limit documented, code and text assumed.
    pub fn too_many_requests(what: &str, max: usize) -> Self {
        let message = format!("The request has more than {max} {what}.");
        Self::new(400, "LIMIT_EXCEEDED", message)
    }

    /// A tree with too many records, levels or objects. Limits documented, code and text assumed.
    pub fn tree_too_large(limit: &str) -> Self {
        Self::new(400, "INVALID_INPUT", format!("The request has more than {limit}."))
    }

    /// A composite inside a composite. That it is refused is documented, code and text assumed.
    pub fn no_composite_inside(path: &str) -> Self {
        let message =
            format!("The resource {path} cannot be requested inside a composite request.");
        Self::new(400, "INVALID_INPUT", message)
    }

    // ---- Ours

    /// Something the provider has and this server does not fake.
    pub fn gap(what: &str) -> Self {
        Self::new(501, "NOT_IMPLEMENTED_IN_MOCK", format!("bulk-mock does not fake {what}"))
    }

    /// Whether this is about something that is not faked.
    pub fn is_gap(&self) -> bool {
        self.status == 501
    }

    /// No more orgs can be opened, or an unknown credential may not open one.
    pub fn no_org(message: impl Into<String>) -> Self {
        Self::new(503, "SERVER_UNAVAILABLE", message)
    }
}
