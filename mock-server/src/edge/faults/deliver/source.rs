//! The rest of a body: pieces that were read ahead, and what is still to be made.

use std::collections::VecDeque;

use bytes::Bytes;
use http_body_util::BodyExt;

use crate::edge::reply::ResponseBody;

/// A body, piece by piece.
pub(super) struct Source {
    ahead: VecDeque<Bytes>,
    body: Option<ResponseBody>,
}

impl Source {
    pub(super) fn new(body: ResponseBody) -> Self {
        Self { ahead: VecDeque::new(), body: Some(body) }
    }

    /// The next piece, which is never empty; `None` at the end.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        loop {
            let piece = match self.ahead.pop_front() {
                Some(piece) => piece,
                None => self.made().await?,
            };
            if !piece.is_empty() {
                return Some(piece);
            }
        }
    }

    /// Puts a piece back in front.
    pub(super) fn put_back(&mut self, piece: Bytes) {
        self.ahead.push_front(piece);
    }

    /// The length of all that is left, if it can be known within so many bytes.
    pub(super) async fn length(&mut self, bytes_max: usize) -> Option<u64> {
        let mut length: usize = self.ahead.iter().map(Bytes::len).sum();
        while length <= bytes_max {
            let Some(piece) = self.made().await else { return Some(length as u64) };
            length += piece.len();
            self.ahead.push_back(piece);
        }
        None
    }

    /// Makes no more of it.
    pub(super) fn give_up(&mut self) {
        self.ahead.clear();
        self.body = None;
    }

    async fn made(&mut self) -> Option<Bytes> {
        let body = self.body.as_mut()?;
        match body.frame().await {
            Some(Ok(frame)) => Some(frame.into_data().unwrap_or_default()),
            None => {
                self.body = None;
                None
            }
        }
    }
}
