//! Records that came as JSON, checked and written by the rules of an ingest job.
//!
//! One call is one transaction of up to 200 rows: the columns of all its records are put side by
//! side, and a record without a column says nothing of that field, as an empty cell does.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::id::Id;
use super::super::job::{IngestOperation, UpsertKey};
use super::super::rows::{Committed, JSON_NULL, Kept, Plan, Wanted, Writer, commit, prepare};
use super::super::schema::Object;
use super::super::service::Caller;
use super::super::world::World;
use super::body::Cells;
use crate::core::csv::{self, Delimiter};
use crate::core::rows::Upload;

/// What is done with the records of one object.
pub(super) struct Change {
    /// The object.
    pub(super) object: Arc<Object>,
    /// What is done.
    pub(super) operation: IngestOperation,
    /// What an upsert matches by.
    pub(super) upsert_key: Option<UpsertKey>,
}

/// Writes records; one outcome for each, in their order.
///
/// # Errors
/// The columns make no sense together.
pub(super) fn write(
    world: &mut World,
    caller: &Caller,
    change: &Change,
    records: &[&Cells],
) -> Result<Vec<Committed>, ApiError> {
    let names = columns(records);
    let wanted = Wanted {
        schema: world.tables.schema(),
        settings: &world.settings,
        object: &change.object,
        operation: change.operation,
        upsert_key: change.upsert_key,
    };
    let plan = Plan::of_names(&wanted, &names).map_err(|error| ApiError::bad_columns(error.0))?;
    let plan = plan.for_json();
    let rows: Vec<Vec<u8>> = records.iter().map(|cells| line(&names, cells)).collect();
    let upload = Upload::from_rows(b"", rows.iter().map(Vec::as_slice), Delimiter::Comma);
    let prepared = prepare(&plan, &upload, 0..upload.row_count());
    let at = world.tables.table_mut(&change.object).commit(caller.now, caller.user);
    let writer = Writer { plan: &plan, upload: &upload, kept: Kept::Cells, commit: at };
    Ok(commit(&mut world.tables, &writer, &prepared))
}

/// A record and its object.
pub(super) type Record = (Arc<Object>, Cells);

/// What became of a record: its id and whether it was made, or its error.
pub(super) type Outcome = Result<(Id, bool), ApiError>;

/// Writes records of several objects; those of one object that follow each other are one transaction.
pub(super) fn write_all(
    world: &mut World,
    caller: &Caller,
    operation: IngestOperation,
    upsert_key: Option<UpsertKey>,
    records: &[Record],
) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(records.len());
    for run in records.chunk_by(|(a, _), (b, _)| a.key_prefix == b.key_prefix) {
        let object = Arc::clone(&run[0].0);
        let prefix = object.key_prefix;
        let cells: Vec<&Cells> = run.iter().map(|(_, cells)| cells).collect();
        match write(world, caller, &Change { object, operation, upsert_key }, &cells) {
            Ok(written) => outcomes.extend(written.into_iter().map(|outcome| match outcome {
                Committed::Written { record, created } => {
                    Ok((world.tables.id(prefix, record), created))
                }
                Committed::Failed { error, .. } => Err(ApiError::row(&error)),
                Committed::FailsJob(message) => Err(ApiError::bad_columns(message)),
            })),
            Err(error) => outcomes.extend(run.iter().map(|_| Err(error.clone()))),
        }
    }
    outcomes
}

/// The columns of all records. There is always one for the id, so that no row is without columns.
fn columns(records: &[&Cells]) -> Vec<String> {
    let mut names = vec!["Id".to_owned()];
    for (name, _) in records.iter().copied().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn line(names: &[String], cells: &Cells) -> Vec<u8> {
    let mut out = Vec::new();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        match cells.iter().find(|(of, _)| of == name) {
            Some((_, Some(text))) => csv::quoted(&mut out, text.as_bytes()),
            // A null id is none.
            Some((_, None)) if name != "Id" => csv::quoted(&mut out, JSON_NULL),
            Some((_, None)) | None => csv::quoted(&mut out, b""),
        }
    }
    out
}
