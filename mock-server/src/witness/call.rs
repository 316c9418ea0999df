//! The bytes of a request, as a step describes it.

use std::fmt::Write as _;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::saved::Saved;
use crate::core::form::encode;
use crate::scenario::file::{Body, Part, Provider, Send};

/// Between the parts of a form with files.
const BOUNDARY: &str = "bulk-mock-boundary";

/// Bytes of one chunk, where a step asks for chunks.
const CHUNK_BYTES: usize = 4096;

/// A request in bytes.
pub(super) struct Call {
    /// Its head.
    pub(super) head: Vec<u8>,
    /// Its body as it goes out.
    pub(super) body: Vec<u8>,
    /// Whether its answer has no body whatever its head says.
    pub(super) is_head: bool,
}

/// Whose calls go to that target, as far as the default token goes.
fn provider_of(target: &str) -> Option<Provider> {
    let own = |prefixes: &[&str]| prefixes.iter().any(|prefix| target.starts_with(prefix));
    if own(&["/services/oauth2", "/services/soap", "/identity", "/_mock"]) {
        return None;
    }
    if own(&["/services", "/id/", "//services"]) {
        return Some(Provider::Salesforce);
    }
    own(&["/rest", "/bulk", "//rest", "//bulk"]).then_some(Provider::Marketo)
}

/// The name under which a provider's token is saved.
pub(super) fn token_name(provider: Provider) -> &'static str {
    match provider {
        Provider::Salesforce => "salesforce_token",
        Provider::Marketo => "marketo_token",
    }
}

impl Call {
    /// The request that a step describes; `host` is the server's.
    pub(super) fn of(send: &Send, saved: &Saved, host: &str) -> Self {
        let target = saved.fill(&send.target);
        let (content_type, body) = body_of(&send.body, saved);
        let body = if send.gzip { gzipped(&body) } else { body };
        let mut headers: Vec<(String, String)> = vec![("host".into(), host.to_owned())];
        let mut usual = |name: &str, value: String| headers.push((name.to_owned(), value));
        if send.connection.is_none() {
            usual("connection", "close".into());
        }
        let token = match send.token.as_deref() {
            Some("none") => None,
            Some(token) => Some(saved.fill(token)),
            None => provider_of(&target)
                .and_then(|provider| saved.get(token_name(provider)).map(str::to_owned)),
        };
        if let Some(token) = token {
            usual("authorization", format!("Bearer {token}"));
        }
        if let Some(content_type) = content_type {
            usual("content-type", content_type);
        }
        if send.gzip {
            usual("content-encoding", "gzip".into());
        }
        for (name, value) in &send.headers {
            headers.retain(|(usual, _)| !usual.eq_ignore_ascii_case(name));
            if !value.is_empty() {
                headers.push((name.to_ascii_lowercase(), saved.fill(value)));
            }
        }
        let says = |name: &str| headers.iter().any(|(known, _)| known == name);
        let chunked = says("transfer-encoding");
        let has_body = !matches!(send.body, Body::None) || ["POST", "PUT"].contains(&&*send.method);
        if has_body && !chunked && !says("content-length") {
            headers.push(("content-length".into(), body.len().to_string()));
        }
        let mut head = format!("{} {target} HTTP/1.1\r\n", send.method);
        for (name, value) in &headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        let mut body = if chunked { in_chunks(&body) } else { body };
        if let Some(cut) = send.cut {
            body.truncate(usize::try_from(cut).unwrap_or(usize::MAX));
        }
        Self { head: head.into_bytes(), body, is_head: send.method == "HEAD" }
    }
}

/// A body and its usual type.
fn body_of(body: &Body, saved: &Saved) -> (Option<String>, Vec<u8>) {
    match body {
        Body::None => (None, Vec::new()),
        Body::Json(value) => {
            (Some("application/json".into()), saved.fill_json(value).to_string().into_bytes())
        }
        Body::Csv(rows) => (Some("text/csv".into()), saved.fill(rows).into_bytes()),
        Body::Form(fields) => {
            let field = |(name, value): (&String, &String)| (name.clone(), saved.fill(value));
            let filled: Vec<(String, String)> = fields.iter().map(field).collect();
            let pairs: Vec<(&str, &str)> =
                filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            (Some("application/x-www-form-urlencoded".into()), encode(&pairs).into_bytes())
        }
        Body::Multipart(parts) => {
            (Some(format!("multipart/form-data; boundary={BOUNDARY}")), multipart(parts, saved))
        }
        Body::Text(text) => (None, saved.fill(text).into_bytes()),
        Body::Hex(bytes) => (None, bytes.clone()),
    }
}

fn multipart(parts: &[Part], saved: &Saved) -> Vec<u8> {
    let mut out = String::new();
    for part in parts {
        let _ =
            write!(out, "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{}\"", part.name);
        if let Some(file) = &part.filename {
            let _ = write!(out, "; filename=\"{file}\"");
        }
        if let Some(content_type) = &part.content_type {
            let _ = write!(out, "\r\ncontent-type: {content_type}");
        }
        let _ = write!(out, "\r\n\r\n{}\r\n", saved.fill(&part.content()));
    }
    let _ = write!(out, "--{BOUNDARY}--\r\n");
    out.into_bytes()
}

fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // A vector takes everything.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn in_chunks(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 64);
    for chunk in body.chunks(CHUNK_BYTES) {
        out.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}
