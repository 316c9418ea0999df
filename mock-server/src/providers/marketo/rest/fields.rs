//! Fields as the describes of leads, memberships and custom objects show them.

use serde_json::{Map, Value};

use super::super::instance::Field;

/// A field in the form that all three share.
pub(super) fn described(field: &Field) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("name".into(), field.name().into());
    out.insert("displayName".into(), field.display_name.as_str().into());
    out.insert("dataType".into(), field.data_type.word().into());
    if let Some(length) = field.length {
        out.insert("length".into(), length.into());
    }
    out.insert("updateable".into(), field.is_writable().into());
    out
}

/// As [`described`], and whether a CRM owns it.
pub(super) fn described_with_crm(field: &Field) -> Value {
    let mut out = described(field);
    out.insert("crmManaged".into(), field.crm_managed.into());
    Value::Object(out)
}
