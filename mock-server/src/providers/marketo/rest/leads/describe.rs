//! What leads are made of: `describe`, `describe2`, partitions. Documented and recorded (section 6).

use serde_json::{Map, Value, json};

use super::super::super::envelope::Envelope;
use super::super::super::instance::{Field, FieldName, Instance};
use super::super::fields::described_with_crm;

/// All fields, those of SOAP alone among them.
pub(super) fn fields(instance: &Instance) -> Envelope {
    let field = |field: &Field| {
        let mut out = Map::new();
        out.insert("id".into(), field.id.into());
        out.insert("displayName".into(), field.display_name.as_str().into());
        out.insert("dataType".into(), field.data_type.word().into());
        if let Some(length) = field.length {
            out.insert("length".into(), length.into());
        }
        for (api, name) in [("rest", &field.rest), ("soap", &field.soap)] {
            if let Some(FieldName { name, read_only }) = name {
                out.insert(api.into(), json!({ "name": name, "readOnly": read_only }));
            }
        }
        Value::Object(out)
    };
    Envelope::of(instance.leads.iter().map(|(_, known)| field(known)).collect())
}

/// The fields of REST, and those by which leads are found.
pub(super) fn searchable(instance: &Instance) -> Envelope {
    let in_rest = || instance.leads.iter().map(|(_, known)| known).filter(|it| it.rest.is_some());
    let searchable = in_rest().filter(|known| known.searchable).map(|known| json!([known.name()]));
    Envelope::one(json!({
        "name": "API Lead",
        "searchableFields": searchable.collect::<Vec<_>>(),
        "fields": in_rest().map(described_with_crm).collect::<Vec<_>>(),
    }))
}

/// The partitions.
pub(super) fn partitions(instance: &Instance) -> Envelope {
    let partitions = instance.partitions.iter().map(|partition| {
        let mut out = Map::new();
        out.insert("id".into(), partition.id.into());
        out.insert("name".into(), partition.name.as_str().into());
        if let Some(description) = &partition.description {
            out.insert("description".into(), description.as_str().into());
        }
        Value::Object(out)
    });
    Envelope::of(partitions.collect())
}
