//! Discovery over HTTP: versions, resources, limits, objects.

use super::super::errors::ApiError;
use super::super::schema::Object;
use super::super::{describe, discovery};
use super::render;
use super::session::{Answered, Session};
use crate::edge::Reply;

/// `GET /services/data`
pub(super) fn versions() -> Reply {
    render::json(200, &discovery::versions())
}

/// `GET /services/data/{version}`
pub(super) async fn resources(session: &mut Session) -> Answered {
    let base_url = &session.head.base_url;
    let resources = session
        .run(|side, caller| {
            Ok(discovery::resources(caller.version, base_url, &side.identity, caller.user))
        })
        .await?;
    Ok(render::json(200, &resources))
}

/// `GET /services/data/{version}/limits`
pub(super) async fn limits(session: &mut Session) -> Answered {
    let limits = session
        .run(|side, caller| {
            let usage = side.world.usage.counts(caller.now);
            Ok(discovery::limits(&side.world.settings, &usage))
        })
        .await?;
    Ok(render::json(200, &limits))
}

/// `GET /services/data/{version}/sobjects`
pub(super) async fn sobject_list(session: &mut Session) -> Answered {
    let all = session
        .run(|side, caller| {
            let schema = side.world.tables.schema();
            Ok(describe::global_describe(schema, caller.version.number().into()))
        })
        .await?;
    Ok(render::json(200, &all))
}

/// `GET /services/data/{version}/sobjects/{object}`
pub(super) async fn sobject_info(session: &mut Session) -> Answered {
    with_object(session, |object, _, version| describe::basic_info(object, version)).await
}

/// `GET /services/data/{version}/sobjects/{object}/describe`
pub(super) async fn sobject_describe(session: &mut Session) -> Answered {
    with_object(session, describe::describe).await
}

/// What the provider has and this server does not fake.
pub(super) async fn not_faked(session: &mut Session) -> Answered {
    Err(ApiError::gap(session.named.parameter("what")))
}

async fn with_object(
    session: &mut Session,
    show: impl FnOnce(&Object, &super::super::schema::Schema, u32) -> serde_json::Value,
) -> Answered {
    let name = session.named.parameter("object");
    let (schema, version) = session
        .run(|side, caller| {
            Ok((side.world.tables.schema().clone(), caller.version.number().into()))
        })
        .await?;
    let object = schema.object(name).ok_or_else(ApiError::not_found)?;
    Ok(render::json(200, &show(object, &schema, version)))
}
