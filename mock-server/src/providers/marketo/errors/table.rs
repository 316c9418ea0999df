//! Every error that Marketo is known to give, whether or not the rules here have a reason for it.
//!
//! Source: section 2.8 of the sheet. What the rules do not give themselves is here for those who want
//! a refusal on purpose: a fault names a code, and the provider says what it looks like.

use super::{ApiError, Level};

/// How well a text is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    /// Seen in a real answer, or compared for equality by a client in production.
    Recorded,
    /// The documentation's wording.
    Documented,
    /// Chosen.
    Assumed,
}

/// One known error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// The code.
    pub code: u16,
    /// The message; `%s` stands for what it is about.
    pub message: &'static str,
    /// How well the text is known.
    pub evidence: Evidence,
    /// Whether clients do well to try again.
    pub transient: bool,
}

const fn known(code: u16, message: &'static str, evidence: Evidence, transient: bool) -> Known {
    Known { code, message, evidence, transient }
}

use Evidence::{Assumed, Documented, Recorded};

/// All of them, by code.
pub const KNOWN: &[Known] = &[
    known(413, "Request Entity Too Large", Documented, false),
    known(414, "Request-URI Too Long", Documented, false),
    known(500, "Internal Server error", Documented, true),
    known(502, "Bad Gateway", Documented, true),
    known(600, "Access token not specified", Assumed, false),
    known(601, "Access token invalid", Recorded, true),
    known(602, "Access token expired", Recorded, true),
    known(603, "Access denied", Recorded, false),
    known(604, "Request timed out", Documented, true),
    known(605, "Request method '%s' not supported", Recorded, false),
    known(606, "Max rate limit '100' exceeded with in '20' secs", Recorded, true),
    known(607, "Daily quota '50000' reached", Documented, false),
    known(608, "API Temporarily Unavailable", Documented, true),
    known(609, "Invalid JSON", Documented, false),
    known(610, "Requested resource not found", Documented, false),
    known(611, "System error", Documented, true),
    known(612, "Invalid Content Type", Documented, false),
    known(613, "Invalid Multipart Request", Documented, false),
    known(614, "Invalid Subscription", Documented, true),
    known(615, "Concurrent access limit '10' reached", Recorded, true),
    known(616, "Invalid subscription type", Documented, false),
    known(701, "%s cannot be blank", Documented, false),
    known(702, "No data found for a given search scenario", Documented, false),
    known(703, "The feature is not enabled for the subscription", Documented, false),
    known(704, "Invalid date format", Documented, false),
    known(709, "Business rule violation", Documented, false),
    known(710, "Parent folder not found", Documented, false),
    known(711, "Incompatible folder type", Documented, false),
    known(712, "Merge to person account operation is invalid", Documented, false),
    known(713, "Transient Error", Documented, true),
    known(714, "Unable to find the default record type", Documented, false),
    known(718, "ExternalSalesPersonID not found", Documented, false),
    known(719, "Lock wait timeout exception", Documented, true),
    known(1001, "Invalid value '%s'. Required of type '%s'", Documented, false),
    known(1002, "Missing value for the required parameter '%s'", Documented, false),
    known(1003, "Invalid data", Documented, false),
    known(1004, "Lead not found", Recorded, false),
    known(1005, "Lead already exists", Recorded, false),
    known(1006, "Field '%s' not found", Documented, false),
    known(1007, "Multiple leads match the lookup criteria", Documented, false),
    known(1008, "Access denied to partition '%s'", Documented, false),
    known(1009, "Partition name must be specified", Documented, false),
    known(1010, "Partition update not allowed", Documented, false),
    known(1011, "Field '%s' not supported", Documented, false),
    known(1012, "Invalid cookie value '%s'", Documented, false),
    known(1013, "Object not found", Documented, false),
    known(1014, "Failed to create Object", Documented, true),
    known(1015, "Lead not in list", Recorded, false),
    known(
        1016,
        "There are 10 imports currently being processed. Please try again later",
        Recorded,
        true,
    ),
    known(1017, "Object already exists", Documented, false),
    known(1018, "CRM Enabled", Documented, false),
    known(1019, "Import in progress", Documented, true),
    known(1020, "Too many clones to program", Documented, false),
    known(1021, "Company update not allowed", Documented, false),
    known(1022, "Object in use", Documented, true),
    known(1025, "Program status not found", Documented, false),
    known(1026, "Custom object not enabled", Documented, false),
    known(1027, "Max activity type limit reached", Documented, false),
    known(1028, "Max field limit reached", Documented, false),
    known(1029, "Too many jobs in queue", Documented, true),
    known(1035, "Unsupported filter type for target subscription", Documented, false),
    known(1036, "Duplicate object found in input", Documented, false),
    known(1037, "Lead was skipped", Documented, false),
    known(1042, "Invalid runAt date", Documented, false),
    known(1048, "Custom Object Discard Draft Failed", Documented, false),
    known(1049, "Failed to Create Activity", Documented, false),
    known(1076, "Merge Leads call with mergeInCRM flag is 4", Documented, false),
    known(1077, "Value for field exceeds max length", Recorded, false),
    known(1078, "Merge Leads call failed due to deleted entities", Documented, false),
    known(1079, "Merge Leads call failed due to same record", Documented, false),
];

/// Codes that are HTTP's, told by a page instead of an envelope; 500 and 502 come either way (2.7).
const PAGES: [u16; 4] = [413, 414, 500, 502];

/// Codes that come in an envelope though they are HTTP's too.
const ALSO_IN_ENVELOPES: [u16; 2] = [500, 502];

impl Known {
    /// The error with its text as it stands, in each form in which it comes: in an envelope with
    /// HTTP 200, as a page with a status of its own, or both.
    pub fn forms(&self) -> Vec<ApiError> {
        let page = PAGES.contains(&self.code);
        let envelope = !page || ALSO_IN_ENVELOPES.contains(&self.code);
        let levels = [page.then_some(Level::Http(self.code)), envelope.then_some(Level::Response)];
        let form = |level| ApiError { code: self.code, message: self.message.to_owned(), level };
        levels.into_iter().flatten().map(form).collect()
    }
}

/// The known error of that code.
pub fn of_code(code: u16) -> Option<&'static Known> {
    let place = KNOWN.binary_search_by_key(&code, |known| known.code).ok()?;
    Some(&KNOWN[place])
}
