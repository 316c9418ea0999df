//! Changes of an answer's headers.

use axum::http::HeaderValue;

use super::Done;
use super::reword::{Told, text};
use crate::edge::faults::headers;
use crate::edge::reply::Reply;
use crate::faults::answer::Reword;
use crate::faults::wire::HeaderChange;

const NO_HEADER: &str = "a fault names what no header can be or say; the answer stays as it is";

/// Removes, sets or adds a header; those that the HTTP library writes itself are left to our own
/// writer.
pub(super) fn changed(reply: &mut Reply, change: &HeaderChange) -> Done {
    match headers::is_the_librarys(change) {
        true => Ok(()),
        false => headers::change(&mut reply.headers, change).ok_or(NO_HEADER),
    }
}

/// Lets a header say something else, if it is there.
pub(super) fn reworded(reply: &mut Reply, name: &'static str, how: &Reword) -> Done {
    let said = reply.headers.get(name).and_then(|value| value.to_str().ok());
    let said = said.ok_or("a fault is about a header that the answer does not have")?;
    match text(said, how) {
        Told::Same => {}
        Told::Nothing => drop(reply.headers.remove(name)),
        Told::Other(to) => {
            let to = HeaderValue::try_from(to).map_err(|_| NO_HEADER)?;
            reply.headers.insert(name, to);
        }
    }
    Ok(())
}
