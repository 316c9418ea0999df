//! One HTTP exchange. Knows no token, no retry and no provider.

use std::io::Read;
use std::time::Duration;

use ureq::http::{Request as Outgoing, Response};
use ureq::{Agent, AsSendBody, Body, Error, SendBody};

use super::{Answer, Broken, Method, Payload, Request};

/// Sends requests. A wrapper around [`Ureq`], or around [`send`], sees every byte of a client.
pub trait Transport: Send + Sync {
    /// Sends a request, whose URL is whole by now, and gives the answer as soon as its head is there.
    ///
    /// # Errors
    /// A network that fails. Any status is an answer, not an error.
    fn send(&self, request: &Request) -> Result<Answer, Broken>;
}

/// Plain HTTP/1.1: no redirects (a token must not follow one to another host), no proxy from the
/// environment, no decision about a status.
pub struct Ureq {
    /// For calls that may be repeated: connections are kept and used again.
    kept: Agent,
    /// For calls that may not: a kept connection might just have been closed by the other side,
    /// and then nobody could say whether the call was made.
    fresh: Agent,
}

impl Default for Ureq {
    fn default() -> Self {
        Self { kept: agent(16), fresh: agent(0) }
    }
}

fn agent(idle_connections: usize) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("bulk-reference/0.1")
        .timeout_connect(Some(Duration::from_secs(10)))
        .max_idle_connections(idle_connections)
        .max_idle_connections_per_host(idle_connections)
        .build()
        .new_agent()
}

impl Transport for Ureq {
    fn send(&self, request: &Request) -> Result<Answer, Broken> {
        match request.method {
            Method::Get => send(&self.kept, request),
            _ => send(&self.fresh, request),
        }
    }
}

/// Sends one request by this agent.
///
/// # Errors
/// As [`Transport::send`].
pub fn send(agent: &Agent, request: &Request) -> Result<Answer, Broken> {
    let mut outgoing = Outgoing::builder().method(request.method.name()).uri(&request.url);
    for (name, value) in &request.headers {
        outgoing = outgoing.header(name, value);
    }
    let never =
        |error: &dyn std::fmt::Display| Broken { maybe_done: false, what: error.to_string() };
    match &request.body {
        Payload::None if matches!(request.method, Method::Get | Method::Delete) => {
            go(agent, request, outgoing.body(()).map_err(|error| never(&error))?)
        }
        Payload::None => go(agent, request, outgoing.body(&[][..]).map_err(|e| never(&e))?),
        Payload::Bytes(bytes) => {
            go(agent, request, outgoing.body(&bytes[..]).map_err(|error| never(&error))?)
        }
        Payload::Stream(source) => {
            let mut reader = source.open().map_err(|error| never(&error))?;
            let outgoing = outgoing.header("Content-Length", source.len().to_string());
            let body = SendBody::from_reader(&mut reader);
            go(agent, request, outgoing.body(body).map_err(|error| never(&error))?)
        }
    }
}

fn go(
    agent: &Agent,
    request: &Request,
    outgoing: Outgoing<impl AsSendBody>,
) -> Result<Answer, Broken> {
    let patience = Some(request.patience);
    let outgoing = agent
        .configure_request(outgoing)
        .timeout_recv_response(patience)
        .timeout_per_read(patience)
        .timeout_per_write(patience)
        .build();
    agent.run(outgoing).map(answer).map_err(|error| broken(&error))
}

fn answer(response: Response<Body>) -> Answer {
    let (head, body) = response.into_parts();
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = head.headers.iter();
    Answer {
        status: head.status.as_u16(),
        headers: headers.map(|(name, v)| (name.as_str().to_owned(), text(v.as_bytes()))).collect(),
        // The limit of a convenience reader is no use here: files are large, and go to disk.
        body: Box::new(body.into_with_config().limit(u64::MAX).reader().take(u64::MAX)),
    }
}

/// Only a connection that never came about is sure to have carried nothing.
fn broken(error: &Error) -> Broken {
    let maybe_done = match error {
        Error::HostNotFound | Error::ConnectionFailed | Error::BadUri(_) | Error::Http(_) => false,
        Error::Timeout(which) => !matches!(which, ureq::Timeout::Connect | ureq::Timeout::Resolve),
        Error::Io(error) => error.kind() != std::io::ErrorKind::ConnectionRefused,
        _ => true,
    };
    Broken { maybe_done, what: error.to_string() }
}
