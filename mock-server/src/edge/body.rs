//! A request's body, chunk by chunk: decoded, counted, recorded, and cut if it stalls.
//!
//! Waiting for a client is felt time: the named exception to simulated time.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use flate2::write::MultiGzDecoder;
use http_body_util::BodyExt;
use parking_lot::Mutex;

use super::faults::{Carried, SlowBody};
use crate::core::csv::Facts;
use crate::core::journal::{Evidence, Recorder};
use crate::faults::Verdict;

/// Compressed bytes are decoded in pieces, so that a small chunk cannot become a huge one at once.
const COMPRESSED_PIECE_BYTES: usize = 4096;

/// A refused body is read on and thrown away up to here, so that the client can read its answer.
const DRAIN_BYTES_MAX: u64 = 1 << 30;

/// Why a body could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BodyError {
    /// It has more bytes than may be taken.
    TooLarge {
        /// Bytes that may be taken.
        bytes_max: u64,
    },
    /// Nothing came for too long.
    Stalled,
    /// The connection broke.
    Broken(String),
    /// It is not what its `Content-Encoding` says.
    Undecodable(String),
}

/// How a body is coded.
enum Coding {
    Plain,
    Gzip {
        decoder: Box<MultiGzDecoder<Vec<u8>>>,
        rest: Bytes,
        /// Whether there was a byte at all: a body of none is empty whatever it is called.
        begun: bool,
    },
    Unknown(String),
}

impl Coding {
    /// What a `Content-Encoding` says.
    fn of_content(name: Option<&str>) -> Self {
        match name {
            None | Some("" | "identity") => Self::Plain,
            Some(name) if name.eq_ignore_ascii_case("gzip") => {
                let decoder = Box::new(MultiGzDecoder::new(Vec::new()));
                Self::Gzip { decoder, rest: Bytes::new(), begun: false }
            }
            Some(other) => Self::Unknown(other.to_owned()),
        }
    }
}

/// The body of one request.
pub struct BodyReader {
    body: Body,
    coding: Coding,
    stall: Duration,
    announced_bytes: Option<u64>,
    expects_continue: bool,
    decoded_bytes: u64,
    /// Whether nothing more will come.
    over: bool,
    /// What was read already, by the door.
    ahead: Option<Bytes>,
    /// How slowly it is read, if a fault says so.
    slow: Option<Box<SlowBody>>,
    recorder: Arc<Mutex<Recorder>>,
}

