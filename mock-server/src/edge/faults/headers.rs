//! Changes of an answer's headers.

use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, DATE, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::faults::HeaderChange;

/// Whether the HTTP library writes that header itself, so that only our own writer can change it.
pub(in crate::edge) fn is_the_librarys(change: &HeaderChange) -> bool {
    let own = [CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING];
    own.iter().any(|name| name.as_str().eq_ignore_ascii_case(change.name()))
}

/// Changes headers, one after the other. A name or value that no header can have was refused with its
/// rule.
pub(in crate::edge) fn change<'c>(
    headers: &mut HeaderMap,
    changes: impl IntoIterator<Item = &'c HeaderChange>,
) {
    for change in changes {
        let Ok(name) = HeaderName::try_from(change.name()) else { continue };
        match change {
            HeaderChange::Remove(_) => {
                headers.remove(name);
            }
            HeaderChange::Set(_, value) => {
                if let Ok(value) = HeaderValue::from_str(value) {
                    headers.insert(name, value);
                }
            }
            HeaderChange::Add(_, value) => {
                if let Ok(value) = HeaderValue::from_str(value) {
                    headers.append(name, value);
                }
            }
            HeaderChange::Charset(charset) => {
                let now = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
                let kind = now.unwrap_or("text/plain").split(';').next().unwrap_or("").trim();
                if let Ok(value) = HeaderValue::from_str(&format!("{kind};charset={charset}")) {
                    headers.insert(name, value);
                }
            }
        }
    }
}
