//! A body whose bytes are wrong from one of them on; it is as long as it was.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use crate::edge::reply::ResponseBody;

/// Spoils a body from a byte on.
pub(super) struct Spoilt {
    body: ResponseBody,
    /// Bytes that are still to pass as they are.
    right: u64,
}

impl Spoilt {
    pub(super) fn new(body: ResponseBody, after: u64) -> Self {
        Self { body, right: after }
    }
}

impl Body for Spoilt {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let Some(Ok(frame)) = frame else { return Poll::Ready(frame) };
        let spoilt = frame.map_data(|piece| {
            let right = usize::try_from(self.right).unwrap_or(usize::MAX).min(piece.len());
            self.right -= right as u64;
            let mut piece = piece.to_vec();
            piece[right..].iter_mut().for_each(|byte| *byte = !*byte);
            piece.into()
        });
        Poll::Ready(Some(Ok(spoilt)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
