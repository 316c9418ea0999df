//! Faults over HTTP: what a request says of its job, and errors that a fault wants.

use serde_json::Value;

use super::super::faults::{act, of_refusal};
use super::super::operation::Operation;
use super::{operation, render, session};
use crate::edge::{Head, Named, Reply};
use crate::faults::{Act, Refusal, Said};
use crate::org::{Moment, Org};

/// What a request says of its caller and of its job.
pub(super) fn said(named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said {
    let world = &org.salesforce.world;
    let text = |pointer: &str| {
        let member = body.and_then(|body| body.pointer(pointer));
        member.and_then(Value::as_str).map(str::to_owned)
    };
    let new_object = match operation(named) {
        Operation::IngestCreate => text("/object"),
        _ => None,
    };
    let path_object = named.parameter("object");
    Said {
        client: client(head, org)
            .or_else(|| text("/username"))
            .or_else(|| text("/client_id"))
            .unwrap_or_default(),
        job: world.job_facts(named.parameter("job")),
        new_object: new_object
            .or_else(|| (!path_object.is_empty()).then(|| path_object.to_owned())),
        page: None,
    }
}

/// The name of the user whose token it is.
fn client(head: &Head, org: &Org) -> Option<String> {
    let token = session::bearer(head);
    (!token.is_empty()).then(|| org.salesforce.auth.user_of(&token)).flatten()
}

/// An error that a fault wants.
pub(super) fn refusal(head: &Head, refusal: &Refusal) -> Reply {
    render::api_error(head, &of_refusal(refusal))
}

/// Does to an org what a fault wants.
pub(super) fn act_on(head: &Head, wanted: &Act, org: &mut Org, at: Moment) {
    act(&mut org.salesforce, wanted, &session::bearer(head), at.now, at.felt);
}
