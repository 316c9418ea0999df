//! Changes of an answer's headers.

use axum::http::{HeaderName, HeaderValue};

use super::Done;
use super::reword::{Told, text};
use crate::edge::reply::Reply;
use crate::faults::answer::Reword;
use crate::faults::wire::HeaderChange;

const NO_HEADER: &str = "a fault names what no header can be or say; the answer stays as it is";

/// Removes, sets or adds a header.
pub(super) fn changed(reply: &mut Reply, change: &HeaderChange) -> Done {
    let name = |name: &str| HeaderName::try_from(name).map_err(|_| NO_HEADER);
    let value = |value: &str| HeaderValue::try_from(value).map_err(|_| NO_HEADER);
    match change {
        HeaderChange::Remove(removed) => drop(reply.headers.remove(name(removed)?)),
        HeaderChange::Set(set, to) => drop(reply.headers.insert(name(set)?, value(to)?)),
        HeaderChange::Add(added, to) => drop(reply.headers.append(name(added)?, value(to)?)),
    }
    Ok(())
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
