//! Records with the records that hang on them, written together or not at all (sObject Tree).
//!
//! Level by level, as the answer lists them: a child can be written once its parent has an id.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::errors::ApiError;
use super::super::job::IngestOperation;
use super::super::schema::{Field, KeyPrefix, Object, Schema};
use super::super::service::Caller;
use super::super::world::World;
use super::body::{self, Origin};
use super::call::{Answer, RestCall};
use super::collection::{error_in_result, type_of};
use super::position::Step;
use super::write::{Record, write_all};

/// Records of all levels. Documented.
const RECORDS_MAX: usize = 200;

/// Levels. Documented.
const LEVELS_MAX: usize = 5;

/// Objects in one tree. Documented.
const OBJECTS_MAX: usize = 5;

/// A record of a tree.
struct Leaf {
    reference: String,
    record: Record,
    level: usize,
    /// The place of its parent, and the field that refers to it.
    parent: Option<(usize, String)>,
}

/// Records that were found and not read yet.
struct Found<'a> {
    object: Arc<Object>,
    record: &'a Map<String, Value>,
    level: usize,
    parent: Option<(usize, String)>,
    /// The way to it in the request.
    path: Vec<Step<'a>>,
}

/// A record's error under the name that the request gave it.
type Flaw = (String, ApiError);

/// `POST /composite/tree/{object}`
///
/// # Errors
/// The body is no tree, or one that is too large.
pub fn create(world: &mut World, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let object = call.object(world.tables.schema())?;
    let body = call.json()?;
    let (mut leaves, flaws) = read(world.tables.schema(), &object, &body, call.body)?;
    if !flaws.is_empty() {
        return Ok(refused(&flaws));
    }
    let before = world.tables.clone();
    let mut ids: Vec<String> = Vec::with_capacity(leaves.len());
    while let Some(first) = leaves.get(ids.len()) {
        let level = first.level;
        let range = ids.len()..leaves.partition_point(|leaf| leaf.level <= level);
        let leaves = &mut leaves[range];
        for leaf in &mut *leaves {
            if let Some((parent, field)) = &leaf.parent {
                leaf.record.1.retain(|(name, _)| name != field);
                leaf.record.1.push((field.clone(), Some(ids[*parent].clone())));
            }
        }
        let records: Vec<Record> = leaves.iter().map(|leaf| leaf.record.clone()).collect();
        let written = write_all(world, caller, IngestOperation::Insert, None, &records);
        let mut flaws = Vec::new();
        for (leaf, outcome) in leaves.iter().zip(written) {
            match outcome {
                Ok((id, _)) => ids.push(id.to_string()),
                Err(error) => flaws.push((leaf.reference.clone(), error)),
            }
        }
        if !flaws.is_empty() {
            world.tables = before;
            return Ok(refused(&flaws));
        }
    }
    let result = |(leaf, id): (&Leaf, &String)| json!({ "referenceId": leaf.reference, "id": id });
    let results: Vec<Value> = leaves.iter().zip(&ids).map(result).collect();
    Ok(Answer::json(201, json!({ "hasErrors": false, "results": results })))
}

/// Only the records that are at fault are listed. Documented.
fn refused(flaws: &[Flaw]) -> Answer {
    let result = |(reference, error): &Flaw| json!({ "referenceId": reference, "errors": [error_in_result(error)] });
    let results: Vec<Value> = flaws.iter().map(result).collect();
    Answer::json(400, json!({ "hasErrors": true, "results": results }))
}

