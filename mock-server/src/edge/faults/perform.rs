//! What is done to a request before its rules run, and what is answered instead of them.
//!
//! The waiting here is felt time: the named exception to simulated time.

use axum::http::{HeaderName, HeaderValue};

use crate::core::time::SimTime;
use crate::edge::reply::Reply;
use crate::edge::surface::{Head, Named, Surface};
use crate::faults::{Felt, Instead, InsteadBody};

/// Lets a client wait.
#[expect(clippy::disallowed_methods, reason = "a fault that a client feels in real time")]
pub(in crate::edge) async fn wait(felt: Felt) {
    if !felt.0.is_zero() {
        tokio::time::sleep(felt.0).await;
    }
}

/// The head as the rules see it, if a parameter of its query is to say something else to them.
pub(in crate::edge) fn asking(mut head: Head, asked: Option<&(&'static str, String)>) -> Head {
    let Some((name, value)) = asked else { return head };
    let Some((path, query)) = head.target.split_once('?') else { return head };
    let said = query.split('&').map(|pair| match pair.split_once('=') {
        Some((known, _)) if known == *name => format!("{name}={value}"),
        _ => pair.to_owned(),
    });
    head.target = format!("{path}?{}", said.collect::<Vec<_>>().join("&"));
    head
}

/// The answer that is given instead of the rules'; `now` is the time that tokens live by.
pub(in crate::edge) fn instead(
    surface: &dyn Surface,
    named: &Named,
    head: &Head,
    instead: &Instead,
    now: SimTime,
) -> Reply {
    let mut reply = match &instead.body {
        InsteadBody::Refusal(refusal) => surface.refusal(named, head, refusal),
        InsteadBody::Text { content_type, text } => {
            Reply::of_type(instead.status, content_type, text.clone())
        }
        InsteadBody::Empty => Reply::empty(instead.status),
    };
    let retry_after = instead.retry_after.as_ref();
    let retry_after = retry_after.map(|when| ("retry-after".to_owned(), when.value(now)));
    for (name, value) in instead.headers.iter().chain(&retry_after) {
        if let (Ok(name), Ok(value)) =
            (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value.as_str()))
        {
            reply.headers.insert(name, value);
        }
    }
    reply
}
