//! Faults over HTTP: what a request says of its job, and errors that a fault wants.

use serde_json::Value;

use super::super::envelope;
use super::super::faults::{act, of_refusal};
use super::{line, render, token};
use crate::edge::{Head, Named, Reply};
use crate::faults::{Act, Refusal, Said};
use crate::org::{Moment, Org};

/// What a request says of its caller and of its job.
pub(super) fn said(named: &Named, head: &Head, _: Option<&Value>, org: &Org) -> Said {
    let world = &org.marketo.world;
    Said {
        job: world.job_facts(named.parameter("batch"), named.parameter("export")),
        client: token::in_head(head).map(|token| token.text).unwrap_or_default(),
        ..Said::default()
    }
}

/// An error that a fault wants.
pub(super) fn refusal(named: &Named, head: &Head, refusal: &Refusal) -> Reply {
    let request_id = envelope::request_id(0, &["fault", &head.target], head.wall_ms);
    render::refused(&of_refusal(refusal), line(named).family, &request_id)
}

/// Does to an org what a fault wants.
pub(super) fn act_on(head: &Head, wanted: &Act, org: &mut Org, at: Moment) {
    let token = token::in_head(head).map(|token| token.text).unwrap_or_default();
    act(&mut org.marketo, wanted, &token, at.now, at.felt);
}