/// The records of a tree, level by level, and what is wrong with single ones.
fn read(
    schema: &Schema,
    object: &Arc<Object>,
    body: &Map<String, Value>,
    text: &[u8],
) -> Result<(Vec<Leaf>, Vec<Flaw>), ApiError> {
    let mut waiting = VecDeque::new();
    let top = Below { object: Arc::clone(object), level: 1, parent: None, path: &[] };
    enqueue(&mut waiting, &top, body.get("records"))?;
    let (mut leaves, mut flaws): (Vec<Leaf>, Vec<Flaw>) = (Vec::new(), Vec::new());
    let mut objects: Vec<KeyPrefix> = Vec::new();
    while let Some(found) = waiting.pop_front() {
        if !objects.contains(&found.object.key_prefix) {
            objects.push(found.object.key_prefix);
        }
        if leaves.len() + flaws.len() == RECORDS_MAX {
            return Err(ApiError::tree_too_large(&format!("{RECORDS_MAX} records")));
        }
        if found.level > LEVELS_MAX {
            return Err(ApiError::tree_too_large(&format!("{LEVELS_MAX} levels")));
        }
        if objects.len() > OBJECTS_MAX {
            return Err(ApiError::tree_too_large(&format!("{OBJECTS_MAX} types")));
        }
        let reference = reference_of(found.record);
        let place = leaves.len();
        let origin = Origin { text, path: &found.path };
        match leaf(schema, &found, &leaves, origin, place, &mut waiting)? {
            Ok(leaf) => leaves.push(leaf),
            Err(error) => flaws.push((reference, error)),
        }
    }
    Ok((leaves, flaws))
}

fn reference_of(record: &Map<String, Value>) -> String {
    let reference = record.get("attributes").and_then(|a| a.get("referenceId"));
    reference.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Reads one record, and queues those below it.
fn leaf<'a>(
    schema: &Schema,
    found: &Found<'a>,
    leaves: &[Leaf],
    origin: Origin<'_>,
    place: usize,
    waiting: &mut VecDeque<Found<'a>>,
) -> Result<Result<Leaf, ApiError>, ApiError> {
    let reference = reference_of(found.record);
    if reference.is_empty() || leaves.iter().any(|leaf| leaf.reference == reference) {
        return Ok(Err(ApiError::bad_reference_id(&reference)));
    }
    match type_of(found.record) {
        Some(name) if found.object.name.eq_ignore_ascii_case(name) => {}
        other => return Ok(Err(ApiError::invalid_type(other.unwrap_or_default()))),
    }
    let mut own = Map::new();
    for (key, value) in found.record {
        match value.get("records") {
            Some(records) => {
                let Some((child, field)) = child(schema, &found.object, key) else {
                    return Ok(Err(ApiError::no_such_column(key, &found.object.name)));
                };
                let mut path = found.path.clone();
                path.push(Step::Key(key));
                let (level, parent) = (found.level + 1, Some((place, field)));
                let below = Below { object: child, level, parent, path: &path };
                enqueue(waiting, &below, Some(records))?;
            }
            None => {
                own.insert(key.clone(), value.clone());
            }
        }
    }
    let cells = body::cells(schema, &found.object, &own, origin);
    Ok(cells.map(|cells| Leaf {
        reference,
        record: (Arc::clone(&found.object), cells),
        level: found.level,
        parent: found.parent.clone(),
    }))
}

/// Where records stand in a tree.
struct Below<'a, 'p> {
    object: Arc<Object>,
    level: usize,
    parent: Option<(usize, String)>,
    /// The way to what holds their list.
    path: &'p [Step<'a>],
}

fn enqueue<'a>(
    waiting: &mut VecDeque<Found<'a>>,
    below: &Below<'a, '_>,
    records: Option<&'a Value>,
) -> Result<(), ApiError> {
    let records = records.and_then(Value::as_array);
    let records = records.ok_or_else(|| ApiError::missing_parameter("records"))?;
    for (place, record) in records.iter().enumerate() {
        let record = record.as_object().ok_or_else(|| ApiError::missing_parameter("records"))?;
        let mut path = below.path.to_vec();
        path.extend([Step::Key("records"), Step::Item(place)]);
        waiting.push_back(Found {
            object: Arc::clone(&below.object),
            record,
            level: below.level,
            parent: below.parent.clone(),
            path,
        });
    }
    Ok(())
}

/// The object and the field behind a child relationship's name, such as `Contacts`.
fn child(schema: &Schema, parent: &Object, name: &str) -> Option<(Arc<Object>, String)> {
    schema.objects().find_map(|child| {
        let leads_back = |field: &&Field| {
            field.reference.as_ref().is_some_and(|reference| {
                let known = reference.child_relationship_name.as_deref();
                known.is_some_and(|known| known.eq_ignore_ascii_case(name))
                    && reference.to.contains(&parent.name)
            })
        };
        let field = child.fields.iter().find(leads_back)?;
        Some((Arc::clone(child), field.name.clone()))
    })
}
