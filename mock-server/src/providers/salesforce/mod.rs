//! Salesforce Bulk API 2.0 and the REST neighbours that real clients call.
