//! Another body, or the first bytes of one.

use crate::edge::reply::{Pieces, Reply, ReplyBody};
use crate::faults::answer::Body;

/// The answer with another body.
pub(super) fn replaced(mut reply: Reply, content: &Body) -> Reply {
    let body = match content {
        Body::Text(text) => ReplyBody::Whole(text.clone().into()),
        Body::CutTo(bytes) => match reply.take_body() {
            ReplyBody::Whole(whole) => {
                let kept = usize::try_from(*bytes).unwrap_or(usize::MAX).min(whole.len());
                ReplyBody::Whole(whole.slice(..kept))
            }
            long => ReplyBody::Pieces(first_bytes(long.in_order(), *bytes)),
        },
    };
    reply.set_body(body);
    reply
}

fn first_bytes(mut pieces: Pieces, mut left: u64) -> Pieces {
    Box::new(move || {
        let mut piece = if left == 0 { None } else { pieces() }?;
        piece.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        left -= piece.len() as u64;
        Some(piece)
    })
}
