//! A token call that sends its client to another host.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::faults::check::Wrong;
use crate::faults::inject::{Draw, Kind, Scope};
use crate::faults::verdict::Verdict;
use crate::faults::vocabulary::{Answers, Vocabulary};

/// The answer of a token call names another host to go to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstanceUrl {
    /// Scheme and host, such as `https://na2.example.com` or `{scheme}://127.0.0.1:{port}`: what stands
    /// in braces is that of the address under which the client came.
    pub url: String,
}

impl InstanceUrl {
    /// The address, for a client that came under `base_url`, such as `http://localhost:8080`.
    pub fn filled(&self, base_url: &str) -> String {
        let (scheme, authority) = base_url.split_once("://").unwrap_or(("http", base_url));
        let usual = if scheme == "https" { "443" } else { "80" };
        let (host, port) = match authority.rsplit_once(':') {
            // The colons of an address in brackets are its own.
            Some((host, port)) if !port.ends_with(']') => (host, port),
            Some(_) | None => (authority, usual),
        };
        let filled = self.url.replace("{scheme}", scheme).replace("{host}", host);
        filled.replace("{port}", port).trim_end_matches('/').to_owned()
    }
}

impl Kind for InstanceUrl {
    fn scope(&self) -> Scope {
        Scope::GivesToken
    }

    fn fire(&self, draw: &mut Draw<'_>, verdict: &mut Verdict) -> bool {
        let says = matches!(draw.words.answers, Answers::Token { instance_url: Some(_), .. });
        if says {
            verdict.session.instance_url = Some(self.clone());
        }
        says
    }

    fn check(&self, words: &Vocabulary) -> Result<(), Wrong> {
        let says = |answers| matches!(answers, Answers::Token { instance_url: Some(_), .. });
        if !words.operations.iter().any(|operation| says(operation.answers)) {
            let problem = format!("no token call of {} names a host", words.provider);
            return Err(Wrong::at("instance_url", problem, "leave it out for this provider"));
        }
        if self.url.contains("://") {
            return Ok(());
        }
        let problem = format!("`{}` has no scheme", self.url);
        Err(Wrong::at("instance_url.url", problem, "write it as {scheme}://other.example:{port}"))
    }
}

#[cfg(test)]
mod tests {
    use super::InstanceUrl;

    #[test]
    fn what_stands_in_braces_is_where_the_client_came() {
        let url = InstanceUrl { url: "{scheme}://na2.{host}:{port}/".into() };
        assert_eq!(url.filled("http://localhost:8080"), "http://na2.localhost:8080");
        assert_eq!(url.filled("https://[::1]"), "https://na2.[::1]:443");
    }
}
