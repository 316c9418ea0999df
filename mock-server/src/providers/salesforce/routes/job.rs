//! What calls about jobs of either type have in common over HTTP: a change of state, and a look.

use bytes::Bytes;
use serde_json::Value;

use super::super::errors::ApiError;
use super::super::service::Caller;
use super::super::world::World;
use super::render;
use super::session::{Answered, Session, expect_json};
use crate::edge::JumpTarget;
use crate::org::JobRef;

/// Bytes of a JSON request body.
pub(super) const JSON_BYTES_MAX: usize = 1 << 20;

/// The body of a call that takes JSON.
pub(super) async fn json_body(session: &mut Session) -> Result<Bytes, ApiError> {
    session.body.whole(JSON_BYTES_MAX).await.map_err(|error| render::body_error(error, 413))
}

/// Changes the state of the job that the path names; the answer counts as a look.
pub(super) async fn changed(
    session: &mut Session,
    change: impl FnOnce(&mut World, &Caller, &str, &[u8]) -> Result<Value, ApiError>,
) -> Answered {
    expect_json(session.head.header("content-type").unwrap_or(""))?;
    let body = json_body(session).await?;
    let id = session.named.parameter("job");
    let changed = session
        .run_on_org(|org, caller| {
            let world = &mut org.salesforce.world;
            let changed = change(world, caller, id, &body)?;
            if let Some(number) = world.job_number(id) {
                org.shows_again(JobRef::Salesforce(number), caller.now);
            }
            Ok(changed)
        })
        .await;
    Ok(render::json(200, &changed?))
}

/// Shows a job; under an auto clock a second look that would show nothing new moves the clock on.
pub(super) async fn looked(
    session: &mut Session,
    id: &str,
    show: impl Fn(&World) -> Result<Value, ApiError>,
) -> Result<Value, ApiError> {
    let (number, seen) = session
        .run_on_org(|org, caller| {
            let world = &org.salesforce.world;
            show(world)?;
            let number = world.job_number(id).ok_or_else(ApiError::not_found)?;
            Ok((number, org.shows_again(JobRef::Salesforce(number), caller.now)))
        })
        .await?;
    if let Some(seen) = seen {
        let (job, stops) = (JobRef::Salesforce(number), session.pass.read(|org| org.auto_stops));
        session.pass.jump(JumpTarget::JobChange { job, seen, stops }).await;
    }
    session
        .run_on_org(|org, caller| {
            org.shows_again(JobRef::Salesforce(number), caller.now);
            show(&org.salesforce.world)
        })
        .await
}
