//! The body of a create call: parameters that stand in parts, and the file.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::request::Params;
use super::super::settings::{ByteOrderMark, Leniency, Settings};
use crate::core::csv::Delimiter;
use crate::core::multipart::{self, LineEnds, Part};
use crate::core::rows::{BlankLines, Upload, UploadBuilder};

/// The part that holds the file.
const FILE: &str = "file";

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What was sent.
#[derive(Debug)]
pub struct Submission {
    /// The parameters of the query, then those that stand in parts (4.2.3).
    pub params: Params,
    /// The file.
    pub upload: Arc<Upload>,
}

impl Submission {
    /// Reads a body. `query` are the parameters that the call has beside it.
    ///
    /// # Errors
    /// 613 for a body that is no multipart, 1002 without a file, 1003 for another format or a file
    /// without rows.
    pub fn read(
        body: &[u8],
        boundary: &str,
        query: Params,
        settings: &Settings,
    ) -> Result<Self, ApiError> {
        let mut params = query;
        let file = file_of(&parts(body, boundary, settings)?, &mut params)?;
        let delimiter = delimiter(params.get("format"))?;
        let file = match settings.byte_order_mark {
            ByteOrderMark::Strip => file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file),
            ByteOrderMark::Keep => file,
        };
        let mut upload = UploadBuilder::new(delimiter, BlankLines::Skip);
        upload.push(file);
        let upload = Arc::new(upload.finish());
        if upload.row_count() == 0 {
            // A client depends on the text (4.2.9).
            return Err(ApiError::invalid_data("Empty file"));
        }
        Ok(Self { params, upload })
    }
}

fn parts<'a>(
    body: &'a [u8],
    boundary: &str,
    settings: &Settings,
) -> Result<Vec<Part<'a>>, ApiError> {
    let parts = match settings.multipart {
        Leniency::Accept => Some(multipart::lenient_parts(body, boundary)),
        Leniency::Refuse => multipart::parts(body, boundary, LineEnds::Crlf),
    };
    parts.filter(|parts| !parts.is_empty()).ok_or_else(ApiError::invalid_multipart)
}

/// The content of the file; all other parts are parameters.
fn file_of<'a>(parts: &[Part<'a>], params: &mut Params) -> Result<&'a [u8], ApiError> {
    let mut file = None;
    for part in parts {
        match part.disposition("name").as_deref() {
            // Rows of a second file would be nobody's.
            Some(FILE) if file.is_some() => return Err(ApiError::invalid_multipart()),
            Some(FILE) => file = Some(part.content),
            Some(name) => params.add(name, String::from_utf8_lossy(part.content).trim()),
            None => {}
        }
    }
    file.ok_or_else(|| ApiError::missing(FILE))
}

/// What stands between cells: commas unless a format says otherwise (4.2.2). That SSV is semicolons
/// is documented for imports; the text of the refusal is assumed.
fn delimiter(format: Option<&str>) -> Result<Delimiter, ApiError> {
    let format = format.unwrap_or("csv").trim();
    match format.to_ascii_lowercase().as_str() {
        "csv" => Ok(Delimiter::Comma),
        "tsv" => Ok(Delimiter::Tab),
        "ssv" => Ok(Delimiter::Semicolon),
        _ => Err(ApiError::invalid_data(format!("Invalid format '{format}'"))),
    }
}
