//! The fake's admin surface as the kit calls it.

use std::fmt;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;

/// What the admin surface refused, or why it could not be asked. Always the kit's fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdminError(String);

impl fmt::Display for AdminError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AdminError {}

impl AdminError {
    /// An error in these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

/// A caller of the admin surface, and of anything else that the kit itself asks the fake.
#[derive(Clone)]
pub struct Admin {
    url: String,
    agent: Agent,
}

impl Admin {
    /// Calls the fake that runs there.
    pub fn new(url: String) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)))
            .max_idle_connections_per_host(16)
            .build()
            .into();
        Self { url, agent }
    }

    /// Where the fake runs.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Asks, and reads the answer as JSON.
    ///
    /// # Errors
    /// Any answer that is no success, with the fake's words.
    pub fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, AdminError> {
        let text = self.text(method, path, body)?;
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).map_err(|error| AdminError(format!("{method} {path}: {error}")))
    }

    /// Asks, and reads the answer as text.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub fn text(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<String, AdminError> {
        let body = body.map(Value::to_string);
        let headers = [("content-type", "application/json")];
        let (status, text) =
            self.send(method, path, &headers, body.as_deref().map(str::as_bytes))?;
        if (200..300).contains(&status) {
            Ok(text)
        } else {
            Err(AdminError(format!("{method} {path}: {status} {text}")))
        }
    }

    /// Where a path sends its caller: the `Location` of the answer to a GET, empty if there is none.
    ///
    /// # Errors
    /// No answer.
    pub fn place(&self, path: &str) -> Result<String, AdminError> {
        let lost = |error: ureq::Error| AdminError(format!("GET {path}: {error}"));
        let answer = self.agent.get(format!("{}{path}", self.url)).call().map_err(lost)?;
        let place = answer.headers().get("location").and_then(|place| place.to_str().ok());
        Ok(place.unwrap_or_default().to_owned())
    }

    /// Sends any request: status and body, whatever they are.
    ///
    /// # Errors
    /// No answer.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<(u16, String), AdminError> {
        let lost = |error: ureq::Error| AdminError(format!("{method} {path}: {error}"));
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(body.unwrap_or_default().to_vec())
            .map_err(|error| AdminError(format!("{method} {path}: {error}")))?;
        let mut answer = self.agent.run(request).map_err(lost)?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(u64::MAX).read_to_vec().map_err(lost)?;
        Ok((status, String::from_utf8_lossy(&text).into_owned()))
    }
}
