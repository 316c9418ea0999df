//! Who may call: no page in a browser, and only those who show the admin token if there is one.
//!
//! A page that was loaded from elsewhere says so in `Origin`. One that made its own name lead here
//! (DNS rebinding) says that name in `Host`. Neither is answered, and no answer ever invites one.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::AdminError;
use super::{Admin, Settings};

/// Lets a call in, or refuses it.
pub(super) async fn guard(
    State(admin): State<Arc<Admin>>,
    request: Request,
    next: Next,
) -> Response {
    let open = admin.open.contains(&request.uri().path());
    let named = request.uri().host();
    match check(&admin.settings, request.headers(), named, open) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

fn check(
    settings: &Settings,
    headers: &HeaderMap,
    named: Option<&str>,
    open: bool,
) -> Result<(), AdminError> {
    if headers.contains_key("origin") {
        let refused = "a page in a browser must not drive the server, and this call has an Origin";
        return Err(AdminError::forbidden(refused).remedy("call it from a program"));
    }
    let hosts = headers.get_all("host").iter().map(|host| host.to_str().unwrap_or("?"));
    for host in hosts.chain(named) {
        if !is_own(host, &settings.hosts) {
            let refused = format!("the server is not known under the name `{host}`");
            let remedy = "call it by its address or as localhost, or name it with --admin-host";
            return Err(AdminError::forbidden(refused).remedy(remedy));
        }
    }
    let Some(token) = settings.token.as_deref().filter(|_| !open) else { return Ok(()) };
    let shown = headers.get("authorization").and_then(|value| value.to_str().ok());
    let Some(shown) = shown.and_then(|value| value.strip_prefix("Bearer ")) else {
        let refused = AdminError::unauthorized("the call shows no admin token");
        return Err(refused.remedy("send the header `Authorization: Bearer <token>`"));
    };
    if same(shown, token) {
        return Ok(());
    }
    let refused = AdminError::unauthorized("the call shows another admin token than the server's");
    Err(refused.remedy("send the token that was given with --admin-token"))
}

/// Whether a host, with or without a port, is an address, `localhost`, or a name that was given.
fn is_own(host: &str, names: &[String]) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name.parse::<IpAddr>().is_ok()
        || name == "localhost"
        || name.ends_with(".localhost")
        || names.iter().any(|known| known.eq_ignore_ascii_case(&name))
}

/// Whether two texts are the same, in a time that tells nothing of where they differ.
fn same(shown: &str, token: &str) -> bool {
    let (shown, token) = (Sha256::digest(shown), Sha256::digest(token));
    shown.iter().zip(&token).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn only_addresses_and_names_that_were_given_are_our_own() {
        let names = ["mock".to_owned()];
        for host in [
            "127.0.0.1",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:80",
            "10.0.0.7:8080",
            "localhost",
            "LOCALHOST:1",
            "a.localhost:80",
            "mock:8080",
            "Mock",
            "localhost.:80",
        ] {
            assert!(is_own(host, &names), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "",
            "mock.evil",
            "127.0.0.1.evil.example",
        ] {
            assert!(!is_own(host, &names), "{host}");
        }
    }
}
