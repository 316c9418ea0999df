//! What the journal keeps of a body: all of a small one, head, tail, length and digest of a large one.

use bytes::Bytes;
use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

use crate::core::csv::Facts;

/// A body up to this size is kept whole.
const WHOLE_BYTES_MAX: usize = 64 << 10;

/// This much of each end is kept of a larger one.
const END_BYTES: usize = 4 << 10;

/// How much of large bodies is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBodies {
    /// Head and tail of bodies above 64 KiB.
    #[default]
    Ends,
    /// Everything.
    All,
}

/// What is known of a body.
#[derive(Clone, Default, Debug, Serialize, schemars::JsonSchema)]
pub struct Evidence {
    /// Bytes on the wire.
    pub raw_bytes: u64,
    /// Bytes after decompression.
    pub decoded_bytes: u64,
    /// The XXH3 digest (64 bits, hexadecimal) of the decoded bytes; absent for an empty body.
    pub xxh3: Option<String>,
    /// The whole decoded body if it was small.
    #[serde(serialize_with = "lossy", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub whole: Option<Bytes>,
    /// The first bytes of a large body.
    #[serde(serialize_with = "lossy", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub head: Option<Bytes>,
    /// The last bytes of a large body.
    #[serde(serialize_with = "lossy", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub tail: Option<Bytes>,
    /// What the CSV scanner saw, for uploads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv: Option<Facts>,
    /// How it ended, if not with its last byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broke: Option<String>,
}

impl Evidence {
    pub(super) fn kept_bytes(&self) -> usize {
        [&self.whole, &self.head, &self.tail].into_iter().flatten().map(Bytes::len).sum()
    }
}

fn lossy<S: serde::Serializer>(bytes: &Option<Bytes>, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes {
        Some(bytes) => serializer.serialize_str(&String::from_utf8_lossy(bytes)),
        None => serializer.serialize_none(),
    }
}

/// Gathers the evidence of one body while it passes.
#[derive(Default)]
pub struct Recorder {
    keep: KeptBodies,
    digest: Xxh3,
    raw_bytes: u64,
    decoded_bytes: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
    csv: Option<Facts>,
    broke: Option<String>,
}

impl Recorder {
    /// A recorder that keeps as much as `keep` says.
    pub fn new(keep: KeptBodies) -> Self {
        Self { keep, ..Self::default() }
    }

    /// Counts bytes on the wire.
    pub fn raw(&mut self, bytes: u64) {
        self.raw_bytes += bytes;
    }

    /// Takes in decoded bytes.
    pub fn decoded(&mut self, chunk: &[u8]) {
        self.digest.update(chunk);
        self.decoded_bytes += chunk.len() as u64;
        if self.keep == KeptBodies::All {
            self.head.extend_from_slice(chunk);
            return;
        }
        let room = WHOLE_BYTES_MAX - self.head.len();
        let (front, rest) = chunk.split_at(room.min(chunk.len()));
        self.head.extend_from_slice(front);
        self.tail.extend_from_slice(&rest[rest.len().saturating_sub(END_BYTES)..]);
        if self.tail.len() > 4 * END_BYTES {
            self.tail.drain(..self.tail.len() - END_BYTES);
        }
    }

    /// Adds what the CSV scanner saw.
    pub fn csv(&mut self, facts: Facts) {
        self.csv = Some(facts);
    }

    /// Notes that the body ended before its last byte; the first reason counts.
    pub fn broke(&mut self, how: &str) {
        self.broke.get_or_insert_with(|| how.to_owned());
    }

    /// The evidence of what has passed.
    pub fn finish(self) -> Evidence {
        let mut evidence = Evidence {
            raw_bytes: self.raw_bytes,
            decoded_bytes: self.decoded_bytes,
            xxh3: (self.decoded_bytes > 0).then(|| format!("{:016x}", self.digest.digest())),
            csv: self.csv,
            broke: self.broke,
            ..Evidence::default()
        };
        if self.decoded_bytes == self.head.len() as u64 {
            evidence.whole = (!self.head.is_empty()).then(|| Bytes::from(self.head));
        } else {
            let mut end = self.head[self.head.len() - END_BYTES..].to_vec();
            end.extend_from_slice(&self.tail);
            let tail = end.len() - END_BYTES;
            evidence.head = Some(Bytes::copy_from_slice(&self.head[..END_BYTES]));
            evidence.tail = Some(Bytes::copy_from_slice(&end[tail..]));
        }
        evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_body_leaves_its_ends_and_its_length() {
        let body: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
        let mut recorder = Recorder::new(KeptBodies::Ends);
        body.chunks(7_001).for_each(|chunk| recorder.decoded(chunk));
        let evidence = recorder.finish();
        assert_eq!(evidence.decoded_bytes, 200_000);
        assert_eq!(evidence.head.as_deref(), Some(&body[..4096]));
        assert_eq!(evidence.tail.as_deref(), Some(&body[200_000 - 4096..]));
        assert!(evidence.whole.is_none());
    }

    #[test]
    fn a_small_body_is_kept_whole() {
        let mut recorder = Recorder::new(KeptBodies::Ends);
        recorder.decoded(b"a,b\n");
        assert_eq!(recorder.finish().whole.as_deref(), Some(&b"a,b\n"[..]));
    }
}
