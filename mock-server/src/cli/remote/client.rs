//! A small HTTP client: one call, one connection, hyper's own client underneath.

use axum::http::{HeaderValue, Method, Uri};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::admin::BODY_BYTES_MAX;
use crate::cli::Failure;
use crate::core::form::escaped;

/// What a call brings.
pub(super) struct Body {
    content_type: &'static str,
    bytes: Bytes,
}

impl Body {
    pub(super) fn json(bytes: impl Into<Bytes>) -> Self {
        Self { content_type: "application/json", bytes: bytes.into() }
    }

    pub(super) fn toml(bytes: impl Into<Bytes>) -> Self {
        Self { content_type: "application/toml", bytes: bytes.into() }
    }
}

/// A path below `/_mock`, and a query.
pub(super) struct Target(String);

impl Target {
    /// The path of these segments, each in its own words.
    pub(super) fn of(segments: &[&str]) -> Self {
        let segments = segments.iter().map(|segment| format!("/{}", escaped(segment)));
        Self(format!("/_mock{}", segments.collect::<String>()))
    }

    /// With a parameter, if it has a value.
    pub(super) fn with(mut self, name: &str, value: Option<impl ToString>) -> Self {
        if let Some(value) = value {
            self.0.push(if self.0.contains('?') { '&' } else { '?' });
            self.0.push_str(&format!("{name}={}", escaped(&value.to_string())));
        }
        self
    }
}

/// A running server.
pub(super) struct Client {
    /// As the user wrote it, for messages.
    server: String,
    authority: String,
    host: String,
    port: u16,
    authorization: Option<HeaderValue>,
}

impl Client {
    /// The server at a URL; it is not called yet.
    pub(super) fn new(server: &str, token: Option<&str>) -> Result<Self, Failure> {
        let wrong = |what: &str| {
            Failure::Wrong(format!("--server {server}: {what}; write it as http://127.0.0.1:8080"))
        };
        let url: Uri = server.parse().map_err(|_| wrong("it is no URL"))?;
        if url.scheme_str() != Some("http") {
            return Err(wrong("only http is spoken here"));
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() {
            return Err(wrong("it goes on after the port"));
        }
        let authority = url.authority().ok_or_else(|| wrong("it names no host"))?;
        let port = match authority.as_str().rsplit_once(':') {
            // The colons of an address stand in brackets.
            Some((_, port)) if !port.ends_with(']') => {
                port.parse().map_err(|_| wrong("there is no such port"))?
            }
            Some(_) | None => 80,
        };
        let bearer = token.map(|token| HeaderValue::from_str(&format!("Bearer {token}")));
        let authorization = bearer.transpose().map_err(|_| {
            Failure::Wrong("--token: it has characters that no header can hold".into())
        })?;
        Ok(Self {
            server: server.to_owned(),
            authority: authority.to_string(),
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port,
            authorization,
        })
    }

    /// Calls, and gives the answer's text.
    pub(super) async fn ask(
        &self,
        method: Method,
        target: Target,
        body: Option<Body>,
    ) -> Result<String, Failure> {
        let answer = self.open(method, target, body).await?;
        let whole = answer.into_body().collect().await;
        let whole = whole.map_err(|error| self.lost(&error))?.to_bytes();
        Ok(String::from_utf8_lossy(&whole).into_owned())
    }

    /// Calls, and gives the answer as soon as its head is there.
    pub(super) async fn open(
        &self,
        method: Method,
        target: Target,
        body: Option<Body>,
    ) -> Result<Response<Incoming>, Failure> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|error| {
            Failure::Unreachable(format!(
                "{} cannot be reached: {error}; start it with `bulk-mock serve`, or say where it \
                 is with --server or BULK_MOCK_URL",
                self.server
            ))
        })?;
        let shaken = http1::handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = shaken.map_err(|error| self.lost(&error))?;
        tokio::spawn(connection);
        let mut request = Request::builder()
            .method(method)
            .uri(target.0)
            .header("host", &self.authority)
            .header("accept", "*/*");
        if let Some(bearer) = &self.authorization {
            request = request.header("authorization", bearer);
        }
        if let Some(body) = &body {
            request = request.header("content-type", body.content_type);
        }
        let bytes = body.map_or_else(Bytes::new, |body| body.bytes);
        if bytes.len() > BODY_BYTES_MAX {
            // The server would hang up in the middle, and its reason would be lost.
            let (size, most) = (bytes.len(), BODY_BYTES_MAX);
            let told = format!("there are {size} bytes; a server takes {most} at most");
            return Err(Failure::Wrong(told));
        }
        let request = request.body(Full::new(bytes));
        let request = request.map_err(|error| Failure::Wrong(error.to_string()))?;
        let answer = sender.send_request(request).await.map_err(|error| self.lost(&error))?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let words = answer.into_body().collect().await.map_err(|error| self.lost(&error))?;
        Err(Failure::Refused(refusal(&words.to_bytes(), status.as_u16())))
    }

    /// The connection broke.
    pub(super) fn lost(&self, error: &hyper::Error) -> Failure {
        Failure::Unreachable(format!("{}: the connection was lost: {error}", self.server))
    }
}

/// The server's own words for what it refused.
fn refusal(body: &[u8], status: u16) -> String {
    let Ok(refused) = serde_json::from_slice::<Value>(body) else {
        return format!("the server answered {status}: {}", String::from_utf8_lossy(body).trim());
    };
    let Some(error) = refused["error"].as_str() else {
        return format!("the server answered {status}: {refused}");
    };
    let place = match (refused["line"].as_u64(), refused["column"].as_u64()) {
        (Some(line), Some(column)) => format!("line {line}, column {column}: "),
        (Some(line), None) => format!("line {line}: "),
        (None, _) => String::new(),
    };
    // Some sentences name their key themselves.
    let key = refused["key"].as_str().filter(|key| !error.contains(key));
    let key = key.map_or_else(String::new, |key| format!("{key}: "));
    let remedy = refused["remedy"].as_str().map_or_else(String::new, |text| format!("; {text}"));
    format!("{place}{key}{error}{remedy}")
}

#[cfg(test)]
mod tests {
    use super::{Target, refusal};

    #[test]
    fn names_stand_in_paths_whatever_they_hold() {
        let target = Target::of(&["orgs", "a b/ü"]).with("job", Some("x&y")).with("n", None::<u8>);
        assert_eq!(target.0, "/_mock/orgs/a%20b%2F%C3%BC?job=x%26y");
    }

    #[test]
    fn a_refusal_is_told_in_the_servers_words() {
        let body = br#"{"error":"there is no `x`","remedy":"did you mean `y`?","key":"on.state"}"#;
        assert_eq!(refusal(body, 400), "on.state: there is no `x`; did you mean `y`?");
        let says_it = br#"{"error":"there is no org `x`","key":"org"}"#;
        assert_eq!(refusal(says_it, 404), "there is no org `x`");
        let placed = br#"{"error":"e","line":3,"column":4}"#;
        assert_eq!(refusal(placed, 400), "line 3, column 4: e");
        assert_eq!(refusal(b"<html>", 502), "the server answered 502: <html>");
    }
}
