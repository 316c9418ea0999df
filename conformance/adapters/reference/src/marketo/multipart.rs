//! A file as `multipart/form-data` (RFC 7578): one part, named `file`, closed by two hyphens.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::http::{Payload, Source};
use crate::rows::{Part, Upload, disk};
use crate::run::{Result, Run};

/// A body, and its type.
pub struct Multipart {
    /// The type, with the boundary.
    pub content_type: String,
    /// The body.
    pub body: Payload,
}

/// As `Steps::multipart`. The boundary is a digest of the file: the same for the same file, and
/// nothing that the file could hold.
///
/// # Errors
/// Those of `Steps::multipart`.
pub fn multipart(run: &Run<'_>, part: &Part) -> Result<Multipart> {
    let mut digest = Sha256::new();
    io::copy(&mut part.open()?, &mut digest).map_err(|error| disk(&error))?;
    let boundary = format!("bulk-{}", &hex(&digest.finalize())[..40]);
    let format = run.text_arg("format").unwrap_or_else(|| "csv".to_owned()).to_lowercase();
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.{format}\"\r\n\
         Content-Type: {}\r\n\r\n",
        if format == "tsv" { "text/tab-separated-values" } else { "text/csv" },
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    let file = Upload { path: part.path.clone(), bytes: part.bytes };
    let body = Framed { head: head.into_bytes(), file, tail: tail.into_bytes() };
    Ok(Multipart {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        body: Payload::Stream(Arc::new(body)),
    })
}

/// Bytes in digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file between two texts.
struct Framed {
    head: Vec<u8>,
    file: Upload,
    tail: Vec<u8>,
}

impl Source for Framed {
    fn len(&self) -> u64 {
        (self.head.len() + self.tail.len()) as u64 + self.file.len()
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let (head, tail) = (Cursor::new(self.head.clone()), Cursor::new(self.tail.clone()));
        Ok(Box::new(head.chain(self.file.open()?).chain(tail)))
    }
}
