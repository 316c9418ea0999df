//! Changes of an answer's headers.

use axum::http::header::{CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::faults::HeaderChange;

/// Whether the HTTP library writes that header itself, so that only our own writer can change it.
pub(in crate::edge) fn is_the_librarys(change: &HeaderChange) -> bool {
    let own = [CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING];
    own.iter().any(|name| name.as_str().eq_ignore_ascii_case(change.name()))
}

/// Changes a header; `None` if no header can be called so, or say so.
pub(in crate::edge) fn change(headers: &mut HeaderMap, change: &HeaderChange) -> Option<()> {
    let name = HeaderName::try_from(change.name()).ok()?;
    let value = |value: &str| HeaderValue::from_str(value).ok();
    match change {
        HeaderChange::Remove(_) => drop(headers.remove(name)),
        HeaderChange::Set(_, to) => drop(headers.insert(name, value(to)?)),
        HeaderChange::Add(_, to) => drop(headers.append(name, value(to)?)),
        HeaderChange::Charset(charset) => {
            let now = headers.get(&name).and_then(|value| value.to_str().ok());
            let kind = now.unwrap_or("text/plain").split(';').next().unwrap_or("").trim();
            let to = value(&format!("{kind};charset={charset}"))?;
            headers.insert(name, to);
        }
    }
    Some(())
}
