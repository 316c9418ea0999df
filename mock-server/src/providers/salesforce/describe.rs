//! What `GET /sobjects`, `/sobjects/X` and `/sobjects/X/describe` answer, as JSON values.
//!
//! The keys stand in alphabetical order, all of them, as in recorded answers. Values that the schema
//! does not hold are those that nearly every recorded object shows. It reads the schema only: no
//! record, no HTTP, no host name; links to pages of the user interface are therefore left out.
//!
//! Source: a recorded describe of Account for the keys of objects and fields (*recorded*); record types,
//! scopes, links and the keys of a global describe from practice (*documented, not re-read*).

use serde_json::{Map, Value, json};

use super::schema::{Field, FieldType, Object, OnDelete, PicklistValue, Schema};

/// Id of the record type that every object has.
const MASTER_RECORD_TYPE: &str = "012000000000000AAA";
/// Records that one request of the record API may hold, as a global describe says it.
const BATCH_SIZE_MAX: u32 = 200;
/// Most bytes of a character.
const CHARACTER_BYTES_MAX: u32 = 3;

/// Properties of a field of which this fake knows nothing.
const FIELD_NULL: [&str; 8] = [
    "calculatedFormula",
    "controllerName",
    "defaultValueFormula",
    "filteredLookupInfo",
    "mask",
    "maskType",
    "referenceTargetField",
    "relationshipOrder",
];
/// Properties of a field that this fake never has.
const FIELD_FALSE: [&str; 7] = [
    "aiPredictionField",
    "dependentPicklist",
    "deprecatedAndHidden",
    "formulaTreatNullNumberAsZero",
    "highScaleNumber",
    "searchPrefilterable",
    "writeRequiresMasterRead",
];

/// The answer of `GET /sobjects/X/describe` in that API version.
pub fn describe(object: &Object, schema: &Schema, version: u32) -> Value {
    let fields: Vec<Value> = object.fields.iter().map(describe_field).collect();
    let mut out = object_properties(object);
    out.extend([
        ("actionOverrides".to_owned(), json!([])),
        ("childRelationships".to_owned(), child_relationships(object, schema)),
        ("compactLayoutable".to_owned(), json!(object.compact_layoutable)),
        ("defaultImplementation".to_owned(), Value::Null),
        ("extendedBy".to_owned(), Value::Null),
        ("extendsInterfaces".to_owned(), Value::Null),
        ("fields".to_owned(), Value::Array(fields)),
        ("implementedBy".to_owned(), Value::Null),
        ("implementsInterfaces".to_owned(), Value::Null),
        ("listviewable".to_owned(), Value::Null),
        ("lookupLayoutable".to_owned(), Value::Null),
        ("namedLayoutInfos".to_owned(), json!([])),
        ("networkScopeFieldName".to_owned(), Value::Null),
        ("recordTypeInfos".to_owned(), record_types(object, version)),
        ("searchLayoutable".to_owned(), json!(object.search_layoutable)),
        ("sobjectDescribeOption".to_owned(), json!("FULL")),
        ("supportedScopes".to_owned(), scopes(object)),
        ("urls".to_owned(), urls(object, version, object.layoutable)),
    ]);
    sorted(out)
}

/// The answer of `GET /sobjects` in that API version.
pub fn global_describe(schema: &Schema, version: u32) -> Value {
    let sobjects: Vec<Value> = schema.objects().map(|object| summary(object, version)).collect();
    json!({ "encoding": "UTF-8", "maxBatchSize": BATCH_SIZE_MAX, "sobjects": sobjects })
}

/// The answer of `GET /sobjects/X` in that API version, without recent items.
pub fn basic_info(object: &Object, version: u32) -> Value {
    json!({ "objectDescribe": summary(object, version), "recentItems": [] })
}

/// An object as a global describe lists it.
fn summary(object: &Object, version: u32) -> Value {
    let mut out = object_properties(object);
    out.insert("urls".to_owned(), urls(object, version, false));
    sorted(out)
}

/// The properties that a global describe and a full one have in common.
fn object_properties(object: &Object) -> Map<String, Value> {
    into_map(json!({
        "activateable": object.activateable,
        "associateEntityType": null,
        "associateParentEntity": null,
        "createable": object.createable,
        "custom": object.custom,
        "customSetting": false,
        "deepCloneable": object.deep_cloneable,
        "deletable": object.deletable,
        "deprecatedAndHidden": false,
        "feedEnabled": object.feed_enabled,
        "hasSubtypes": false,
        "isInterface": false,
        "isSubtype": false,
        "keyPrefix": object.key_prefix.as_str(),
        "label": object.label,
        "labelPlural": object.label_plural,
        "layoutable": object.layoutable,
        "mergeable": object.mergeable,
        "mruEnabled": object.mru_enabled,
        "name": object.name,
        "queryable": object.queryable,
        "replicateable": object.replicateable,
        "retrieveable": object.retrieveable,
        "searchable": object.searchable,
        "triggerable": object.triggerable,
        "undeletable": object.undeletable,
        "updateable": object.updateable,
    }))
}

fn into_map(properties: Value) -> Map<String, Value> {
    match properties {
        Value::Object(map) => map,
        other => unreachable!("an object literal is an object, not {other}"),
    }
}

fn sorted(mut map: Map<String, Value>) -> Value {
    map.sort_keys();
    Value::Object(map)
}

