//! Faults over HTTP: what a request says of its caller and its job, and errors that a fault wants.

use serde_json::Value;

use super::super::auth::{
    OAuthError, SoapFault, credential_of_authorize, credential_of_soap, credential_of_token,
    credential_of_token_call,
};
use super::super::faults::{Refused, act, of_refusal};
use super::super::operation::Operation;
use super::super::query::first_row;
use super::{Form, SignOn, operation, render, session};
use crate::core::form;
use crate::edge::{Head, Named, Reply};
use crate::faults::{Act, Refusal, Said};
use crate::org::{Moment, Org};

/// What a request says of its caller and of its job.
///
/// Nothing of it may come from a counter: a token or a locator stands for what it leads to.
pub(super) fn said(named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said {
    let world = &org.salesforce.world;
    let operation = operation(named);
    let in_path = |name: &str| {
        let value = named.parameter(name);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let new_object = match operation {
        Operation::IngestCreate => {
            body.and_then(|body| body.get("object")).and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    };
    let job = in_path("job");
    let query = Form::from_bytes(head.query().as_bytes());
    let client = client(operation, head, body, org).unwrap_or_default();
    // A list of jobs or records goes on at a locator: an id from a counter, and a place.
    let goes_on = in_path("locator").or_else(|| query.get("queryLocator").map(str::to_owned));
    let known_by = if signs_on(operation) {
        let grant = super::sign_on_form(head, form_of(body).as_bytes());
        Some(format!("{client} {}", grant.get("grant_type").unwrap_or("")))
    } else {
        let place = |locator: &str| locator.rsplit('-').next().unwrap_or("").to_owned();
        goes_on.map(|locator| format!("{client} {}", place(&locator)))
    };
    Said {
        known_by,
        client,
        job: job.as_deref().and_then(|id| world.job_facts(id)),
        job_id: job.and_then(|id| world.job_id_in_full(&id)),
        new_object: new_object.or_else(|| in_path("object")),
        page: query.get("locator").and_then(first_row),
    }
}

/// Whether a call begins, looks at or ends a session.
fn signs_on(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Token
            | Operation::Authorize
            | Operation::Introspect
            | Operation::Revoke
            | Operation::SoapLogin
    )
}

/// The name of the user or client who calls.
fn client(operation: Operation, head: &Head, body: Option<&Value>, org: &Org) -> Option<String> {
    let auth = &org.salesforce.auth;
    if !signs_on(operation) {
        let token = session::bearer(head);
        return (!token.is_empty()).then(|| auth.user_of(&token)).flatten();
    }
    let authorization = head.header("authorization");
    let form = || super::sign_on_form(head, form_of(body).as_bytes());
    let shown = match operation {
        Operation::SoapLogin => credential_of_soap(body?.as_str()?.as_bytes()).ok(),
        Operation::Token => credential_of_token_call(authorization, &form()).ok(),
        Operation::Authorize => credential_of_authorize(&form()).ok(),
        _ => credential_of_token(&form()).ok(),
    };
    match shown? {
        SignOn::User(name) | SignOn::Client(name) => Some(name),
        SignOn::Token(text) => auth.user_of(&text),
        SignOn::RefreshToken(text) | SignOn::Code(text) => auth.user_of_grant(&text),
    }
}

/// The form again that a body was read as.
fn form_of(body: Option<&Value>) -> String {
    let fields = body.and_then(Value::as_object);
    let fields = fields.into_iter().flatten();
    let texts: Vec<(&str, &str)> =
        fields.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect();
    form::encode(&texts)
}

/// An error that a fault wants, in the form of the operation.
pub(super) fn refusal(named: &Named, head: &Head, refusal: &Refusal) -> Reply {
    let operation = operation(named);
    match of_refusal(refusal, signs_on(operation)) {
        Refused::Api(error) if operation == Operation::SoapLogin => {
            render::soap(&SoapFault::Wanted(error.code, error.message))
        }
        Refused::Api(error) => render::api_error(head, &error),
        Refused::OAuth { status, code, description } => {
            render::json(status, &OAuthError::body_of(&code, &description))
        }
    }
}

/// Does to an org what a fault wants.
pub(super) fn act_on(head: &Head, wanted: &Act, org: &mut Org, at: Moment) {
    act(&mut org.salesforce, wanted, &session::bearer(head), at.now, at.felt);
}
