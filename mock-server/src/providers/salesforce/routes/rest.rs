//! Single records over HTTP, and the switch from an operation to its rules, by which the requests
//! inside a composite go as well.

use super::super::errors::ApiError;
use super::super::operation::Operation;
use super::super::rest::{Answer, RestCall, sobject};
use super::super::service::Caller;
use super::super::side::Side;
use super::super::world::World;
use super::super::{describe, discovery};
use super::session::{Answered, Session, expect_json};
use super::{Form, operation, render};

/// Bytes of a request about records. Documented: 50 MB.
const BYTES_MAX: usize = 50 << 20;

/// Any of the calls about records.
pub(super) async fn serve(session: &mut Session) -> Answered {
    let body = session.body.whole(BYTES_MAX).await;
    let body = body.map_err(|error| render::body_error(error, 413))?;
    if !body.is_empty() {
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
fn answer(side: &mut Side, caller: &Caller, call: &RestCall<'_>) -> Result<Answer, ApiError> {
    let world = &mut side.world;
    match call.operation {
        Operation::SobjectCreate => sobject::create(world, caller, call),
        Operation::SobjectGet => sobject::get(world, caller, call),
        Operation::SobjectUpdate => sobject::update(world, caller, call),
        Operation::SobjectDelete => sobject::delete(world, caller, call),
        Operation::SobjectGetByKey => sobject::get_by_key(world, caller, call),
        Operation::SobjectUpsert => sobject::upsert(world, caller, call),
        Operation::SobjectDeleteByKey => sobject::delete_by_key(world, caller, call),
        Operation::RecordCount => Ok(record_count(world, call)),
        Operation::SobjectList => {
            let schema = world.tables.schema();
            let all = describe::global_describe(schema, caller.version.number().into());
            Ok(Answer::json(200, all))
        }
        _ => Err(ApiError::gap("this call inside a composite")),
    }
}
