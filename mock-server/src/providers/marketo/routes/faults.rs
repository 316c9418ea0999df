//! Faults over HTTP: what a request says of its job, and errors that a fault wants.

use serde_json::Value;

use super::super::auth::IdentityError;
use super::super::envelope;
use super::super::faults::{act, object_word, of_refusal};
use super::super::operation::Operation;
use super::{line, render, token};
use crate::core::form::Form;
use crate::edge::{Head, Named, Reply};
use crate::faults::{Act, Refusal, Said};
use crate::org::{Moment, Org};

/// What a request says of its caller and of its job.
///
/// Nothing of it may come from a counter: a token stands for the one whose it is.
pub(super) fn said(named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said {
    let line = line(named);
    let makes_job = matches!(line.operation, Operation::ImportCreate | Operation::ExportCreate);
    let kind = line.kind.filter(|_| makes_job);
    let in_path = [named.parameter("batch"), named.parameter("export")];
    let job_id = in_path.into_iter().find(|id| !id.is_empty());
    let client = client(head, body, org).unwrap_or_default();
    Said {
        known_by: known_by(line.operation, head, body, &client),
        client,
        job_id: job_id.map(str::to_ascii_lowercase),
        job: org.marketo.world.job_facts(named.parameter("batch"), named.parameter("export")),
        new_object: kind.map(|kind| object_word(kind, named.parameter("object"))),
        page: head.header("range").and_then(first_byte),
    }
}

/// The user whose token it is, or the client that asks for one; never the token.
fn client(head: &Head, body: Option<&Value>, org: &Org) -> Option<String> {
    let field = |name: &str| {
        let query = Form::from_bytes(head.query().as_bytes());
        let in_form = || body.and_then(|body| body.get(name)).and_then(Value::as_str);
        query.get(name).or_else(in_form).map(str::to_owned)
    };
    let token = token::in_head(head).map(|token| token.text).or_else(|| field("access_token"));
    match token {
        Some(token) => org.marketo.auth.user_of(&token),
        None => field("client_id"),
    }
}

/// What a call is known by that holds a token, or asks for one, in its form.
fn known_by(
    operation: Operation,
    head: &Head,
    body: Option<&Value>,
    client: &str,
) -> Option<String> {
    let form = token::is_form(head).then(|| body.and_then(Value::as_object)).flatten();
    if operation == Operation::Token {
        return Some(client.to_owned());
    }
    let form = form.filter(|form| form.contains_key("access_token"))?;
    let fields = form.iter().filter(|(name, _)| *name != "access_token");
    let fields: Vec<String> = fields.map(|(name, value)| format!("{name}={value}")).collect();
    Some(format!("{client} {} {}", head.path, fields.join("&")))
}

/// The first byte that a range asks for.
fn first_byte(range: &str) -> Option<u64> {
    range.trim().strip_prefix("bytes=")?.split('-').next()?.parse().ok()
}

/// An error that a fault wants.
pub(super) fn refusal(named: &Named, head: &Head, refusal: &Refusal) -> Reply {
    let line = line(named);
    if line.operation == Operation::Token && refusal.code.is_none() && refusal.status == Some(401) {
        return render::identity_error(&IdentityError::BadCredentials);
    }
    let request_id = envelope::request_id(0, &["fault", &head.target], head.wall_ms);
    let reply = render::refused(&of_refusal(refusal), line.family, &request_id);
    if line.path.starts_with("/bulk/") { reply.uncompressed() } else { reply }
}

/// Does to an org what a fault wants.
pub(super) fn act_on(head: &Head, wanted: &Act, org: &mut Org, at: Moment) {
    let token = token::in_head(head).map(|token| token.text).unwrap_or_default();
    act(&mut org.marketo, wanted, &token, at.now, at.felt);
}
