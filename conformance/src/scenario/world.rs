//! How the fake's open questions are answered in a case.

use serde_json::{Map, Value};

/// Settings that a case sets, by their names in `bulk-mock settings list`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Those of the Salesforce side.
    pub salesforce: Map<String, Value>,
    /// Those of the Marketo side.
    pub marketo: Map<String, Value>,
}
