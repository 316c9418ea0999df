//! Single records over HTTP, and the switch from an operation to its rules, by which the requests
//! inside a composite go as well.

use std::sync::LazyLock;

use super::super::errors::ApiError;
use super::super::operation::{OPERATIONS, Operation};
use super::super::query::QueryOperation;
use super::super::rest::{
    Answer, RestCall, SubRequest, batch, collection, composite, read, replication, retrieve,
    sobject, tree,
};
use super::super::schema::{Object, Schema};
use super::super::service::Caller;
use super::super::side::Side;
use super::super::version::{ApiVersion, NamedVersion};
use super::super::world::World;
use super::super::{describe, discovery};
use super::paths::{Found, Paths};
use super::session::{Answered, Session, expect_json};
use super::{Form, operation, render};
use crate::edge::off_the_workers;

/// Bytes of a request about records. Documented: 50 MB.
const BYTES_MAX: usize = 50 << 20;

/// Any of the calls about records.
pub(super) async fn serve(session: &mut Session) -> Answered {
    let body = session.body.whole(BYTES_MAX).await;
    let body = body.map_err(|error| render::body_error(error, 413))?;
    if !body.is_empty() && session.head.method != "DELETE" {
        expect_json(session.head.header("content-type").unwrap_or(""))?;
    }
    let call = RestCall {
        operation: operation(&session.named),
        method: session.head.method.as_str(),
        parameters: &session.named.parameters,
        query: Form::from_bytes(session.head.query().as_bytes()),
        body: &body,
    };
    let answer = session.run(|side, caller| answer(side, caller, &call)).await?;
    Ok(render::answer(&answer))
}

/// `GET /limits/recordCount`: of the objects wanted, or of all that have records. That an unknown one
/// is passed over is assumed.
fn record_count(world: &World, call: &RestCall<'_>) -> Answer {
    let counts = world.record_counts();
    let counted = match call.query.get("sObjects") {
        None => discovery::record_counts(counts.iter().map(|(name, count)| (&**name, *count))),
        Some(names) => {
            let known =
                names.split(',').filter_map(|name| world.tables.schema().object(name.trim()));
            let count = |name: &str| counts.get(name).copied().unwrap_or(0);
            discovery::record_counts(known.map(|object| (&*object.name, count(&object.name))))
        }
    };
    Answer::json(200, counted)
}

/// What the rules say to a call, wherever it came from.
///
/// Operations that are no business of records are here for the requests inside composites.
fn answer(side: &mut Side, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let world = &mut side.world;
    match call.operation {
        Operation::SobjectCreate => sobject::create(world, caller, call),
        Operation::SobjectGet => read::get(world, caller, call),
        Operation::SobjectUpdate => sobject::update(world, caller, call),
        Operation::SobjectDelete => sobject::delete(world, caller, call),
        Operation::SobjectUpdated => replication::updated(world, caller, call),
        Operation::SobjectDeleted => replication::deleted(world, caller, call),
        Operation::SobjectGetByKey => read::get_by_key(world, caller, call),
        Operation::SobjectUpsert => sobject::upsert(world, caller, call),
        Operation::SobjectDeleteByKey => sobject::delete_by_key(world, caller, call),
        Operation::CollectionCreate => collection::create(world, caller, call),
        Operation::CollectionUpdate => collection::update(world, caller, call),
        Operation::CollectionUpsert => collection::upsert(world, caller, call),
        Operation::CollectionDelete => collection::delete(world, caller, call),
        Operation::CollectionRetrieve => retrieve::retrieve(world, caller, call),
        Operation::CompositeTree => tree::create(world, caller, call),
        Operation::CompositeResources => Ok(composite::resources(caller.version)),
        Operation::Composite => composite::composite(side, caller, call, &dispatch),
        Operation::CompositeBatch => batch::batch(side, caller, call, &dispatch),
        Operation::RecordCount => Ok(record_count(world, call)),
        Operation::Limits => {
            let usage = world.usage.counts(caller.now);
            Ok(Answer::json(200, discovery::limits(&world.settings, &usage)))
        }
        Operation::SobjectList => {
            let schema = world.tables.schema();
            let all = describe::global_describe(schema, caller.version.number().into());
            Ok(Answer::json(200, all))
        }
        Operation::SobjectInfo => with_object(world, caller, call, |object, _, version| {
            describe::basic_info(object, version)
        }),
        Operation::SobjectDescribe => with_object(world, caller, call, describe::describe),
        Operation::QueryRecords => query(world, caller, call, QueryOperation::Query),
        Operation::QueryAllRecords => query(world, caller, call, QueryOperation::QueryAll),
        Operation::QueryMore => {
            let answer = world.next_answer(caller, call.parameter("locator"), None)?;
            Ok(Answer::json(200, answer.json()?))
        }
        Operation::NotFaked => Err(ApiError::gap(call.parameter("what"))),
        _ => Err(ApiError::gap("this call inside a composite")),
    }
}

/// A query inside a composite, which is run at once: its neighbours see what it saw.
fn query(
    world: &mut World,
    caller: &Caller,
    call: &RestCall<'_>,
    operation: QueryOperation,
) -> Result<Answer, ApiError> {
    let text = call.query.get("q").ok_or_else(ApiError::no_query)?;
    let query = world.rest_query(caller, text, operation)?;
    let found = off_the_workers(|| query.run())?;
    Ok(Answer::json(200, world.first_answer(caller, found, None)?.json()?))
}

fn with_object(
    world: &World,
    caller: &Caller,
    call: &RestCall<'_>,
    show: impl FnOnce(&Object, &Schema, u32) -> serde_json::Value,
) -> Result<Answer, ApiError> {
    let schema = world.tables.schema();
    let object = schema.object(call.parameter("object")).ok_or_else(ApiError::not_found)?;
    Ok(Answer::json(200, show(object, schema, caller.version.number().into())))
}

/// The answer to a request inside a composite, by the same table of operations.
fn dispatch(side: &mut Side, caller: &Caller, request: &SubRequest) -> Result<Answer, ApiError> {
    static PATHS: LazyLock<Paths> = LazyLock::new(|| Paths::of(OPERATIONS));
    let named = match PATHS.find(&request.method, &request.path) {
        Found::Operation(named) => named,
        Found::Refused(error) => return Err(error),
        Found::NotMine => return Err(ApiError::not_found()),
    };
    let operation = operation(&named);
    if matches!(
        operation,
        Operation::Composite | Operation::CompositeBatch | Operation::CompositeTree
    ) {
        return Err(ApiError::no_composite_inside(&request.path));
    }
    let version = match ApiVersion::named(named.parameter("version")) {
        NamedVersion::Served(version) => version,
        NamedVersion::Retired(_) | NamedVersion::Unknown => caller.version,
    };
    let call = RestCall {
        operation,
        method: &request.method,
        parameters: &named.parameters,
        query: Form::from_bytes(request.query.as_bytes()),
        body: &request.body,
    };
    answer(side, &Caller { version, ..*caller }, &call)
}