impl BodyReader {
    pub(super) fn new(
        body: Body,
        headers: &axum::http::HeaderMap,
        stall: Duration,
        recorder: Recorder,
    ) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        // Chunks are put together before the body comes here; nothing else is undone.
        let mut transfers = headers.get_all("transfer-encoding").iter().filter_map(|value| {
            let mut codings = value.to_str().unwrap_or("?").split(',').map(str::trim);
            codings.find(|name| !name.is_empty() && !name.eq_ignore_ascii_case("chunked"))
        });
        let coding = match (transfers.next(), text("content-encoding").map(str::trim)) {
            (Some(transfer), _) => Coding::Unknown(transfer.to_owned()),
            (None, content) => Coding::of_content(content),
        };
        Self {
            body,
            coding,
            stall,
            announced_bytes: text("content-length").and_then(|length| length.parse().ok()),
            expects_continue: text("expect")
                .is_some_and(|e| e.eq_ignore_ascii_case("100-continue")),
            decoded_bytes: 0,
            over: false,
            ahead: None,
            slow: None,
            recorder: Arc::new(Mutex::new(recorder)),
        }
    }

    /// The next decoded chunk; `None` at the end.
    ///
    /// # Errors
    /// More than `bytes_max` decoded bytes in all, a stall, a broken connection, a wrong coding.
    pub async fn chunk(&mut self, bytes_max: u64) -> Result<Option<Bytes>, BodyError> {
        if let Some(ahead) = self.ahead.take() {
            self.pass(&ahead).await;
            return Ok(Some(ahead));
        }
        let plain = matches!(self.coding, Coding::Plain);
        if plain && self.announced_bytes.is_some_and(|announced| announced > bytes_max) {
            return Err(BodyError::TooLarge { bytes_max });
        }
        let Some(chunk) = self.decoded().await? else { return Ok(None) };
        self.decoded_bytes += chunk.len() as u64;
        if self.decoded_bytes > bytes_max {
            return Err(BodyError::TooLarge { bytes_max });
        }
        self.recorder.lock().decoded(&chunk);
        self.pass(&chunk).await;
        Ok(Some(chunk))
    }

    /// Reads it as slowly as a verdict says; gives the count of what it carries, where that matters.
    pub(super) fn slow_down(&mut self, verdict: &Verdict) -> Option<Arc<Carried>> {
        let slow = SlowBody::of(verdict)?;
        let carried = slow.carried();
        self.slow = Some(Box::new(slow));
        Some(carried)
    }

    /// Takes the time that a chunk takes.
    async fn pass(&mut self, chunk: &Bytes) {
        if let Some(slow) = &mut self.slow {
            slow.pass(chunk).await;
        }
    }

    /// The whole body, up to `bytes_max`.
    ///
    /// # Errors
    /// As [`BodyReader::chunk`].
    pub async fn whole(&mut self, bytes_max: usize) -> Result<Bytes, BodyError> {
        let Some(first) = self.chunk(bytes_max as u64).await? else { return Ok(Bytes::new()) };
        let Some(second) = self.chunk(bytes_max as u64).await? else { return Ok(first) };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        while let Some(chunk) = self.chunk(bytes_max as u64).await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// Adds what a CSV scanner saw to the journal's evidence.
    pub fn saw_csv(&self, facts: Facts) {
        self.recorder.lock().csv(facts);
    }

    /// Reads on without keeping anything, so that a client that writes first can read its answer.
    ///
    /// A client that waits for `100 Continue` has sent nothing, and is not asked to.
    pub async fn drain(&mut self) {
        if self.over || (self.expects_continue && self.decoded_bytes == 0) {
            return;
        }
        let mut drained = 0;
        while drained < DRAIN_BYTES_MAX {
            match self.frame().await {
                Ok(Some(chunk)) => drained += chunk.len() as u64,
                Ok(None) | Err(_) => return,
            }
        }
    }

    /// The whole body, if the door has read it already; it can be read again.
    pub fn read_ahead(&self) -> Option<Bytes> {
        self.ahead.clone()
    }

    pub(super) fn put_back(&mut self, whole: Bytes) {
        self.ahead = (!whole.is_empty()).then_some(whole);
    }

    pub(super) fn evidence(&self) -> impl FnOnce() -> Evidence + Send + use<> {
        let recorder = Arc::clone(&self.recorder);
        move || std::mem::take(&mut *recorder.lock()).finish()
    }

    async fn decoded(&mut self) -> Result<Option<Bytes>, BodyError> {
        loop {
            match &mut self.coding {
                Coding::Plain => return self.frame().await,
                Coding::Unknown(name) => {
                    return Err(BodyError::Undecodable(format!("unknown coding {name}")));
                }
                Coding::Gzip { decoder, rest, begun } if !rest.is_empty() => {
                    *begun = true;
                    let piece = rest.split_to(rest.len().min(COMPRESSED_PIECE_BYTES));
                    decoder.write_all(&piece).map_err(|error| undecodable(&error))?;
                    let out = std::mem::take(decoder.get_mut());
                    if !out.is_empty() {
                        return Ok(Some(out.into()));
                    }
                }
                Coding::Gzip { .. } => {
                    let next = self.frame().await?;
                    let Coding::Gzip { decoder, rest, begun } = &mut self.coding else { continue };
                    match next {
                        Some(chunk) => *rest = chunk,
                        None if !*begun => return Ok(None),
                        None => {
                            decoder.try_finish().map_err(|error| undecodable(&error))?;
                            let out = std::mem::take(decoder.get_mut());
                            return Ok((!out.is_empty()).then(|| out.into()));
                        }
                    }
                }
            }
        }
    }

    /// The next chunk as it came.
    async fn frame(&mut self) -> Result<Option<Bytes>, BodyError> {
        loop {
            let frame = tokio::time::timeout(self.stall, self.body.frame()).await;
            self.over = !matches!(frame, Ok(Some(Ok(_))));
            let Ok(frame) = frame else {
                self.recorder.lock().broke("the client was silent for too long");
                return Err(BodyError::Stalled);
            };
            match frame {
                None => return Ok(None),
                Some(Err(error)) => {
                    self.recorder.lock().broke(&format!("the connection broke: {error}"));
                    return Err(BodyError::Broken(error.to_string()));
                }
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        self.recorder.lock().raw(chunk.len() as u64);
                        return Ok(Some(chunk));
                    }
                }
            }
        }
    }
}

fn undecodable(error: &std::io::Error) -> BodyError {
    BodyError::Undecodable(error.to_string())
}
