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
pub(super) fn said(named: &Named, head: &Head, body: Option<&Value>, org: &Org) -> Said {
    let line = line(named);
    let makes_job = matches!(line.operation, Operation::ImportCreate | Operation::ExportCreate);
    let kind = line.kind.filter(|_| makes_job);
    let job_id = [named.parameter("batch"), named.parameter("export")].concat();
    let client = client(head, body, org).unwrap_or_default();
    Said {
        known_by: (line.operation == Operation::Token).then(|| client.clone()),
        job_id: (!job_id.is_empty()).then_some(job_id),
        job: org.marketo.world.job_facts(named.parameter("batch"), named.parameter("export")),
        client,
        new_object: kind.map(|kind| object_word(kind, named.parameter("object"))),
        page: head.header("range").and_then(first_byte),
        ..Said::default()
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