fn urls(object: &Object, version: u32, with_layouts: bool) -> Value {
    let base = format!("/services/data/v{version}.0/sobjects/{}", object.name);
    let mut out = Map::new();
    if with_layouts {
        for page in ["compactLayouts", "approvalLayouts", "listviews", "quickActions", "layouts"] {
            let path = match page {
                "layouts" | "compactLayouts" | "approvalLayouts" => format!("describe/{page}"),
                _ => page.to_owned(),
            };
            out.insert(page.to_owned(), json!(format!("{base}/{path}")));
        }
    }
    out.insert("rowTemplate".to_owned(), json!(format!("{base}/{{ID}}")));
    out.insert("describe".to_owned(), json!(format!("{base}/describe")));
    out.insert("sobject".to_owned(), json!(base));
    sorted(out)
}

/// Every reference of the schema that may point to this object, by child and field.
fn child_relationships(object: &Object, schema: &Schema) -> Value {
    let mut out = Vec::new();
    for child in schema.objects() {
        for field in &child.fields {
            let Some(reference) = &field.reference else { continue };
            if !reference.to.contains(&object.name) {
                continue;
            }
            out.push(json!({
                "cascadeDelete": reference.on_delete == OnDelete::Cascade,
                "childSObject": child.name,
                "deprecatedAndHidden": false,
                "field": field.name,
                "junctionIdListNames": [],
                "junctionReferenceTo": [],
                "relationshipName": reference.child_relationship_name,
                "restrictedDelete": reference.on_delete == OnDelete::Restrict,
            }));
        }
    }
    Value::Array(out)
}

fn record_types(object: &Object, version: u32) -> Value {
    if !object.layoutable {
        return json!([]);
    }
    let path = format!("sobjects/{}/describe/layouts/{MASTER_RECORD_TYPE}", object.name);
    json!([{
        "active": true,
        "available": true,
        "defaultRecordTypeMapping": true,
        "developerName": "Master",
        "master": true,
        "name": "Master",
        "recordTypeId": MASTER_RECORD_TYPE,
        "urls": { "layout": format!("/services/data/v{version}.0/{path}") },
    }])
}

fn scopes(object: &Object) -> Value {
    let plural = object.label_plural.to_lowercase();
    let mut out = vec![json!({ "label": format!("All {plural}"), "name": "everything" })];
    if object.field("OwnerId").is_some() {
        out.push(json!({ "label": format!("My {plural}"), "name": "mine" }));
    }
    Value::Array(out)
}

fn describe_field(field: &Field) -> Value {
    let picklist: Vec<Value> = field.picklist.iter().map(describe_value).collect();
    let properties = json!({
        "aggregatable": field.aggregatable,
        "autoNumber": field.auto_number,
        "byteLength": byte_length(field),
        "calculated": field.calculated,
        "caseSensitive": field.case_sensitive,
        "compoundFieldName": compound_name(field),
        "createable": field.createable,
        "custom": field.custom,
        "defaultValue": default_value(field),
        "defaultedOnCreate": field.defaulted_on_create,
        "digits": field.digits,
        "displayLocationInDecimal": field.kind == FieldType::Location,
        "encrypted": field.kind == FieldType::Encryptedstring,
        "externalId": field.external_id,
        "extraTypeInfo": field.extra_type_info,
        "filterable": field.filterable,
        "groupable": field.groupable,
        "htmlFormatted": field.html_formatted,
        "idLookup": field.id_lookup,
        "inlineHelpText": field.inline_help_text,
        "label": field.label,
        "length": field.length,
        "name": field.name,
        "nameField": field.name_field,
        "nillable": field.nillable,
        "permissionable": field.permissionable,
        "picklistValues": picklist,
        "precision": field.precision,
        "queryByDistance": field.kind.is_compound(),
        "restrictedPicklist": field.restricted_picklist,
        "scale": field.scale,
        "soapType": field.kind.soap_type(),
        "sortable": field.sortable,
        "type": field.kind.as_str(),
        "unique": field.unique,
        "updateable": field.updateable,
    });
    let unknown = FIELD_NULL.map(|key| (key.to_owned(), Value::Null));
    let never = FIELD_FALSE.map(|key| (key.to_owned(), json!(false)));
    let mut out = into_map(properties);
    out.extend(unknown.into_iter().chain(never));
    out.extend(reference_properties(field));
    sorted(out)
}

/// What a describe says of a reference; of another field it says that there is none.
fn reference_properties(field: &Field) -> Map<String, Value> {
    let reference = field.reference.as_ref();
    into_map(json!({
        "cascadeDelete": reference.is_some_and(|it| it.on_delete == OnDelete::Cascade),
        "namePointing": reference.is_some_and(|it| it.polymorphic),
        "polymorphicForeignKey": reference.is_some_and(|it| it.polymorphic),
        "referenceTo": reference.map_or(&[][..], |it| &it.to),
        "relationshipName": reference.and_then(|it| it.relationship_name.as_deref()),
        "restrictedDelete": reference.is_some_and(|it| it.on_delete == OnDelete::Restrict),
    }))
}

/// Text is counted with three bytes a character, an id with one.
fn byte_length(field: &Field) -> u32 {
    if field.kind.is_text() { field.length * CHARACTER_BYTES_MAX } else { field.length }
}

/// Parts name their compound. So does Account's own name, and nothing else that is not a part.
fn compound_name(field: &Field) -> Option<&str> {
    let switchable = field.extra_type_info.as_deref() == Some("switchablepersonname");
    if switchable { Some(&field.name) } else { field.compound.as_deref() }
}

/// Only a check box shows its default here; other defaults are formulas or marked values.
fn default_value(field: &Field) -> Value {
    match field.kind {
        FieldType::Boolean => json!(field.default.as_deref() == Some("true")),
        _ => Value::Null,
    }
}

fn describe_value(value: &PicklistValue) -> Value {
    json!({
        "active": value.active,
        "defaultValue": value.default_value,
        "label": value.label,
        "validFor": null,
        "value": value.value,
    })
}
